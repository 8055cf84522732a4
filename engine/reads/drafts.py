"""When a draft was saved: beside its text, which `cases.get_task` gives."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from engine.store.tables.cases import draft


def draft_saved_at(
    connection: Connection, case_id: UUID, task: int, person: str
) -> datetime | None:
    """None: the person has none for the task."""
    return connection.scalar(
        select(draft.c.saved_at).where(
            draft.c.case_id == case_id, draft.c.n == task, draft.c.person == person
        )
    )
