"""What people and organisations are called: names for ids, for screens that show who did what."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.people.tables import OrganisationRow, PersonRow


@dataclass(frozen=True, slots=True)
class Name:
    """`organisation` is empty for an individual, and for an organisation itself."""

    zh: str
    en: str
    organisation: str = ""


def people_named(session: Session, ids: Iterable[str]) -> dict[str, Name]:
    """Person id → name; ids that are no person are left out."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.name_zh, PersonRow.name_en, PersonRow.organisation).where(
            PersonRow.id.in_(sorted(set(ids)))
        )
    )
    return {row.id: Name(row.name_zh, row.name_en, row.organisation or "") for row in rows}


def organisations_named(session: Session, ids: Iterable[str]) -> dict[str, Name]:
    """Organisation id → name; ids that are no organisation are left out."""
    rows = session.execute(
        select(OrganisationRow.id, OrganisationRow.name_zh, OrganisationRow.name_en).where(
            OrganisationRow.id.in_(sorted(set(ids)))
        )
    )
    return {row.id: Name(row.name_zh, row.name_en) for row in rows}
