"""Members of values: entries of contexts, `year` of a date, `start` of a range.

DMN 1.5, clause 10.3.2.5 and tables 65 to 67.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.dates import FarDate
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelBudgetExceeded
from engine.feel.kinds import chinese, kind_of
from engine.feel.runtime import Run
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import Range

Properties = dict[str, Callable[[Any], Any]]


def _offset(value: FeelTime | FeelDateTime) -> DaysTimeDuration | None:
    seconds = value.offset_seconds()
    return None if seconds is None else DaysTimeDuration.of(seconds=seconds)


def _zone_name(value: FeelTime | FeelDateTime) -> str | None:
    return value.zone.key if isinstance(value.zone, ZoneInfo) else None


_DATE: Properties = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}
_TIME: Properties = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": lambda clock: Decimal(clock.second),
    "time offset": _offset,
    "timezone": _zone_name,
}


def _of_part(part: str, get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: get(value.day if part == "day" else value.time)


_DATE_TIME: Properties = {
    **{name: _of_part("day", get) for name, get in _DATE.items()},
    **{name: _of_part("time", _TIME[name]) for name in ("hour", "minute", "second")},
    "time offset": _offset,
    "timezone": _zone_name,
}


#: members that may be null
_SOMETIMES = {"time offset": "days and time duration", "timezone": "string"}


def _part(name: str) -> Callable[[Any], Any]:
    return lambda value: Decimal(value.part(name))


_DAYS: Properties = {name: _part(name) for name in ("days", "hours", "minutes", "seconds")}
_MONTHS: Properties = {name: _part(name) for name in ("years", "months")}
_RANGE: Properties = {
    "start": lambda value: value.low,
    "end": lambda value: value.high,
    "start included": lambda value: value.low_included,
    "end included": lambda value: value.high_included,
}
_PROPERTIES: dict[type, Properties] = {
    date: _DATE,
    FarDate: _DATE,
    FeelTime: _TIME,
    FeelDateTime: _DATE_TIME,
    DaysTimeDuration: _DAYS,
    YearsMonthsDuration: _MONTHS,
    Range: _RANGE,
}


def property_names(value: Any) -> dict[str, str]:
    """The members of a value that is no context, each with the kind it has when not null."""
    found = {name: kind_of(get(value)) for name, get in _PROPERTIES.get(type(value), {}).items()}
    return {**found, **{name: _SOMETIMES[name] for name in found if name in _SOMETIMES}}


def member_of(run: Run, value: Any, member: str, position: int) -> Any:
    """A member of any value; null, with a note, when it has none of that name."""
    if type(value) is dict:
        if member in value:
            return value[member]
        run.note(position, f"上下文没有 {member}", f"The context has no {member}")
        return None
    if value is None:
        return None
    if type(value) is list:
        return _members(run, value, member, run.limits.value_depth)
    get = _PROPERTIES.get(type(value), {}).get(member)
    if get is None:
        kind = kind_of(value)
        run.note(position, f"{chinese(kind)}没有 {member}", f"A {kind} has no {member}")
        return None
    return get(value)


def _members(run: Run, items: list[Any], member: str, depth: int) -> list[Any]:
    """The member of each item, lists inside the list keeping their shape."""
    run.charge(1 + len(items))
    if depth <= 0:
        raise FeelBudgetExceeded("value_depth", "列表嵌套过深", "The list is nested too deeply")
    return [
        _members(run, item, member, depth - 1)
        if type(item) is list
        else _quiet_member(item, member)
        for item in items
    ]


def _quiet_member(item: Any, member: str) -> Any:
    if type(item) is dict:
        return item.get(member)
    get = _PROPERTIES.get(type(item), {}).get(member)
    return None if get is None else get(item)
