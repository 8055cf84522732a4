"""The clock of the database: trial or live for ever; a trial one may run ahead."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Identity,
    Interval,
    Table,
    func,
    true,
)

from engine.store.tables.base import Moment, metadata, text

clock = Table(
    "clock",
    metadata,
    Column("single", Boolean, primary_key=True, server_default=true()),
    text("mode", "live"),
    Column("ahead", Interval, nullable=False, server_default="0"),
    CheckConstraint("single", "one_row"),
    CheckConstraint("mode in ('trial', 'live')", "mode"),
    CheckConstraint("mode = 'trial' or ahead = interval '0'", "live_is_real"),
)

clock_move = Table(
    "clock_move",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", Moment, nullable=False, server_default=func.clock_timestamp()),
    text("person"),
    Column("ahead", Interval, nullable=False),
)
