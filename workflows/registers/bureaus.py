"""What the registers need to know of organisations and people; read from the people tables."""

from sqlalchemy import Connection, TextClause, text

from engine.model.nodes import Text

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


def names_of(connection: Connection, person: str) -> Text:
    """The person's name; the id of an unknown one."""
    return _named(connection, _NAMES, person)


def names_of_organisation(connection: Connection, organisation: str) -> Text:
    """The organisation's name; the id of an unknown one."""
    return _named(connection, _NAMES_OF_ORGANISATION, organisation)


def _named(connection: Connection, query: TextClause, known_as: str) -> Text:
    row = connection.execute(query, {"id": known_as}).one_or_none()
    return Text(known_as, known_as) if row is None else Text(row.name_zh, row.name_en)


def roles_of(connection: Connection, person: str) -> frozenset[str]:
    """The roles a person holds anywhere; empty when unknown."""
    return frozenset(connection.scalars(_ROLES, {"person": person}))
