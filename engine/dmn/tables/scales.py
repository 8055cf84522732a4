"""Kinds of values with an order, as positions on a line of numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.dmn.tables.cells import Constant
from engine.feel import DaysTimeDuration, YearsMonthsDuration

_SECOND = 1_000_000_000
#: no duration goes further (in nanoseconds, in months)
_FAR_NANOS, _FAR_MONTHS = 10**30, 10**12


@dataclass(frozen=True, slots=True)
class Scale:
    """One ordered kind."""

    position: Callable[[Any], int | Decimal]
    value: Callable[[Decimal], Constant]
    #: Differences that read well in examples, the largest first; the last is the smallest there is
    #: where `whole`.
    steps: tuple[int, ...] = (1,)
    #: Between two positions that follow one another lies nothing.
    whole: bool = True
    lowest: int | None = None
    highest: int | None = None

    def holds(self, position: Decimal) -> bool:
        """Whether a value has this position."""
        if self.whole and position != int(position):
            return False
        if self.lowest is not None and position < self.lowest:
            return False
        return self.highest is None or position <= self.highest

    def between(self, low: Decimal, high: Decimal) -> Decimal:
        """A position between two; none that a value has when there is none."""
        for step in self.steps:
            if high - low > step:
                return low + step
        return (low + high) / 2


SCALES: dict[type, Scale] = {
    Decimal: Scale(lambda number: number, lambda at: at, whole=False),
    dt.date: Scale(
        dt.date.toordinal,
        lambda at: dt.date.fromordinal(int(at)),
        lowest=1,
        highest=dt.date.max.toordinal(),
    ),
    DaysTimeDuration: Scale(
        lambda duration: duration.nanos,
        lambda at: DaysTimeDuration(int(at)),
        steps=(86_400 * _SECOND, 3_600 * _SECOND, 60 * _SECOND, _SECOND, 1),
        lowest=-_FAR_NANOS,
        highest=_FAR_NANOS,
    ),
    YearsMonthsDuration: Scale(
        lambda duration: duration.months,
        lambda at: YearsMonthsDuration(int(at)),
        lowest=-_FAR_MONTHS,
        highest=_FAR_MONTHS,
    ),
}
