"""The ledger of closed cases 办件台账: one row per result."""

from sqlalchemy import Column, Index, Text

from workflows.registers import register_table

office_ledger = register_table(
    "office_ledger",
    Column("case_number", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("area", Text, nullable=False),  #: of the bureau that decided
    Column("applicant", Text, nullable=False),
    Column("organisation", Text),
    Column("subject", Text, nullable=False),
    Column("result", Text, nullable=False),  #: approved, refused, not_accepted, withdrawn …
    Column("rule", Text),  #: rule a refusal rests on
    Index(None, "area", "process"),
    Index(None, "organisation"),
)
