"""Which working calendar rules in which area; every calendar ever used stays readable by hash."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from engine.people.administration import note
from engine.people.calendars import WorkingCalendar
from engine.people.errors import AreaNotFound, TimeZoneUnknown
from engine.people.holidays import china
from engine.people.organisations import Organisations
from engine.people.tables import AreaCalendarRow, AreaRow, CalendarRow


def calendar_of(session: Session, organisations: Organisations, area: str) -> WorkingCalendar:
    """The calendar of the area now, else of the nearest area around it, else China's."""
    for code in organisations.chain(area):
        content = session.scalar(
            select(CalendarRow.content)
            .join(AreaCalendarRow, AreaCalendarRow.calendar == CalendarRow.hash)
            .where(AreaCalendarRow.area == code)
            .order_by(AreaCalendarRow.since.desc())
            .limit(1)
        )
        if content is not None:
            return WorkingCalendar.from_json(content)
    return china()


def calendars(session: Session) -> dict[str, WorkingCalendar]:
    """Area code → its own present calendar; areas without one are left out."""
    rows = session.execute(
        select(AreaCalendarRow.area, CalendarRow.content)
        .join(CalendarRow, AreaCalendarRow.calendar == CalendarRow.hash)
        .ext(distinct_on(AreaCalendarRow.area))
        .order_by(AreaCalendarRow.area, AreaCalendarRow.since.desc())
    )
    return {area: WorkingCalendar.from_json(content) for area, content in rows}


def calendar_by_hash(session: Session, calendar_hash: str) -> WorkingCalendar | None:
    """A calendar that the journal names; None when it is unknown."""
    content = session.scalar(select(CalendarRow.content).where(CalendarRow.hash == calendar_hash))
    return WorkingCalendar.from_json(content) if content is not None else None


def set_calendar(session: Session, actor: str, area: str, calendar: WorkingCalendar) -> None:
    """The area uses this calendar from now on. Raises: AreaNotFound, TimeZoneUnknown."""
    try:
        ZoneInfo(calendar.time_zone)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise TimeZoneUnknown(calendar.time_zone) from None
    if session.get(AreaRow, area) is None:
        raise AreaNotFound(area)
    keep_calendar(session, calendar)
    session.add(AreaCalendarRow(area=area, calendar=calendar.hash, set_by=actor))
    note(session, actor, "calendar.set", area, {"calendar": calendar.hash})


def keep_calendar(session: Session, calendar: WorkingCalendar) -> None:
    """Store the calendar under its hash, so that the journal can name it."""
    session.execute(
        insert(CalendarRow)
        .values(hash=calendar.hash, content=calendar.to_json())
        .on_conflict_do_nothing()
    )
