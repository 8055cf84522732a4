"""The case itself: facts, saved state, variables, who takes part, drafts, numbers, search."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Numeric, SmallInteger, Table, Text, Uuid
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSON

from engine.store.tables.base import Moment, case_id, metadata, text

case = Table(
    "case",
    metadata,
    case_id(),
    Column("version", Integer, nullable=False),  #: number of the newest journal entry
    Column("number", Text, nullable=False, unique=True),
    text("process"),
    text("area"),
    text("applicant"),
    text("organisation"),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    text("case_state"),
    text("frozen"),
    Column("frozen_at", Moment),
    Column("pins", Text, nullable=False),
    Column("bundle", Text, nullable=False),  #: hash of the bundle of `process`
    Column("state", Text, nullable=False),  #: `engine.runtime.state.dump_state`
    Index("case_applicant_idx", "applicant", "case_id"),
    Index("case_organisation_idx", "organisation", "case_id"),
    Index("case_process_idx", "process", "case_id"),
    Index("case_area_idx", "area", "case_id"),
    Index("case_open_pins_idx", "pins", "process", postgresql_where=sql("ended_at is null")),
    Index("case_state_idx", "case_state", "case_id"),
    Index(
        "case_number_end_idx",
        sql("reverse(number)"),
        postgresql_ops={"reverse(number)": "text_pattern_ops"},
    ),
    postgresql_with={"fillfactor": "70"},
)

variable = Table(
    "variable",
    metadata,
    case_id(),
    Column("scope", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),  #: tagged JSON, kept as written
)

case_party = Table(
    "case_party",
    metadata,
    case_id(),
    Column("party", Text, primary_key=True),  #: "g:<group>" or "u:<user>" that had a task
    Index("case_party_party_idx", "party", "case_id"),
)

draft = Table(
    "draft",
    metadata,
    case_id(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("document", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Index("draft_person_idx", "person", "saved_at", "case_id", "n"),
)

search_field = Table(
    "search_field",
    metadata,
    case_id(),
    Column("name", Text, primary_key=True),
    Column("text_value", Text),
    Column("number_value", Numeric),
    Column("date_value", Date),
    Index("search_field_text_idx", "name", "text_value", "case_id"),
    Index("search_field_number_idx", "name", "number_value", "case_id"),
    Index("search_field_date_idx", "name", "date_value", "case_id"),
)

#: What a case is found by: names with every ending of theirs, 拼音 initials, numbers, amounts.
#: Compared byte by byte, so that one range of the index is everything that begins so.
search_word = Table(
    "search_word",
    metadata,
    case_id(),
    Column("source", Text, primary_key=True),  #: search field, or what of the case it comes from
    Column("word", Text(collation="C"), primary_key=True),
    Index("search_word_word_idx", "word", "case_id"),
)

case_counter = Table(
    "case_counter",
    metadata,
    Column("area", Text, primary_key=True),
    Column("process", Text, primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

start_key = Table(
    "start_key",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("case_id", Uuid(as_uuid=True), nullable=False),
)
