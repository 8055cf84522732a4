"""Workspaces of process designers: drafts of bundles with every save of their files."""

from alembic import op

revision = "0007_workspaces"
down_revision = "0006_audits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("drafts of designers are never dropped; restore a backup instead")


TABLES = """
CREATE TABLE engine.workspace (
    id UUID NOT NULL,
    key TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    origin TEXT DEFAULT '' NOT NULL,
    based_on TEXT DEFAULT '' NOT NULL,
    template TEXT DEFAULT '' NOT NULL,
    saves INTEGER DEFAULT '0' NOT NULL,
    created_by TEXT DEFAULT '' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by TEXT DEFAULT '' NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    deleted_by TEXT DEFAULT '' NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT workspace_pkey PRIMARY KEY (id)
);
CREATE INDEX workspace_changed_idx ON engine.workspace (changed_at) WHERE deleted_at is null;
CREATE TABLE engine.workspace_save (
    workspace UUID NOT NULL,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    content BYTEA,
    size_bytes INTEGER DEFAULT '0' NOT NULL,
    act TEXT DEFAULT '' NOT NULL,
    refers_to INTEGER,
    current BOOLEAN NOT NULL,
    saved_by TEXT DEFAULT '' NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT workspace_save_pkey PRIMARY KEY (workspace, number),
    CONSTRAINT workspace_save_workspace_fkey FOREIGN KEY(workspace)
        REFERENCES engine.workspace (id)
);
CREATE UNIQUE INDEX workspace_save_current_idx ON engine.workspace_save (workspace, path)
    WHERE current;
CREATE INDEX workspace_save_path_idx ON engine.workspace_save (workspace, path, number);
CREATE TABLE engine.workspace_visit (
    workspace UUID NOT NULL,
    person TEXT NOT NULL,
    path TEXT DEFAULT '' NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT workspace_visit_pkey PRIMARY KEY (workspace, person),
    CONSTRAINT workspace_visit_workspace_fkey FOREIGN KEY(workspace)
        REFERENCES engine.workspace (id)
);
"""
