"""Disclosure of fund use 资金使用公开 (D7): payee, project, heads, amount, source, date; masked."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.registers import areas
from workflows.registers.audits import disclosure
from workflows.registers.bureaus import area_of
from workflows.registers.keys import inputs, key_of, today
from workflows.registers.masking import mask_id_number
from workflows.registers.payments import payment, payment_order

ONLINE_YEARS = 2  #: how long a list stays online [assumed]
PAID = "paid"


def compile_list(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`rows` (masked), `row_count` and `total_yuan` of what was paid in the area in the period."""
    area = area_of(connection, inputs(call).get("finance")) or call.area
    orders = _paid_orders(
        connection, area, inputs(call)["period_from"], inputs(call)["period_until"]
    )
    rows = [
        {
            "payee": _payee(row.payee_kind, row.payee),
            "project": row.project_id,
            "persons": row.persons,
            "amount_yuan": row.amount_yuan,
            "fund_source": row.fund_source,
            "paid_on": orders[row.order_number],
        }
        for row in connection.execute(
            select(payment)
            .where(payment.c.order_number.in_(list(orders)))
            .order_by(payment.c.order_number, payment.c.line)
        )
    ]
    total = sum((row["amount_yuan"] for row in rows), Decimal(0))
    return {"rows": rows, "row_count": len(rows), "total_yuan": total}


def publish_list(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the confirmed list; it stays online for two years."""
    day = today(call)
    connection.execute(
        disclosure.insert().values(
            **key_of(call),
            area=area_of(connection, inputs(call).get("finance")) or call.area,
            period_from=inputs(call)["period_from"],
            period_until=inputs(call)["period_until"],
            online_until=date(day.year + ONLINE_YEARS, day.month, min(day.day, 28)),
            rows=[_plain(row) for row in inputs(call).get("rows") or ()],
            total_yuan=inputs(call).get("total_yuan") or Decimal(0),
        )
    )
    return {}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if value is None else str(value) for name, value in row.items()}


def _paid_orders(connection: Connection, area: str, first: date, last: date) -> dict[str, date]:
    """Order number → day of payment, of orders paid in the area or inside it."""
    table = payment_order.c
    rows = connection.execute(
        select(table.order_number, table.area, table.valid_from)
        .where(table.state == PAID, table.valid_from.between(first, last))
        .order_by(table.order_number)
    )
    return {
        row.order_number: row.valid_from
        for row in rows
        if area in areas.chain(connection, row.area)
    }


def _payee(kind: str, payee: str) -> str:
    return (mask_id_number(payee) or "") if kind == "individual" else payee
