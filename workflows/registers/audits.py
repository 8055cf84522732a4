"""Audits, their samples and findings, letters of entrustment, disclosures 审计台账."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB

from workflows.registers import register_table

#: Where an audit stands; the newest row of a case counts.
audit = register_table(
    "audit",
    Column("case_number", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("kind", Text, nullable=False),  #: special_audit, performance, both
    Column("auditee", Text, nullable=False),  #: organisation id
    Column("firm", Text, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_until", Date, nullable=False),
    Column("state", Text, nullable=False),  #: fieldwork, closed
    Column("population_claims", Integer, nullable=False, server_default="0"),
    Column("population_yuan", Numeric(18, 2), nullable=False, server_default="0"),
    Column("sample_claims", Integer, nullable=False, server_default="0"),
    Column("sample_yuan", Numeric(18, 2), nullable=False, server_default="0"),
    Column("findings", Integer, nullable=False, server_default="0"),
    Column("summary", Text),  #: published
    Column("performance", Text),
    Index(None, "auditee"),
    Index(None, "area"),
)

#: One claim drawn for the sample 抽样.
audit_sample = register_table(
    "audit_sample",
    Column("claim", Text, nullable=False),  #: case number
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("flagged", Boolean, nullable=False),
)

#: One finding 审计发现; a later submission of the same audit replaces the earlier one.
audit_finding = register_table(
    "audit_finding",
    Column("auditee", Text, nullable=False),
    Column("type", Text, nullable=False),  #: procedure, amount, eligibility, fraud
    Column("claim", Text, nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("fact", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Index(None, "auditee"),
)

#: A letter of entrustment 委托书; reading rights themselves lie with the people tables.
entrustment = register_table(
    "entrustment",
    Column("letter", Text, nullable=False),
    Column("firm", Text, nullable=False),
    Column("lead_auditor", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("valid_until", Date, nullable=False),
    Index(None, "lead_auditor"),
)

#: Results of fraud handling: unfounded, honest_error, breach, fraud.
fraud_finding = register_table(
    "fraud_finding",
    Column("case_number", Text, nullable=False),
    Column("respondent", Text, nullable=False),
    Column("finding", Text, nullable=False),
    Column("reason", Text),
    Column("recover_yuan", Numeric(18, 2)),
    Column("area", Text, nullable=False),
    Index(None, "respondent"),
)

#: A published list of fund use 资金使用公开; personal data is masked before it gets here.
disclosure = register_table(
    "disclosure",
    Column("area", Text, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_until", Date, nullable=False),
    Column("online_until", Date, nullable=False),
    Column("rows", JSONB, nullable=False),
    Column("total_yuan", Numeric(18, 2), nullable=False),
    Index(None, "area"),
)
