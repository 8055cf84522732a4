"""Links of experts 评审专家 to organisations: who may not assess whom."""

from sqlalchemy import Column, Connection, Date, Index, Text, select

from workflows.registers import register_table

#: One row: the expert is linked to the organisation (employee, owner, adviser, relative).
expert_link = register_table(
    "expert_link",
    Column("expert", Text, nullable=False),  #: user id
    Column("organisation", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("valid_until", Date),
    Index(None, "expert"),
)


def linked_organisations(connection: Connection, expert: str) -> frozenset[str]:
    """Organisations the expert has ever been linked to."""
    found = connection.scalars(
        select(expert_link.c.organisation).where(expert_link.c.expert == expert)
    )
    return frozenset(found)
