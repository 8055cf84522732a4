"""Calendar days, also those of years that `datetime.date` cannot hold.

FEEL counts years from -999,999,999 to 999,999,999 in the proleptic Gregorian calendar (DMN 1.5,
clause 10.3.2.3.4, by way of XML Schema). Years 1 to 9999 are `datetime.date`; the others are
`FarDate`. Everything here takes and gives both.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MAX_YEAR = 999_999_999
_LAST_ORDINAL = date.max.toordinal()


@dataclass(frozen=True, slots=True, order=True)
class FarDate:
    """A day before year 1 or after year 9999."""

    year: int
    month: int
    day: int

    def toordinal(self) -> int:
        """Day number, day 1 being 0001-01-01 as for `datetime.date`."""
        cycles, year = divmod(self.year - 1, 400)
        return cycles * 146_097 + date(year + 1, self.month, self.day).toordinal()

    def isoweekday(self) -> int:
        return (self.toordinal() - 1) % 7 + 1

    def isoformat(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


Day = date | FarDate


def make_day(year: int, month: int, day: int) -> Day | None:
    """The day with these numbers; None when the calendar has no such day."""
    if abs(year) > MAX_YEAR or not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        return None
    if 1 <= year <= 9999:
        return date(year, month, day)
    return FarDate(year, month, day)


def month_length(year: int, month: int) -> int:
    """Days of a month in any year."""
    return monthrange((year - 1) % 400 + 1, month)[1]


def day_from_ordinal(ordinal: int) -> Day | None:
    """The inverse of `toordinal`; None outside FEEL's years."""
    if 1 <= ordinal <= _LAST_ORDINAL:
        return date.fromordinal(ordinal)
    cycles, rest = divmod(ordinal - 1, 146_097)
    near = date.fromordinal(rest + 1)
    return make_day(near.year + cycles * 400, near.month, near.day)


def add_months(day: Day, months: int) -> Day | None:
    """The same day of another month, or the last day of it when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return make_day(year, month + 1, min(day.day, month_length(year, month + 1)))


def add_days(day: Day, days: int) -> Day | None:
    """The day so many days later."""
    return day_from_ordinal(day.toordinal() + days)
