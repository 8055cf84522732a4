"""Indexes by which auditors find cases: amount, person, payee, rate, rule."""

from alembic import op

revision = "0003_case_money"
down_revision = "0002_accreditation_directory_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in INDEXES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("registers are never dropped; restore a backup instead")


INDEXES = """
CREATE INDEX claim_payable_yuan_case_id_idx ON register.claim (payable_yuan, case_id);
CREATE INDEX claim_line_id_number_idx ON register.claim_line (id_number);
CREATE INDEX claim_line_payee_idx ON register.claim_line (payee);
CREATE INDEX claim_line_rate_id_idx ON register.claim_line (rate_id);
CREATE INDEX claim_line_rules_idx ON register.claim_line USING gin (rules);
CREATE INDEX claim_line_risks_idx ON register.claim_line USING gin (risks)
"""
