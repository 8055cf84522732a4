"""The subsidy register under the locks of its persons: read, reserve, release, pay.

Every claim that touches a person waits for that person's lock before it reads the history, so
that of many claims at once exactly three get a place in a year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from workflows.registers.locks import lock_all
from workflows.registers.subsidies import subsidy

PERSON = "person"
PAYEE = "payee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line's place in the register."""

    line: int
    id_number: str
    benefit: str
    year: int
    counts: bool
    area: str
    rate_id: str | None
    occupation: str | None
    level: str | None
    certificate_kind: str | None
    project_id: str | None
    payee: str | None
    months: int
    amount_yuan: Decimal


def lock_persons(connection: Connection, id_numbers: Iterable[str | None]) -> None:
    """Hold these persons until the end of the transaction."""
    lock_all(connection, PERSON, [number for number in id_numbers if number])


def lock_payee(connection: Connection, payee: str) -> None:
    """Hold a payee whose yearly sum is capped."""
    lock_all(connection, PAYEE, [payee])


def active(connection: Connection, id_numbers: Iterable[str], except_case: UUID) -> Sequence[Any]:
    """Rows that stand: the newest of each line, released ones and this case's own left out."""
    newest = _newest().where(subsidy.c.id_number.in_(sorted(set(id_numbers)))).subquery()
    return connection.execute(
        select(newest)
        .where(newest.c.state != "released", newest.c.case_id != except_case)
        .order_by(newest.c.recorded_at, newest.c.case_id, newest.c.line)
    ).all()


def paid_to_payee_yuan(
    connection: Connection, payee: str, rate_id: str, year: int, except_case: UUID
) -> Decimal:
    """What a payee has had, or has reserved, under a rate by decisions of a year."""
    newest = _newest().where(subsidy.c.payee == payee, subsidy.c.rate_id == rate_id).subquery()
    total = connection.scalar(
        select(func.sum(newest.c.amount_yuan)).where(
            newest.c.state != "released",
            newest.c.case_id != except_case,
            func.extract("year", newest.c.valid_from) == year,
        )
    )
    return total if total is not None else Decimal(0)


def reserve(
    connection: Connection,
    case_id: UUID,
    entry: int,
    places: Iterable[Place],
    *,
    day: date,
    at: datetime,
) -> None:
    """Take these places for the case; places it had before and did not take again are released."""
    wanted = {place.line: place for place in places}
    rows = [_row(case_id, entry, place, "reserved", day, at) for place in wanted.values()]
    rows += [
        {
            **dict(row._mapping),
            "entry": entry,
            "state": "released",
            "valid_from": day,
            "recorded_at": at,
        }
        for row in of_case(connection, case_id)
        if row.line not in wanted and row.state == "reserved"
    ]
    if rows:
        connection.execute(subsidy.insert(), rows)


def settle(
    connection: Connection, case_id: UUID, entry: int, state: str, *, day: date, at: datetime
) -> int:
    """Turn the case's reserved places into `paid` or `released`; how many there were."""
    rows = [
        {**dict(row._mapping), "entry": entry, "state": state, "valid_from": day, "recorded_at": at}
        for row in of_case(connection, case_id)
        if row.state == "reserved"
    ]
    if rows:
        connection.execute(subsidy.insert(), rows)
    return len(rows)


def release(connection: Connection, case_id: UUID, entry: int, *, day: date, at: datetime) -> int:
    """Give the places of a refused or withdrawn claim back."""
    return settle(connection, case_id, entry, "released", day=day, at=at)


def of_case(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """The newest row of each line of a case."""
    newest = _newest().where(subsidy.c.case_id == case_id).subquery()
    return connection.execute(select(newest).order_by(newest.c.line)).all()


def _newest() -> Any:
    """Imported history stands by itself; of a claim's line only the newest row counts."""
    later = subsidy.alias("later")
    superseded = (
        select(later.c.line)
        .where(
            later.c.case_id == subsidy.c.case_id,
            later.c.line == subsidy.c.line,
            later.c.entry > subsidy.c.entry,
        )
        .exists()
    )
    return select(subsidy).where(or_(subsidy.c.state == "history", ~superseded))


def _row(
    case_id: UUID, entry: int, place: Place, state: str, day: date, at: datetime
) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "entry": entry,
        "line": place.line,
        "valid_from": day,
        "recorded_at": at,
        "state": state,
        "id_number": place.id_number,
        "area": place.area,
        "benefit": place.benefit,
        "rate_id": place.rate_id,
        "year": place.year,
        "counts": place.counts,
        "occupation": place.occupation,
        "level": place.level,
        "certificate_kind": place.certificate_kind,
        "project_id": place.project_id,
        "payee": place.payee,
        "months": place.months,
        "amount_yuan": place.amount_yuan,
    }
