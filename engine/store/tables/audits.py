"""Working papers 审计底稿: saved searches, samples with their frozen population, notes on items.

Nothing here belongs to one case, so no table leads with `case_id`. Rows of `sample_population` and
`sample_paper` are only ever added.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from engine.store.tables.base import Moment, metadata, text

#: A filter of the case search that a person has given a name.
saved_search = Table(
    "saved_search",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("filter", JSONB, nullable=False),
    Column("saved_at", Moment, nullable=False, server_default=func.clock_timestamp()),
)

#: A sample: its plan, its frozen population, and after the draw how it was drawn.
sample = Table(
    "sample",
    metadata,
    Column("id", Uuid(as_uuid=True), primary_key=True),
    text("person"),  #: who planned it
    text("organisation"),  #: colleagues of this organisation read and work it too
    text("title"),
    Column("filter", JSONB, nullable=False),  #: the case search that gave the population
    text("method"),  #: random, systematic, stratified
    Column("plan", JSONB, nullable=False),  #: size, seed, strata; what is shown before the draw
    Column("population", Integer, nullable=False),
    Column("population_yuan", Numeric(18, 2), nullable=False),  #: of known amounts
    text("population_hash"),  #: SHA-256 over the frozen list
    Column("planned_at", Moment, nullable=False),
    Column("drawn_at", Moment),
    text("drawn_by"),
    Column("drawn", JSONB),  #: start, interval, sizes of strata as they were used
    Index("sample_organisation_idx", "organisation", "planned_at"),
    Index("sample_person_idx", "person", "planned_at"),
)

#: The frozen population, in the order of business numbers.
sample_population = Table(
    "sample_population",
    metadata,
    Column("sample", ForeignKey("engine.sample.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Uuid(as_uuid=True), nullable=False),
    text("number"),
    text("process"),
    text("area"),
    text("bureau"),  #: of the case's first task
    Column("amount_yuan", Numeric(18, 2)),  #: null: unknown
)

#: What was drawn from it.
sample_item = Table(
    "sample_item",
    metadata,
    Column("sample", ForeignKey("engine.sample.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  #: in the population
    Column("rank", Integer, nullable=False),  #: order in which it was drawn
    text("stratum"),
    text("ticket"),  #: first digits of the ticket number; empty for systematic samples
    Index("sample_item_rank_idx", "sample", "rank", unique=True),
)

#: What was written about an item, newest counts; nothing is changed or removed.
sample_paper = Table(
    "sample_paper",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("sample", ForeignKey("engine.sample.id"), nullable=False),
    Column("position", Integer, nullable=False),
    text("kind"),  #: note, finding, conclusion, withdrawal
    text("finding"),  #: procedure, amount, eligibility, fraud
    text("conclusion"),  #: proper, improper, open
    text("text"),
    Column("amount_yuan", Numeric(18, 2)),
    Column("withdraws", BigInteger),  #: id of the note or finding that this one takes back
    text("person"),
    Column("at", Moment, nullable=False),
    Index("sample_paper_item_idx", "sample", "position", "id"),
)
