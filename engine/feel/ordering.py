"""Which of two values comes first: a sign, or null when they cannot be ordered.

DMN 1.5, clause 10.3.2.13 and table 54: numbers, strings, dates, times, dates and times, and each
kind of duration are ordered among themselves.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.kinds import kind_of
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import Range


def order(a: Any, b: Any) -> int | None:
    """-1, 0 or 1 as `a` lies before, at or after `b`; None when there is no order."""
    kind = type(a)
    if kind is Decimal and type(b) is Decimal:
        return _sign(a, b)
    if a is None or b is None or kind_of(a) != kind_of(b):
        return None
    if kind is FeelTime or kind is FeelDateTime:
        return _moments(a, b)
    if kind_of(a) == "date":
        return _sign(a.toordinal(), b.toordinal())
    if kind is str or kind is DaysTimeDuration or kind is YearsMonthsDuration:
        return _sign(a, b)
    return None


def _moments(a: FeelTime | FeelDateTime, b: FeelTime | FeelDateTime) -> int | None:
    left, right = a.offset_seconds(), b.offset_seconds()
    if (left is None) != (right is None):
        return None
    return _sign(a.local_nanos - (left or 0) * NANOS, b.local_nanos - (right or 0) * NANOS)


def _sign(a: Any, b: Any) -> int:
    return int(a > b) - int(a < b)


def contains(range_: Range, value: Any) -> bool | None:
    """Whether a value lies in a range; null when it cannot be ordered with the ends."""
    if range_.negated:
        inside = contains(Range(range_.low, range_.high), value)
        return None if inside is None else not inside
    if not range_.unary and (range_.low is None or range_.high is None):
        return None
    if range_.low is not None:
        place = order(value, range_.low)
        if place is None:
            return None
        if place < 0 or (place == 0 and not range_.low_included):
            return False
    if range_.high is not None:
        place = order(value, range_.high)
        if place is None:
            return None
        if place > 0 or (place == 0 and not range_.high_included):
            return False
    return True
