"""Tables of people: areas, organisations, roles, sign-in, letters of entrustment, calendars."""

from alembic import op

revision = "0002_people"
down_revision = "0001_engine"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE SCHEMA IF NOT EXISTS people")
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("who did what is never dropped; restore a backup instead")


TABLES = """
CREATE TABLE people.area (
    code TEXT NOT NULL,
    parent TEXT,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    plan SMALLINT,
    CONSTRAINT area_pkey PRIMARY KEY (code),
    CONSTRAINT area_parent_fkey FOREIGN KEY(parent) REFERENCES people.area (code)
);
CREATE TABLE people.calendar (
    hash TEXT NOT NULL,
    content JSONB NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT calendar_pkey PRIMARY KEY (hash)
);
CREATE TABLE people.change (
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    details JSONB NOT NULL,
    CONSTRAINT change_pkey PRIMARY KEY (number)
);
CREATE INDEX change_subject_idx ON people.change (subject);
CREATE TABLE people.login_limit (
    key TEXT NOT NULL,
    window_until TIMESTAMP WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    CONSTRAINT login_limit_pkey PRIMARY KEY (key)
);
CREATE TABLE people.area_calendar (
    area TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    calendar TEXT NOT NULL,
    set_by TEXT,
    CONSTRAINT area_calendar_pkey PRIMARY KEY (area, since),
    CONSTRAINT area_calendar_area_fkey FOREIGN KEY(area) REFERENCES people.area (code),
    CONSTRAINT area_calendar_calendar_fkey FOREIGN KEY(calendar) REFERENCES people.calendar (hash)
);
CREATE TABLE people.organisation (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    area TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    credit_code TEXT,
    CONSTRAINT organisation_pkey PRIMARY KEY (id),
    CONSTRAINT organisation_area_fkey FOREIGN KEY(area) REFERENCES people.area (code),
    CONSTRAINT organisation_credit_code_key UNIQUE (credit_code)
);
CREATE INDEX organisation_kind_area_idx ON people.organisation (kind, area);
CREATE TABLE people.person (
    id TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    organisation TEXT,
    area TEXT,
    status TEXT DEFAULT 'active' NOT NULL,
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT person_status_check CHECK (status in ('active', 'disabled')),
    CONSTRAINT person_organisation_fkey FOREIGN KEY(organisation) REFERENCES people.organisation
        (id),
    CONSTRAINT person_area_fkey FOREIGN KEY(area) REFERENCES people.area (code)
);
CREATE TABLE people.account (
    person TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT account_pkey PRIMARY KEY (person),
    CONSTRAINT account_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE TABLE people.entrustment (
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    letter TEXT NOT NULL,
    areas TEXT[] NOT NULL,
    processes TEXT[] NOT NULL,
    cases_from DATE,
    cases_until DATE,
    valid_from DATE NOT NULL,
    valid_until DATE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT entrustment_pkey PRIMARY KEY (id),
    CONSTRAINT entrustment_dates_check CHECK (valid_from <= valid_until),
    CONSTRAINT entrustment_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE INDEX entrustment_person_idx ON people.entrustment (person);
CREATE TABLE people.membership (
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT membership_pkey PRIMARY KEY (person, organisation, role),
    CONSTRAINT membership_person_fkey FOREIGN KEY(person) REFERENCES people.person (id),
    CONSTRAINT membership_organisation_fkey FOREIGN KEY(organisation) REFERENCES
        people.organisation (id)
);
CREATE INDEX membership_organisation_role_idx ON people.membership (organisation, role);
CREATE TABLE people.session (
    token_hash BYTEA NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    user_agent TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (token_hash),
    CONSTRAINT session_id_key UNIQUE (id),
    CONSTRAINT session_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE INDEX session_person_idx ON people.session (person);
CREATE TABLE people.token (
    token_hash BYTEA NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    groups TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT token_pkey PRIMARY KEY (token_hash),
    CONSTRAINT token_id_key UNIQUE (id),
    CONSTRAINT token_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE INDEX token_person_idx ON people.token (person)
"""
