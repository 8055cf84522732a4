"""Working days 工作日 of an area: weekends, public holidays, shifted work days 调休.

Pure and content-hashed: the hash goes into the journal, so that a due date can be worked out
again years later.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import rfc8785

#: No limit in any table comes near; a larger count is a mistake in a diagram.
LONGEST_WORKING_DAYS = 10_000
LONGEST_SPAN_DAYS = 40_000


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days count, in which time zone. Satisfies `engine.feel`'s `WorkingDayCalendar`."""

    holidays: frozenset[date] = frozenset()  #: weekdays (or weekend days) off
    shifted_work_days: frozenset[date] = frozenset()  #: weekend days worked instead
    time_zone: str = "Asia/Shanghai"
    rest_weekdays: frozenset[int] = frozenset({5, 6})  #: Monday is 0

    def is_working_day(self, day: date) -> bool:
        if day in self.shifted_work_days:
            return True
        return day not in self.holidays and day.weekday() not in self.rest_weekdays

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day` (before, when negative); `day` itself is not counted.

        Raises: ValueError beyond `LONGEST_WORKING_DAYS` or the years a date can hold.
        """
        if abs(working_days) > LONGEST_WORKING_DAYS:
            raise ValueError(f"{working_days} working days: more than {LONGEST_WORKING_DAYS}")
        step = timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        try:
            while left:
                day += step
                left -= self.is_working_day(day)
        except OverflowError:
            raise ValueError("the date lies outside the years 1 to 9999") from None
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` comes first.

        `between(d, add(d, n)) == n` for every n.

        Raises: ValueError beyond `LONGEST_SPAN_DAYS`.
        """
        if abs((end - start).days) > LONGEST_SPAN_DAYS:
            raise ValueError(f"{start} to {end}: more than {LONGEST_SPAN_DAYS} days apart")
        if end < start:
            return -self._count(end, start - timedelta(days=1), include_first=True)
        return self._count(start, end, include_first=False)

    def _count(self, first: date, last: date, *, include_first: bool) -> int:
        day = first if include_first else first + timedelta(days=1)
        count = 0
        while day <= last:
            count += self.is_working_day(day)
            day += timedelta(days=1)
        return count

    def local_day(self, moment: datetime) -> date:
        """The calendar day of an aware moment in this calendar's zone."""
        return moment.astimezone(self._zone).date()

    def due(self, arrived_at: datetime, working_days: int) -> datetime:
        """24:00 local of the n-th working day, in UTC; the day of arrival is not counted.

        Source: decision 0012, Deadlines.
        """
        last = self.add(self.local_day(arrived_at), working_days)
        return self.end_of(last)

    def end_of(self, day: date) -> datetime:
        """24:00 local of the day, that is 00:00 of the next one, in UTC."""
        midnight = datetime.combine(day + timedelta(days=1), time(), self._zone)
        return midnight.astimezone(UTC)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def to_json(self) -> dict[str, Any]:
        return {
            "holidays": sorted(day.isoformat() for day in self.holidays),
            "rest_weekdays": sorted(self.rest_weekdays),
            "shifted_work_days": sorted(day.isoformat() for day in self.shifted_work_days),
            "time_zone": self.time_zone,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "WorkingCalendar":
        return cls(
            frozenset(date.fromisoformat(text) for text in document["holidays"]),
            frozenset(date.fromisoformat(text) for text in document["shifted_work_days"]),
            document["time_zone"],
            frozenset(document["rest_weekdays"]),
        )

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON (RFC 8785)."""
        return hashlib.sha256(rfc8785.dumps(self.to_json())).hexdigest()
