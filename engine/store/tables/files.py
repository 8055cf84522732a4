"""Attachments by content hash in chunks, who uploaded them, which case uses them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from engine.store.tables.base import Moment, case_id, metadata, text

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("stored_at", Moment, nullable=False),
)

attachment_chunk = Table(
    "attachment_chunk",
    metadata,
    Column("sha256", ForeignKey("engine.attachment.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

attachment_upload = Table(
    "attachment_upload",
    metadata,
    Column("sha256", ForeignKey("engine.attachment.sha256"), primary_key=True),
    Column("person", Text, primary_key=True),
    text("name"),
    text("media_type"),
    Column("uploaded_at", Moment, nullable=False),
)

attachment_use = Table(
    "attachment_use",
    metadata,
    case_id(),
    Column("sha256", Text, primary_key=True),
    Index("attachment_use_sha256_idx", "sha256"),
)
