"""Saved searches, samples and working papers of auditors; indexes that the case search asks for."""

from alembic import op

revision = "0006_audits"
down_revision = "0005_phrases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";;\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("working papers are never dropped; restore a backup instead")


TABLES = r"""
CREATE INDEX case_state_idx ON engine."case" (case_state, case_id);;
CREATE INDEX case_number_end_idx ON engine."case" (reverse(number) text_pattern_ops);;
CREATE INDEX task_bureau_idx
    ON engine.task (left(groups[1], length(groups[1]) - strpos(reverse(groups[1]), '.')), closed_at,
                    case_id);;
CREATE TABLE engine.saved_search (
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    filter JSONB NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT saved_search_pkey PRIMARY KEY (person, name)
);;
CREATE TABLE engine.sample (
    id UUID NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    organisation TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    filter JSONB NOT NULL,
    method TEXT DEFAULT '' NOT NULL,
    plan JSONB NOT NULL,
    population INTEGER NOT NULL,
    population_yuan NUMERIC(18, 2) NOT NULL,
    population_hash TEXT DEFAULT '' NOT NULL,
    planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    drawn_at TIMESTAMP WITH TIME ZONE,
    drawn_by TEXT DEFAULT '' NOT NULL,
    drawn JSONB,
    CONSTRAINT sample_pkey PRIMARY KEY (id)
);;
CREATE INDEX sample_organisation_idx ON engine.sample (organisation, planned_at);;
CREATE INDEX sample_person_idx ON engine.sample (person, planned_at);;
CREATE TABLE engine.sample_population (
    sample UUID NOT NULL,
    position INTEGER NOT NULL,
    case_id UUID NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    bureau TEXT DEFAULT '' NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    CONSTRAINT sample_population_pkey PRIMARY KEY (sample, position),
    CONSTRAINT sample_population_sample_fkey FOREIGN KEY(sample) REFERENCES engine.sample (id)
);;
CREATE TABLE engine.sample_item (
    sample UUID NOT NULL,
    position INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    stratum TEXT DEFAULT '' NOT NULL,
    ticket TEXT DEFAULT '' NOT NULL,
    CONSTRAINT sample_item_pkey PRIMARY KEY (sample, position),
    CONSTRAINT sample_item_sample_fkey FOREIGN KEY(sample) REFERENCES engine.sample (id)
);;
CREATE UNIQUE INDEX sample_item_rank_idx ON engine.sample_item (sample, rank);;
CREATE TABLE engine.sample_paper (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    sample UUID NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    finding TEXT DEFAULT '' NOT NULL,
    conclusion TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    amount_yuan NUMERIC(18, 2),
    withdraws BIGINT,
    person TEXT DEFAULT '' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sample_paper_pkey PRIMARY KEY (id),
    CONSTRAINT sample_paper_sample_fkey FOREIGN KEY(sample) REFERENCES engine.sample (id)
);;
CREATE INDEX sample_paper_item_idx ON engine.sample_paper (sample, position, id);;
CREATE FUNCTION engine.only_added() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME;
END $body$;;
CREATE TRIGGER sample_paper_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON engine.sample_paper
    FOR EACH STATEMENT EXECUTE FUNCTION engine.only_added();;
CREATE TRIGGER sample_item_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON engine.sample_item
    FOR EACH STATEMENT EXECUTE FUNCTION engine.only_added();;
CREATE TRIGGER sample_population_only_added
    BEFORE UPDATE OR DELETE OR TRUNCATE ON engine.sample_population
    FOR EACH STATEMENT EXECUTE FUNCTION engine.only_added()
"""
