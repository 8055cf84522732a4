"""Everything the registers know about a set of persons, read in one go."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from workflows.claims.calendar_months import months_of
from workflows.claims.facts import Held, Person, Span
from workflows.registers import places
from workflows.registers.persons import attendance, employment, insurance, person, person_group


def persons_of(
    connection: Connection, id_numbers: Iterable[str | None], city: str, except_case: UUID
) -> dict[str, Person]:
    """By ID number; persons no register knows are left out. `city`: whose insurance counts."""
    wanted = sorted({number for number in id_numbers if number})
    identities = {row.id_number: row for row in _rows(connection, person, wanted)}
    groups = _spans(connection, person_group, wanted, "group", "valid_until")
    jobs = _spans(connection, employment, wanted, "organisation", "valid_until")
    courses = _spans(connection, attendance, wanted, "project_id", "last_day")
    months: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in _rows(connection, insurance, wanted):
        if row.area == city:
            months[row.id_number] |= months_of(row.first_month, row.last_month)
    held: dict[str, list[Held]] = defaultdict(list)
    for row in places.active(connection, wanted, except_case):
        held[row.id_number].append(_held(row))
    known = identities.keys() | groups.keys() | jobs.keys() | months.keys() | held.keys()
    return {
        number: Person(
            known=number in identities,
            valid=number not in identities or identities[number].status == "valid",
            deceased_on=identities[number].deceased_on if number in identities else None,
            pension_from=identities[number].pension_from if number in identities else None,
            groups=tuple(groups.get(number, ())),
            employments=tuple(jobs.get(number, ())),
            attendance=tuple(courses.get(number, ())),
            insured_months=frozenset(months.get(number, ())),
            held=tuple(held.get(number, ())),
        )
        for number in known | courses.keys()
    }


def _rows(connection: Connection, table: Table, wanted: list[str]) -> list[Any]:
    return list(
        connection.execute(
            select(table)
            .where(table.c.id_number.in_(wanted))
            .order_by(table.c.recorded_at, table.c.case_id, table.c.entry, table.c.line)
        )
    )


def _spans(
    connection: Connection, table: Table, wanted: list[str], name: str, until: str
) -> dict[str, list[Span]]:
    """Newest row per person, name and start; spans by person."""
    newest = {
        (row.id_number, row._mapping[name], row.valid_from): row._mapping[until]
        for row in _rows(connection, table, wanted)
    }
    spans: dict[str, list[Span]] = defaultdict(list)
    for (number, label, since), end in newest.items():
        spans[number].append(Span(label, since, end))
    return spans


def _held(row: Any) -> Held:
    return Held(
        benefit=row.benefit,
        year=row.year,
        counts=row.counts,
        rate_id=row.rate_id,
        occupation=row.occupation,
        level=row.level,
        certificate_kind=row.certificate_kind,
        project_id=row.project_id,
        months=row.months,
        amount_yuan=row.amount_yuan,
    )
