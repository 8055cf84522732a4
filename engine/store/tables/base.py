"""What all tables share: the schema, names of constraints, two column types."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, DateTime, MetaData, Text, Uuid

metadata = MetaData(
    schema="engine",
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)

#: Aware, UTC.
Moment = DateTime(timezone=True)


def case_id() -> Column[Any]:
    """The leading column of every table of a case, first part of its key."""
    return Column("case_id", Uuid(as_uuid=True), primary_key=True)


def text(name: str, default: str = "") -> Column[Any]:
    """A text that is never null; `default` where a statement leaves it out."""
    return Column(name, Text, nullable=False, server_default=default)
