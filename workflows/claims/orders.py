"""Payment orders 拨款通知: one per fund source, with what each payee gets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from engine.jobs.handlers import ServiceCall
from workflows.claims.gather import tables_of, today
from workflows.claims.results import ZERO
from workflows.claims.settlement import open_advance_yuan
from workflows.registers import areas
from workflows.registers.claims import claim, claim_line
from workflows.registers.payments import payment, payment_order


@dataclass(frozen=True, slots=True)
class Due:
    """Money due to one payee from one fund."""

    fund_source: str
    payee_kind: str
    payee: str
    amount_yuan: Decimal
    persons: int


def order_claim(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Orders for the payable lines of the newest computation, less the advance of the class."""
    entry = select(func.max(claim_line.c.entry)).where(claim_line.c.case_id == call.case_id)
    rows = connection.execute(
        select(claim_line).where(
            claim_line.c.case_id == call.case_id,
            claim_line.c.entry == entry.scalar_subquery(),
            claim_line.c.state.in_(("payable", "cut")),
            claim_line.c.payable_yuan > 0,
        )
    ).all()
    claimant = connection.scalar(
        select(claim.c.claimant).where(claim.c.case_id == call.case_id).limit(1)
    )
    advance = open_advance_yuan(connection, call.inputs.get("class_id"), str(claimant))
    dues = less_advance(_dues(rows), advance)
    return {"orders": write_orders(call, connection, dues)}


def order_one(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """One order for one payee: an advance, a tuition refund. The fund follows DT-08."""
    plan, _ = areas.plan_and_city(connection, call.area)
    row = tables_of(call).ask("DT_08_fund_source", plan=plan, benefit=call.inputs["benefit"])
    organisation = call.organisation is not None and call.inputs.get("as_individual") is not True
    due = Due(
        str(row["fund_source"] if isinstance(row, dict) else row),
        "organisation" if organisation else "individual",
        str(call.organisation if organisation else call.applicant),
        Decimal(str(call.inputs["amount_yuan"])),
        1,
    )
    return {"orders": write_orders(call, connection, [due])}


def less_advance(dues: Iterable[Due], advance_yuan: Decimal) -> list[Due]:
    """What is left after the advance is taken off the organisation's payments."""
    left, rest = [], advance_yuan
    for due in sorted(dues, key=lambda each: (each.payee_kind != "organisation", each.payee)):
        taken = min(rest, due.amount_yuan) if due.payee_kind == "organisation" else ZERO
        rest -= taken
        if due.amount_yuan > taken:
            amount = due.amount_yuan - taken
            left.append(Due(due.fund_source, due.payee_kind, due.payee, amount, due.persons))
    return left


def write_orders(
    call: ServiceCall, connection: Connection, dues: Iterable[Due]
) -> list[dict[str, Any]]:
    """Write one order per fund source; gives what the case needs to pay them."""
    _, city = areas.plan_and_city(connection, call.area)
    by_fund: dict[str, list[Due]] = defaultdict(list)
    for due in dues:
        by_fund[due.fund_source].append(due)
    already = connection.scalar(
        select(func.count(payment_order.c.order_number.distinct())).where(
            payment_order.c.case_id == call.case_id
        )
    )
    orders, number = [], 0
    for line, fund in enumerate(sorted(by_fund), start=(already or 0) + 1):
        order = {
            "line": line,
            "order_number": f"{call.case_number}-{line}",
            "fund_source": fund,
            "amount_yuan": sum((due.amount_yuan for due in by_fund[fund]), ZERO),
            "payments": len(by_fund[fund]),
        }
        orders.append(order)
        connection.execute(
            payment_order.insert().values(
                **_key(call, line), **_of(order), area=city, state="ordered"
            )
        )
        for due in by_fund[fund]:
            number += 1
            connection.execute(
                payment.insert().values(
                    **_key(call, number),
                    order_number=order["order_number"],
                    payee_kind=due.payee_kind,
                    payee=due.payee,
                    project_id=call.inputs.get("project_id"),
                    persons=due.persons,
                    fund_source=fund,
                    amount_yuan=due.amount_yuan,
                )
            )
    return orders


def _dues(rows: Iterable[Any]) -> list[Due]:
    sums: dict[tuple[str, str, str], tuple[Decimal, int]] = defaultdict(lambda: (ZERO, 0))
    for row in rows:
        key = (row.fund_source, row.payee_kind, row.payee)
        amount, persons = sums[key]
        sums[key] = (amount + row.payable_yuan, persons + 1)
    return [Due(*key, amount, persons) for key, (amount, persons) in sorted(sums.items())]


def _of(order: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: order[name] for name in ("order_number", "fund_source", "amount_yuan", "payments")
    }


def _key(call: ServiceCall, line: int) -> dict[str, Any]:
    return {
        "case_id": call.case_id,
        "entry": call.entry,
        "line": line,
        "valid_from": today(call),
        "recorded_at": call.at,
    }
