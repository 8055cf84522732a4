"""Working days of the case's calendar (工作日). Ours, beside the standard."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.builtins.temporal import day_of
from engine.feel.dates import Day
from engine.feel.decimals import is_integer
from engine.feel.errors import NullResult
from engine.feel.runtime import Run, WorkingDayCalendar
from engine.feel.times import FeelDateTime, FeelTime

_MAX_DAYS = 10_000


def _calendar(run: Run) -> WorkingDayCalendar:
    calendar = run.context.calendar
    if calendar is None:
        raise NullResult("没有可用的工作日历", "There is no calendar of working days")
    return calendar


def _near(day: Day) -> date:
    if not isinstance(day, date):
        raise NullResult("日期超出日历范围", "The date lies outside the calendar")
    return day


def _days(n: Decimal) -> int:
    if not is_integer(n) or abs(n) > _MAX_DAYS:
        raise NullResult(f"工作日数 {n} 无效", f"{n} is no number of working days")
    return int(n)


def _after(run: Run, start: Day | FeelDateTime, n: Decimal) -> date:
    """The n-th working day after a day, which itself does not count."""
    count = _days(n)
    run.charge(abs(count))
    return _calendar(run).add(_near(day_of(start)), count)


def _between(run: Run, start: Day | FeelDateTime, end: Day | FeelDateTime) -> Decimal:
    """Working days after the first day up to and including the second."""
    first, last = _near(day_of(start)), _near(day_of(end))
    run.charge(abs((last - first).days))
    return Decimal(_calendar(run).between(first, last))


def _end_of(run: Run, n: Decimal) -> FeelDateTime:
    """24:00 local time of the n-th working day from now, today not counted: a deadline (期限)."""
    count = _days(n)
    run.charge(abs(count))
    context = run.context
    today = context.now.astimezone(context.zone).date()
    last = _calendar(run).add(today, count)
    return FeelDateTime(last + timedelta(days=1), FeelTime(0, 0, 0, 0, context.zone))


_ANY_DAY = "date or date and time"

WORKING_DAYS: tuple[Builtin, ...] = (
    builtin("working days after", (f"date: {_ANY_DAY}, n: number", _after), extension="huiqian"),
    builtin(
        "working days between",
        (f"from: {_ANY_DAY}, to: {_ANY_DAY}", _between),
        extension="huiqian",
    ),
    builtin("end of working day", ("n: number", _end_of), extension="huiqian"),
)
