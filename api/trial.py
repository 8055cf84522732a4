"""Trial databases 试用库: made once, for ever; only their clock can be moved forward."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from engine.people.calendars import WorkingCalendar
from engine.people.clock_steps import MORNING, StepNotUnderstood, target_of
from engine.runtime.environment import SHANGHAI
from engine.store import clock

__all__ = ["StepNotUnderstood", "make_trial", "move_clock"]

_BEGIN = text(
    "update engine.clock set ahead = make_interval(secs =>"
    " extract(epoch from cast(:begin as timestamptz) - clock_timestamp())::double precision)"
    ' where not exists (select from engine."case")'
)


def make_trial(connection: Connection, today: date | None = None) -> bool:
    """Turn a database without cases into a trial one; False when it is live for good.

    `today` is the day on which it begins, also one in the past; once there are cases, the clock
    only moves forward.
    """
    if not clock.make_trial(_driver(connection)):
        return False
    if today is not None:
        connection.execute(_BEGIN, {"begin": datetime.combine(today, MORNING, SHANGHAI)})
    return True


def move_clock(
    connection: Connection, person: str, step: str, calendar: WorkingCalendar
) -> datetime:
    """Move the clock of a trial database forward by a step (`clock_steps`); gives the new time.

    Raises: ClockIsLive, StepNotUnderstood, ClockMovesForwardOnly.
    """
    present = clock.read_clock(_driver(connection)).now
    target = target_of(step, present, calendar)
    if target == present:
        return present
    return clock.move_clock(_driver(connection), target, person).now


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
