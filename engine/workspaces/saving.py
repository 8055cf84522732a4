"""Save, remove and restore files of a workspace: each adds a save, none takes one away."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from engine.reads.clock import now
from engine.store.tables.workspaces import workspace as workspaces
from engine.store.tables.workspaces import workspace_save as saves
from engine.workspaces.errors import (
    SaveNotFound,
    WorkspaceFileChanged,
    WorkspaceFileNotFound,
    WorkspaceNotFound,
)
from engine.workspaces.keeping import check_size
from engine.workspaces.paths import SAVES_KEPT, checked_path
from engine.workspaces.workspace import Save

#: Every so many saves, older ones are looked at.
_THINNED_EVERY = 100


def save_file(
    connection: Connection,
    actor: str,
    workspace: UUID,
    path: str,
    content: bytes,
    *,
    on: int | None,
    act: str = "save",
    refers_to: int | None = None,
) -> Save:
    """Keep the content as what the file holds now.

    `on` is the save it was made on, 0 for a file that is not there; None takes whatever is there.
    The same content again adds nothing.

    Raises: WorkspaceNotFound, WorkspacePathNotAllowed, WorkspaceFileChanged, WorkspaceTooLarge.
    """
    checked_path(path)
    known = _current(connection, workspace, path)
    if known is not None and not known.removed and known.size_bytes == len(content):
        _expect(path, on, known)
        if _content(connection, known, workspace) == content:
            return known
    number = _next_number(connection, actor, workspace)
    before = _current(connection, workspace, path)
    _expect(path, on, before)
    sizes = _sizes(connection, workspace) | {path: len(content)}
    check_size(sizes)
    if act == "save" and (before is None or before.removed):
        act = "create"
    return _add(connection, actor, workspace, number, path, content, act, refers_to)


def remove_file(
    connection: Connection, actor: str, workspace: UUID, path: str, *, on: int | None
) -> Save:
    """Take the file out of the workspace; its saves stay, so it can be restored.

    Raises: WorkspaceNotFound, WorkspaceFileNotFound, WorkspaceFileChanged.
    """
    number = _next_number(connection, actor, workspace)
    before = _current(connection, workspace, path)
    if before is None or before.removed:
        raise WorkspaceFileNotFound(path)
    _expect(path, on, before)
    return _add(connection, actor, workspace, number, path, None, "remove", None)


def restore_save(
    connection: Connection,
    actor: str,
    workspace: UUID,
    number: int,
    *,
    on: int | None,
    act: str = "restore",
    refers_to: int | None = None,
) -> Save:
    """Give the file what it held after this save, by adding a save.

    Raises: WorkspaceNotFound, SaveNotFound, WorkspaceFileChanged, WorkspaceTooLarge.
    """
    row = connection.execute(
        select(saves.c.path, saves.c.content).where(
            saves.c.workspace == workspace, saves.c.number == number
        )
    ).one_or_none()
    if row is None:
        raise SaveNotFound(number)
    of = number if refers_to is None else refers_to
    if row.content is None:
        taken = _next_number(connection, actor, workspace)
        before = _current(connection, workspace, row.path)
        _expect(row.path, on, before)
        if before is not None and before.removed:
            return before
        return _add(connection, actor, workspace, taken, row.path, None, act, of)
    content = bytes(row.content)
    return save_file(connection, actor, workspace, row.path, content, on=on, act=act, refers_to=of)


def _next_number(connection: Connection, actor: str, workspace: UUID) -> int:
    """Takes the workspace's row, so that saves of one workspace come one after the other."""
    row = connection.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace, workspaces.c.deleted_at.is_(None))
        .values(saves=workspaces.c.saves + 1, changed_by=actor, changed_at=now(connection))
        .returning(workspaces.c.saves)
    ).one_or_none()
    if row is None:
        raise WorkspaceNotFound(workspace)
    number: int = row.saves
    return number


def _current(connection: Connection, workspace: UUID, path: str) -> Save | None:
    row = connection.execute(
        select(
            saves.c.number,
            saves.c.path,
            saves.c.size_bytes,
            saves.c.act,
            saves.c.refers_to,
            saves.c.content.is_(None).label("removed"),
            saves.c.current,
            saves.c.saved_by,
            saves.c.saved_at,
        ).where(saves.c.workspace == workspace, saves.c.path == path, saves.c.current)
    ).one_or_none()
    return None if row is None else Save(**row._mapping)


def _content(connection: Connection, save: Save, workspace: UUID) -> bytes:
    found = connection.execute(
        select(saves.c.content).where(saves.c.workspace == workspace, saves.c.number == save.number)
    ).scalar_one()
    return bytes(found)


def _sizes(connection: Connection, workspace: UUID) -> dict[str, int]:
    rows = connection.execute(
        select(saves.c.path, saves.c.size_bytes).where(
            saves.c.workspace == workspace, saves.c.current, saves.c.content.is_not(None)
        )
    )
    return {row.path: row.size_bytes for row in rows}


def _expect(path: str, on: int | None, found: Save | None) -> None:
    """Raises: WorkspaceFileChanged when the file is no longer what the caller has seen."""
    there = 0 if found is None else found.number
    gone = found is not None and found.removed and on == 0
    if on is not None and on != there and not gone:
        who = "" if found is None else found.saved_by
        when = None if found is None else found.saved_at
        raise WorkspaceFileChanged(path, there, who, when)


def _add(
    connection: Connection,
    actor: str,
    workspace: UUID,
    number: int,
    path: str,
    content: bytes | None,
    act: str,
    refers_to: int | None,
) -> Save:
    connection.execute(
        update(saves)
        .where(saves.c.workspace == workspace, saves.c.path == path, saves.c.current)
        .values(current=False)
    )
    moment = now(connection)
    size = 0 if content is None else len(content)
    connection.execute(
        insert(saves).values(
            workspace=workspace,
            number=number,
            path=path,
            content=content,
            size_bytes=size,
            act=act,
            refers_to=refers_to,
            current=True,
            saved_by=actor,
            saved_at=moment,
        )
    )
    if number % _THINNED_EVERY == 0:
        _thin(connection, workspace, number - SAVES_KEPT)
    return Save(number, path, size, act, refers_to, content is None, True, actor, moment)


def _thin(connection: Connection, workspace: UUID, up_to: int) -> None:
    """Of saves up to this number, keep the last of each hour and file."""
    later = saves.alias()
    same_hour = func.date_trunc("hour", later.c.saved_at) == func.date_trunc(
        "hour", saves.c.saved_at
    )
    connection.execute(
        delete(saves).where(
            saves.c.workspace == workspace,
            saves.c.number <= up_to,
            ~saves.c.current,
            exists().where(
                later.c.workspace == saves.c.workspace,
                later.c.path == saves.c.path,
                later.c.number > saves.c.number,
                same_hour,
            ),
        )
    )
