"""Drafts of applications."""

from alembic import op

revision = "0004_start_drafts"
down_revision = "0003_sign_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE engine.start_draft (
            person TEXT NOT NULL,
            process TEXT NOT NULL,
            area TEXT DEFAULT '' NOT NULL,
            key TEXT DEFAULT '' NOT NULL,
            revision INTEGER NOT NULL,
            fields JSON NOT NULL,
            saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT start_draft_pkey PRIMARY KEY (person, process)
        )
    """)
    op.execute("""
        CREATE TABLE engine.start_draft_sheet (
            person TEXT NOT NULL,
            process TEXT NOT NULL,
            field TEXT NOT NULL,
            content JSON NOT NULL,
            CONSTRAINT start_draft_sheet_pkey PRIMARY KEY (person, process, field),
            CONSTRAINT start_draft_sheet_person_fkey FOREIGN KEY (person, process)
                REFERENCES engine.start_draft (person, process) ON DELETE CASCADE
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE engine.start_draft_sheet")
    op.execute("DROP TABLE engine.start_draft")
