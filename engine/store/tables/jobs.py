"""Jobs: what is done after a transaction (outbox, timers, service calls), and their progress."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    false,
    func,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSON

from engine.store.tables.base import Moment, case_id, metadata, text

#: A job of no case (a timer start) has the id of its bundle's timers as `case_id`.
job = Table(
    "job",
    metadata,
    case_id(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text("kind"),  #: timer, service, message, broadcast, signal, start
    Column("n", Integer, nullable=False),  #: number inside the case of what asked
    text("name"),
    Column("payload", JSON, nullable=False),
    Column("entry", Integer, nullable=False),  #: journal entry that asked
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("retries", Integer, nullable=False, server_default="3"),
    Column("lease_until", Moment),  #: outside calls: claimed until then
    Column("dead", Boolean, nullable=False, server_default=false()),
    Column("held", Boolean, nullable=False, server_default=false()),  #: the case is frozen
    Column("give_up_at", Moment),  #: messages: when waiting for a receiver ends
    text("error_zh"),
    text("error_en"),
    Index("job_due_idx", "due_at", postgresql_where=sql("not dead and not held")),
    Index("job_case_idx", "case_id", "kind", "n"),
    Index("job_dead_idx", "due_at", "id", postgresql_where=sql("dead")),
    Index("job_held_idx", "due_at", "id", postgresql_where=sql("held")),
)

job_progress = Table(
    "job_progress",
    metadata,
    case_id(),
    Column("job", BigInteger, primary_key=True, autoincrement=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

#: Who works: a row per worker, renewed every few seconds, removed when it ends in good order.
worker = Table(
    "worker",
    metadata,
    Column("id", Text, primary_key=True),
    text("host"),
    Column("process_id", Integer, nullable=False),
    text("version"),
    Column("started_at", Moment, nullable=False, server_default=func.clock_timestamp()),
    Column("seen_at", Moment, nullable=False, server_default=func.clock_timestamp()),
)
