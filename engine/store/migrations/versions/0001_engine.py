"""Tables of the engine: cases, tasks, journal, jobs, bundles, attachments, clock."""

from alembic import op

revision = "0001_engine"
down_revision = None
branch_labels = ("engine",)
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute("INSERT INTO engine.clock (mode) VALUES ('live')")


def downgrade() -> None:
    raise NotImplementedError("a journal is never dropped; restore a backup instead")


TABLES = """
CREATE TABLE engine.attachment (
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT attachment_pkey PRIMARY KEY (sha256)
);
CREATE TABLE engine.attachment_use (
    case_id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT attachment_use_pkey PRIMARY KEY (case_id, sha256)
);
CREATE INDEX attachment_use_sha256_idx ON engine.attachment_use (sha256);
CREATE TABLE engine.bundle (
    hash TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT DEFAULT 'draft' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    title_zh TEXT DEFAULT '' NOT NULL,
    title_en TEXT DEFAULT '' NOT NULL,
    deployed_by TEXT DEFAULT '' NOT NULL,
    deployed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    published_by TEXT DEFAULT '' NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    retired_by TEXT DEFAULT '' NOT NULL,
    retired_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT bundle_pkey PRIMARY KEY (hash)
);
CREATE UNIQUE INDEX bundle_key_version_idx ON engine.bundle (key, version);
CREATE UNIQUE INDEX bundle_published_idx ON engine.bundle (key) WHERE state = 'published';
CREATE TABLE engine."case" (
    case_id UUID NOT NULL,
    version INTEGER NOT NULL,
    number TEXT NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    applicant TEXT DEFAULT '' NOT NULL,
    organisation TEXT DEFAULT '' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    case_state TEXT DEFAULT '' NOT NULL,
    frozen TEXT DEFAULT '' NOT NULL,
    frozen_at TIMESTAMP WITH TIME ZONE,
    pins TEXT NOT NULL,
    bundle TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT case_pkey PRIMARY KEY (case_id),
    CONSTRAINT case_number_key UNIQUE (number)
)
 WITH (fillfactor = 70);
CREATE INDEX case_applicant_idx ON engine."case" (applicant, case_id);
CREATE INDEX case_area_idx ON engine."case" (area, case_id);
CREATE INDEX case_organisation_idx ON engine."case" (organisation, case_id);
CREATE INDEX case_process_idx ON engine."case" (process, case_id);
CREATE TABLE engine.case_counter (
    area TEXT NOT NULL,
    process TEXT NOT NULL,
    year SMALLINT NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT case_counter_pkey PRIMARY KEY (area, process, year)
);
CREATE TABLE engine.case_party (
    case_id UUID NOT NULL,
    party TEXT NOT NULL,
    CONSTRAINT case_party_pkey PRIMARY KEY (case_id, party)
);
CREATE INDEX case_party_party_idx ON engine.case_party (party, case_id);
CREATE TABLE engine.clock (
    single BOOLEAN DEFAULT true NOT NULL,
    mode TEXT DEFAULT 'live' NOT NULL,
    ahead INTERVAL DEFAULT '0' NOT NULL,
    CONSTRAINT clock_pkey PRIMARY KEY (single),
    CONSTRAINT clock_one_row_check CHECK (single),
    CONSTRAINT clock_mode_check CHECK (mode in ('trial', 'live')),
    CONSTRAINT clock_live_is_real_check CHECK (mode = 'trial' or ahead = interval '0')
);
CREATE TABLE engine.clock_move (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    ahead INTERVAL NOT NULL,
    CONSTRAINT clock_move_pkey PRIMARY KEY (id)
);
CREATE TABLE engine.draft (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    person TEXT NOT NULL,
    document JSON NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT draft_pkey PRIMARY KEY (case_id, n, person)
);
CREATE TABLE engine.head (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    hash BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT head_pkey PRIMARY KEY (case_id)
)
 WITH (fillfactor = 70);
CREATE TABLE engine.incident (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    node TEXT DEFAULT '' NOT NULL,
    stage TEXT DEFAULT '' NOT NULL,
    rule TEXT DEFAULT '' NOT NULL,
    zh TEXT DEFAULT '' NOT NULL,
    en TEXT DEFAULT '' NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE,
    resolved_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT incident_pkey PRIMARY KEY (case_id, n, entry)
);
CREATE INDEX incident_open_idx ON engine.incident (case_id, n) WHERE resolved_at is null;
CREATE TABLE engine.job (
    case_id UUID NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT DEFAULT '' NOT NULL,
    n INTEGER NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    payload JSON NOT NULL,
    entry INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    retries INTEGER DEFAULT '3' NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    dead BOOLEAN DEFAULT false NOT NULL,
    held BOOLEAN DEFAULT false NOT NULL,
    give_up_at TIMESTAMP WITH TIME ZONE,
    error_zh TEXT DEFAULT '' NOT NULL,
    error_en TEXT DEFAULT '' NOT NULL,
    CONSTRAINT job_pkey PRIMARY KEY (case_id, id)
);
CREATE INDEX job_case_idx ON engine.job (case_id, kind, n);
CREATE INDEX job_due_idx ON engine.job (due_at) WHERE not dead and not held;
CREATE TABLE engine.job_progress (
    case_id UUID NOT NULL,
    job BIGINT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT job_progress_pkey PRIMARY KEY (case_id, job)
);
CREATE TABLE engine.journal (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command TEXT DEFAULT '' NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    key TEXT,
    document TEXT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT journal_pkey PRIMARY KEY (case_id, entry)
);
CREATE UNIQUE INDEX journal_key_idx ON engine.journal (case_id, key) WHERE key is not null;
CREATE TABLE engine.performer (
    case_id UUID NOT NULL,
    element TEXT NOT NULL,
    person TEXT NOT NULL,
    CONSTRAINT performer_pkey PRIMARY KEY (case_id, element, person)
);
CREATE TABLE engine.pins (
    hash TEXT NOT NULL,
    bundles JSONB NOT NULL,
    names TEXT[],
    CONSTRAINT pins_pkey PRIMARY KEY (hash)
);
CREATE TABLE engine.reading (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    case_id UUID,
    detail TEXT DEFAULT '' NOT NULL,
    CONSTRAINT reading_pkey PRIMARY KEY (id)
);
CREATE INDEX reading_case_idx ON engine.reading (case_id, id);
CREATE TABLE engine.search_field (
    case_id UUID NOT NULL,
    name TEXT NOT NULL,
    text_value TEXT,
    number_value NUMERIC,
    date_value DATE,
    CONSTRAINT search_field_pkey PRIMARY KEY (case_id, name)
);
CREATE INDEX search_field_date_idx ON engine.search_field (name, date_value, case_id);
CREATE INDEX search_field_number_idx ON engine.search_field (name, number_value, case_id);
CREATE INDEX search_field_text_idx ON engine.search_field (name, text_value, case_id);
CREATE TABLE engine.start_key (
    person TEXT NOT NULL,
    key TEXT NOT NULL,
    case_id UUID NOT NULL,
    CONSTRAINT start_key_pkey PRIMARY KEY (person, key)
);
CREATE TABLE engine.task (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    node TEXT DEFAULT '' NOT NULL,
    node_process TEXT DEFAULT '' NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    title_zh TEXT DEFAULT '' NOT NULL,
    title_en TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    area TEXT DEFAULT '' NOT NULL,
    applicant TEXT DEFAULT '' NOT NULL,
    groups TEXT[] NOT NULL,
    users TEXT[] NOT NULL,
    assignee TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    due_key TIMESTAMP WITH TIME ZONE NOT NULL,
    limit_id TEXT DEFAULT '' NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT DEFAULT '' NOT NULL,
    completed_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT task_pkey PRIMARY KEY (case_id, n)
);
CREATE INDEX task_done_idx ON engine.task (completed_by, closed_at, case_id, n)
    WHERE completed_by <> '';
CREATE INDEX task_mine_idx ON engine.task (assignee, due_key, case_id, n)
    WHERE state = 'open' and assignee <> '';
CREATE TABLE engine.task_candidate (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    candidate TEXT NOT NULL,
    process TEXT DEFAULT '' NOT NULL,
    due_key TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT task_candidate_pkey PRIMARY KEY (case_id, n, candidate)
);
CREATE INDEX task_candidate_inbox_idx ON engine.task_candidate (candidate, due_key, case_id, n);
CREATE INDEX task_candidate_process_idx
    ON engine.task_candidate (candidate, process, due_key, case_id, n);
CREATE TABLE engine.variable (
    case_id UUID NOT NULL,
    scope INTEGER NOT NULL,
    name TEXT NOT NULL,
    value JSON NOT NULL,
    CONSTRAINT variable_pkey PRIMARY KEY (case_id, scope, name)
);
CREATE TABLE engine.wait (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    trigger TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    key TEXT DEFAULT '' NOT NULL,
    node TEXT DEFAULT '' NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT wait_pkey PRIMARY KEY (case_id, n)
);
CREATE INDEX wait_message_idx ON engine.wait (name, key, case_id, n) WHERE trigger = 'message';
CREATE INDEX wait_signal_idx ON engine.wait (name, case_id) WHERE trigger = 'signal';
CREATE TABLE engine.attachment_chunk (
    sha256 TEXT NOT NULL,
    position INTEGER NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT attachment_chunk_pkey PRIMARY KEY (sha256, position),
    CONSTRAINT attachment_chunk_sha256_fkey FOREIGN KEY(sha256)
        REFERENCES engine.attachment (sha256)
);
CREATE TABLE engine.attachment_upload (
    sha256 TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    media_type TEXT DEFAULT '' NOT NULL,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT attachment_upload_pkey PRIMARY KEY (sha256, person),
    CONSTRAINT attachment_upload_sha256_fkey FOREIGN KEY(sha256)
        REFERENCES engine.attachment (sha256)
);
CREATE TABLE engine.bundle_file (
    bundle TEXT NOT NULL,
    path TEXT NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT bundle_file_pkey PRIMARY KEY (bundle, path),
    CONSTRAINT bundle_file_bundle_fkey FOREIGN KEY(bundle) REFERENCES engine.bundle (hash)
);
CREATE TABLE engine.bundle_process (
    bundle TEXT NOT NULL,
    process TEXT NOT NULL,
    CONSTRAINT bundle_process_pkey PRIMARY KEY (bundle, process),
    CONSTRAINT bundle_process_bundle_fkey FOREIGN KEY(bundle) REFERENCES engine.bundle (hash)
);
CREATE INDEX bundle_process_process_idx ON engine.bundle_process (process);
CREATE TABLE engine.bundle_start (
    bundle TEXT NOT NULL,
    process TEXT NOT NULL,
    node TEXT NOT NULL,
    trigger TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    CONSTRAINT bundle_start_pkey PRIMARY KEY (bundle, process, node),
    CONSTRAINT bundle_start_bundle_fkey FOREIGN KEY(bundle) REFERENCES engine.bundle (hash)
);
CREATE INDEX bundle_start_name_idx ON engine.bundle_start (name, trigger);
"""
