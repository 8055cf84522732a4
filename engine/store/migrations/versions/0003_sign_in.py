"""Sign-in with an identity provider: attempts under way, and whom its subjects are bound to."""

from alembic import op

revision = "0003_sign_in"
down_revision = "0002_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("who did what is never dropped; restore a backup instead")


TABLES = """
CREATE TABLE people.sign_in_attempt (
    state_hash BYTEA NOT NULL,
    browser_hash BYTEA NOT NULL,
    nonce TEXT NOT NULL,
    code_verifier TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX sign_in_attempt_expires_at_idx ON people.sign_in_attempt (expires_at);
CREATE TABLE people.external_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    bound_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT external_identity_pkey PRIMARY KEY (issuer, subject),
    CONSTRAINT external_identity_person_fkey FOREIGN KEY(person) REFERENCES people.person (id)
);
CREATE INDEX external_identity_person_idx ON people.external_identity (person)
"""
