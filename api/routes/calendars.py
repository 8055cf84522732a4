"""Working calendars 工作日历 per area: read by everybody, set by administrators."""

from fastapi import APIRouter

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Administrator, Person
from api.problems import problems
from api.schemas.base import Id
from api.schemas.people import CalendarIn, CalendarOut
from api.state import People
from engine.people import area_calendars
from engine.people.calendars import WorkingCalendar
from engine.people.errors import AreaNotFound, TimeZoneUnknown
from engine.people.snapshot import organisations

router = APIRouter(prefix="/calendars", tags=["people"])


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
    calendar = WorkingCalendar(
        frozenset(given.holidays),
        frozenset(given.shifted_work_days),
        given.time_zone,
        frozenset(given.rest_weekdays),
    )
    with people.transaction() as session:
        area_calendars.set_calendar(session, person.id, area, calendar)
    return calendar_out(calendar)


def calendar_out(calendar: WorkingCalendar) -> CalendarOut:
    return CalendarOut(
        hash=calendar.hash,
        holidays=sorted(calendar.holidays),
        shifted_work_days=sorted(calendar.shifted_work_days),
        time_zone=calendar.time_zone,
        rest_weekdays=sorted(calendar.rest_weekdays),
    )
