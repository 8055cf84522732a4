"""Phrases 常用语 per person and process."""

from alembic import op

revision = "0005_phrases"
down_revision = "0004_start_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
CREATE TABLE engine.phrase (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    person TEXT DEFAULT '' NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    position INTEGER NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT phrase_pkey PRIMARY KEY (id)
)"""
    )
    op.execute("CREATE INDEX phrase_person_idx ON engine.phrase (person, process, position)")


def downgrade() -> None:
    op.execute("DROP TABLE engine.phrase")
