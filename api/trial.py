"""Trial databases 试用库: made once, for ever; only their clock can be moved forward."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from engine.errors import ClockIsLive, ClockMovesForwardOnly, Invalid
from engine.people.calendars import WorkingCalendar
from engine.reads.clock import is_trial, now
from engine.store.statement import CHANNEL

ZONE = ZoneInfo("Asia/Shanghai")
LONGEST = timedelta(days=3660)
_STEP = re.compile(r"\+?(?P<count>\d{1,5})(?P<unit>wd|d|h|m)")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}

_EMPTY = text('select not exists (select from engine."case")')
_MAKE = text("update engine.clock set mode = 'trial'")
_BEGIN = text("update engine.clock set ahead = :begin - clock_timestamp()")
#: Local hour at which a trial database begins its first day.
MORNING = time(9)
_MOVE = text("update engine.clock set ahead = ahead + :step where mode = 'trial'")
_NOTE = text(
    "insert into engine.clock_move (person, ahead) select :person, ahead from engine.clock"
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
    if connection.scalar(_EMPTY):
        connection.execute(_MAKE)
        if today is not None:
            connection.execute(_BEGIN, {"begin": datetime.combine(today, MORNING, ZONE)})
    return is_trial(connection)


def move_clock(
    connection: Connection, person: str, step: str, calendar: WorkingCalendar
) -> datetime:
    """Move the clock of a trial database forward; gives the new time.

    `step` is a span (`5wd` ends at the same hour of the 5th working day, `10d`, `1h`, `30m`) or a
    day (`2026-03-02`: 00:00 local; nothing happens when that has passed on the very day).
    Raises: ClockIsLive, StepNotUnderstood, ClockMovesForwardOnly.
    """
    if not is_trial(connection):
        raise ClockIsLive
    present = now(connection)
    ahead = _target(step, present, calendar) - present
    if ahead < timedelta() or ahead > LONGEST:
        raise ClockMovesForwardOnly(step)
    connection.execute(_MOVE, {"step": ahead})
    connection.execute(_NOTE, {"person": person})
    connection.execute(text(f"notify {CHANNEL}"))
    return now(connection)


def _target(step: str, present: datetime, calendar: WorkingCalendar) -> datetime:
    match = _STEP.fullmatch(step.strip())
    if match is None:
        return _start_of(step, present)
    count = int(match["count"])
    if match["unit"] == "wd":
        local = present.astimezone(ZONE)
        day = calendar.add(local.date(), min(count, 9_999))
        return local + timedelta(days=(day - local.date()).days)
    return present + timedelta(**{_UNITS[match["unit"]]: count})


def _start_of(step: str, present: datetime) -> datetime:
    try:
        day = date.fromisoformat(step.strip())
        target = datetime.combine(day, time(), ZONE).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StepNotUnderstood(step) from None
    return present if day == present.astimezone(ZONE).date() else target
