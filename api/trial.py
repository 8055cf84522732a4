"""Trial databases 试用库: made once, for ever; only their clock can be moved forward."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from engine.errors import ClockMovesForwardOnly, Invalid
from engine.people.calendars import LONGEST_WORKING_DAYS, WorkingCalendar
from engine.store import clock

ZONE = ZoneInfo("Asia/Shanghai")
#: Local hour at which a trial database begins its first day.
MORNING = time(9)
_STEP = re.compile(r"\+?(?P<count>\d{1,5})(?P<unit>wd|d|h|m)")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_BEGIN = text(
    "update engine.clock set ahead = make_interval(secs =>"
    " extract(epoch from cast(:begin as timestamptz) - clock_timestamp())::double precision)"
    ' where not exists (select from engine."case")'
)


class StepNotUnderstood(Invalid):
    """This is no span of time (时间跨度无法识别)."""

    def __init__(self, step: str) -> None:
        super().__init__(
            f"“{step}”无法识别;请写如 5wd(工作日)、10d、1h 或日期 2026-03-02。",
            f"Expected a span like 5wd, 10d, 1h, or a date like 2026-03-02, but got {step!r}.",
        )


def make_trial(connection: Connection, today: date | None = None) -> bool:
    """Turn a database without cases into a trial one; False when it is live for good.

    `today` is the day on which it begins, also one in the past; once there are cases, the clock
    only moves forward.
    """
    if not clock.make_trial(_driver(connection)):
        return False
    if today is not None:
        connection.execute(_BEGIN, {"begin": datetime.combine(today, MORNING, ZONE)})
    return True


def move_clock(
    connection: Connection, person: str, step: str, calendar: WorkingCalendar
) -> datetime:
    """Move the clock of a trial database forward; gives the new time.

    `step` is a span (`5wd` ends at the same hour of the 5th working day, `10d`, `1h`, `30m`) or a
    day (`2026-03-02`: 00:00 local; nothing happens when it is that day already).
    Raises: ClockIsLive, StepNotUnderstood, ClockMovesForwardOnly.
    """
    present = clock.read_clock(_driver(connection)).now
    try:
        target = _target(step.strip(), present, calendar)
    except OverflowError:
        raise StepNotUnderstood(step) from None
    except ValueError:
        raise ClockMovesForwardOnly(step) from None
    if target == present:
        return present
    return clock.move_clock(_driver(connection), target, person).now


def _target(step: str, present: datetime, calendar: WorkingCalendar) -> datetime:
    match = _STEP.fullmatch(step)
    if match is None:
        return _start_of(step, present)
    count = int(match["count"])
    if match["unit"] == "wd":
        local = present.astimezone(ZONE)
        day = calendar.add(local.date(), min(count, LONGEST_WORKING_DAYS))
        return local + timedelta(days=(day - local.date()).days)
    return present + timedelta(**{_UNITS[match["unit"]]: count})


def _start_of(step: str, present: datetime) -> datetime:
    try:
        day = date.fromisoformat(step)
    except ValueError:
        raise StepNotUnderstood(step) from None
    if day == present.astimezone(ZONE).date():
        return present
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
