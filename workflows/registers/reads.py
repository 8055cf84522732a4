"""What screens and scenarios ask of the claim and payment registers; masked unless told not to."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from workflows.registers.claims import claim, claim_line, document, notice
from workflows.registers.masking import mask_id_number, mask_name
from workflows.registers.payments import payment, payment_order, recovery


def claim_of(connection: Connection, case_id: UUID) -> dict[str, Any] | None:
    """The newest row of the case's claim; None when it has none."""
    row = connection.execute(
        select(claim).where(claim.c.case_id == case_id).order_by(claim.c.entry.desc()).limit(1)
    ).one_or_none()
    return dict(row._mapping) if row is not None else None


def claim_lines(
    connection: Connection, case_id: UUID, *, masked: bool = True
) -> list[dict[str, Any]]:
    """Lines of the newest computation: line, person, benefit, rate, yuan, rules."""
    newest = select(func.max(claim_line.c.entry)).where(claim_line.c.case_id == case_id)
    rows = connection.execute(
        select(claim_line)
        .where(claim_line.c.case_id == case_id, claim_line.c.entry == newest.scalar_subquery())
        .order_by(claim_line.c.line)
    )
    lines = []
    for row in rows:
        values = dict(row._mapping)
        if masked:
            values["name"] = mask_name(values["name"])
            if values["payee"] == values["id_number"]:
                values["payee"] = mask_id_number(values["payee"])
            values["id_number"] = mask_id_number(values["id_number"])
        lines.append(values)
    return lines


def payment_orders(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    """Newest state of each order of the case, with how many payees it has."""
    rows = connection.execute(
        select(payment_order)
        .where(payment_order.c.case_id == case_id)
        .order_by(payment_order.c.line, payment_order.c.entry)
    )
    return list({row.order_number: dict(row._mapping) for row in rows}.values())


def payments(connection: Connection, case_id: UUID, *, masked: bool = True) -> list[dict[str, Any]]:
    """What each payee gets."""
    found = [
        dict(row._mapping)
        for row in connection.execute(
            select(payment)
            .where(payment.c.case_id == case_id)
            .order_by(payment.c.entry, payment.c.line)
        )
    ]
    if masked:
        for each in found:
            if each["payee_kind"] == "individual":
                each["payee"] = mask_id_number(each["payee"])
    return found


def recoveries(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    """Demands of the case and what came of them, in order."""
    rows = connection.execute(
        select(recovery).where(recovery.c.case_id == case_id).order_by(recovery.c.entry)
    )
    return [dict(row._mapping) for row in rows]


def line_reasons(connection: Connection, hashed: str) -> Any:
    """The document of line reasons with this hash; None when there is none."""
    return connection.scalar(select(document.c.content).where(document.c.hash == hashed))


def notices(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    rows = connection.execute(
        select(notice).where(notice.c.case_id == case_id).order_by(notice.c.entry, notice.c.line)
    )
    return [dict(row._mapping) for row in rows]
