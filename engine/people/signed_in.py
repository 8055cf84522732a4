"""Who is asking: the person behind a session cookie or a bearer token.

Asked once per request, so it is one prepared statement on the driver, not the ORM.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg.rows import dict_row

#: Bearer tokens start so, which lets secret scanners find them.
TOKEN_PREFIX = "hq_"


@dataclass(frozen=True)
class SignedIn:
    """A person with the groups they act with in this request."""

    id: str
    name_zh: str
    name_en: str
    organisation: str | None
    area: str | None  #: of the organisation, else the person's own
    groups: frozenset[str]  #: "<organisation>.<role>"
    #: role → (organisation, its kind, its area) of each membership; tokens hold fewer
    memberships: tuple[tuple[str, str, str, str], ...]
    session: str | None = None  #: id of the session; None with a token
    token: str | None = None  #: id of the API token; None with a session

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _, _, _ in self.memberships)

    def areas_of(self, role: str) -> frozenset[str]:
        """Areas of the organisations in which the person holds the role."""
        return frozenset(area for held, _, _, area in self.memberships if held == role)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored and looked up; 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).digest()


_PERSON = """
select p.id, p.name_zh, p.name_en, p.organisation, coalesce(o.area, p.area) as area,
       found.id as key,
       (select coalesce(jsonb_agg(jsonb_build_array(m.role, m.organisation, mo.kind, mo.area)
                                  order by m.organisation, m.role), '[]'::jsonb)
          from people.membership m join people.organisation mo on mo.id = m.organisation
         where m.person = p.id) as memberships
"""

_BY_SESSION = (
    _PERSON
    + """, null::text[] as groups
  from people.session found
  join people.person p on p.id = found.person
  left join people.organisation o on o.id = p.organisation
 where found.token_hash = %s and found.expires_at > now() and found.revoked_at is null
   and p.status = 'active'"""
)

_BY_TOKEN = (
    _PERSON
    + """, found.groups
  from people.token found
  join people.person p on p.id = found.person
  left join people.organisation o on o.id = p.organisation
 where found.token_hash = %s and found.expires_at > now() and found.revoked_at is null
   and p.status = 'active'"""
)


def by_session(connection: psycopg.Connection[Any], secret: str) -> SignedIn | None:
    """The person of a live session; None when it is unknown, over, or revoked."""
    return _look_up(connection, _BY_SESSION, secret)


def by_token(connection: psycopg.Connection[Any], secret: str) -> SignedIn | None:
    """The owner of a live API token, with only those of its groups the owner still holds."""
    return _look_up(connection, _BY_TOKEN, secret)


def _look_up(connection: psycopg.Connection[Any], statement: str, secret: str) -> SignedIn | None:
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(statement.encode(), (digest(secret),), prepare=True).fetchone()
    return _signed_in(row, by_token=statement is _BY_TOKEN) if row else None


def _signed_in(row: Mapping[str, Any], *, by_token: bool) -> SignedIn:
    memberships = tuple((m[0], m[1], m[2], m[3]) for m in row["memberships"])
    if row["groups"] is not None:
        allowed = frozenset(row["groups"])
        memberships = tuple(m for m in memberships if f"{m[1]}.{m[0]}" in allowed)
    return SignedIn(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        organisation=row["organisation"],
        area=row["area"],
        groups=frozenset(f"{organisation}.{role}" for role, organisation, _, _ in memberships),
        memberships=memberships,
        session=None if by_token else row["key"],
        token=row["key"] if by_token else None,
    )
