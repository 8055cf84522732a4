"""Dates, times and durations as text: what `date("…")`, `@"…"` and tagged values read.

The forms are those of XML Schema with a zone name after `@` (DMN 1.5, clause 10.3.2.3). Every
reader gives None for text that is not of its form or names a moment that does not exist.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.feel.dates import Day, add_days, make_day
from engine.feel.durations import (
    MAX_MONTHS,
    MAX_NANOS,
    NANOS,
    DaysTimeDuration,
    YearsMonthsDuration,
)
from engine.feel.times import FeelDateTime, FeelTime

_DATE = re.compile(r"(-?)([1-9][0-9]{4,8}|[0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,30}))?"
    r"(Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+/-]{1,60})?",
    re.ASCII,
)
_MONTHS = re.compile(r"(-?)P(?:([0-9]{1,12})Y)?(?:([0-9]{1,13})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:([0-9]{1,18})D)?"
    r"(T(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.([0-9]{0,30}))?S)?)?",
    re.ASCII,
)
#: offsets beyond 18 hours do not exist on Earth; DMN takes java.time's bound
_MAX_OFFSET = 18 * 3600

Temporal = Day | FeelTime | FeelDateTime | DaysTimeDuration | YearsMonthsDuration


def read_date(text: str) -> Day | None:
    """`2026-05-03`, also with more digits or a minus before the year."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    sign, year, month, day = match.groups()
    return make_day(-int(year) if sign else int(year), int(month), int(day))


def read_time(text: str) -> FeelTime | None:
    """`09:30:00`, with a fraction, an offset or a zone."""
    clock = _read_clock(text)
    return None if clock is None or clock[1] else clock[0]


def read_date_time(text: str) -> FeelDateTime | None:
    """`2026-05-03T09:30:00`; a date alone is its midnight, 24:00:00 the midnight after."""
    head, found, tail = text.partition("T")
    day = read_date(head)
    if day is None:
        return None
    if not found:
        return FeelDateTime(day, FeelTime(0, 0, 0))
    clock = _read_clock(tail)
    if clock is None:
        return None
    if clock[1]:
        next_day = add_days(day, 1)
        return None if next_day is None else FeelDateTime(next_day, clock[0])
    return FeelDateTime(day, clock[0])


def read_duration(text: str) -> DaysTimeDuration | YearsMonthsDuration | None:
    """`P1DT2H` or `P1Y2M`."""
    match = _MONTHS.fullmatch(text)
    if match is not None and (match[2] or match[3]):
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        if months > MAX_MONTHS:
            return None
        return YearsMonthsDuration(-months if match[1] else months)
    match = _DAYS.fullmatch(text)
    if match is None:
        return None
    sign, days, clock, hours, minutes, seconds, fraction = match.groups()
    if clock == "T" or not (days or clock):
        return None
    whole = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60
    nanos = (whole + int(seconds or 0)) * NANOS + _nanos(fraction)
    if nanos > MAX_NANOS:
        return None
    return DaysTimeDuration(-nanos if sign else nanos)


def read_any(text: str) -> Temporal | None:
    """The value of an `@` literal (clause 10.3.1.2, rule 62)."""
    return read_date(text) or read_time(text) or _date_time_only(text) or read_duration(text)


def _date_time_only(text: str) -> FeelDateTime | None:
    return read_date_time(text) if "T" in text and not text.startswith(("P", "-P")) else None


def _read_clock(text: str) -> tuple[FeelTime, bool] | None:
    """The time, and whether it was written as 24:00:00."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    nano = _nanos(match[4])
    end_of_day = hour == 24 and not (minute or second or nano)
    if (hour > 23 and not end_of_day) or minute > 59 or second > 59:
        return None
    zone: tzinfo | None = None
    if match[5]:
        zone = read_zone(match[5])
        if zone is None:
            return None
    return FeelTime(0 if end_of_day else hour, minute, second, nano, zone), end_of_day


def read_zone(text: str) -> tzinfo | None:
    """`Z`, `+08:00` or `@Asia/Shanghai`."""
    if text in ("Z", "z"):
        return UTC
    if text.startswith("@"):
        return named_zone(text[1:])
    parts = [int(part) for part in text[1:].split(":")] + [0]
    if parts[1] > 59 or parts[2] > 59:
        return None
    return offset_zone((-1 if text[0] == "-" else 1) * (parts[0] * 3600 + parts[1] * 60 + parts[2]))


def offset_zone(seconds: int) -> timezone | None:
    """The zone of an offset; None beyond 18 hours."""
    if abs(seconds) > _MAX_OFFSET:
        return None
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


@lru_cache(maxsize=1024)
def named_zone(name: str) -> ZoneInfo | None:
    """A zone of the IANA database, by its name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _nanos(fraction: str | None) -> int:
    """Nanoseconds of the digits after the point; further digits are cut off."""
    return int((fraction or "")[:9].ljust(9, "0"))
