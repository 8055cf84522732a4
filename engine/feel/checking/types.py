"""The type of each part of an expression, as far as it is known, and what does not fit.

    >>> from engine.feel import check_types, compile_expression
    >>> found = check_types(compile_expression('amount > "5000"'), {"amount": "number"})
    >>> found.type.name, [str(note) for note in found.notes]
    ('boolean', ['line 1, column 8: > never compares number with string'])

A type is a `TypeOf`; None stands for "not known", which fits everything. Nothing is reported that
could give something else than null (or, of a condition, than "not met") with other values of the
same types; much is left unsaid, because variables without declared types fit everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel import nodes
from engine.feel.builtins.reference import REFERENCE
from engine.feel.builtins.table import BUILTINS
from engine.feel.checking.calls import refused_call
from engine.feel.checking.kinds_together import (
    SAMPLES,
    arithmetic,
    comparable,
    has_negative,
    ordered,
)
from engine.feel.checking.terms import (
    Type,
    common,
    item_of,
    known_type,
    list_of,
    member_of,
    plain,
    read_type,
)
from engine.feel.compiling.functions import READERS
from engine.feel.errors import Note, place
from engine.feel.expression import Expression, UnaryTests
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import Node, TypeOf
from engine.feel.properties import property_names

_BOOLEAN = TypeOf(0, "boolean")


@dataclass(frozen=True, slots=True)
class Types:
    """What is known of an expression."""

    #: type of its value; None when it is not known
    type: Type
    #: what can never give a value, in order of appearance
    notes: tuple[Note, ...]


def check_types(
    compiled: Expression | UnaryTests,
    types: Mapping[str, str] | None = None,
    *,
    tested: str = "Any",
) -> Types:
    """Infer the types of an expression whose variables have these types, written as in FEEL.

    `tested` is the type of the value that a cell tests. Types of unknown names fit everything.
    """
    known = {name: read_type(text) for name, text in (types or {}).items()}
    check = _Check(compiled.source, known | {"?": read_type(tested)})
    found = check.type_of(compiled.node)
    return Types(found, tuple(sorted(check.notes, key=lambda note: (note.line, note.column))))


@dataclass(slots=True)
class _Check:
    source: str
    scope: dict[str, Type]
    notes: list[Note] = field(default_factory=list)

    def type_of(self, node: Node) -> Type:
        """The type of a node. Recursion is bounded by the height of compiled trees."""
        match node:
            case nodes.Literal(value=value):
                return TypeOf(0, "Null") if value is None else TypeOf(0, kind_of(value))
            case nodes.Name(name=name):
                return self.scope.get(name)
            case nodes.Path():
                return self._path(node)
            case nodes.Negation(operand=operand):
                return self._negation(node, self.type_of(operand))
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case nodes.Comparison(left=left, right=right, operator=sign):
                self._compare(node.position, sign, self.type_of(left), self.type_of(right))
            case nodes.Between(value=value, low=low, high=high):
                subject = self.type_of(value)
                self._compare(node.position, ">=", subject, self.type_of(low))
                self._compare(node.position, "<=", subject, self.type_of(high))
            case nodes.In(value=value, tests=tests):
                subject = self.type_of(value)
                for test in tests:
                    self._test(test, subject, in_cell=False)
            case nodes.Tests(tests=tests):
                for test in tests:
                    self._test(test, self.scope.get("?"), in_cell=True)
            case nodes.Junction(operator=word, operands=operands):
                for operand in operands:
                    self._boolean(operand, self.type_of(operand), word)
            case nodes.InstanceOf(value=value):
                self.type_of(value)
            case _:
                return self._structure(node)
        return _BOOLEAN

    def _structure(self, node: Node) -> Type:
        """Branches, loops, lists, contexts and functions."""
        match node:
            case nodes.If(branches=branches, otherwise=otherwise):
                results = []
                for condition, result in branches:
                    self._boolean(condition, self.type_of(condition), "if")
                    results.append(self.type_of(result))
                return common([*results, self.type_of(otherwise)])
            case nodes.For(domains=domains, body=body):
                return self._for(domains, body)
            case nodes.Quantified(domains=domains, condition=condition, every=every):
                inner = self._inside(self._variables(domains))
                self._boolean(condition, inner.type_of(condition), "every" if every else "some")
                return _BOOLEAN
            case nodes.ListOf(items=items):
                return list_of(common([self.type_of(item) for item in items]))
            case nodes.ContextOf(entries=entries):
                return self._context(entries)
            case nodes.RangeOf():
                return self._range(node)
            case nodes.Filter(source=source, condition=condition):
                return self._filter(self.type_of(source), condition)
            case nodes.FunctionOf(parameters=parameters, types=types, body=body):
                declared = [None if type_ is None else known_type(type_) for type_ in types]
                self._inside(dict(zip(parameters, declared, strict=True))).type_of(body)
                return TypeOf(0, "function")
            case nodes.Call():
                return self._call(node)
        return None

    def _inside(self, names: Mapping[str, Type]) -> _Check:
        """A check where more names are known; what it finds is found here."""
        return _Check(self.source, {**self.scope, **names}, self.notes)

    def _note(self, position: int, zh: str, en: str) -> None:
        note = Note(zh, en, *place(self.source, position))
        if note not in self.notes:
            self.notes.append(note)

    def _path(self, node: nodes.Path) -> Type:
        source = self.type_of(node.source)
        if source is None:
            return None
        if source.name == "context":
            return member_of(source, node.member)
        item = item_of(source)
        if source.name == "list" and item is not None and item.name == "context":
            return list_of(member_of(item, node.member))
        if source.name in SAMPLES:
            kinds = property_names(SAMPLES[source.name])
            if node.member in kinds:
                return TypeOf(0, kinds[node.member])
            self._note(
                node.position,
                f"{chinese(source.name)}没有 {node.member}",
                f"A {source.name} has no {node.member}",
            )
        return None

    def _negation(self, node: nodes.Negation, operand: Type) -> Type:
        kind = plain(operand)
        if kind is not None and not has_negative(kind):
            zh, en = f"{chinese(kind)}没有负值", f"A {kind} has no negative"
            self._note(node.position, zh, en)
            return None
        return operand

    def _arithmetic(self, node: nodes.Arithmetic) -> Type:
        found = self.type_of(node.first)
        for sign, operand, position in node.rest:
            other = self.type_of(operand)
            one, two = plain(found), plain(other)
            found = None
            if one is None or two is None:
                continue
            kind = arithmetic(sign, one, two)
            if kind is None:
                self._note(
                    position,
                    f"运算 {sign} 不能用于{chinese(one)}和{chinese(two)}",
                    f"{sign} does not apply to {one} and {two}",
                )
            else:
                found = TypeOf(0, kind)
        return found

    def _compare(self, position: int, sign: str, left: Type, right: Type) -> None:
        one, two = plain(left), plain(right)
        if one is None or two is None:
            return
        fits = comparable(one, two) if sign in ("=", "!=") else ordered(one, two)
        if not fits:
            self._note(
                position,
                f"用 {sign} 比较{chinese(one)}和{chinese(two)}永远没有结果",
                f"{sign} never compares {one} with {two}",
            )

    def _boolean(self, node: Node, found: Type, word: str) -> None:
        if found is not None and found.name not in ("boolean", "Null"):
            self._note(
                node.position,
                f"{word} 需要布尔值，而这里是{chinese(found.name)}",
                f"{word} needs booleans, but this is a {found.name}",
            )

    def _test(self, node: Node, subject: Type, *, in_cell: bool) -> None:
        """One test of a cell or after `in`, against the value tested."""
        assert isinstance(node, nodes.Test)
        operand = self.type_of(node.operand)
        if node.operator:
            self._compare(node.position, node.operator, subject, operand)
            return
        if operand is None or subject is None or subject.name not in SAMPLES:
            return
        if operand.name == "boolean" and in_cell and not isinstance(node.operand, nodes.Literal):
            return  # a test that speaks of `?`, or of other variables
        if operand.name in ("list", "range"):
            operand = operand.inner[0] if operand.inner else None
            operand = operand.inner[0] if operand and operand.name == "range" else operand
        self._compare(node.position, "=", subject, operand)

    def _variables(self, domains: tuple[nodes.Domain, ...]) -> dict[str, Type]:
        names: dict[str, Type] = {}
        for domain in domains:
            inner = self._inside(names)
            source = inner.type_of(domain.source)
            if domain.high is not None:
                inner.type_of(domain.high)
                names[domain.name] = source
            else:
                names[domain.name] = item_of(source)
        return names

    def _for(self, domains: tuple[nodes.Domain, ...], body: Node) -> Type:
        inner = self._inside(self._variables(domains) | {"partial": None})
        return list_of(inner.type_of(body))

    def _context(self, entries: tuple[tuple[str, Node], ...]) -> Type:
        names: dict[str, Type] = {}
        for key, node in entries:
            # A function may call itself by the name of its entry.
            names[key] = self._inside(names | {key: None}).type_of(node)
        inner = tuple(TypeOf(0, "Any") if one is None else one for one in names.values())
        return TypeOf(0, "context", inner, tuple(names))

    def _range(self, node: nodes.RangeOf) -> Type:
        ends = [self.type_of(end) for end in (node.low, node.high) if end is not None]
        kinds = [kind for kind in map(plain, ends) if kind is not None]
        if len(kinds) == 2 and not node.unary and not ordered(*kinds):
            one, two = kinds
            zh = f"{chinese(one)}和{chinese(two)}不能组成区间"
            self._note(node.position, zh, f"There is no range from {one} to {two}")
            return None
        inner = common(ends)
        return TypeOf(0, "range", () if inner is None else (inner,))

    def _filter(self, source: Type, condition: Node) -> Type:
        item = item_of(source)
        names: dict[str, Type] = {"item": item}
        if item is None or item.name not in SAMPLES:  # any name may be a member of the items
            names = dict.fromkeys(self.scope, None) | names
        if item is not None and item.name == "context":
            names |= {name: member_of(item, name) for name in item.members}
        found = self._inside(names).type_of(condition)
        if found is None:
            return None
        if found.name == "number":
            return item
        return list_of(item)

    def _call(self, node: nodes.Call) -> Type:
        arguments = [self.type_of(argument) for argument in node.arguments]
        function = node.function
        if not isinstance(function, nodes.Name) or function.name in self.scope:
            self.type_of(function)
            return None
        builtin = BUILTINS.get(function.name)
        if builtin is None:
            return None
        if function.name in READERS and (text := _only_text(node)) is not None:
            return self._read_text(function, text)
        refused = refused_call(builtin, arguments, node.names)
        if refused is not None:
            self._note(function.position, *refused)
        return read_type(REFERENCE[function.name].result)

    def _read_text(self, function: nodes.Name, text: str) -> Type:
        """`date("2026-05-04")` and the like."""
        value = READERS[function.name](text)
        if value is not None:
            return TypeOf(0, kind_of(value))
        self._note(
            function.position,
            f'{function.name}("{text[:40]}") 永远没有结果',
            f'{function.name}("{text[:40]}") never has a result',
        )
        return None


def _only_text(call: nodes.Call) -> str | None:
    """The text of a call whose only argument is one, by position."""
    if call.names is not None or len(call.arguments) != 1:
        return None
    (argument,) = call.arguments
    text = argument.value if isinstance(argument, nodes.Literal) else None
    return text if isinstance(text, str) else None
