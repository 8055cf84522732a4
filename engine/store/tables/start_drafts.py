"""Applications that are being filled in: one per person and process, until they are filed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSON

from engine.store.tables.base import Moment, metadata, text

start_draft = Table(
    "start_draft",
    metadata,
    Column("person", Text, primary_key=True),
    Column("process", Text, primary_key=True),
    text("area"),
    text("key"),  #: idempotency key of filing it, made once
    Column("revision", Integer, nullable=False),
    Column("fields", JSON, nullable=False),  #: as typed, valid or not
    Column("saved_at", Moment, nullable=False),
)

#: Rows of a roster as typed; apart, so that typing a field does not write them again.
start_draft_sheet = Table(
    "start_draft_sheet",
    metadata,
    Column("person", Text, primary_key=True),
    Column("process", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("content", JSON, nullable=False),
    ForeignKeyConstraint(
        ["person", "process"],
        ["engine.start_draft.person", "engine.start_draft.process"],
        ondelete="CASCADE",
    ),
)
