"""Tables of people and sign-in, schema `people` (SQLAlchemy ORM; used nowhere else)."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

metadata = MetaData(
    schema="people",
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


class Base(DeclarativeBase):
    metadata = metadata
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        date: Date,
        str: Text,
        bytes: LargeBinary,
        list[str]: ARRAY(Text),
        dict[str, Any]: JSONB,
    }


class AreaRow(Base):
    """An administrative area 行政区划."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("people.area.code"))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    plan: Mapped[int | None] = mapped_column(SmallInteger)  #: None: the parent's plan


class OrganisationRow(Base):
    """A bureau, enterprise, institution, panel or audit firm 机构."""

    __tablename__ = "organisation"
    __table_args__ = (Index(None, "kind", "area"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    area: Mapped[str] = mapped_column(ForeignKey("people.area.code"))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    credit_code: Mapped[str | None] = mapped_column(unique=True)


class PersonRow(Base):
    """Somebody who can sign in: staff, applicant, expert, auditor."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("status in ('active', 'disabled')", "status"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    organisation: Mapped[str | None] = mapped_column(ForeignKey("people.organisation.id"))
    area: Mapped[str | None] = mapped_column(ForeignKey("people.area.code"))
    status: Mapped[str] = mapped_column(server_default="active")


class PersonTermRow(Base):
    """A beginning by which a person is found (`engine.people.search_terms`)."""

    __tablename__ = "person_term"
    __table_args__ = (Index(None, "term", "person", postgresql_ops={"term": "text_pattern_ops"}),)

    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"), primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True)


class MembershipRow(Base):
    """A person holds a role in an organisation: group "<organisation>.<role>"."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "organisation", "role"),)

    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"), primary_key=True)
    organisation: Mapped[str] = mapped_column(
        ForeignKey("people.organisation.id"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)


class AccountRow(Base):
    """A local account: the password's argon2id hash."""

    __tablename__ = "account"

    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"), primary_key=True)
    password_hash: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class LoginLimitRow(Base):
    """How many failed sign-ins a name or an address had in the present window."""

    __tablename__ = "login_limit"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_until: Mapped[datetime]
    failures: Mapped[int] = mapped_column(Integer)


class SessionRow(Base):
    """A signed-in browser. The token itself is kept nowhere, only its SHA-256."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "person"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)  #: shown in lists, used to revoke
    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str] = mapped_column(server_default="")


class SignInAttemptRow(Base):
    """A sign-in with the identity provider that has begun; taken once, over after minutes."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "expires_at"),)

    state_hash: Mapped[bytes] = mapped_column(primary_key=True)
    browser_hash: Mapped[bytes]  #: of the secret that the browser keeps in a cookie
    nonce: Mapped[str]
    code_verifier: Mapped[str]
    return_to: Mapped[str]
    expires_at: Mapped[datetime]


class ExternalIdentityRow(Base):
    """Who a subject of an identity provider is here; bound at the first sign-in."""

    __tablename__ = "external_identity"
    __table_args__ = (Index(None, "person"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"))
    bound_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TokenRow(Base):
    """An API token: bearer of some of its owner's roles until it expires."""

    __tablename__ = "token"
    __table_args__ = (Index(None, "person"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"))
    name: Mapped[str]
    groups: Mapped[list[str]]  #: subset of the owner's groups; cut again to those still held
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class EntrustmentRow(Base):
    """A letter of entrustment 委托书: what a third-party auditor may read, and when."""

    __tablename__ = "entrustment"
    __table_args__ = (Index(None, "person"), CheckConstraint("valid_from <= valid_until", "dates"))

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.person.id"))
    letter: Mapped[str]  #: number of the letter
    areas: Mapped[list[str]]  #: with everything inside them
    processes: Mapped[list[str]]  #: process keys; empty: all
    cases_from: Mapped[date | None]  #: only cases started from this local day on
    cases_until: Mapped[date | None]  #: … up to and with this one
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    revoked_at: Mapped[datetime | None]


class CalendarRow(Base):
    """A working calendar by content hash; rows are never changed or removed."""

    __tablename__ = "calendar"

    hash: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AreaCalendarRow(Base):
    """Which calendar an area uses since when; areas without one use their parent's."""

    __tablename__ = "area_calendar"

    area: Mapped[str] = mapped_column(ForeignKey("people.area.code"), primary_key=True)
    since: Mapped[datetime] = mapped_column(
        primary_key=True, server_default=text("clock_timestamp()")
    )
    calendar: Mapped[str] = mapped_column(ForeignKey("people.calendar.hash"))
    set_by: Mapped[str | None]


class ChangeRow(Base):
    """Who changed what about people and settings; rows are only added."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "subject"), Index(None, "actor", "number"))

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    actor: Mapped[str]  #: person id, or "system" for sample data
    what: Mapped[str]  #: e.g. "person.created"
    subject: Mapped[str]  #: id of what was changed
    details: Mapped[dict[str, Any]]
