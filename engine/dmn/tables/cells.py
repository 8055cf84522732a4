"""What an input entry says, when it is simple enough to reason about without running it.

Simple are `-`, literals, comparisons with literals, ranges between literals, lists of these, and
`not(…)` around them. Everything else is run as FEEL and left out of index and checks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from engine.feel import DaysTimeDuration, YearsMonthsDuration
from engine.feel.nodes import Call, ListOf, Literal, Name, Negation, Node, RangeOf, Test, Tests
from engine.feel.temporal_text import read_duration

#: Kinds with an order that the checks understand.
Constant: TypeAlias = str | bool | Decimal | dt.date | DaysTimeDuration | YearsMonthsDuration
_CONSTANTS = (str, bool, Decimal, dt.date, DaysTimeDuration, YearsMonthsDuration)


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two ends; None is no end. A single value is an interval of its own."""

    low: Constant | None
    high: Constant | None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One input entry."""

    #: The entry is `-`.
    anything: bool = False
    #: Whether `intervals` and `negated` say all that the entry says.
    simple: bool = False
    intervals: tuple[Interval, ...] = ()
    #: The entry matches what lies in none of the intervals.
    negated: bool = False
    #: The type all ends have; None for mixed ends or none.
    kind: type | None = None

    @property
    def points(self) -> tuple[Constant, ...] | None:
        """The values that match, when the entry only lists values."""
        if not self.simple or self.negated:
            return None
        found = [i.low for i in self.intervals if i.low is not None and i.low == i.high]
        return tuple(found) if len(found) == len(self.intervals) else None


ANYTHING = Cell(anything=True, simple=True)
COMPLEX = Cell()


def cell_of(tree: Tests | None) -> Cell:
    """Return what an entry says; `COMPLEX` when it is not simple."""
    if tree is None:
        return COMPLEX
    if tree.anything:
        return ANYTHING
    intervals: list[Interval] = []
    negated = tree.negated
    for test in tree.tests:
        if isinstance(test, Test) and test.operator == "!=" and len(tree.tests) == 1:
            found = _interval(Test(test.position, "=", test.operand))
            negated = not negated
        else:
            found = _interval(test)
        if found is None:
            return COMPLEX
        intervals.extend(found)
    kinds = {type(end) for i in intervals for end in (i.low, i.high) if end is not None}
    if len(kinds) != 1:
        return COMPLEX
    return Cell(False, True, tuple(intervals), negated, kinds.pop())


def _interval(test: Node) -> list[Interval] | None:
    if not isinstance(test, Test):
        return None
    operand = test.operand
    if test.operator in ("", "="):
        return _of_value(operand, lists=test.operator == "")
    end = constant(operand)
    if end is None or isinstance(end, bool):
        return None
    match test.operator:
        case "<" | "<=":
            return [Interval(None, end, False, test.operator == "<=")]
        case ">" | ">=":
            return [Interval(end, None, test.operator == ">=", False)]
        case _:
            return None


def _of_value(operand: Node, *, lists: bool) -> list[Interval] | None:
    if isinstance(operand, ListOf) and lists:
        values = [constant(item) for item in operand.items]
        if any(value is None for value in values):
            return None
        return [Interval(value, value) for value in values]
    if isinstance(operand, RangeOf):
        return _of_range(operand)
    value = constant(operand)
    return None if value is None else [Interval(value, value)]


def _of_range(node: RangeOf) -> list[Interval] | None:
    if node.negated:
        return None
    low = None if node.low is None else constant(node.low)
    high = None if node.high is None else constant(node.high)
    if (low is None) != (node.low is None) or (high is None) != (node.high is None):
        return None
    if low is not None and high is not None and type(low) is not type(high):
        return None
    return [Interval(low, high, node.low_included, node.high_included)]


def constant(node: Node) -> Constant | None:
    """Return the value that a node stands for in every evaluation; None when it is no constant."""
    if isinstance(node, Literal):
        return node.value if isinstance(node.value, _CONSTANTS) else None
    if isinstance(node, Negation):
        return _negative(constant(node.operand))
    if (
        isinstance(node, Call)
        and isinstance(node.function, Name)
        and node.function.name in ("date", "duration")
        and node.names is None
        and len(node.arguments) == 1
    ):
        text = constant(node.arguments[0])
        if isinstance(text, str):
            return _date(text) if node.function.name == "date" else read_duration(text)
    return None


def _negative(value: Constant | None) -> Constant | None:
    match value:
        case Decimal():
            return -value
        case DaysTimeDuration(nanos=nanos):
            return DaysTimeDuration(-nanos)
        case YearsMonthsDuration(months=months):
            return YearsMonthsDuration(-months)
    return None


def _date(text: str) -> dt.date | None:
    if len(text) != 10:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
