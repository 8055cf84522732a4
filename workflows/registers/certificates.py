"""Certificate numbers 认定编号: one series per area, kind and year, without gap or repetition."""

from sqlalchemy import Column, Connection, Index, Integer, Text, func, select

from workflows.registers import register_table
from workflows.registers.locks import lock

certificate = register_table(
    "certificate",
    Column("number", Text, nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("kind", Text, nullable=False),  #: "training_centre", "training_institution", …
    Column("year", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("institution", Text, nullable=False),  #: organisation id, or the name without one
    Index(None, "area", "kind", "year"),
)

#: Kind of recognition → the process key's letter and number in the certificate number.
SERIES = {
    "training_centre": "A1",
    "training_institution": "A2",
    "outside_institution": "A3",
}


def next_number(connection: Connection, area: str, kind: str, year: int) -> tuple[str, int]:
    """The next number of the series and its place in it; the series stays locked till commit."""
    lock(connection, "certificate", f"{area}/{kind}/{year}")
    last = connection.scalar(
        select(func.max(certificate.c.sequence)).where(
            certificate.c.area == area, certificate.c.kind == kind, certificate.c.year == year
        )
    )
    sequence = (last or 0) + 1
    return f"{area}-{SERIES.get(kind, kind)}-{year}-{sequence:04d}", sequence
