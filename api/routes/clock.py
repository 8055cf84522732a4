"""The clock: what time it is in this database; a trial one can be moved forward."""

from fastapi import APIRouter, Request

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import ClockMover, Person
from api.problems import problems
from api.schemas.health import ClockIn, ClockOut
from api.state import Reads
from api.trial import StepNotUnderstood, move_clock
from engine.errors import ClockIsLive, ClockMovesForwardOnly
from engine.reads.clock import is_trial, now

router = APIRouter(prefix="/clock", tags=["operation"])


@router.get("", responses=problems(NoSession))
def get_clock(_person: Person, reads: Reads) -> ClockOut:
    """The time that deadlines and journals go by."""
    with reads.open() as (connection, _viewer):
        return ClockOut(now=now(connection), trial=is_trial(connection))


@router.post(
    "/advance",
    responses=problems(
        *(NoSession, RoleMissing, ForeignOrigin),
        *(ClockIsLive, ClockMovesForwardOnly, StepNotUnderstood),
    ),
)
def advance_clock(given: ClockIn, person: ClockMover, reads: Reads, request: Request) -> ClockOut:
    """Move the clock of a trial database forward, by a span or to a day; recorded."""
    calendar = request.app.state.lookup.calendar(given.area)
    with reads.open() as (connection, _viewer):
        return ClockOut(now=move_clock(connection, person.id, given.by, calendar), trial=True)
