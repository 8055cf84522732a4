"""Institutions and what they are recognised for 机构认定: one row per recognition and change.

The newest row of an institution and kind says where the recognition stands. Recognitions count on
the training start date: a later one heals no earlier claim.
"""

from datetime import date

from sqlalchemy import ARRAY, Column, Connection, Date, Index, Text, select

from workflows.registers import register_table

institution = register_table(
    "institution",
    Column("institution", Text, nullable=False),  #: organisation id
    Column("name", Text, nullable=False),
    #: what it is recognised as, e.g. "training_centre", "vocational_school", "enterprise_hard_hit"
    Column("kind", Text, nullable=False),
    Column("accreditation", Text),  #: certificate number
    Column("area", Text, nullable=False),
    Column("scope", ARRAY(Text), nullable=False, server_default="{}"),
    Column("highest_level", Text),
    Column("state", Text, nullable=False, server_default="valid"),  #: valid, suspended, removed
    Column("valid_until", Date),
    Index(None, "institution"),
    Index(None, "kind", "area"),
)


def recognitions_of(
    connection: Connection, institution_id: str
) -> list[tuple[str, date, date | None]]:
    """(kind, since, until) of every recognition that is in force or was; removed ones left out."""
    table = institution.c
    rows = connection.execute(
        select(table.kind, table.valid_from, table.valid_until, table.state, table.accreditation)
        .where(table.institution == institution_id)
        .order_by(table.recorded_at, table.case_id, table.entry, table.line)
    ).all()
    newest = {(row.kind, row.accreditation): row for row in rows}
    return [
        (row.kind, row.valid_from, row.valid_until)
        for row in newest.values()
        if row.state == "valid"
    ]
