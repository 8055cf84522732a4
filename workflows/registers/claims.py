"""Claims and their lines 申领与明细, as computed; line reasons are content-addressed documents."""

from sqlalchemy import ARRAY, Column, Date, DateTime, Index, Integer, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from workflows.registers import metadata, register_table

#: A claim after each computation and decision; the newest row of a case counts.
claim = register_table(
    "claim",
    Column("case_number", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("plan", Integer, nullable=False),
    Column("claimant", Text, nullable=False),  #: organisation id, or user id of an individual
    Column("class_id", Text),
    Column("state", Text, nullable=False),  #: checked, computed, then the decision's result
    Column("lines", Integer, nullable=False),
    Column("claimed_yuan", Numeric(18, 2), nullable=False),
    Column("payable_yuan", Numeric(18, 2), nullable=False),
    Column("refused_yuan", Numeric(18, 2), nullable=False),
    Column("cut_yuan", Numeric(18, 2), nullable=False),
    Column("reasons", Text, nullable=False),  #: hash of the document with all line reasons
    Index(None, "area", "plan"),
    Index(None, "claimant"),
    Index(None, "payable_yuan", "case_id"),
)

#: One claim line (申领明细) after a computation; `line` is its number in the roster.
claim_line = register_table(
    "claim_line",
    Column("id_number", Text),
    Column("name", Text, nullable=False),
    Column("benefit", Text, nullable=False),
    Column("level", Text),
    Column("state", Text, nullable=False),  #: payable, cut, refused, rate_missing
    Column("rate_id", Text),
    Column("claimed_yuan", Numeric(18, 2)),
    Column("payable_yuan", Numeric(18, 2), nullable=False),
    Column("rules", ARRAY(Text), nullable=False),  #: rules that refused or cut the line
    Column("risks", ARRAY(Text), nullable=False),  #: findings shown to the reviewer only
    Column("fund_source", Text),
    Column("payee_kind", Text, nullable=False),
    Column("payee", Text, nullable=False),
    Column("course_start", Date),
    Index(None, "id_number"),
    Index(None, "payee"),
    Index(None, "rate_id"),
    Index("claim_line_rules_idx", "rules", postgresql_using="gin"),
    Index("claim_line_risks_idx", "risks", postgresql_using="gin"),
)

#: Documents by the SHA-256 of their canonical JSON.
document = Table(
    "document",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("content", JSONB, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)

#: Notices of a decision to the applicant (通知); the text names rules and facts.
notice = register_table(
    "notice",
    Column("case_number", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
    Index(None, "addressee"),
)

#: Settings that the plans leave open: figures printed "20xx", amounts set in other documents.
setting = register_table(
    "setting",
    Column("name", Text, nullable=False),  #: e.g. "plan_6_certificates_from"
    Column("value", Text, nullable=False),
    Column("document", Text, nullable=False),  #: where the value comes from
    Index(None, "name"),
)

#: Rates entered by the bureaus: for rows without amount, or adjusted and filed (备案).
rate_setting = register_table(
    "rate_setting",
    Column("rate_id", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("level", Text),  #: None: every level
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("valid_until", Date),
    Column("filed_on", Date),  #: acknowledgement of the province
    Column("document", Text, nullable=False),
    Index(None, "rate_id", "area"),
)
