"""Letters of entrustment 委托书 of third-party auditors."""

from fastapi import APIRouter, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Administrator, Person
from api.problems import problems
from api.schemas.base import Id
from api.schemas.people import EntrustmentIn, EntrustmentOut
from api.state import People
from engine.people import entrustments
from engine.people.errors import (
    AreaNotFound,
    EntrustmentDatesWrong,
    EntrustmentNotFound,
    LettersOnlyForAuditors,
    PersonNotFound,
)

router = APIRouter(prefix="/entrustments", tags=["people"])
CHANGING = (NoSession, RoleMissing, ForeignOrigin)


@router.get("", responses=problems(NoSession))
def list_entrustments(person: Person, people: People) -> list[EntrustmentOut]:
    """Letters in force or to come: administrators see all, everybody else their own."""
    mine = None if "system_admin" in person.roles else person.id
    with people.transaction() as session:
        found = entrustments.entrustments(session, person=mine)
    return [entrustment_out(each) for each in found]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *CHANGING, PersonNotFound, AreaNotFound, LettersOnlyForAuditors, EntrustmentDatesWrong
    ),
)
def entrust(given: EntrustmentIn, person: Administrator, people: People) -> EntrustmentOut:
    """Record a letter: which cases the auditor may read, and in which days."""
    letter = entrustments.Entrustment(
        given.person,
        given.letter,
        tuple(given.areas),
        tuple(given.processes),
        given.valid_from,
        given.valid_until,
        given.cases_from,
        given.cases_until,
    )
    with people.transaction() as session:
        return entrustment_out(entrustments.entrust(session, person.id, letter))


@router.delete(
    "/{entrustment_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, EntrustmentNotFound),
)
def revoke_entrustment(entrustment_id: Id, person: Administrator, people: People) -> None:
    """End a letter at once."""
    with people.transaction() as session:
        entrustments.revoke_entrustment(session, person.id, entrustment_id)


def entrustment_out(letter: entrustments.Entrustment) -> EntrustmentOut:
    return EntrustmentOut(
        id=letter.id,
        person=letter.person,
        letter=letter.letter,
        areas=list(letter.areas),
        processes=list(letter.processes),
        valid_from=letter.valid_from,
        valid_until=letter.valid_until,
        cases_from=letter.cases_from,
        cases_until=letter.cases_until,
    )
