"""Registers: persons, subsidies, claims, payments, funds, rosters, institutions, settings."""

from alembic import op

revision = "0001_registers"
down_revision = None
branch_labels = ("registers",)
depends_on = ("0002_people",)


def upgrade() -> None:
    op.execute("CREATE SCHEMA IF NOT EXISTS register")
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("registers are never dropped; restore a backup instead")


TABLES = """
CREATE TABLE register.advance (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    class_id TEXT NOT NULL,
    claimant TEXT NOT NULL,
    area TEXT NOT NULL,
    budget_yuan NUMERIC(18, 2) NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT advance_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX advance_class_id_idx ON register.advance (class_id);
CREATE TABLE register.attendance (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    project_id TEXT NOT NULL,
    last_day DATE NOT NULL,
    CONSTRAINT attendance_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX attendance_id_number_idx ON register.attendance (id_number);
CREATE TABLE register.claim (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    case_number TEXT NOT NULL,
    process TEXT NOT NULL,
    area TEXT NOT NULL,
    plan INTEGER NOT NULL,
    claimant TEXT NOT NULL,
    class_id TEXT,
    state TEXT NOT NULL,
    lines INTEGER NOT NULL,
    claimed_yuan NUMERIC(18, 2) NOT NULL,
    payable_yuan NUMERIC(18, 2) NOT NULL,
    refused_yuan NUMERIC(18, 2) NOT NULL,
    cut_yuan NUMERIC(18, 2) NOT NULL,
    reasons TEXT NOT NULL,
    CONSTRAINT claim_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX claim_area_plan_idx ON register.claim (area, plan);
CREATE INDEX claim_claimant_idx ON register.claim (claimant);
CREATE TABLE register.claim_line (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT,
    name TEXT NOT NULL,
    benefit TEXT NOT NULL,
    level TEXT,
    state TEXT NOT NULL,
    rate_id TEXT,
    claimed_yuan NUMERIC(18, 2),
    payable_yuan NUMERIC(18, 2) NOT NULL,
    rules TEXT[] NOT NULL,
    risks TEXT[] NOT NULL,
    fund_source TEXT,
    payee_kind TEXT NOT NULL,
    payee TEXT NOT NULL,
    course_start DATE,
    CONSTRAINT claim_line_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE TABLE register.document (
    hash TEXT NOT NULL,
    content JSONB NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT document_pkey PRIMARY KEY (hash)
);
CREATE TABLE register.employment (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    organisation TEXT NOT NULL,
    valid_until DATE,
    CONSTRAINT employment_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX employment_id_number_idx ON register.employment (id_number);
CREATE TABLE register.fund_movement (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    area TEXT NOT NULL,
    fund_source TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT fund_movement_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX fund_movement_area_fund_source_idx ON register.fund_movement (area, fund_source);
CREATE TABLE register.institution (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    institution TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    accreditation TEXT,
    area TEXT NOT NULL,
    scope TEXT[] DEFAULT '{}' NOT NULL,
    highest_level TEXT,
    state TEXT DEFAULT 'valid' NOT NULL,
    valid_until DATE,
    CONSTRAINT institution_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX institution_institution_idx ON register.institution (institution);
CREATE INDEX institution_kind_area_idx ON register.institution (kind, area);
CREATE TABLE register.insurance (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    area TEXT NOT NULL,
    first_month DATE NOT NULL,
    last_month DATE NOT NULL,
    CONSTRAINT insurance_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX insurance_id_number_idx ON register.insurance (id_number);
CREATE TABLE register.notice (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    case_number TEXT NOT NULL,
    addressee TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    CONSTRAINT notice_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX notice_addressee_idx ON register.notice (addressee);
CREATE TABLE register.payment (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    order_number TEXT NOT NULL,
    payee_kind TEXT NOT NULL,
    payee TEXT NOT NULL,
    project_id TEXT,
    persons INTEGER NOT NULL,
    fund_source TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    CONSTRAINT payment_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX payment_order_number_idx ON register.payment (order_number);
CREATE INDEX payment_payee_idx ON register.payment (payee);
CREATE TABLE register.payment_order (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    order_number TEXT NOT NULL,
    area TEXT NOT NULL,
    fund_source TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    payments INTEGER NOT NULL,
    state TEXT NOT NULL,
    receipt TEXT,
    CONSTRAINT payment_order_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX payment_order_order_number_idx ON register.payment_order (order_number);
CREATE TABLE register.person (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT DEFAULT 'valid' NOT NULL,
    deceased_on DATE,
    pension_from DATE,
    CONSTRAINT person_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX person_id_number_idx ON register.person (id_number);
CREATE TABLE register.person_group (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    "group" TEXT NOT NULL,
    valid_until DATE,
    CONSTRAINT person_group_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX person_group_id_number_idx ON register.person_group (id_number);
CREATE TABLE register.rate_setting (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    rate_id TEXT NOT NULL,
    area TEXT NOT NULL,
    level TEXT,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    valid_until DATE,
    filed_on DATE,
    document TEXT NOT NULL,
    CONSTRAINT rate_setting_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX rate_setting_rate_id_area_idx ON register.rate_setting (rate_id, area);
CREATE TABLE register.recovery (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    debtor TEXT NOT NULL,
    area TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    ground TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT recovery_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX recovery_debtor_idx ON register.recovery (debtor);
CREATE TABLE register.roster (
    id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    content JSONB NOT NULL,
    uploaded_by TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT roster_pkey PRIMARY KEY (id)
);
CREATE TABLE register.setting (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT setting_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX setting_name_idx ON register.setting (name);
CREATE TABLE register.subsidy (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id_number TEXT NOT NULL,
    state TEXT NOT NULL,
    area TEXT NOT NULL,
    benefit TEXT NOT NULL,
    rate_id TEXT,
    year INTEGER NOT NULL,
    counts BOOLEAN NOT NULL,
    occupation TEXT,
    level TEXT,
    certificate_kind TEXT,
    project_id TEXT,
    payee TEXT,
    months INTEGER DEFAULT '0' NOT NULL,
    amount_yuan NUMERIC(18, 2) DEFAULT '0' NOT NULL,
    CONSTRAINT subsidy_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX subsidy_id_number_idx ON register.subsidy (id_number);
"""
