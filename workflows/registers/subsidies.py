"""Subsidy history of persons 补贴享受记录, with places reserved by claims under way.

The newest row of a claim line says where it stands: `reserved`, `released` or `paid`; `history` is
an imported fact. Everything that is not released counts for L-01, L-02, L-04, L-07 and L-08.
"""

from sqlalchemy import Boolean, Column, Index, Integer, Numeric, Text

from workflows.registers import register_table

subsidy = register_table(
    "subsidy",
    Column("id_number", Text, nullable=False),
    Column("state", Text, nullable=False),  #: reserved, released, paid, history
    Column("area", Text, nullable=False),
    Column("benefit", Text, nullable=False),
    Column("rate_id", Text),
    Column("year", Integer, nullable=False),  #: of the certificate date, else of the course end
    Column("counts", Boolean, nullable=False),  #: whether it takes one of the three places (L-01)
    Column("occupation", Text),
    Column("level", Text),
    Column("certificate_kind", Text),
    Column("project_id", Text),
    Column("payee", Text),
    Column("months", Integer, nullable=False, server_default="0"),
    Column("amount_yuan", Numeric(18, 2), nullable=False, server_default="0"),
    Index(None, "id_number"),
)
