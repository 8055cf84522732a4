"""Times of day and points in time (DMN 1.5, clauses 10.3.2.3.5 and 10.3.2.3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC as UTC
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from engine.feel.dates import Day, day_from_ordinal
from engine.feel.durations import NANOS

DAY_NANOS = 86_400 * NANOS
UTC = UTC


@dataclass(frozen=True, slots=True)
class FeelTime:
    """A time of day, with an offset, a named zone, or none (local time)."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    #: `datetime.timezone` for an offset, `ZoneInfo` for a named zone
    zone: tzinfo | None = None

    @property
    def local_nanos(self) -> int:
        """Nanoseconds since local midnight."""
        return ((self.hour * 60 + self.minute) * 60 + self.second) * NANOS + self.nano

    def offset_seconds(self) -> int | None:
        """Seconds east of Greenwich; a named zone has its standard winter offset; None: local."""
        return None if self.zone is None else offset_on(self.zone, date(1970, 1, 1), self)

    def __str__(self) -> str:
        text = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
        if self.nano:
            text += f".{self.nano:09d}".rstrip("0")
        return text + zone_text(self.zone)


@dataclass(frozen=True, slots=True)
class FeelDateTime:
    """A day and a time of day (日期时间)."""

    day: Day
    time: FeelTime

    @classmethod
    def from_datetime(cls, value: datetime) -> FeelDateTime:
        """The same point in time; zones other than `timezone` and `ZoneInfo` become offsets."""
        zone = value.tzinfo
        if zone is not None and not isinstance(zone, (timezone, ZoneInfo)):
            zone = timezone(value.utcoffset() or timedelta(0))
        clock = FeelTime(value.hour, value.minute, value.second, value.microsecond * 1000, zone)
        return cls(value.date(), clock)

    @property
    def zone(self) -> tzinfo | None:
        return self.time.zone

    @property
    def local_nanos(self) -> int:
        """Nanoseconds of the local clock since the day before 0001-01-01."""
        return self.day.toordinal() * DAY_NANOS + self.time.local_nanos

    def offset_seconds(self) -> int | None:
        zone = self.time.zone
        return None if zone is None else offset_on(zone, self.day, self.time)

    def to_datetime(self, zone: tzinfo) -> datetime:
        """As an aware `datetime` (microseconds); a local one is read in `zone`.

        Raises: OverflowError for years outside 1 to 9999.
        """
        if not isinstance(self.day, date):
            raise OverflowError(f"year {self.day.year} has no datetime")
        clock = self.time
        return datetime(
            self.day.year,
            self.day.month,
            self.day.day,
            clock.hour,
            clock.minute,
            clock.second,
            clock.nano // 1000,
            clock.zone or zone,
        )

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{self.time}"


def time_of(nanos: int, zone: tzinfo | None) -> FeelTime:
    """The time of day so many nanoseconds after midnight (0 up to a day)."""
    seconds, nano = divmod(nanos, NANOS)
    return FeelTime(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, zone)


def date_time_of(local_nanos: int, zone: tzinfo | None) -> FeelDateTime | None:
    """The inverse of `FeelDateTime.local_nanos`; None outside FEEL's years."""
    ordinal, nanos = divmod(local_nanos, DAY_NANOS)
    day = day_from_ordinal(ordinal)
    return None if day is None else FeelDateTime(day, time_of(nanos, zone))


def offset_on(zone: tzinfo, day: Day, clock: FeelTime) -> int:
    """Seconds east of Greenwich of a zone at a local time.

    Far years use the rules of a near one: the last known rules ahead, the first known ones behind.
    """
    year, month, number = day.year, day.month, day.day
    if not 2 <= year <= 9998:
        year = 2000 + year % 400 if year > 0 else 4 + year % 400
    local = datetime(year, month, number, clock.hour, clock.minute, clock.second, tzinfo=zone)
    offset = zone.utcoffset(local)
    return 0 if offset is None else int(offset.total_seconds())


def zone_text(zone: tzinfo | None) -> str:
    """A zone as it ends a literal: nothing, `Z`, `+08:00` or `@Asia/Shanghai`."""
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    delta = zone.utcoffset(None)
    seconds = 0 if delta is None else int(delta.total_seconds())
    if not seconds:
        return "Z"
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else '+'}{hours:02d}:{rest // 60:02d}"
    return text + f":{rest % 60:02d}" if rest % 60 else text
