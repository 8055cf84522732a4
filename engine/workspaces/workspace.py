"""What a workspace and its saves are, as screens see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Workspace:
    id: UUID
    key: str  #: key of the bundle it is to become
    title: str
    origin: str  #: bundle, template or import
    based_on: str  #: content hash of the bundle it was made from; empty: none
    template: str
    saves: int  #: number of the last save
    created_by: str
    created_at: datetime
    changed_by: str
    changed_at: datetime
    deleted_by: str
    deleted_at: datetime | None
    files: int = 0


@dataclass(frozen=True, slots=True)
class Save:
    """One save of one file."""

    number: int
    path: str
    size_bytes: int
    act: str  #: create, save, remove, undo, redo, restore
    refers_to: int | None  #: the save that is undone, redone or restored
    removed: bool
    current: bool
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has the workspace open."""

    person: str
    path: str
    seen_at: datetime
