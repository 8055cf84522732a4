"""The workbench: words to search by, who a task came back to, saved views, notices."""

from alembic import op

revision = "0010_workbench"
down_revision = "0009_tryouts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a journal is never dropped; restore a backup instead")


TABLES = """
ALTER TABLE engine.task ADD COLUMN returned_to TEXT DEFAULT '' NOT NULL;
CREATE INDEX task_returned_idx ON engine.task (returned_to, due_key, case_id, n)
    WHERE state = 'open' and returned_to <> '';
CREATE INDEX draft_person_idx ON engine.draft (person, saved_at, case_id, n);
CREATE TABLE engine.search_word (
    case_id UUID NOT NULL,
    source TEXT NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    CONSTRAINT search_word_pkey PRIMARY KEY (case_id, source, word)
);
CREATE INDEX search_word_word_idx ON engine.search_word (word, case_id);
CREATE TABLE engine.saved_view (
    id UUID NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    bureau TEXT DEFAULT '' NOT NULL,
    document JSONB NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT saved_view_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX saved_view_owner_idx ON engine.saved_view (owner, name);
CREATE INDEX saved_view_bureau_idx ON engine.saved_view (bureau);
CREATE TABLE engine.notice (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    detail TEXT DEFAULT '' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT notice_pkey PRIMARY KEY (case_id, entry, person, kind, n)
);
CREATE INDEX notice_person_idx ON engine.notice (person, at, case_id, entry, kind, n);
CREATE TABLE engine.notice_read (
    person TEXT NOT NULL,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT notice_read_pkey PRIMARY KEY (person)
);
"""
