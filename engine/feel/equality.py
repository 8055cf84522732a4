"""Whether two values are equal: true, false, or null for values of different kinds.

DMN 1.5, clause 10.3.2.13 and table 53. Deep values are compared without unbounded recursion, and
each compared pair costs a step, so that a value that repeats its parts cannot grow the work.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.durations import NANOS
from engine.feel.errors import FeelBudgetExceeded
from engine.feel.kinds import kind_of
from engine.feel.runtime import Run
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import FeelFunction, Range


def equal(run: Run, a: Any, b: Any) -> bool | None:
    """Equality of any two values; null is equal to null alone."""
    if a is None or b is None:
        return a is b
    kind = type(a)
    if kind is type(b) and (kind is Decimal or kind is str or kind is bool):
        return bool(a == b)
    return _equal(run, a, b, run.limits.value_depth)


def _equal(run: Run, a: Any, b: Any, depth: int) -> bool | None:
    run.charge(4)
    if depth <= 0:
        raise FeelBudgetExceeded(
            "value_depth", "比较的值嵌套过深", "The compared values are nested too deeply"
        )
    if a is None or b is None:
        return a is b
    if kind_of(a) != kind_of(b):
        return None
    if type(a) is list:
        return _equal_lists(run, a, b, depth - 1)
    if type(a) is dict:
        return _equal_contexts(run, a, b, depth - 1)
    if type(a) is Range:
        return _equal_ranges(run, a, b, depth - 1)
    if type(a) is FeelDateTime or type(a) is FeelTime:
        return same_moment(a, b)
    if type(a) is FeelFunction:
        return a is b
    return bool(a == b)


def _equal_lists(run: Run, a: list[Any], b: list[Any], depth: int) -> bool:
    return len(a) == len(b) and all(
        _equal(run, x, y, depth) is True for x, y in zip(a, b, strict=True)
    )


def _equal_contexts(run: Run, a: dict[str, Any], b: dict[str, Any], depth: int) -> bool:
    return a.keys() == b.keys() and all(_equal(run, a[key], b[key], depth) is True for key in a)


def _equal_ranges(run: Run, a: Range, b: Range, depth: int) -> bool:
    shape = (a.low_included, a.high_included, a.negated, a.unary)
    if shape != (b.low_included, b.high_included, b.negated, b.unary):
        return False
    return _equal(run, a.low, b.low, depth) is True and _equal(run, a.high, b.high, depth) is True


def same_moment(a: FeelDateTime | FeelTime, b: FeelDateTime | FeelTime) -> bool | None:
    """Equal moments; null when only one of them has a zone.

    Equality looks at hour, minute, second and offset, and the second is a whole number (tables 53
    and 65): fractions of a second count for the order of two times, not for their equality.
    """
    left, right = a.offset_seconds(), b.offset_seconds()
    if (left is None) != (right is None):
        return None
    seconds = a.local_nanos // NANOS - b.local_nanos // NANOS
    return seconds == (left or 0) - (right or 0)
