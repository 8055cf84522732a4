"""Try-outs of designers: sandboxes with their files and steps; no table of a case among them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

from engine.store.tables.base import Moment, metadata, text

sandbox = Table(
    "sandbox",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    text("owner"),
    Column("shared", Boolean, nullable=False, server_default=false()),
    text("title"),
    text("key"),  #: of the bundle that is tried out
    text("process"),  #: the process that begins
    text("area"),
    text("bundle"),  #: content hash of the bundle or of the files at hand
    text("workspace"),  #: id of the workspace the files came from; empty: a deployed bundle
    Column("pins", JSONB, nullable=False),  #: content hashes of the bundles beside it, in order
    Column("position", Integer, nullable=False, server_default="0"),
    Column("last", Integer, nullable=False, server_default="0"),  #: the last step number given
    Column("created_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    Column("expires_at", Moment, nullable=False),
    Index("sandbox_owner_idx", "owner", "created_at"),
    Index("sandbox_expires_idx", "expires_at"),
)

#: Files at hand, where the bundle is not deployed.
sandbox_file = Table(
    "sandbox_file",
    metadata,
    Column("sandbox", ForeignKey("engine.sandbox.id", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

#: One row per step; a step taken after going back is another branch of the same tree.
sandbox_step = Table(
    "sandbox_step",
    metadata,
    Column("sandbox", ForeignKey("engine.sandbox.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer),  #: the step it was taken from; null: the beginning
    text("kind"),  #: start, task, claim, call, …
    text("element"),
    text("person"),
    text("at"),  #: the clock of the try-out
    Column("act", JSON, nullable=False),  #: as it was asked for
    Column("events", JSON, nullable=False),
    text("snapshot"),
    Column("taken_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    Index("sandbox_step_element_idx", "element", "kind"),
)
