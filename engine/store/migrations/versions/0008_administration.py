"""What administration asks for: people found by name and pinyin, workers that live, dead jobs."""

from alembic import op
from sqlalchemy import text

from engine.people.search_terms import terms_of

revision = "0008_administration"
down_revision = "0007_workspaces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    connection = op.get_bind()
    people = connection.execute(text("select id, name_zh, name_en from people.person")).all()
    rows = [
        {"person": person, "term": term}
        for person, name_zh, name_en in people
        for term in sorted(terms_of(person, name_zh, name_en))
    ]
    if rows:
        connection.execute(
            text("insert into people.person_term (person, term) values (:person, :term)"), rows
        )


def downgrade() -> None:
    raise NotImplementedError("who did what is never dropped; restore a backup instead")


TABLES = """
CREATE TABLE people.person_term (
    person TEXT NOT NULL,
    term TEXT NOT NULL,
    CONSTRAINT person_term_pkey PRIMARY KEY (person, term),
    CONSTRAINT person_term_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE INDEX person_term_term_person_idx ON people.person_term (term text_pattern_ops, person);
CREATE INDEX change_actor_number_idx ON people.change (actor, number);
CREATE TABLE engine.worker (
    id TEXT NOT NULL,
    host TEXT DEFAULT '' NOT NULL,
    process_id INTEGER NOT NULL,
    version TEXT DEFAULT '' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT worker_pkey PRIMARY KEY (id)
);
CREATE INDEX job_dead_idx ON engine.job (due_at, id) WHERE dead;
CREATE INDEX job_held_idx ON engine.job (due_at, id) WHERE held
"""
