"""What a register said on a day: the newest row of every thing until then, and the sums."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, func, literal, or_, select

from workflows.registers.audits import audit
from workflows.registers.claims import claim
from workflows.registers.funds import fund_movement
from workflows.registers.institutions import institution
from workflows.registers.payments import payment_order

#: What a row of the register is about: a later row with the same values supersedes it.
ABOUT: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "institutions": (institution, ("institution", "kind", "accreditation")),
    "ledger": (claim, ("case_id",)),
    "payments": (payment_order, ("order_number",)),
    "audits": (audit, ("case_id",)),
}


def stands_on(name: str, day: date | None) -> ColumnElement[bool]:
    """Whether no later row (of those that held on the day) is about the same thing."""
    table, about = ABOUT[name]
    later = table.alias("later")
    same = [
        or_(
            later.c[column] == table.c[column],
            and_(later.c[column].is_(None), table.c[column].is_(None)),
        )
        if table.c[column].nullable
        else later.c[column] == table.c[column]
        for column in about
    ]
    after = or_(
        later.c.recorded_at > table.c.recorded_at,
        and_(later.c.recorded_at == table.c.recorded_at, later.c.entry > table.c.entry),
        and_(
            later.c.recorded_at == table.c.recorded_at,
            later.c.entry == table.c.entry,
            later.c.line > table.c.line,
        ),
    )
    held = [later.c.valid_from <= day] if day is not None else []
    return ~exists(select(literal(1)).where(*same, after, *held))


def totals_by_fund(
    connection: Connection, areas: Sequence[str] | None, day: date | None
) -> list[dict[str, Any]]:
    """Per area and fund source: orders and yuan by state as they stood, and what is left."""
    query = (
        select(
            payment_order.c.area,
            payment_order.c.fund_source,
            payment_order.c.state,
            func.count().label("orders"),
            func.sum(payment_order.c.amount_yuan).label("yuan"),
        )
        .where(stands_on("payments", day))
        .group_by(payment_order.c.area, payment_order.c.fund_source, payment_order.c.state)
    )
    moved = select(
        fund_movement.c.area,
        fund_movement.c.fund_source,
        func.sum(fund_movement.c.amount_yuan).label("yuan"),
    ).group_by(fund_movement.c.area, fund_movement.c.fund_source)
    if areas is not None:
        query = query.where(payment_order.c.area.in_(areas))
        moved = moved.where(fund_movement.c.area.in_(areas))
    if day is not None:
        query = query.where(payment_order.c.valid_from <= day)
        moved = moved.where(fund_movement.c.valid_from <= day)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in connection.execute(query):
        each = found.setdefault((row.area, row.fund_source), _empty(row))
        each["states"][row.state] = {"orders": row.orders, "yuan": row.yuan}
    for row in connection.execute(moved):
        found.setdefault((row.area, row.fund_source), _empty(row))["balance_yuan"] = row.yuan
    return [found[key] for key in sorted(found)]


def _empty(row: Any) -> dict[str, Any]:
    return {
        "area": row.area,
        "fund_source": row.fund_source,
        "states": {},
        "balance_yuan": None,
    }
