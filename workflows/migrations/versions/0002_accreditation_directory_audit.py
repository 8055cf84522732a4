"""Registers of accreditation, directory and audit: certificates, versions, ratings, findings."""

from alembic import op

revision = "0002_accreditation_directory_audit"
down_revision = "0001_registers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("registers are never dropped; restore a backup instead")


TABLES = """
CREATE TABLE register.audit (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    case_number TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    auditee TEXT NOT NULL,
    firm TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_until DATE NOT NULL,
    state TEXT NOT NULL,
    population_claims INTEGER DEFAULT '0' NOT NULL,
    population_yuan NUMERIC(18, 2) DEFAULT '0' NOT NULL,
    sample_claims INTEGER DEFAULT '0' NOT NULL,
    sample_yuan NUMERIC(18, 2) DEFAULT '0' NOT NULL,
    findings INTEGER DEFAULT '0' NOT NULL,
    summary TEXT,
    performance TEXT,
    CONSTRAINT audit_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX audit_area_idx ON register.audit (area);
CREATE INDEX audit_auditee_idx ON register.audit (auditee);
CREATE TABLE register.audit_finding (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    auditee TEXT NOT NULL,
    type TEXT NOT NULL,
    claim TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    fact TEXT NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT audit_finding_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX audit_finding_auditee_idx ON register.audit_finding (auditee);
CREATE TABLE register.audit_sample (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    claim TEXT NOT NULL,
    amount_yuan NUMERIC(18, 2) NOT NULL,
    flagged BOOLEAN NOT NULL,
    CONSTRAINT audit_sample_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE TABLE register.certificate (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    number TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    institution TEXT NOT NULL,
    CONSTRAINT certificate_pkey PRIMARY KEY (case_id, entry, line),
    CONSTRAINT certificate_number_key UNIQUE (number)
);
CREATE INDEX certificate_area_kind_year_idx ON register.certificate (area, kind, year);
CREATE TABLE register.credit_rating (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    institution TEXT NOT NULL,
    year INTEGER NOT NULL,
    grade TEXT NOT NULL,
    score NUMERIC(6, 2),
    reason TEXT,
    area TEXT NOT NULL,
    CONSTRAINT credit_rating_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX credit_rating_institution_idx ON register.credit_rating (institution);
CREATE TABLE register.directory_entry (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    area TEXT NOT NULL,
    list TEXT NOT NULL,
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    action TEXT NOT NULL,
    details JSONB NOT NULL,
    CONSTRAINT directory_entry_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX directory_entry_area_list_code_idx ON register.directory_entry (area, list, code);
CREATE TABLE register.directory_version (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    area TEXT NOT NULL,
    list TEXT NOT NULL,
    version INTEGER NOT NULL,
    published_on DATE NOT NULL,
    change_reason TEXT NOT NULL,
    contact TEXT NOT NULL,
    CONSTRAINT directory_version_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE UNIQUE INDEX directory_version_area_list_version_idx ON
    register.directory_version (area, list, version);
CREATE TABLE register.disclosure (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    area TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_until DATE NOT NULL,
    online_until DATE NOT NULL,
    rows JSONB NOT NULL,
    total_yuan NUMERIC(18, 2) NOT NULL,
    CONSTRAINT disclosure_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX disclosure_area_idx ON register.disclosure (area);
CREATE TABLE register.entrustment (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    letter TEXT NOT NULL,
    firm TEXT NOT NULL,
    lead_auditor TEXT NOT NULL,
    area TEXT NOT NULL,
    scope TEXT NOT NULL,
    valid_until DATE NOT NULL,
    CONSTRAINT entrustment_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX entrustment_lead_auditor_idx ON register.entrustment (lead_auditor);
CREATE TABLE register.exclusion (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    institution TEXT NOT NULL,
    ground TEXT NOT NULL,
    barred_until DATE NOT NULL,
    reason TEXT,
    area TEXT NOT NULL,
    CONSTRAINT exclusion_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX exclusion_institution_idx ON register.exclusion (institution);
CREATE TABLE register.expert_link (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expert TEXT NOT NULL,
    organisation TEXT NOT NULL,
    ground TEXT NOT NULL,
    valid_until DATE,
    CONSTRAINT expert_link_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX expert_link_expert_idx ON register.expert_link (expert);
CREATE TABLE register.fraud_finding (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    case_number TEXT NOT NULL,
    respondent TEXT NOT NULL,
    finding TEXT NOT NULL,
    reason TEXT,
    recover_yuan NUMERIC(18, 2),
    area TEXT NOT NULL,
    CONSTRAINT fraud_finding_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX fraud_finding_respondent_idx ON register.fraud_finding (respondent);
CREATE TABLE register.office_ledger (
    case_id UUID NOT NULL,
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    case_number TEXT NOT NULL,
    process TEXT NOT NULL,
    area TEXT NOT NULL,
    applicant TEXT NOT NULL,
    organisation TEXT,
    subject TEXT NOT NULL,
    result TEXT NOT NULL,
    rule TEXT,
    CONSTRAINT office_ledger_pkey PRIMARY KEY (case_id, entry, line)
);
CREATE INDEX office_ledger_area_process_idx ON register.office_ledger (area, process);
CREATE INDEX office_ledger_organisation_idx ON register.office_ledger (organisation);
"""
