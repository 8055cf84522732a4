"""What the workbench keeps: saved views of lists, notices to people and how far they were read."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from engine.store.tables.base import Moment, case_id, metadata, text

#: A list as somebody likes to see it: filter, columns, order, density (视图).
saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    text("bureau"),  #: organisation whose members see it; empty: the owner alone
    Column("document", JSONB, nullable=False),  #: box, filter, columns, sort, density
    Column("saved_at", Moment, nullable=False, server_default=func.now()),
    Index("saved_view_owner_idx", "owner", "name", unique=True),
    Index("saved_view_bureau_idx", "bureau"),
)

#: Something that changed for one person (通知); written by the command that changed it.
notice = Table(
    "notice",
    metadata,
    case_id(),
    Column("entry", Integer, primary_key=True, autoincrement=False),  #: that said so
    Column("person", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  #: assigned, transferred, returned, decided
    Column("n", Integer, primary_key=True, autoincrement=False),  #: task; 0: the case itself
    text("detail"),  #: business state of the case, of a decision
    Column("at", Moment, nullable=False),
    Index("notice_person_idx", "person", "at", "case_id", "entry", "kind", "n"),
)

notice_read = Table(
    "notice_read",
    metadata,
    Column("person", Text, primary_key=True),
    Column("until", Moment, nullable=False),  #: everything up to here has been read
)
