"""Which working calendar rules in which area; every calendar ever used stays readable by hash."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Period:
    """An area counts by this calendar since a moment."""

    area: str
    since: datetime
    set_by: str | None
    calendar: WorkingCalendar


def calendar_periods(session: Session, area: str | None = None) -> list[Period]:
    """What was set for the area, newest first; without an area, the present one of each."""
    query = select(
        AreaCalendarRow.area, AreaCalendarRow.since, AreaCalendarRow.set_by, CalendarRow.content
    ).join(CalendarRow, AreaCalendarRow.calendar == CalendarRow.hash)
    if area is None:
        query = query.ext(distinct_on(AreaCalendarRow.area)).order_by(
            AreaCalendarRow.area, AreaCalendarRow.since.desc()
        )
    else:
        query = query.where(AreaCalendarRow.area == area).order_by(AreaCalendarRow.since.desc())
    return [
        Period(of, since, set_by, WorkingCalendar.from_json(content))
        for of, since, set_by, content in session.execute(query)
    ]


def areas_that_follow(session: Session, organisations: Organisations, area: str) -> list[str]:
    """The area and those inside it that have no calendar of their own in between."""
    own = set(session.scalars(select(AreaCalendarRow.area).distinct())) - {area}
    found = []
    for code in sorted(organisations.within(area)):
        nearest = next(each for each in organisations.chain(code) if each in own | {area})
        if nearest == area:
            found.append(code)
    return found


def calendar_by_hash(session: Session, calendar_hash: str) -> WorkingCalendar | None:
    """A calendar that the journal names; None when it is unknown."""
    content = session.scalar(select(CalendarRow.content).where(CalendarRow.hash == calendar_hash))
    return WorkingCalendar.from_json(content) if content is not None else None


def set_calendar(session: Session, actor: str, area: str, calendar: WorkingCalendar) -> None:
    """The area uses this calendar from now on. Raises: AreaNotFound, TimeZoneUnknown."""
    check_time_zone(calendar.time_zone)
    if session.get(AreaRow, area) is None:
        raise AreaNotFound(area)
    keep_calendar(session, calendar)
    session.add(AreaCalendarRow(area=area, calendar=calendar.hash, set_by=actor))
    note(session, actor, "calendar.set", area, {"calendar": calendar.hash})


def check_time_zone(name: str) -> None:
    """Raises: TimeZoneUnknown."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise TimeZoneUnknown(name) from None


def keep_calendar(session: Session, calendar: WorkingCalendar) -> None:
    """Store the calendar under its hash, so that the journal can name it."""
    session.execute(
        insert(CalendarRow)
        .values(hash=calendar.hash, content=calendar.to_json())
        .on_conflict_do_nothing()
    )
