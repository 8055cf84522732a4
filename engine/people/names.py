"""What people are called, and who holds a group: for screens, which show no ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, or_, select

from engine.model.nodes import Text
from engine.people.search_terms import cleaned
from engine.people.tables import MembershipRow, PersonRow, PersonTermRow


def names_of(connection: Connection, people: Iterable[str]) -> dict[str, Text]:
    """Person id → name; whoever is unknown (the system, a person long gone) is left out."""
    wanted = sorted({each for each in people if each})
    if not wanted:
        return {}
    rows = connection.execute(
        select(PersonRow.id, PersonRow.name_zh, PersonRow.name_en).where(PersonRow.id.in_(wanted))
    )
    return {row.id: Text(row.name_zh, row.name_en) for row in rows}


def holders_of(connection: Connection, groups: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Active person → those of the groups ("<organisation>.<role>") they hold."""
    pairs = [group.rpartition(".")[::2] for group in sorted(set(groups))]
    if not pairs:
        return {}
    held = or_(
        *(
            and_(MembershipRow.organisation == organisation, MembershipRow.role == role)
            for organisation, role in pairs
        )
    )
    rows = connection.execute(
        select(MembershipRow.person, MembershipRow.organisation, MembershipRow.role)
        .join(PersonRow, PersonRow.id == MembershipRow.person)
        .where(held, PersonRow.status == "active")
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.person, set()).add(f"{row.organisation}.{row.role}")
    return {person: frozenset(names) for person, names in sorted(found.items())}


def people_called(connection: Connection, text: str, most: int = 50) -> list[str]:
    """Ids of those whose id, name, 拼音 or ending of a name the text is, whole."""
    rows = connection.scalars(
        select(PersonTermRow.person)
        .where(PersonTermRow.term == cleaned(text))
        .order_by(PersonTermRow.person)
        .limit(most)
    )
    return list(rows)
