"""Populations of samples: an amount that is not known is unknown, not nothing."""

from alembic import op

revision = "0011_unknown_amounts"
down_revision = "0010_workbench"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE engine.sample_population ALTER COLUMN amount_yuan DROP NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("working papers are never dropped; restore a backup instead")
