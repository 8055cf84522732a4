"""Publishing with four eyes, runs of scenarios, and the indices that impact is counted by."""

from alembic import op

revision = "0012_publishing"
down_revision = "0011_unknown_amounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("who signed what is never dropped; restore a backup instead")


TABLES = """
CREATE TABLE engine.publish_request (
    id UUID NOT NULL,
    bundle TEXT NOT NULL,
    key TEXT DEFAULT '' NOT NULL,
    base TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    evidence JSONB NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    requested_by TEXT DEFAULT '' NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    opinion TEXT DEFAULT '' NOT NULL,
    CONSTRAINT publish_request_pkey PRIMARY KEY (id),
    CONSTRAINT publish_request_bundle_fkey
        FOREIGN KEY(bundle) REFERENCES engine.bundle (hash)
);
CREATE INDEX publish_request_at_idx ON engine.publish_request (requested_at);
CREATE INDEX publish_request_bundle_idx ON engine.publish_request (bundle);
CREATE UNIQUE INDEX publish_request_open_idx ON engine.publish_request (key)
        WHERE state = 'open';
CREATE TABLE engine.scenario_run (
    id UUID NOT NULL,
    key TEXT DEFAULT '' NOT NULL,
    bundle TEXT NOT NULL,
    requested_by TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'running' NOT NULL,
    done INTEGER DEFAULT '0' NOT NULL,
    total INTEGER DEFAULT '0' NOT NULL,
    results JSONB DEFAULT '[]' NOT NULL,
    failure TEXT DEFAULT '' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    beat_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT scenario_run_pkey PRIMARY KEY (id)
);
CREATE INDEX scenario_run_bundle_idx ON engine.scenario_run (bundle, started_at);
CREATE INDEX task_step_idx ON engine.task (node_process, node)
        WHERE state = 'open';
CREATE INDEX case_open_pins_idx ON engine."case" (pins, process)
        WHERE ended_at is null
"""
