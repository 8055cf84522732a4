"""Publishing with four eyes, and scenarios of bundles that were played."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, Uuid, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB

from engine.store.tables.base import Moment, metadata, text

#: What one designer asks and another signs; never changed after the decision.
publish_request = Table(
    "publish_request",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    Column("bundle", ForeignKey("engine.bundle.hash"), nullable=False),
    text("key"),
    text("base"),  #: content hash of what was published when it was asked; empty: nothing
    text("area"),  #: of cases that timers and signals start
    text("reason"),
    Column("evidence", JSONB, nullable=False),  #: counts of checks, differences, impact, scenarios
    text("state", "open"),  #: open, published, refused, withdrawn
    text("requested_by"),
    Column("requested_at", Moment, nullable=False),
    text("decided_by"),
    Column("decided_at", Moment),
    text("opinion"),
    Index("publish_request_open_idx", "key", unique=True, postgresql_where=sql("state = 'open'")),
    Index("publish_request_bundle_idx", "bundle"),
    Index("publish_request_at_idx", "requested_at"),
)

#: Scenarios of a bundle played on a throw-away database.
scenario_run = Table(
    "scenario_run",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    text("key"),
    Column("bundle", Text, nullable=False),  #: content hash of the files that were played
    text("requested_by"),
    text("state", "running"),  #: running, done, failed
    Column("done", Integer, nullable=False, server_default="0"),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("results", JSONB, nullable=False, server_default="[]"),
    text("failure"),
    Column("started_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    Column("beat_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    Column("finished_at", Moment),
    Index("scenario_run_bundle_idx", "bundle", "started_at"),
)
