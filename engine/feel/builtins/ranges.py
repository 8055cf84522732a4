"""How points and ranges lie to one another (DMN 1.5, clause 10.3.4.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.equality import equal, same_moment
from engine.feel.errors import NullResult
from engine.feel.kinds import kind_of
from engine.feel.ordering import contains, order
from engine.feel.runtime import Run
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import Range


def _place(a: Any, b: Any) -> int:
    """-1, 0 or 1 as `a` lies before, at or after `b`.

    Raises: NullResult when they have no order.
    """
    place = order(a, b)
    if place is None:
        raise NullResult("两个值不能比较", "The values cannot be compared")
    return place


def _closed(value: Range) -> Range:
    """The range itself, if it has both ends.

    Raises: NullResult.
    """
    if value.low is None or value.high is None or value.negated:
        raise NullResult("区间应有两端", "The range should have both ends")
    return value


def _before(run: Run, a: Any, b: Any) -> bool:
    """Everything of `a` lies before everything of `b`."""
    if not isinstance(a, Range) and not isinstance(b, Range):
        return _place(a, b) < 0
    end, end_in = (_closed(a).high, a.high_included) if isinstance(a, Range) else (a, True)
    start, start_in = (_closed(b).low, b.low_included) if isinstance(b, Range) else (b, True)
    place = _place(end, start)
    return place < 0 or (place == 0 and not (end_in and start_in))


def _after(run: Run, a: Any, b: Any) -> bool:
    return _before(run, b, a)


def _meets(run: Run, a: Range, b: Range) -> bool:
    touching = a.high_included and b.low_included
    return touching and _place(_closed(a).high, _closed(b).low) == 0


def _met_by(run: Run, a: Range, b: Range) -> bool:
    return _meets(run, b, a)


def _overlaps(run: Run, a: Range, b: Range) -> bool:
    return not _before(run, a, b) and not _before(run, b, a)


def _low_place(a: Range, b: Range) -> int:
    """Order of where two ranges start; an included start comes first."""
    return _place(_closed(a).low, _closed(b).low) or b.low_included - a.low_included


def _high_place(a: Range, b: Range) -> int:
    """Order of where two ranges end; an excluded end comes first."""
    return _place(_closed(a).high, _closed(b).high) or a.high_included - b.high_included


def _overlaps_before(run: Run, a: Range, b: Range) -> bool:
    """`a` starts first, reaches into `b` and ends no later than it."""
    return _low_place(a, b) < 0 and not _before(run, a, b) and _high_place(a, b) <= 0


def _overlaps_after(run: Run, a: Range, b: Range) -> bool:
    """`a` starts inside `b` and ends later."""
    return _overlaps(run, a, b) and _low_place(a, b) >= 0 and _high_place(a, b) > 0


def _finishes(run: Run, a: Any, b: Range) -> bool:
    if not isinstance(a, Range):
        return b.high_included and _place(a, _closed(b).high) == 0
    return _high_place(a, b) == 0 and _low_place(a, b) >= 0


def _finished_by(run: Run, a: Range, b: Any) -> bool:
    return _finishes(run, b, a)


def _includes(run: Run, a: Range, b: Any) -> bool:
    if not isinstance(b, Range):
        inside = contains(a, b)
        if inside is None:
            raise NullResult("两个值不能比较", "The values cannot be compared")
        return inside
    return _low_place(a, b) <= 0 and _high_place(a, b) >= 0


def _during(run: Run, a: Any, b: Range) -> bool:
    return _includes(run, b, a)


def _starts(run: Run, a: Any, b: Range) -> bool:
    if not isinstance(a, Range):
        return b.low_included and _place(a, _closed(b).low) == 0
    return _low_place(a, b) == 0 and _high_place(a, b) <= 0


def _started_by(run: Run, a: Range, b: Any) -> bool:
    return _starts(run, b, a)


def _coincides(run: Run, a: Any, b: Any) -> bool:
    if isinstance(a, Range) != isinstance(b, Range):
        raise NullResult("应为两个点或两个区间", "Expected two points or two ranges")
    if not isinstance(a, Range):
        return _place(a, b) == 0
    return _low_place(a, b) == 0 and _high_place(a, b) == 0


def _is(run: Run, a: Any, b: Any) -> bool:
    """The same value of the same kind; times also with the same zone (clause 10.3.4.7)."""
    if kind_of(a) != kind_of(b):
        return False
    if isinstance(a, FeelTime | FeelDateTime):
        return a.offset_seconds() == b.offset_seconds() and same_moment(a, b) is True
    return equal(run, a, b) is True


_POINTS = "point1: any, point2: any"
_RANGES = "range1: range, range2: range"
_POINT_RANGE = "point: any, range: range"
_RANGE_POINT = "range: range, point: any"


def _relation(name: str, function: Callable[..., Any], *ways: str) -> Builtin:
    return builtin(name, *((way, function) for way in ways))


RANGES: tuple[Builtin, ...] = (
    _relation("before", _before, _RANGES, _POINT_RANGE, _RANGE_POINT, _POINTS),
    _relation("after", _after, _RANGES, _POINT_RANGE, _RANGE_POINT, _POINTS),
    _relation("meets", _meets, _RANGES),
    _relation("met by", _met_by, _RANGES),
    _relation("overlaps", _overlaps, _RANGES),
    _relation("overlaps before", _overlaps_before, _RANGES),
    _relation("overlaps after", _overlaps_after, _RANGES),
    _relation("finishes", _finishes, _RANGES, _POINT_RANGE),
    _relation("finished by", _finished_by, _RANGES, _RANGE_POINT),
    _relation("includes", _includes, _RANGES, _RANGE_POINT),
    _relation("during", _during, _RANGES, _POINT_RANGE),
    _relation("starts", _starts, _RANGES, _POINT_RANGE),
    _relation("started by", _started_by, _RANGES, _RANGE_POINT),
    _relation("coincides", _coincides, _RANGES, _POINTS),
    builtin("is", ("value1: any, value2: any", _is)),
)
