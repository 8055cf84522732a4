"""What the registers need to know of organisations and people; read from the people tables."""

from sqlalchemy import Connection, text

_AREA = text("SELECT area FROM people.organisation WHERE id = :id")
_ORGANISATION_OF = text("SELECT organisation FROM people.person WHERE id = :person")
_ROLES = text("SELECT role FROM people.membership WHERE person = :person")


def area_of(connection: Connection, organisation: str | None) -> str | None:
    """The area an organisation stands in; None when it is unknown."""
    return connection.scalar(_AREA, {"id": organisation})


def organisation_of(connection: Connection, person: str) -> str | None:
    """The organisation a person belongs to; None for an unknown person or an individual."""
    return connection.scalar(_ORGANISATION_OF, {"person": person})


def roles_of(connection: Connection, person: str) -> frozenset[str]:
    """The roles a person holds anywhere; empty when unknown."""
    return frozenset(connection.scalars(_ROLES, {"person": person}))
