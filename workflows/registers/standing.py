"""Standing of institutions: credit ratings 信用等级 and exclusions 移出与限制."""

from datetime import date

from sqlalchemy import Column, Connection, Date, Index, Integer, Numeric, Text, select, true

from workflows.registers import register_table

credit_rating = register_table(
    "credit_rating",
    Column("institution", Text, nullable=False),  #: organisation id
    Column("year", Integer, nullable=False),
    Column("grade", Text, nullable=False),  #: A, B, C, D
    Column("score", Numeric(6, 2)),
    Column("reason", Text),
    Column("area", Text, nullable=False),
    Index(None, "institution"),
)

#: An institution or founder kept out until a day; the ground says why.
exclusion = register_table(
    "exclusion",
    Column("institution", Text, nullable=False),  #: organisation id, credit code or name
    Column("ground", Text, nullable=False),  #: fraud, exit
    Column("barred_until", Date, nullable=False),
    Column("reason", Text),
    Column("area", Text, nullable=False),
    Index(None, "institution"),
)


def grade_of(connection: Connection, institution: str | None) -> str | None:
    """The newest grade; None when the institution was never rated."""
    return connection.scalar(
        select(credit_rating.c.grade)
        .where(credit_rating.c.institution == institution)
        .order_by(credit_rating.c.recorded_at.desc(), credit_rating.c.entry.desc())
        .limit(1)
    )


def exclusions_of(
    connection: Connection, names: list[str], day: date, ground: str | None = None
) -> list[tuple[str, date]]:
    """(name, barred until) of everyone among `names` who is kept out on `day`, in any area."""
    query = (
        select(exclusion.c.institution, exclusion.c.barred_until)
        .where(exclusion.c.institution.in_(names), exclusion.c.barred_until >= day)
        .where(true() if ground is None else exclusion.c.ground == ground)
        .order_by(exclusion.c.institution, exclusion.c.barred_until.desc())
    )
    return [(row.institution, row.barred_until) for row in connection.execute(query)]
