"""Who holds which role in which organisation, for the people who look after that."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.people.administration import ADMINISTRATOR
from engine.people.tables import MembershipRow, PersonRow


@dataclass(frozen=True, slots=True)
class Holder:
    id: str
    name_zh: str
    name_en: str


def holders(session: Session, organisations: Iterable[str]) -> dict[str, dict[str, list[Holder]]]:
    """Organisation → role → active people, by id; one statement."""
    found: dict[str, dict[str, list[Holder]]] = {}
    rows = session.execute(
        select(
            MembershipRow.organisation,
            MembershipRow.role,
            PersonRow.id,
            PersonRow.name_zh,
            PersonRow.name_en,
        )
        .join(PersonRow, PersonRow.id == MembershipRow.person)
        .where(MembershipRow.organisation.in_(list(organisations)), PersonRow.status == "active")
        .order_by(PersonRow.id)
    )
    for organisation, role, person, name_zh, name_en in rows:
        roles = found.setdefault(organisation, {})
        roles.setdefault(role, []).append(Holder(person, name_zh, name_en))
    return found


def is_last_administrator(session: Session, person: str, lost: Iterable[str]) -> bool:
    """Would nobody be left to administer when the person loses these groups?"""
    gone = [group for group in lost if group.endswith(f".{ADMINISTRATOR}")]
    if not gone:
        return False
    left = session.execute(
        select(MembershipRow.person, MembershipRow.organisation)
        .join(PersonRow, PersonRow.id == MembershipRow.person)
        .where(MembershipRow.role == ADMINISTRATOR, PersonRow.status == "active")
    )
    return all(
        holder == person and f"{organisation}.{ADMINISTRATOR}" in gone
        for holder, organisation in left
    )
