"""Letters of entrustment 委托书: what a third-party auditor may read, and when.

Source: process `special_audit`; decision 0012, Who sees what.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.people.administration import existing_person, groups_of, note
from engine.people.errors import (
    AreaNotFound,
    EntrustmentDatesWrong,
    EntrustmentNotFound,
    LettersOnlyForAuditors,
)
from engine.people.tables import AreaRow, EntrustmentRow

ROLE = "third_party_auditor"


@dataclass(frozen=True, slots=True)
class Entrustment:
    person: str
    letter: str  #: number of the letter
    areas: tuple[str, ...]  #: with everything inside them
    processes: tuple[str, ...]  #: process keys; empty: all
    valid_from: date
    valid_until: date  #: the last day on which reading is allowed
    cases_from: date | None = None  #: only cases started on this local day or later
    cases_until: date | None = None  #: … or earlier
    id: str = ""


def entrust(session: Session, actor: str, entrustment: Entrustment) -> Entrustment:
    """Record a letter; gives it back with its id.

    Raises: EntrustmentDatesWrong, PersonNotFound, LettersOnlyForAuditors, AreaNotFound.
    """
    first, last = entrustment.cases_from, entrustment.cases_until
    wrong = first is not None and last is not None and first > last
    if wrong or entrustment.valid_from > entrustment.valid_until:
        raise EntrustmentDatesWrong
    existing_person(session, entrustment.person)
    groups = groups_of(session, entrustment.person)
    if not any(group.endswith(f".{ROLE}") for group in groups):
        raise LettersOnlyForAuditors(entrustment.person)
    for area in entrustment.areas:
        if session.get(AreaRow, area) is None:
            raise AreaNotFound(area)
    entrustment = replace(entrustment, id=str(uuid4()))
    fields = asdict(entrustment)
    fields |= {"areas": list(entrustment.areas), "processes": list(entrustment.processes)}
    session.add(EntrustmentRow(**fields))
    details = {"letter": entrustment.letter, "person": entrustment.person}
    note(session, actor, "entrustment.created", entrustment.id, details)
    return entrustment


def revoke_entrustment(session: Session, actor: str, entrustment_id: str) -> None:
    """End a letter at once; ending it twice is no error. Raises: EntrustmentNotFound."""
    row = session.get(EntrustmentRow, entrustment_id)
    if row is None:
        raise EntrustmentNotFound(entrustment_id)
    if row.revoked_at is None:
        row.revoked_at = session.scalar(select(func.now()))
        note(session, actor, "entrustment.revoked", entrustment_id, {})


def entrustments(session: Session, *, person: str | None = None) -> list[Entrustment]:
    """Letters that are not revoked, by person and first day."""
    query = select(EntrustmentRow).where(EntrustmentRow.revoked_at.is_(None))
    if person is not None:
        query = query.where(EntrustmentRow.person == person)
    query = query.order_by(EntrustmentRow.person, EntrustmentRow.valid_from, EntrustmentRow.id)
    return [_read(row) for row in session.scalars(query)]


def in_force(letters: Iterable[Entrustment], today: date) -> list[Entrustment]:
    """Those of the letters that hold on the day."""
    return [each for each in letters if each.valid_from <= today <= each.valid_until]


def _read(row: EntrustmentRow) -> Entrustment:
    return Entrustment(
        row.person,
        row.letter,
        tuple(row.areas),
        tuple(row.processes),
        row.valid_from,
        row.valid_until,
        row.cases_from,
        row.cases_until,
        row.id,
    )
