"""What may somebody see here, and by which rule (decision 0012), told to an administrator."""

from typing import Any

from api.auth.registers import STAFF
from api.auth.viewer import OPERATOR, headed_bureaus, inspected_areas, viewer_of
from api.schemas.administration import SightOut, WayOut
from api.state import Reader
from engine.people import administration
from engine.people.entrustments import ROLE as THIRD_PARTY
from engine.people.entrustments import Entrustment, entrustments, in_force
from engine.people.organisations import Organisations
from engine.people.signed_in import SignedIn
from engine.people.snapshot import organisations
from engine.people.transactions import PeopleDatabase
from engine.reads.clock import now
from engine.reads.entries import record_reading
from engine.reads.sight import Ways, ways_to_see
from engine.runtime.environment import SHANGHAI


def sight_of(person: str, number: str | None, reads: Reader, people: PeopleDatabase) -> SightOut:
    """The rules by which the person sees cases; with a number, which of them open that case.

    Raises: PersonNotFound.
    """
    with people.transaction() as session:
        known = organisations(session)
        found = administration.person_by_id(session, person)
        letters = entrustments(session, person=person)
    asked = as_signed_in(found, known)
    with reads.open() as (connection, administrator):
        today = now(connection).astimezone(SHANGHAI).date()
        valid = in_force(letters, today) if THIRD_PARTY in asked.roles else []
        viewer = viewer_of(asked, known, letters, today)
        ways = ways_to_see(connection, viewer, number) if number else None
        if number:
            record_reading(connection, administrator, "sight", None, f"{person} {number}")
    active = found.status == "active"
    rules = list(_rules(asked, valid, ways, number))
    return SightOut(
        person=person,
        number=number,
        sees=(active and ways is not None and ways.sees) if number else None,
        ways=rules if active else [WayOut(rule="none", holds=True, details={"why": "disabled"})],
    )


def as_signed_in(person: administration.Person, known: Organisations) -> SignedIn:
    """The person as a request of theirs would see them."""
    memberships = []
    for group in person.groups:
        organisation, _, role = group.rpartition(".")
        place = known.organisations[organisation]
        memberships.append((role, organisation, place.kind, place.area))
    own = known.organisations.get(person.organisation or "")
    return SignedIn(
        id=person.id,
        name_zh=person.name_zh,
        name_en=person.name_en,
        organisation=person.organisation,
        area=own.area if own is not None else person.area,
        groups=frozenset(person.groups),
        memberships=tuple(memberships),
    )


def _rules(
    person: SignedIn, letters: list[Entrustment], ways: Ways | None, number: str | None
) -> Any:
    """Each rule with whether it holds: for the case asked about, else at all."""
    asked = bool(number)
    applies = f"{person.organisation}.applicant" in person.groups

    parties = ways.parties if ways else tuple(sorted(person.groups))

    def way(rule: Any, in_general: bool, of_case: bool, **details: Any) -> WayOut:
        return WayOut(rule=rule, holds=of_case if asked else in_general, details=details)

    yield way("applicant", True, ways is not None and ways.applicant)
    yield way(
        "organisation",
        applies,
        ways is not None and ways.organisation,
        organisation=person.organisation,
    )
    yield way(
        "task",
        True,
        ways is not None and bool(ways.parties),
        groups=[each.removeprefix("g:") for each in parties],
    )
    headed = sorted(headed_bureaus(person))
    if headed:
        of_case = sorted(
            {each.removeprefix("g:").rpartition(".")[0] for each in ways.headed} if ways else ()
        )
        yield way("head", True, bool(of_case), organisations=of_case if asked else headed)
    scopes = ways.scopes if ways else ()
    for n, letter in enumerate(letters):
        yield way(
            "letter",
            True,
            n < len(scopes) and scopes[n],
            letter=letter.letter,
            areas=list(letter.areas),
            processes=list(letter.processes),
            until=letter.valid_until.isoformat(),
        )
    inspected = sorted(inspected_areas(person))
    if inspected:
        by_office = ways is not None and (ways.office or any(scopes[len(letters) :]))
        yield way("office", True, by_office, areas=inspected)
    if not asked:
        yield way("incidents", OPERATOR in person.roles, False)
        staffed = sorted({m[3] for m in person.memberships if m[0] in STAFF} | set(inspected))
        yield way("registers", bool(staffed), False, areas=staffed)
