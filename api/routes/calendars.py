"""Working calendars 工作日历 per area: read by everybody, set by administrators."""

from datetime import timedelta

from fastapi import APIRouter

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Administrator, Person
from api.problems import problems
from api.schemas.administration import (
    AreaCalendarOut,
    CalendarEffectOut,
    ChangedDayOut,
    DueSampleOut,
)
from api.schemas.base import Id
from api.schemas.people import CalendarIn, CalendarOut
from api.state import People, Reads
from engine.people import area_calendars
from engine.people.calendars import WorkingCalendar
from engine.people.errors import AreaNotFound, TimeZoneUnknown
from engine.people.snapshot import organisations
from engine.reads.clock import now

router = APIRouter(prefix="/calendars", tags=["people"])
#: Limits of the shipped processes, in working days, whose last day a preview compares.
SAMPLE_LIMITS = (5, 10, 15, 20, 60)


@router.get("", responses=problems(NoSession))
def list_calendars(_person: Person, people: People) -> list[AreaCalendarOut]:
    """Areas with a calendar of their own; all others count by that of the area around them."""
    with people.transaction() as session:
        found = area_calendars.calendar_periods(session)
    return [period_out(each) for each in found]


@router.get("/{area}/history", responses=problems(NoSession))
def list_calendar_history(area: Id, _person: Person, people: People) -> list[AreaCalendarOut]:
    """What was set for the area itself, newest first."""
    with people.transaction() as session:
        found = area_calendars.calendar_periods(session, area)
    return [period_out(each) for each in found]


@router.post(
    "/{area}/preview",
    responses=problems(NoSession, RoleMissing, ForeignOrigin, AreaNotFound, TimeZoneUnknown),
)
def preview_calendar(
    area: Id, given: CalendarIn, _person: Administrator, people: People, reads: Reads
) -> CalendarEffectOut:
    """What setting this calendar would do; nothing changes yet."""
    after = calendar_in(given)
    with people.transaction() as session:
        area_calendars.check_time_zone(after.time_zone)
        known = organisations(session)
        if area not in known.areas:
            raise AreaNotFound(area)
        before = area_calendars.calendar_of(session, known, area)
        follow = area_calendars.areas_that_follow(session, known, area)
    with reads.open() as (connection, _viewer):
        today = after.local_day(now(connection))
    days = {*before.holidays, *before.shifted_work_days} | {
        *after.holidays,
        *after.shifted_work_days,
    }
    if before.rest_weekdays != after.rest_weekdays:
        days |= {today + timedelta(days=each) for each in range(14)}
    return CalendarEffectOut(
        areas=follow,
        days=[
            ChangedDayOut(day=day, works=after.is_working_day(day))
            for day in sorted(days)
            if before.is_working_day(day) != after.is_working_day(day)
        ],
        samples=[
            DueSampleOut(
                working_days=limit, before=before.add(today, limit), after=after.add(today, limit)
            )
            for limit in SAMPLE_LIMITS
        ],
    )


@router.get("/{area}", responses=problems(NoSession))
def get_calendar(area: Id, person: Person, people: People) -> CalendarOut:
    """The calendar that counts in the area: its own, else that of the area around it."""
    with people.transaction() as session:
        return calendar_out(area_calendars.calendar_of(session, organisations(session), area))


@router.put(
    "/{area}",
    responses=problems(NoSession, RoleMissing, ForeignOrigin, AreaNotFound, TimeZoneUnknown),
)
def set_calendar(area: Id, given: CalendarIn, person: Administrator, people: People) -> CalendarOut:
    """From now on deadlines of the area are counted so; running ones keep their due date."""
    calendar = calendar_in(given)
    with people.transaction() as session:
        area_calendars.set_calendar(session, person.id, area, calendar)
    return calendar_out(calendar)


def calendar_in(given: CalendarIn) -> WorkingCalendar:
    return WorkingCalendar(
        frozenset(given.holidays),
        frozenset(given.shifted_work_days),
        given.time_zone,
        frozenset(given.rest_weekdays),
    )


def period_out(period: area_calendars.Period) -> AreaCalendarOut:
    return AreaCalendarOut(
        area=period.area,
        since=period.since,
        set_by=period.set_by,
        calendar=calendar_out(period.calendar),
    )


def calendar_out(calendar: WorkingCalendar) -> CalendarOut:
    return CalendarOut(
        hash=calendar.hash,
        holidays=sorted(calendar.holidays),
        shifted_work_days=sorted(calendar.shifted_work_days),
        time_zone=calendar.time_zone,
        rest_weekdays=sorted(calendar.rest_weekdays),
    )
