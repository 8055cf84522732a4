"""The ledger of one person or payee 个人与收款方台账: subsidies, claim lines, payments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from workflows.registers.claims import claim, claim_line
from workflows.registers.payments import payment, payment_order
from workflows.registers.persons import person
from workflows.registers.subsidies import subsidy

MOST_ROWS = 500


def person_ledger(
    connection: Connection, id_number: str, areas: Sequence[str] | None, day: date | None
) -> dict[str, Any]:
    """Everything about the person in the areas: newest row per claim line, newest first.

    `places`: per year, how many of the yearly places are taken (L-01). Nothing is masked here.
    """
    known = connection.execute(
        select(person.c.name, person.c.status)
        .where(person.c.id_number == id_number)
        .order_by(person.c.recorded_at.desc(), person.c.entry.desc())
        .limit(1)
    ).one_or_none()
    subsidies = _subsidies(connection, id_number, areas, day)
    places: dict[int, int] = {}
    for row in subsidies:
        if row["counts"] and row["state"] != "released":
            places[row["year"]] = places.get(row["year"], 0) + 1
    return {
        "id_number": id_number,
        "name": known.name if known else None,
        "status": known.status if known else None,
        "subsidies": subsidies,
        "lines": _lines(connection, id_number, areas, day),
        "payments": payments_to(connection, id_number, areas, day),
        "places": [{"year": year, "taken": taken} for year, taken in sorted(places.items())],
    }


def payments_to(
    connection: Connection, payee: str, areas: Sequence[str] | None, day: date | None
) -> list[dict[str, Any]]:
    """What the payee gets or got, each payment once with the newest state of its order."""
    state = (
        select(payment_order.c.state)
        .where(payment_order.c.order_number == payment.c.order_number)
        .order_by(payment_order.c.recorded_at.desc(), payment_order.c.entry.desc())
        .limit(1)
    )
    area = (
        select(payment_order.c.area)
        .where(payment_order.c.order_number == payment.c.order_number)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(payment, state.scalar_subquery().label("state"), area.label("area"))
        .where(payment.c.payee == payee)
        .order_by(payment.c.recorded_at.desc(), payment.c.case_id.desc(), payment.c.line)
        .limit(MOST_ROWS)
    )
    if areas is not None:
        query = query.where(area.in_(areas))
    if day is not None:
        query = query.where(payment.c.valid_from <= day)
    return [dict(row._mapping) for row in connection.execute(query)]


def payee_totals(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Payments and yuan per year, fund source and state."""
    found: dict[tuple[int, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["valid_from"].year, row["fund_source"], row["state"] or "")
        each = found.setdefault(
            key,
            {"year": key[0], "fund_source": key[1], "state": key[2], "payments": 0, "yuan": 0},
        )
        each["payments"] += 1
        each["yuan"] += row["amount_yuan"]
    return [found[key] for key in sorted(found, reverse=True)]


def _subsidies(
    connection: Connection, id_number: str, areas: Sequence[str] | None, day: date | None
) -> list[dict[str, Any]]:
    rank = func.row_number().over(
        partition_by=(subsidy.c.case_id, subsidy.c.line), order_by=subsidy.c.entry.desc()
    )
    query = select(subsidy, rank.label("place")).where(subsidy.c.id_number == id_number)
    if areas is not None:
        query = query.where(subsidy.c.area.in_(areas))
    if day is not None:
        query = query.where(subsidy.c.valid_from <= day)
    newest = query.subquery("newest")
    rows = connection.execute(
        select(newest)
        .where(newest.c.place == 1)
        .order_by(newest.c.recorded_at.desc(), newest.c.case_id, newest.c.line)
        .limit(MOST_ROWS)
    )
    return [
        {name: value for name, value in row._mapping.items() if name != "place"} for row in rows
    ]


def _lines(
    connection: Connection, id_number: str, areas: Sequence[str] | None, day: date | None
) -> list[dict[str, Any]]:
    about = (
        select(claim.c.case_number, claim.c.process, claim.c.area)
        .where(claim.c.case_id == claim_line.c.case_id)
        .order_by(claim.c.entry.desc())
        .limit(1)
        .lateral("about")
    )
    newer = claim_line.alias("newer")
    superseded = (
        select(newer.c.entry)
        .where(newer.c.case_id == claim_line.c.case_id, newer.c.entry > claim_line.c.entry)
        .exists()
    )
    query = (
        select(claim_line, about)
        .join(about, about.c.case_number.is_not(None))
        .where(claim_line.c.id_number == id_number, ~superseded)
        .order_by(claim_line.c.recorded_at.desc(), claim_line.c.case_id, claim_line.c.line)
        .limit(MOST_ROWS)
    )
    if areas is not None:
        query = query.where(about.c.area.in_(areas))
    if day is not None:
        query = query.where(claim_line.c.valid_from <= day)
    return [dict(row._mapping) for row in connection.execute(query)]
