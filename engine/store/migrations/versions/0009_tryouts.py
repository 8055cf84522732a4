"""Try-outs of designers: sandboxes, their files, their steps."""

from alembic import op

revision = "0009_tryouts"
down_revision = "0008_administration"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")


TABLES = """
CREATE TABLE engine.sandbox (
    id UUID NOT NULL,
    owner TEXT DEFAULT '' NOT NULL,
    shared BOOLEAN DEFAULT false NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    key TEXT DEFAULT '' NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    bundle TEXT DEFAULT '' NOT NULL,
    workspace TEXT DEFAULT '' NOT NULL,
    pins JSONB NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    last INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sandbox_pkey PRIMARY KEY (id)
);
CREATE INDEX sandbox_expires_idx ON engine.sandbox (expires_at);
CREATE INDEX sandbox_owner_idx ON engine.sandbox (owner, created_at);
CREATE TABLE engine.sandbox_file (
    sandbox UUID NOT NULL,
    path TEXT NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT sandbox_file_pkey PRIMARY KEY (sandbox, path),
    CONSTRAINT sandbox_file_sandbox_fkey
        FOREIGN KEY(sandbox) REFERENCES engine.sandbox (id) ON DELETE CASCADE
);
CREATE TABLE engine.sandbox_step (
    sandbox UUID NOT NULL,
    step INTEGER NOT NULL,
    parent INTEGER,
    kind TEXT DEFAULT '' NOT NULL,
    element TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    act JSON NOT NULL,
    events JSON NOT NULL,
    snapshot TEXT DEFAULT '' NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT sandbox_step_pkey PRIMARY KEY (sandbox, step),
    CONSTRAINT sandbox_step_sandbox_fkey
        FOREIGN KEY(sandbox) REFERENCES engine.sandbox (id) ON DELETE CASCADE
);
CREATE INDEX sandbox_step_element_idx ON engine.sandbox_step (element, kind)
"""
