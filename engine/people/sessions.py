"""Server-side sessions 会话: open one, list one's own, end them.

The browser holds a random secret in a cookie; the table holds its SHA-256, so that a stolen copy
of the database signs nobody in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from engine.people.accounts import is_password, stored_hash
from engine.people.errors import SessionNotFound, WrongPassword
from engine.people.login_limit import LoginLimits, forget_failures, reserve_attempt
from engine.people.signed_in import digest, new_secret
from engine.people.tables import SessionRow
from engine.people.transactions import PeopleDatabase

#: Old rows are kept this long for the list of sign-ins, then swept at the next sign-in.
KEPT_AFTER_EXPIRY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OpenSession:
    id: str
    person: str
    created_at: datetime
    expires_at: datetime
    user_agent: str
    address: str


def sign_in(
    database: PeopleDatabase,
    person: str,
    password: str,
    *,
    address: str,
    user_agent: str,
    lasts: timedelta,
    limits: LoginLimits,
) -> tuple[str, OpenSession]:
    """Check the password and open a session; gives the secret for the cookie, once.

    Three short transactions: the attempt is counted even when the check then fails, and no
    connection waits while the password is hashed.

    Raises: TooManySignIns, WrongPassword (the same for an unknown name).
    """
    person = person.strip().lower()
    with database.transaction() as session:
        refused = reserve_attempt(session, limits, person, address)
        stored = None if refused else stored_hash(session, person)
    if refused:
        raise refused
    if not is_password(stored, password):
        raise WrongPassword
    with database.transaction() as session:
        forget_failures(session, person, address)
        return open_session(session, person, address, user_agent, lasts)


def open_session(
    session: Session, person: str, address: str, user_agent: str, lasts: timedelta
) -> tuple[str, OpenSession]:
    """Open a session for somebody whose identity is proved already."""
    session.execute(
        delete(SessionRow).where(
            SessionRow.person == person, SessionRow.expires_at < func.now() - KEPT_AFTER_EXPIRY
        )
    )
    secret = new_secret()
    row = SessionRow(
        token_hash=digest(secret),
        id=str(uuid4()),
        person=person,
        expires_at=func.now() + lasts,
        user_agent=user_agent[:300],
        address=address[:100],
    )
    session.add(row)
    session.flush()
    session.refresh(row)
    return secret, _read(row)


def open_sessions(session: Session, person: str) -> list[OpenSession]:
    """The person's live sessions, newest first."""
    rows = session.scalars(
        select(SessionRow)
        .where(
            SessionRow.person == person,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > func.now(),
        )
        .order_by(SessionRow.created_at.desc(), SessionRow.id)
    )
    return [_read(row) for row in rows]


def current_session(session: Session, session_id: str) -> OpenSession:
    """A live session by its id. Raises: SessionNotFound."""
    row = session.scalar(
        select(SessionRow).where(
            SessionRow.id == session_id,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > func.now(),
        )
    )
    if row is None:
        raise SessionNotFound(session_id)
    return _read(row)


def extend_session(
    session: Session, session_id: str, lasts: timedelta, longest: timedelta
) -> OpenSession:
    """Let a live session last anew, but never beyond `longest` after it was opened.

    Raises: SessionNotFound.
    """
    row = session.scalar(
        update(SessionRow)
        .where(
            SessionRow.id == session_id,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > func.now(),
        )
        .values(
            expires_at=func.greatest(
                SessionRow.expires_at,
                func.least(func.now() + lasts, SessionRow.created_at + longest),
            )
        )
        .returning(SessionRow)
    )
    if row is None:
        raise SessionNotFound(session_id)
    return _read(row)


def end_session_of(session: Session, secret: str) -> None:
    """End the session of a cookie, whoever's it is: signing in anew replaces it."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.token_hash == digest(secret), SessionRow.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )


def revoke_session(session: Session, person: str, session_id: str) -> None:
    """End one of the person's own sessions at once; ending it twice is no error.

    Raises: SessionNotFound.
    """
    found = session.scalar(
        update(SessionRow)
        .where(SessionRow.id == session_id, SessionRow.person == person)
        .values(revoked_at=func.coalesce(SessionRow.revoked_at, func.now()))
        .returning(SessionRow.id)
    )
    if found is None:
        raise SessionNotFound(session_id)


def revoke_all_sessions(session: Session, person: str) -> None:
    """End every session of the person (password changed, person disabled)."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.person == person, SessionRow.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )


def _read(row: SessionRow) -> OpenSession:
    return OpenSession(
        row.id, row.person, row.created_at, row.expires_at, row.user_agent, row.address
    )
