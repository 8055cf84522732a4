"""Who holds a group: for choosing somebody to play a part in a try-out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from engine.people.tables import MembershipRow, PersonRow


@dataclass(frozen=True, slots=True)
class Holder:
    """An active person with one group of theirs."""

    id: str
    name_zh: str
    name_en: str
    group: str


def holders(session: Session, groups: Collection[str], *, limit: int = 500) -> list[Holder]:
    """The active holders of these groups, by person."""
    wanted = [(group.rpartition(".")[0], group.rpartition(".")[2]) for group in groups]
    if not wanted:
        return []
    rows = session.execute(
        select(
            PersonRow.id,
            PersonRow.name_zh,
            PersonRow.name_en,
            MembershipRow.organisation,
            MembershipRow.role,
        )
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .where(
            tuple_(MembershipRow.organisation, MembershipRow.role).in_(wanted),
            PersonRow.status == "active",
        )
        .order_by(PersonRow.id)
        .limit(limit)
    )
    return [Holder(id, zh, en, f"{organisation}.{role}") for id, zh, en, organisation, role in rows]


#: Who looks on or looks after files no application.
BYSTANDERS = ("process_designer", "system_admin", "case_operator", "auditor")


def starters(session: Session, *, limit: int = 1_000) -> list[Holder]:
    """Active people who may file something, once each, applicants' groups first."""
    rows = session.execute(
        select(
            PersonRow.id,
            PersonRow.name_zh,
            PersonRow.name_en,
            MembershipRow.organisation,
            MembershipRow.role,
        )
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .where(MembershipRow.role.not_in(BYSTANDERS), PersonRow.status == "active")
        .order_by(MembershipRow.role != "applicant", PersonRow.id)
        .limit(limit)
    )
    found: dict[str, Holder] = {}
    for id, zh, en, organisation, role in rows:
        found.setdefault(id, Holder(id, zh, en, f"{organisation}.{role}"))
    return list(found.values())


def names_of(session: Session, people: Collection[str]) -> dict[str, tuple[str, str]]:
    """Person → (中文, English) of those that there are."""
    if not people:
        return {}
    rows = session.execute(
        select(PersonRow.id, PersonRow.name_zh, PersonRow.name_en).where(PersonRow.id.in_(people))
    )
    return {id: (zh, en) for id, zh, en in rows}
