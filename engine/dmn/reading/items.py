"""Item definitions: the types of a document, and how a reference to a type is resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from engine.dmn.namespaces import is_feel
from engine.dmn.reading.compiling import Compiler, Names, tree_of
from engine.dmn.tables.cells import cell_of
from engine.dmn.types import BUILT_IN, Constraint, FeelType
from engine.feel import UnaryTests
from engine.feel.nodes import Tests

_NO_NAMES = Names()
_LONGEST_CHAIN = 50  #: Types that narrow one another.


@dataclass(slots=True)
class Types:
    """The types one document can name."""

    compiler: Compiler
    prefix: str
    #: Names of all item definitions of the document, known before any of them is read.
    names: frozenset[str]
    #: Import name → types of the imported document.
    imported: dict[str, Types] = field(default_factory=dict)
    #: Namespace → types of the imported document, for references written as `prefix:name`.
    by_namespace: dict[str, Types] = field(default_factory=dict)
    _read: dict[str, FeelType] = field(default_factory=dict)

    def read(self, definitions: etree._Element) -> None:
        """Read all item definitions; references may point to later ones and to imports."""
        seen: set[str] = set()
        for element in definitions.iterchildren(f"{self.prefix}itemDefinition"):
            name = element.get("name") or ""
            if not name or name in seen or name in BUILT_IN:
                self.compiler.report.problem(
                    element,
                    "dmn.type_name",
                    f"类型名称“{name}”缺失、重复或与内置类型同名",
                    f'The type name "{name}" is missing, given twice or that of a built-in type',
                )
                continue
            seen.add(name)
            self._read[name] = self._definition(element)
        self._refuse_cycles(definitions)

    def resolve(self, element: etree._Element, reference: str) -> FeelType | None:
        """Return the type that a `typeRef` names; None after reporting that there is none."""
        late = self.late(element, reference)
        return None if late is None else late()

    def of_attribute(
        self, element: etree._Element | None, attribute: str = "typeRef"
    ) -> FeelType | None:
        """Return the type an attribute names; None when there is no element or attribute."""
        reference = None if element is None else element.get(attribute)
        if element is None or not reference or not reference.strip():
            return None
        found = self.resolve(element, reference)
        return None if found is None or found.name == "Any" else found

    def late(self, element: etree._Element, reference: str) -> Callable[[], FeelType] | None:
        """As `resolve`, for a type that may not have been read yet."""
        name = reference.strip()
        found = self._find(element, name)
        if found is None:
            self.compiler.report.problem(
                element, "dmn.unknown_type", f"未知的类型“{name}”", f'Unknown type "{name}"'
            )
        return found

    def _find(self, element: etree._Element, name: str) -> Callable[[], FeelType] | None:
        if name in self.names:
            return partial(self._get, name)
        if name in BUILT_IN:
            return partial(_built_in, name)
        for alias, types in self.imported.items():
            rest = name.removeprefix(alias + ".")
            if alias and rest != name and rest in types.names:
                return partial(types._get, rest)
        prefix, colon, rest = name.partition(":")
        if not colon:
            return self._in_default_imports(name)
        namespace = element.nsmap.get(prefix)
        if prefix == "feel" or (namespace is not None and is_feel(namespace)):
            return partial(_built_in, rest) if rest in BUILT_IN else None
        found = self.by_namespace.get(namespace or "")
        return partial(found._get, rest) if found is not None and rest in found.names else None

    def _in_default_imports(self, name: str) -> Callable[[], FeelType] | None:
        """An import without a name brings its types in as they are (DMN 1.5, clause 6.3.3)."""
        types = self.imported.get("")
        return partial(types._get, name) if types is not None and name in types.names else None

    def _get(self, name: str) -> FeelType:
        return self._read.get(name) or FeelType(name)

    def _definition(self, element: etree._Element) -> FeelType:
        name = element.get("name") or ""
        constraint = self._constraint(element, "allowedValues")
        whole = self._constraint(element, "typeConstraint")
        own = () if constraint is None else (constraint,)
        is_list = (element.get("isCollection") or "").strip() in ("true", "1")
        if not is_list and whole is not None:
            own = (*own, whole)
        one = self._single(element, name, own)
        if not is_list:
            return one
        on_list = () if whole is None else (whole,)
        return FeelType(name, "list", item=lambda: one, constraints=on_list)

    def _single(
        self, element: etree._Element, name: str, constraints: tuple[Constraint, ...]
    ) -> FeelType:
        components = self._components(element)
        if components is not None:
            return FeelType(name, "context", components=components, constraints=constraints)
        function = element.find(f"{self.prefix}functionItem")
        if function is not None:
            output = function.get("outputTypeRef")
            result = self.late(function, output) if output else None
            return FeelType(name, "function", constraints=constraints, result=result)
        reference = element.find(f"{self.prefix}typeRef")
        if reference is None:
            return FeelType(name, constraints=constraints)
        base = self.late(reference, reference.text or "")
        return FeelType(name, constraints=constraints, base=base)

    def _components(self, element: etree._Element) -> Mapping[str, Callable[[], FeelType]] | None:
        found: dict[str, Callable[[], FeelType]] = {}
        for child in element.iterchildren(f"{self.prefix}itemComponent"):
            type_ = self._definition(child)  # as deep as the elements are nested, which is capped
            found[child.get("name") or ""] = partial(_same, type_)
        return found or None

    def _constraint(self, element: etree._Element, tag: str) -> Constraint | None:
        child = element.find(f"{self.prefix}{tag}")
        return None if child is None else constraint_of(self.compiler, child, _NO_NAMES)

    def _refuse_cycles(self, definitions: etree._Element) -> None:
        for element in definitions.iterchildren(f"{self.prefix}itemDefinition"):
            seen: set[int] = set()
            current = self._read.get(element.get("name") or "")
            while current is not None and current.base is not None:
                if id(current) in seen or len(seen) >= _LONGEST_CHAIN:
                    self.compiler.report.problem(
                        element,
                        "dmn.type_cycle",
                        f"类型“{current.name}”循环引用自身，或引用层数过多",
                        f'The type "{current.name}" is defined by itself, or through too many',
                    )
                    self._read[element.get("name") or ""] = FeelType(current.name)
                    break
                seen.add(id(current))
                current = current.base()


def constraint_of(compiler: Compiler, element: etree._Element, names: Names) -> Constraint | None:
    """Read allowed values, input values or output values; None when they do not compile."""
    child = element.find("{*}text")
    text = "" if child is None or child.text is None else child.text
    if child is None or not text.strip():
        return None
    tests = compiler.tests(child, text, names)
    if tests is None:
        return None
    tree = tree_of(tests)
    cell = cell_of(tree)
    return Constraint(
        text=" ".join(text.split()),
        tests=tests,
        cell=cell,
        parts=_parts(compiler, child, text, tree, tests, names),
        place=compiler.report.place(element),
        listed=None if cell.points is None else frozenset(cell.points),
    )


def _parts(
    compiler: Compiler,
    element: etree._Element,
    text: str,
    tree: Tests,
    whole: UnaryTests,
    names: Names,
) -> tuple[UnaryTests, ...]:
    if tree.negated or len(tree.tests) < 2:
        return (whole,)
    starts = [test.position for test in tree.tests]
    ends = [*starts[1:], len(text)]
    found: list[UnaryTests] = []
    for start, end in zip(starts, ends, strict=True):
        part = compiler.tests(element, text[start:end].rstrip().removesuffix(","), names)
        if part is not None:
            found.append(part)
    return tuple(found)


def _same(type_: FeelType) -> FeelType:
    return type_


def _built_in(name: str) -> FeelType:
    return FeelType(name, BUILT_IN[name])
