"""The journal, the table of heads, and who read the journal."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy import text as sql

from engine.store.tables.base import Moment, case_id, metadata, text

journal = Table(
    "journal",
    metadata,
    case_id(),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    text("command"),
    text("actor"),
    Column("key", Text),  #: idempotency key
    Column("document", Text, nullable=False),  #: canonical JSON (RFC 8785): what is hashed
    Column("hash", LargeBinary, nullable=False),
    Index(
        "journal_key_idx",
        "case_id",
        "key",
        unique=True,
        postgresql_where=sql("key is not null"),
    ),
)

head = Table(
    "head",
    metadata,
    case_id(),
    Column("entry", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    postgresql_with={"fillfactor": "70"},
)

reading = Table(
    "reading",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", Moment, nullable=False, server_default=func.clock_timestamp()),
    text("person"),
    text("what"),
    Column("case_id", Uuid(as_uuid=True)),
    text("detail"),
    Index("reading_case_idx", "case_id", "id"),
)
