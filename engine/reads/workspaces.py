"""Workspaces: which there are, what their files hold, every save, who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, func, select, text

from engine.store.tables.workspaces import workspace as workspaces
from engine.store.tables.workspaces import workspace_save as saves
from engine.store.tables.workspaces import workspace_visit as visits
from engine.workspaces.errors import SaveNotFound, WorkspaceFileNotFound, WorkspaceNotFound
from engine.workspaces.workspace import Save, Visitor, Workspace

_FILES: Final = (
    select(func.count())
    .where(saves.c.workspace == workspaces.c.id, saves.c.current, saves.c.content.is_not(None))
    .correlate(workspaces)
    .scalar_subquery()
    .label("files")
)
_WORKSPACE: Final = select(*workspaces.c, _FILES)
_SAVE: Final = (
    saves.c.number,
    saves.c.path,
    saves.c.size_bytes,
    saves.c.act,
    saves.c.refers_to,
    saves.c.content.is_(None).label("removed"),
    saves.c.current,
    saves.c.saved_by,
    saves.c.saved_at,
)
#: longer than `engine.workspaces.visiting.SECONDS` nobody stays without a sign of life
_RECENT: Final = text("engine.workspace_visit.seen_at > clock_timestamp() - interval '45 seconds'")


def list_workspaces(
    connection: Connection, *, key: str = "", deleted: bool = False, limit: int = 200
) -> list[Workspace]:
    """Last changed first."""
    query = _WORKSPACE.order_by(workspaces.c.changed_at.desc(), workspaces.c.id).limit(limit)
    there = workspaces.c.deleted_at
    query = query.where(there.is_not(None) if deleted else there.is_(None))
    if key:
        query = query.where(workspaces.c.key == key)
    return [_workspace(row._mapping) for row in connection.execute(query)]


def get_workspace(connection: Connection, id_: UUID, *, deleted: bool = False) -> Workspace:
    """Raises: WorkspaceNotFound, also for a deleted one unless `deleted`."""
    query = _WORKSPACE.where(workspaces.c.id == id_)
    if not deleted:
        query = query.where(workspaces.c.deleted_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise WorkspaceNotFound(id_)
    return _workspace(row._mapping)


def current_saves(connection: Connection, id_: UUID) -> list[Save]:
    """The files as they are, by path."""
    return _saves(
        connection,
        select(*_SAVE)
        .where(saves.c.workspace == id_, saves.c.current, saves.c.content.is_not(None))
        .order_by(saves.c.path),
    )


def workspace_files(connection: Connection, id_: UUID) -> dict[str, bytes]:
    """Path → bytes of every file as it is."""
    rows = connection.execute(
        select(saves.c.path, saves.c.content)
        .where(saves.c.workspace == id_, saves.c.current, saves.c.content.is_not(None))
        .order_by(saves.c.path)
    )
    return {row.path: bytes(row.content) for row in rows}


def file_now(connection: Connection, id_: UUID, path: str) -> tuple[Save, bytes]:
    """The file as it is. Raises: WorkspaceFileNotFound."""
    row = connection.execute(
        select(*_SAVE, saves.c.content).where(
            saves.c.workspace == id_,
            saves.c.path == path,
            saves.c.current,
            saves.c.content.is_not(None),
        )
    ).one_or_none()
    if row is None:
        raise WorkspaceFileNotFound(path)
    return _save(row._mapping), bytes(row.content)


def file_after(connection: Connection, id_: UUID, number: int) -> tuple[Save, bytes | None]:
    """What its file held after a save; None where that save removed it. Raises: SaveNotFound."""
    row = connection.execute(
        select(*_SAVE, saves.c.content).where(saves.c.workspace == id_, saves.c.number == number)
    ).one_or_none()
    if row is None:
        raise SaveNotFound(number)
    return _save(row._mapping), None if row.content is None else bytes(row.content)


def history(
    connection: Connection, id_: UUID, *, path: str = "", before: int = 0, limit: int = 100
) -> list[Save]:
    """Saves, newest first."""
    query = select(*_SAVE).where(saves.c.workspace == id_)
    if path:
        query = query.where(saves.c.path == path)
    if before:
        query = query.where(saves.c.number < before)
    return _saves(connection, query.order_by(saves.c.number.desc()).limit(limit))


def visitors(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Visitor]]:
    """Who has each workspace open, by name."""
    rows = connection.execute(
        select(visits).where(visits.c.workspace.in_(ids), _RECENT).order_by(visits.c.person)
    )
    found: dict[UUID, list[Visitor]] = {}
    for row in rows:
        found.setdefault(row.workspace, []).append(Visitor(row.person, row.path, row.seen_at))
    return found


def _saves(connection: Connection, query: Select[Any]) -> list[Save]:
    return [_save(row._mapping) for row in connection.execute(query)]


def _workspace(row: Mapping[Any, Any]) -> Workspace:
    return Workspace(**{str(name): value for name, value in row.items()})


def _save(row: Mapping[Any, Any]) -> Save:
    return Save(**{str(name): value for name, value in row.items() if str(name) != "content"})
