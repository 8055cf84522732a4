"""The registers 台账: what the processes leave behind and what later decisions read.

Rows are written by jobs only, never changed or removed, and keyed by who wrote them: case, journal
entry and line. `valid_from` says since when a fact holds, `recorded_at` since when we know it, so
that "as of" can be asked for both.
"""

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, Table, Uuid
from sqlalchemy.sql.schema import SchemaItem

metadata = MetaData(
    schema="register",
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def register_table(name: str, *columns: SchemaItem) -> Table:
    """A register table: the key (case_id, entry, line), the two dates, and `columns`."""
    return Table(
        name,
        metadata,
        Column("case_id", Uuid, primary_key=True),
        Column("entry", Integer, primary_key=True),  #: journal entry of the job that wrote it
        Column("line", Integer, primary_key=True),
        Column("valid_from", Date, nullable=False),
        Column("recorded_at", DateTime(timezone=True), nullable=False),
        *columns,
    )
