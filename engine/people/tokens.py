"""API tokens 接口令牌 for programs: some of the owner's groups, for a limited time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, literal, select, tuple_, update
from sqlalchemy.orm import Session

from engine.people.errors import GroupsNotHeld, TokenNotFound
from engine.people.signed_in import TOKEN_PREFIX, SignedIn, digest, new_secret
from engine.people.tables import TokenRow


@dataclass(frozen=True, slots=True)
class Token:
    id: str
    name: str
    groups: tuple[str, ...]
    created_at: datetime
    expires_at: datetime


def create_token(
    session: Session, owner: SignedIn, name: str, groups: Iterable[str], lasts: timedelta
) -> tuple[str, Token]:
    """A new token; the secret is given once and never again.

    Raises: GroupsNotHeld when the owner lacks one of the groups now.
    """
    wanted = sorted(set(groups))
    missing = sorted(set(wanted) - owner.groups)
    if missing:
        raise GroupsNotHeld(missing)
    secret = TOKEN_PREFIX + new_secret()
    row = TokenRow(
        token_hash=digest(secret),
        id=str(uuid4()),
        person=owner.id,
        name=name,
        groups=wanted,
        expires_at=func.now() + lasts,
    )
    session.add(row)
    session.flush()
    session.refresh(row)
    return secret, _read(row)


def live_tokens(session: Session, person: str) -> list[Token]:
    """The person's tokens that still work, newest first."""
    rows = session.scalars(
        select(TokenRow)
        .where(
            TokenRow.person == person,
            TokenRow.revoked_at.is_(None),
            TokenRow.expires_at > func.now(),
        )
        .order_by(TokenRow.created_at.desc(), TokenRow.id)
    )
    return [_read(row) for row in rows]


def all_live_tokens(
    session: Session,
    *,
    person: str | None = None,
    after: tuple[str, str] | None = None,
    limit: int = 50,
) -> list[tuple[str, Token]]:
    """Owner and token of everybody's tokens that still work, by owner and id."""
    query = (
        select(TokenRow)
        .where(TokenRow.revoked_at.is_(None), TokenRow.expires_at > func.now())
        .order_by(TokenRow.person, TokenRow.id)
        .limit(limit)
    )
    if person is not None:
        query = query.where(TokenRow.person == person)
    if after is not None:
        query = query.where(
            tuple_(TokenRow.person, TokenRow.id) > tuple_(literal(after[0]), literal(after[1]))
        )
    return [(row.person, _read(row)) for row in session.scalars(query)]


def revoke_token(session: Session, person: str, token_id: str) -> None:
    """End one of the person's own tokens at once; ending it twice is no error.

    Raises: TokenNotFound.
    """
    found = session.scalar(
        update(TokenRow)
        .where(TokenRow.id == token_id, TokenRow.person == person)
        .values(revoked_at=func.coalesce(TokenRow.revoked_at, func.now()))
        .returning(TokenRow.id)
    )
    if found is None:
        raise TokenNotFound(token_id)


def _read(row: TokenRow) -> Token:
    return Token(row.id, row.name, tuple(row.groups), row.created_at, row.expires_at)
