"""Types of the model: which value conforms, and which may be turned into one that does.

Source: DMN 1.5, clauses 7.3.3 (item definitions), 10.3.2.9.4 (conforms to) and 10.3.2.9.5
(conversions: to and from a list of one, date to date and time).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.dmn.places import Place
from engine.dmn.tables.cells import Cell, Constant
from engine.feel import EvaluationContext, UnaryTests, Value
from engine.feel.kinds import kind_of
from engine.feel.times import UTC, FeelDateTime, FeelTime

#: How models write the built-in types, and FEEL's own name of each.
BUILT_IN = {
    "Any": "Any",
    "any": "Any",
    "number": "number",
    "integer": "number",  # written by modellers for Camunda 7, which has no type of its own for it
    "long": "number",
    "double": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "dateTime": "date and time",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "duration": "duration",
    "context": "context",
    "list": "list",
    "function": "function",
    "range": "range",
    "Null": "null",
}
_DURATIONS = ("days and time duration", "years and months duration")


@dataclass(frozen=True, slots=True)
class Constraint:
    """Allowed values of a type or a column."""

    text: str
    tests: UnaryTests
    #: What the text says when it is simple enough.
    cell: Cell
    #: For each part of the text, in its order, a test of its own; ranks outputs by priority.
    parts: tuple[UnaryTests, ...]
    place: Place
    #: The values one by one when the text only lists literals.
    listed: frozenset[Constant] | None = None


@dataclass(frozen=True, slots=True)
class FeelType:
    """One type; which fields are set says of what kind it is."""

    #: Name as the model writes it.
    name: str
    #: FEEL's kind of the values; `Any` for all of them.
    kind: str = "Any"
    #: Item type of a list; None when the items may be anything or the type is no list.
    item: Callable[[], FeelType] | None = None
    #: Component types of a context, looked up late because types may contain themselves.
    components: Mapping[str, Callable[[], FeelType]] | None = None
    constraints: tuple[Constraint, ...] = ()
    #: The type this one narrows.
    base: Callable[[], FeelType] | None = None
    #: Type of a function's result; None when it is not declared or the type is no function.
    result: Callable[[], FeelType] | None = None


ANY = FeelType("Any")


def narrowed(type_: FeelType) -> list[FeelType]:
    """Return the type and those it narrows, the most general last."""
    chain = [type_]
    while chain[-1].base is not None and len(chain) < 100:  # cycles are refused when read
        chain.append(chain[-1].base())
    return chain


def kind_of_type(type_: FeelType) -> str:
    """FEEL's kind of the values of a type, looked up through the types it narrows."""
    return narrowed(type_)[-1].kind


def result_of(type_: FeelType | None) -> FeelType | None:
    """Type of a function's result; modellers declare that, or the type of the whole function."""
    if type_ is None or kind_of_type(type_) != "function":
        return type_
    function = narrowed(type_)[-1]
    return None if function.result is None else function.result()


def component_type(type_: FeelType, name: str) -> FeelType | None:
    """Type of a member of a context type; None when it is not known."""
    for one in narrowed(type_):
        if one.components is not None and name in one.components:
            return one.components[name]()
    return None


def item_type(type_: FeelType) -> FeelType | None:
    """Type of the items of a list type; None when it is not known or the type is no list."""
    for one in narrowed(type_):
        if one.item is not None:
            return one.item()
    return None


def written(type_: FeelType, depth: int = 4) -> str:
    """The type as FEEL writes it, for static checks; `Any` beyond some depth.

    Types may contain themselves.
    """
    kind = kind_of_type(type_)
    if depth <= 0 or kind in ("duration", "function", "range", "null"):
        return "Any"
    if kind == "list":
        item = item_type(type_)
        return "list" if item is None else f"list<{written(item, depth - 1)}>"
    if kind == "context":
        found: dict[str, str] = {}
        for one in narrowed(type_):
            for name, component in (one.components or {}).items():
                found.setdefault(name, written(component(), depth - 1))
        members = ", ".join(f"{name}: {text}" for name, text in found.items())
        return f"context<{members}>" if members else "context"
    return kind


def allowed_of(type_: FeelType) -> Constraint | None:
    """The nearest constraint on the type's values."""
    for one in narrowed(type_):
        if one.constraints:
            return one.constraints[0]
    return None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that does not conform: the type it should have had, or the constraint it breaks."""

    type: FeelType
    constraint: Constraint | None = None
    #: Names and positions on the way to the part that does not conform, outermost first.
    path: tuple[str, ...] = ()
    #: The part itself is missing.
    missing: bool = False

    def inside(self, step: str) -> Misfit:
        """The same misfit as seen from the value around it."""
        return replace(self, path=(step, *self.path))


def misfit(value: Value, type_: FeelType, context: EvaluationContext) -> Misfit | None:
    """Return why the value does not conform to the type; None when it does. Null always conforms.

    A context must have every member its type names, if only as null; it may have more.

    Values are no deeper than the expression language allows, which bounds the recursion.
    """
    if value is None:
        return None
    kind = kind_of(value)
    wanted = type_.kind
    if wanted != "Any" and kind != wanted and not (wanted == "duration" and kind in _DURATIONS):
        return Misfit(type_)
    if type_.item is not None and isinstance(value, list):
        wanted_item = type_.item()
        for number, item in enumerate(value, 1):
            found = misfit(item, wanted_item, context)
            if found is not None:
                return found.inside(f"[{number}]")
    if type_.components is not None and isinstance(value, Mapping):
        for name, component in type_.components.items():
            if name not in value:
                return Misfit(component(), path=(name,), missing=True)
            found = misfit(value[name], component(), context)
            if found is not None:
                return found.inside(name)
    if type_.base is not None:
        found = misfit(value, type_.base(), context)
        if found is not None:
            return found
    for constraint in type_.constraints:
        if constraint.tests.test(value, {}, context) is not True:
            return Misfit(type_, constraint)
    return None


def convert(
    value: Value, type_: FeelType, context: EvaluationContext
) -> tuple[Value, Misfit | None]:
    """Return the value as the type wants it, and why not when no conversion helps."""
    first = misfit(value, type_, context)
    if first is None:
        return value, None
    for candidate in _conversions(value, type_):
        if misfit(candidate, type_, context) is None:
            return candidate, None
    return value, first


def _conversions(value: Value, type_: FeelType) -> list[Value]:
    kind = kind_of_type(type_)
    if isinstance(value, list):
        return [value[0]] if kind != "list" and len(value) == 1 else []
    if kind == "list":
        return [[value]]
    if kind == "date and time" and kind_of(value) == "date":
        return [FeelDateTime(value, FeelTime(0, 0, 0, 0, UTC))]  # type: ignore[arg-type]
    return []
