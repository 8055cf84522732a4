"""Who has a workspace open, so that two designers know of one another."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, delete, func, text
from sqlalchemy.dialects.postgresql import insert

from engine.store.tables.workspaces import workspace_visit as visits

#: Without a sign of life for longer than this, somebody has left.
SECONDS = 45


def visit(connection: Connection, person: str, workspace: UUID, path: str) -> None:
    """The person has this file of the workspace open right now."""
    moment = func.clock_timestamp()
    statement = insert(visits).values(workspace=workspace, person=person, path=path, seen_at=moment)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[visits.c.workspace, visits.c.person],
            set_={"path": path, "seen_at": moment},
        )
    )
    connection.execute(
        delete(visits).where(
            visits.c.workspace == workspace,
            visits.c.seen_at < moment - text(f"interval '{SECONDS} seconds'"),
        )
    )


def leave(connection: Connection, person: str, workspace: UUID) -> None:
    """The person has closed it."""
    connection.execute(
        delete(visits).where(visits.c.workspace == workspace, visits.c.person == person)
    )
