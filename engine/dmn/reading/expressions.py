"""Boxed expressions: each element becomes the object that evaluates it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from engine.dmn.logic.boxed import Boxed
from engine.dmn.logic.conditional import Conditional
from engine.dmn.logic.context import Context, Entry
from engine.dmn.logic.function import Function, Parameter
from engine.dmn.logic.invocation import Binding, Invocation
from engine.dmn.logic.iteration import Filter, For, Quantified
from engine.dmn.logic.lists import Column, List, Relation
from engine.dmn.logic.literal import Literal
from engine.dmn.logic.typed import Typed
from engine.dmn.reading.compiling import Compiler, Names
from engine.dmn.reading.elements import EXPRESSIONS
from engine.dmn.reading.items import Types
from engine.dmn.types import FeelType, component_type, result_of, written
from engine.feel import Expression, UnaryTests, check_types
from engine.feel.nodes import Literal as ConstantNode
from engine.xml import line_of

BoxReader: TypeAlias = "Callable[[ExpressionReader, etree._Element, Names], Boxed]"


@dataclass(slots=True)
class ExpressionReader:
    """Reads the boxed expressions of one document, whose shapes the gate has checked."""

    compiler: Compiler
    types: Types
    readers: Mapping[str, BoxReader]
    #: Declared types of variables of the decision being read, for static checks.
    known_types: dict[str, FeelType] = field(default_factory=dict)

    def read_inside(self, parent: etree._Element, names: Names) -> Boxed | None:
        """Read the one expression inside an element; None when there is none."""
        for element in self.expressions(parent):
            return self.read(element, names)
        return None

    def read(self, element: etree._Element, names: Names) -> Boxed:
        """Read one expression. Recursion is as deep as the gate allows expressions to nest."""
        return self.readers[etree.QName(element).localname](self, element, names)

    def expressions(self, parent: etree._Element) -> Iterable[etree._Element]:
        """The boxed expressions directly inside an element."""
        return [child for child in parent if etree.QName(child).localname in EXPRESSIONS]

    def literal(self, element: etree._Element, names: Names) -> Literal:
        """Read a literal expression; an empty text is null."""
        child = element.find("{*}text")
        text = "" if child is None or child.text is None else child.text.strip()
        source = child.text if child is not None and child.text and text else "null"
        at = element if child is None else child
        expression = self.compiler.expression(at, source, names)
        if expression is not None:
            self.check_types(at, expression, names)
        return Literal(
            self.compiler.report.place(element),
            text,
            expression,
            self.types.of_attribute(element),
            etree.QName(element).localname,
        )

    def type_of_text(self, text: str) -> FeelType | None:
        """Declared type of a variable or of a member of one; None when it is not known."""
        if text in self.known_types:
            return self.known_types[text]
        first, *rest = text.split(".")
        type_ = self.known_types.get(first.strip())
        for name in rest:
            type_ = None if type_ is None else component_type(type_, name.strip())
        return type_

    def check_types(
        self,
        element: etree._Element,
        compiled: Expression | UnaryTests,
        names: Names,
        tested: FeelType | None = None,
    ) -> None:
        """Warn of types that can never fit, as far as the model declares types.

        `tested` is the type of the value that a cell tests.
        """
        if isinstance(compiled.node, ConstantNode):
            return
        known = dict.fromkeys(names.visible | self.compiler.functions, "Any")
        for name in compiled.free_names:
            if name in self.known_types:
                known[name] = written(self.known_types[name])
        found = check_types(compiled, known, tested="Any" if tested is None else written(tested))
        for note in found.notes:
            line = line_of(element) + note.line - 1
            self.compiler.report.warning(
                element,
                "dmn.types_never_fit",
                f"{note.message_zh}（第 {line} 行，表达式第 {note.column} 列）",
                f"{note.message_en} (line {line}, column {note.column} of the expression)",
            )

    @contextmanager
    def hiding(self, names: Collection[str]) -> Iterator[None]:
        """Inside, these names are other variables than those whose types are known."""
        outer = self.known_types
        self.known_types = {name: type_ for name, type_ in outer.items() if name not in names}
        yield
        self.known_types = outer

    def function(
        self, element: etree._Element, names: Names, name: str, result: FeelType | None = None
    ) -> Function:
        """Read a function definition or the logic of a knowledge model."""
        parameters = self._parameters(element)
        kind = element.get("kind") or "FEEL"
        body: Boxed | None = None
        if kind != "FEEL":
            self.compiler.fault(
                element,
                "dmn.external_function",
                f"不允许使用外部函数（{kind}）",
                f"External functions ({kind}) are never run",
            )
        else:
            own = [parameter.name for parameter in parameters]
            with self.hiding(own):
                for parameter in parameters:
                    if parameter.type is not None:
                        self.known_types[parameter.name] = parameter.type
                body = self.read_inside(element, names.plus(own))
        return Function(
            self.compiler.report.place(element),
            name,
            parameters,
            body,
            result_type=result or result_of(self.types.of_attribute(element)),
        )

    def _parameters(self, element: etree._Element) -> tuple[Parameter, ...]:
        found = [
            Parameter(child.get("name") or "", self.types.of_attribute(child))
            for child in element.iterchildren("{*}formalParameter")
        ]
        self.check_names(element, [parameter.name for parameter in found])
        return tuple(found)

    def check_names(self, element: etree._Element, names: Iterable[str]) -> None:
        """Report names that are missing or given twice among siblings."""
        seen: set[str] = set()
        for name in names:
            if not name.strip() or name in seen:
                self.compiler.report.problem(
                    element,
                    "dmn.name",
                    f"名称“{name}”缺失或重复",
                    f'The name "{name}" is missing or given twice',
                )
            seen.add(name)


def _literal(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    return reader.literal(element, names)


def _context(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    entries: list[Entry] = []
    seen: list[str] = []
    outer, reader.known_types = reader.known_types, dict(reader.known_types)
    children = list(element.iterchildren("{*}contextEntry"))
    for position, child in enumerate(children):
        variable = child.find("{*}variable")
        name = None if variable is None else variable.get("name") or ""
        (inner,) = reader.expressions(child)
        local = names.plus(seen)
        if name is not None and etree.QName(inner).localname == "functionDefinition":
            value: Boxed = reader.function(inner, local.plus([name]), name)
        else:
            value = reader.read(inner, local)
        type_ = reader.types.of_attribute(variable)
        if name is None and position < len(children) - 1:
            reader.compiler.report.problem(
                child,
                "dmn.context_result",
                "没有变量的条目是结果，只能放在最后",
                "An entry without a variable is the result and must be the last one",
            )
        if name is not None:
            seen.append(name)
            reader.known_types.pop(name, None)
            if type_ is not None:
                reader.known_types[name] = type_
        entries.append(Entry(name, type_, value))
    reader.known_types = outer
    reader.check_names(element, seen)
    return Context(
        reader.compiler.report.place(element), tuple(entries), reader.types.of_attribute(element)
    )


def _list(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    items = tuple(reader.read(child, names) for child in reader.expressions(element))
    return List(reader.compiler.report.place(element), items, reader.types.of_attribute(element))


def _relation(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    columns = tuple(
        Column(child.get("name") or "", reader.types.of_attribute(child))
        for child in element.iterchildren("{*}column")
    )
    reader.check_names(element, [column.name for column in columns])
    rows: list[tuple[Boxed, ...]] = []
    for row in element.iterchildren("{*}row"):
        cells = tuple(reader.read(child, names) for child in reader.expressions(row))
        if len(cells) != len(columns):
            reader.compiler.report.problem(
                row,
                "dmn.row_length",
                f"该行有 {len(cells)} 个值，而表有 {len(columns)} 列",
                f"The row has {len(cells)} values for {len(columns)} columns",
            )
        rows.append(cells)
    return Relation(
        reader.compiler.report.place(element),
        columns,
        tuple(rows),
        reader.types.of_attribute(element),
    )


def _function(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    return reader.function(element, names, element.get("label") or "function")


def _invocation(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    called = reader.read_inside(element, names)
    bindings: list[Binding] = []
    for child in element.iterchildren("{*}binding"):
        parameter = child.find("{*}parameter")
        assert parameter is not None  # the gate has seen it
        bindings.append(
            Binding(
                parameter.get("name") or "",
                reader.types.of_attribute(parameter),
                reader.read_inside(child, names),
            )
        )
    reader.check_names(element, [binding.name for binding in bindings])
    place = reader.compiler.report.place(element)
    if called is None:
        reader.compiler.fault(
            element, "dmn.invocation", "调用没有指明函数", "The invocation names no function"
        )
        called = Literal(place, "", None)
    return Invocation(place, called, tuple(bindings), reader.types.of_attribute(element))


def _part(
    reader: ExpressionReader, element: etree._Element, tag: str, names: Names
) -> tuple[Boxed, etree._Element]:
    child = element.find(f"{{*}}{tag}")
    assert child is not None  # the gate has seen it
    value = reader.read_inside(child, names)
    assert value is not None
    type_ = reader.types.of_attribute(child)
    if type_ is not None:
        value = Typed(reader.compiler.report.place(child), value, type_, tag)
    return value, child


def _conditional(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    return Conditional(
        reader.compiler.report.place(element),
        _part(reader, element, "if", names)[0],
        _part(reader, element, "then", names)[0],
        _part(reader, element, "else", names)[0],
        reader.types.of_attribute(element),
    )


def _variable(reader: ExpressionReader, element: etree._Element) -> str:
    name = element.get("iteratorVariable") or ""
    reader.check_names(element, [name])
    return name


def _for(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    variable = _variable(reader, element)
    source, _ = _part(reader, element, "in", names)
    with reader.hiding([variable, "partial"]):
        body, child = _part(reader, element, "return", names.plus([variable, "partial"]))
    return For(
        reader.compiler.report.place(element),
        variable,
        source,
        body,
        any("partial" in (text.text or "") for text in child.iter("{*}text")),
        reader.types.of_attribute(element),
    )


def _quantified(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    variable = _variable(reader, element)
    source, _ = _part(reader, element, "in", names)
    with reader.hiding([variable]):
        condition, _ = _part(reader, element, "satisfies", names.plus([variable]))
    return Quantified(
        reader.compiler.report.place(element),
        etree.QName(element).localname,
        variable,
        source,
        condition,
        reader.types.of_attribute(element),
    )


def _filter(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    source, _ = _part(reader, element, "in", names)
    # Members of the item are names inside the condition, and which ones is known only then.
    members = {"item"} | names.all_members
    with reader.hiding(members | reader.known_types.keys()):
        condition, _ = _part(reader, element, "match", names.plus(members))
    return Filter(
        reader.compiler.report.place(element),
        source,
        condition,
        reader.types.of_attribute(element),
    )


#: How each element is read; decision tables, which are read elsewhere, are added by `boxes`.
PLAIN_READERS: dict[str, BoxReader] = {
    "literalExpression": _literal,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
    "invocation": _invocation,
    "conditional": _conditional,
    "for": _for,
    "every": _quantified,
    "some": _quantified,
    "filter": _filter,
}
