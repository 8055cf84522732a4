"""Steps of a clock that is moved by hand: 5wd, 10d, 3h, 30m, or a day."""

import re
from datetime import UTC, date, datetime, time, timedelta

from engine.errors import ClockMovesForwardOnly, Invalid
from engine.people.calendars import LONGEST_WORKING_DAYS, WorkingCalendar
from engine.runtime.environment import SHANGHAI

#: Local hour at which a trial database, or a try-out, begins its first day.
MORNING = time(9)
_STEP = re.compile(r"\+?(?P<count>\d{1,5})(?P<unit>wd|d|h|m)")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class StepNotUnderstood(Invalid):
    """This is no span of time (时间跨度无法识别)."""

    def __init__(self, step: str) -> None:
        super().__init__(
            f"“{step}”无法识别；请写如 5wd（工作日）、10d、1h 或日期 2026-03-02。",
            f"Expected a span like 5wd, 10d, 1h, or a date like 2026-03-02, but got {step!r}.",
        )


def target_of(step: str, present: datetime, calendar: WorkingCalendar) -> datetime:
    """The moment that a step leads to.

    A span ends at the same hour (`5wd`: of the 5th working day), a day begins at 00:00 local; the
    present when it is that day already. Raises: StepNotUnderstood, ClockMovesForwardOnly.
    """
    try:
        return _target(step.strip(), present, calendar)
    except OverflowError:
        raise StepNotUnderstood(step) from None
    except ValueError:
        raise ClockMovesForwardOnly(step) from None


def _target(step: str, present: datetime, calendar: WorkingCalendar) -> datetime:
    match = _STEP.fullmatch(step)
    if match is None:
        return _start_of(step, present)
    count = int(match["count"])
    if match["unit"] == "wd":
        local = present.astimezone(SHANGHAI)
        day = calendar.add(local.date(), min(count, LONGEST_WORKING_DAYS))
        return local + timedelta(days=(day - local.date()).days)
    return present + timedelta(**{_UNITS[match["unit"]]: count})


def _start_of(step: str, present: datetime) -> datetime:
    try:
        day = date.fromisoformat(step)
    except ValueError:
        raise StepNotUnderstood(step) from None
    if day == present.astimezone(SHANGHAI).date():
        return present
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
