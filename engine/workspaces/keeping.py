"""Create, rename, delete a workspace, and bring a deleted one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, update

from engine.reads.clock import now
from engine.reads.workspaces import get_workspace
from engine.store.tables.workspaces import workspace as workspaces
from engine.store.tables.workspaces import workspace_save
from engine.workspaces.errors import WorkspaceNotFound, WorkspaceTooLarge
from engine.workspaces.paths import LARGEST_FILE, LARGEST_WORKSPACE, MOST_FILES, checked_path
from engine.workspaces.workspace import Workspace


def create_workspace(
    connection: Connection,
    actor: str,
    *,
    key: str,
    title: str,
    origin: str,
    files: Mapping[str, bytes],
    based_on: str = "",
    template: str = "",
) -> Workspace:
    """A new workspace that holds these files.

    Raises: WorkspacePathNotAllowed, WorkspaceTooLarge.
    """
    for path in files:
        checked_path(path)
    check_size({path: len(content) for path, content in files.items()})
    moment = now(connection)
    id_ = uuid4()
    connection.execute(
        insert(workspaces).values(
            id=id_,
            key=key,
            title=title,
            origin=origin,
            based_on=based_on,
            template=template,
            saves=len(files),
            created_by=actor,
            created_at=moment,
            changed_by=actor,
            changed_at=moment,
        )
    )
    if files:
        rows: list[dict[str, Any]] = [
            {
                "workspace": id_,
                "number": number,
                "path": path,
                "content": files[path],
                "size_bytes": len(files[path]),
                "act": "create",
                "current": True,
                "saved_by": actor,
                "saved_at": moment,
            }
            for number, path in enumerate(sorted(files), start=1)
        ]
        connection.execute(insert(workspace_save), rows)
    return get_workspace(connection, id_)


def check_size(sizes: Mapping[str, int]) -> None:
    """Raises: WorkspaceTooLarge."""
    for path, size in sizes.items():
        if size > LARGEST_FILE:
            raise WorkspaceTooLarge(
                f"“{path}”超过 {LARGEST_FILE} 字节的上限。",
                f"{path!r} is larger than {LARGEST_FILE} bytes.",
                LARGEST_FILE,
            )
    if len(sizes) > MOST_FILES:
        raise WorkspaceTooLarge(
            f"设计稿的文件超过 {MOST_FILES} 个。",
            f"A workspace holds at most {MOST_FILES} files.",
            MOST_FILES,
        )
    if sum(sizes.values()) > LARGEST_WORKSPACE:
        raise WorkspaceTooLarge(
            f"设计稿的文件合计超过 {LARGEST_WORKSPACE} 字节。",
            f"The files of a workspace are together at most {LARGEST_WORKSPACE} bytes.",
            LARGEST_WORKSPACE,
        )


def rename_workspace(
    connection: Connection, actor: str, id_: UUID, *, title: str | None, key: str | None
) -> Workspace:
    """Another title, or another key of the bundle. Raises: WorkspaceNotFound."""
    values = {name: value for name, value in (("title", title), ("key", key)) if value is not None}
    _change(connection, id_, changed_by=actor, changed_at=now(connection), **values)
    return get_workspace(connection, id_)


def delete_workspace(connection: Connection, actor: str, id_: UUID) -> None:
    """Out of the list; nothing in it is lost. Raises: WorkspaceNotFound."""
    _change(connection, id_, deleted_by=actor, deleted_at=now(connection))


def bring_back_workspace(connection: Connection, id_: UUID) -> Workspace:
    """Undo the deletion; no harm to one that is there. Raises: WorkspaceNotFound."""
    found = connection.execute(
        update(workspaces)
        .where(workspaces.c.id == id_)
        .values(deleted_by="", deleted_at=None)
        .returning(workspaces.c.id)
    ).one_or_none()
    if found is None:
        raise WorkspaceNotFound(id_)
    return get_workspace(connection, id_)


def _change(connection: Connection, id_: UUID, **values: Any) -> None:
    found = connection.execute(
        update(workspaces)
        .where(workspaces.c.id == id_, workspaces.c.deleted_at.is_(None))
        .values(**values)
        .returning(workspaces.c.id)
    ).one_or_none()
    if found is None:
        raise WorkspaceNotFound(id_)
