"""What the registers need to know of organisations and people; read from the people tables."""

from sqlalchemy import Connection, text

_AREA = text("SELECT area FROM people.organisation WHERE id = :id")
_ORGANISATION_OF = text("SELECT organisation FROM people.person WHERE id = :person")
_NAMES = text("SELECT name_zh, name_en FROM people.person WHERE id = :id")
_NAMES_OF_ORGANISATION = text("SELECT name_zh, name_en FROM people.organisation WHERE id = :id")
_ROLES = text("SELECT role FROM people.membership WHERE person = :person")


def area_of(connection: Connection, organisation: str | None) -> str | None:
    """The area an organisation stands in; None when it is unknown."""
    return connection.scalar(_AREA, {"id": organisation})


def organisation_of(connection: Connection, person: str) -> str | None:
    """The organisation a person belongs to; None for an unknown person or an individual."""
    return connection.scalar(_ORGANISATION_OF, {"person": person})


def names_of(connection: Connection, person: str) -> tuple[str, str]:
    """The person's name in Chinese and English; the id of an unknown one."""
    row = connection.execute(_NAMES, {"id": person}).one_or_none()
    return (person, person) if row is None else (row.name_zh, row.name_en)


def names_of_organisation(connection: Connection, organisation: str) -> tuple[str, str]:
    """The organisation's name in Chinese and English; the id of an unknown one."""
    row = connection.execute(_NAMES_OF_ORGANISATION, {"id": organisation}).one_or_none()
    return (organisation, organisation) if row is None else (row.name_zh, row.name_en)


def roles_of(connection: Connection, person: str) -> frozenset[str]:
    """The roles a person holds anywhere; empty when unknown."""
    return frozenset(connection.scalars(_ROLES, {"person": person}))
