"""Dates and times: making them and asking them (DMN 1.5, clauses 10.3.4.1, 10.3.4.6, 10.3.4.8)."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal

from engine.feel.arithmetic import at_midnight
from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.dates import Day, make_day, month_length
from engine.feel.decimals import is_integer
from engine.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import NullResult
from engine.feel.runtime import Run
from engine.feel.temporal_text import (
    named_zone,
    offset_zone,
    read_date,
    read_date_time,
    read_time,
)
from engine.feel.times import FeelDateTime, FeelTime

_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_of(value: Day | FeelDateTime) -> Day:
    """The date of a date or of a date and time."""
    return value.day if isinstance(value, FeelDateTime) else value


def _no(text_zh: str, text_en: str, given: object) -> NullResult:
    shown = str(given)[:40]
    return NullResult(f"{shown} 不是{text_zh}", f"{shown} is no {text_en}")


def _whole(value: Decimal) -> int:
    if not is_integer(value) or abs(value) > 10**10:
        raise _no("整数", "whole number", value)
    return int(value)


def _date_from(run: Run, text: str) -> Day:
    day = read_date(text)
    if day is None:
        raise _no("日期", "date", text)
    return day


def _date_of(run: Run, value: Day | FeelDateTime) -> Day:
    return day_of(value)


def _date_made(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Day:
    made = make_day(_whole(year), _whole(month), _whole(day))
    if made is None:
        raise _no("日期", "date", f"{year}-{month}-{day}")
    return made


def _time_from(run: Run, text: str) -> FeelTime:
    clock = read_time(text)
    if clock is None:
        raise _no("时间", "time", text)
    return clock


def _time_of(run: Run, value: Day | FeelDateTime) -> FeelTime:
    """The time of a date and time; of a date, midnight UTC."""
    return value.time if isinstance(value, FeelDateTime) else at_midnight(value).time


def _same_time(run: Run, value: FeelTime) -> FeelTime:
    return value


def _time_made(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTimeDuration | None
) -> FeelTime:
    hours, minutes = _whole(hour), _whole(minute)
    if not (0 <= hours <= 23 and 0 <= minutes <= 59 and 0 <= second < 60):
        raise _no("时间", "time", f"{hour}:{minute}:{second}")
    zone = None
    if offset is not None:
        zone = offset_zone(offset.nanos // NANOS)
        if zone is None:
            raise _no("时差", "offset", offset)
    nano = int((second % 1) * NANOS)
    return FeelTime(hours, minutes, int(second), nano, zone)


def _date_time_from(run: Run, text: str) -> FeelDateTime:
    value = read_date_time(text)
    if value is None:
        raise _no("日期时间", "date and time", text)
    return value


def _date_time_of(run: Run, value: Day | FeelDateTime, clock: FeelTime) -> FeelDateTime:
    return FeelDateTime(day_of(value), clock)


def _same_date_time(run: Run, value: FeelDateTime) -> FeelDateTime:
    return value


def _date_time_in_zone(run: Run, value: Day | FeelDateTime, name: str) -> FeelDateTime:
    """The same local time in a named zone (extension)."""
    zone = named_zone(name)
    if zone is None:
        raise _no("时区", "time zone", name)
    moment = value if isinstance(value, FeelDateTime) else FeelDateTime(value, FeelTime(0, 0, 0))
    if moment.zone is None:
        clock = moment.time
        return FeelDateTime(
            moment.day, FeelTime(clock.hour, clock.minute, clock.second, clock.nano, zone)
        )
    return FeelDateTime.from_datetime(moment.to_datetime(UTC).astimezone(zone))


def _months_between(
    run: Run, start: Day | FeelDateTime, end: Day | FeelDateTime
) -> YearsMonthsDuration:
    """Whole months from one day to another, cut towards zero.

    A month is whole once its day of the month is reached: January 31 to February 28 is none.
    """
    first, last = day_of(start), day_of(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsMonthsDuration(months)


def _now(run: Run) -> FeelDateTime:
    context = run.context
    return FeelDateTime.from_datetime(context.now.astimezone(context.zone))


def _today(run: Run) -> Day:
    context = run.context
    return context.now.astimezone(context.zone).date()


def _day_of_year(run: Run, value: Day | FeelDateTime) -> Decimal:
    day = day_of(value)
    return Decimal(sum(month_length(day.year, month) for month in range(1, day.month)) + day.day)


def _day_of_week(run: Run, value: Day | FeelDateTime) -> str:
    return _WEEKDAYS[day_of(value).isoweekday() - 1]


def _month_of_year(run: Run, value: Day | FeelDateTime) -> str:
    return _MONTHS[day_of(value).month - 1]


def _week_of_year(run: Run, value: Day | FeelDateTime) -> Decimal:
    """Number of the week as ISO 8601 counts it: week 1 holds the first Thursday."""
    day = day_of(value)
    thursday = day.toordinal() + 4 - day.isoweekday()
    year = day.year
    for candidate in (year + 1, year, year - 1):
        first = make_day(candidate, 1, 1)
        if first is not None and first.toordinal() <= thursday:
            return Decimal((thursday - first.toordinal()) // 7 + 1)
    raise NullResult("日期超出范围", "The date is out of range")


_ANY_DAY = "date or date and time"

TEMPORAL: tuple[Builtin, ...] = (
    builtin(
        "date",
        ("from: string", _date_from),
        (f"from: {_ANY_DAY}", _date_of),
        ("year: number, month: number, day: number", _date_made),
    ),
    builtin(
        "time",
        ("from: string", _time_from),
        (f"from: {_ANY_DAY}", _time_of),
        ("from: time", _same_time),
        (
            "hour: number, minute: number, second: number, offset: days and time duration?",
            _time_made,
        ),
    ),
    builtin(
        "date and time",
        ("from: string", _date_time_from),
        (f"date: {_ANY_DAY}, time: time", _date_time_of),
        ("from: date and time", _same_date_time),
        (f"date: {_ANY_DAY}, timezone: string", _date_time_in_zone),
    ),
    builtin("years and months duration", (f"from: {_ANY_DAY}, to: {_ANY_DAY}", _months_between)),
    builtin("now", ("", _now)),
    builtin("today", ("", _today)),
    builtin("day of year", (f"date: {_ANY_DAY}", _day_of_year)),
    builtin("day of week", (f"date: {_ANY_DAY}", _day_of_week)),
    builtin("month of year", (f"date: {_ANY_DAY}", _month_of_year)),
    builtin("week of year", (f"date: {_ANY_DAY}", _week_of_year)),
)
