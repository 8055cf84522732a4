"""Workspaces (设计稿): drafts of bundles, every save of their files, who is in them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy import text as sql

from engine.store.tables.base import Moment, metadata, text

workspace = Table(
    "workspace",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    Column("key", Text, nullable=False),  #: key of the bundle it is to become
    text("title"),
    text("origin"),  #: bundle, template or import
    text("based_on"),  #: content hash of the bundle it was made from
    text("template"),
    Column("saves", Integer, nullable=False, server_default="0"),  #: number of the last save
    text("created_by"),
    Column("created_at", Moment, nullable=False),
    text("changed_by"),
    Column("changed_at", Moment, nullable=False),
    text("deleted_by"),
    Column("deleted_at", Moment),
    Index("workspace_changed_idx", "changed_at", postgresql_where=sql("deleted_at is null")),
)

#: Only ever added to. What a file holds now is its one row with `current`; no content: removed.
workspace_save = Table(
    "workspace_save",
    metadata,
    Column("workspace", ForeignKey("engine.workspace.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
    Column("content", LargeBinary),
    Column("size_bytes", Integer, nullable=False, server_default="0"),
    text("act"),  #: create, save, remove, undo, redo, restore
    Column("refers_to", Integer),  #: the save that is undone, redone or restored
    Column("current", Boolean, nullable=False),
    text("saved_by"),
    Column("saved_at", Moment, nullable=False),
    Index(
        "workspace_save_current_idx",
        "workspace",
        "path",
        unique=True,
        postgresql_where=sql("current"),
    ),
    Index("workspace_save_path_idx", "workspace", "path", "number"),
)

#: Who has a workspace open; rows older than a minute mean nothing.
workspace_visit = Table(
    "workspace_visit",
    metadata,
    Column("workspace", ForeignKey("engine.workspace.id"), primary_key=True),
    Column("person", Text, primary_key=True),
    text("path"),
    Column("seen_at", Moment, nullable=False),
)
