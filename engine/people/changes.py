"""The history of people and settings 变更记录: who changed what, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.model.nodes import Text
from engine.people.names import names_of
from engine.people.tables import ChangeRow


@dataclass(frozen=True, slots=True)
class Change:
    number: int
    at: datetime
    actor: str
    what: str  #: e.g. "person.created"
    subject: str
    details: dict[str, Any]
    #: what the two are called; None: no person (the system, a case, an organisation)
    actor_name: Text | None = None
    subject_name: Text | None = None


def changes(
    session: Session,
    *,
    subject: str | None = None,
    actor: str | None = None,
    what: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Change]:
    """Newest first, older than number `before`; `what` is a kind or its first part ("person")."""
    query = select(ChangeRow).order_by(ChangeRow.number.desc()).limit(limit)
    if subject is not None:
        query = query.where(ChangeRow.subject == subject)
    if actor is not None:
        query = query.where(ChangeRow.actor == actor)
    if what is not None:
        if "." in what:
            query = query.where(ChangeRow.what == what)
        else:
            query = query.where(ChangeRow.what.startswith(f"{what}.", autoescape=True))
    if before is not None:
        query = query.where(ChangeRow.number < before)
    rows = session.scalars(query).all()
    names = names_of(session.connection(), (each for row in rows for each in _persons(row)))
    return [
        Change(
            *(row.number, row.at, row.actor, row.what, row.subject, row.details),
            *(names.get(row.actor), names.get(row.subject)),
        )
        for row in rows
    ]


def _persons(row: ChangeRow) -> tuple[str, str]:
    return row.actor, row.subject
