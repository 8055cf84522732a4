"""Bundles: what was deployed, its bytes, and which bundles a case runs on."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from engine.store.tables.base import Moment, metadata, text

bundle = Table(
    "bundle",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("key", Text, nullable=False),  #: process key, or "shared"
    Column("version", Integer, nullable=False),
    text("state", "draft"),  #: draft, published, retired
    text("area"),  #: of cases that timers and signals start
    text("title_zh"),
    text("title_en"),
    text("deployed_by"),
    Column("deployed_at", Moment, nullable=False),
    text("published_by"),
    Column("published_at", Moment),
    text("retired_by"),
    Column("retired_at", Moment),
    Index("bundle_key_version_idx", "key", "version", unique=True),
    Index("bundle_published_idx", "key", unique=True, postgresql_where=sql("state = 'published'")),
)

bundle_file = Table(
    "bundle_file",
    metadata,
    Column("bundle", ForeignKey("engine.bundle.hash"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

bundle_process = Table(
    "bundle_process",
    metadata,
    Column("bundle", ForeignKey("engine.bundle.hash"), primary_key=True),
    Column("process", Text, primary_key=True),
    Index("bundle_process_process_idx", "process"),
)

#: Starts other than by a person: message, signal, timer.
bundle_start = Table(
    "bundle_start",
    metadata,
    Column("bundle", ForeignKey("engine.bundle.hash"), primary_key=True),
    Column("process", Text, primary_key=True),
    Column("node", Text, primary_key=True),
    text("trigger"),
    text("name"),
    Index("bundle_start_name_idx", "name", "trigger"),
)

#: The set of bundles of a case by content hash; shared by all cases that run on the same set.
pins = Table(
    "pins",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("bundles", JSONB, nullable=False),  #: bundle key → hash
    Column("names", ARRAY(Text)),  #: variables whose values a step may read; null: all
)
