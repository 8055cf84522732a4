"""Advances and their settlement 预拨与结算: what a class has had before its claim."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.claims.gather import today
from workflows.registers import areas
from workflows.registers.institutions import recognitions_of
from workflows.registers.locks import lock
from workflows.registers.payments import advance


def open_advance(connection: Connection, class_id: object, claimant: str) -> Any | None:
    """The newest advance row of the class; None without class or advance."""
    if not isinstance(class_id, str) or not class_id:
        return None
    return connection.execute(
        select(advance)
        .where(advance.c.class_id == class_id, advance.c.claimant == claimant)
        .order_by(advance.c.recorded_at.desc(), advance.c.entry.desc())
        .limit(1)
    ).one_or_none()


def open_advance_yuan(connection: Connection, class_id: object, claimant: str) -> Decimal:
    """What was paid in advance for the class and not settled yet."""
    row = open_advance(connection, class_id, claimant)
    return row.amount_yuan if row is not None and row.state == "paid" else Decimal(0)


def check_advance(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """What DT-07 asks about the class and its claimant."""
    claimant = str(call.organisation or call.applicant)
    class_id = call.inputs.get("class_id")
    lock(connection, "class", f"{claimant}/{class_id}")
    plan, _ = areas.plan_and_city(connection, call.area)
    day = today(call)
    return {
        "plan": plan,
        "advance_before": open_advance(connection, class_id, claimant) is not None,
        "claimant": areas.kind_of(connection, claimant) or "individual",
        "tender_awarded": any(
            kind == "tender_awarded" and since <= day and (until is None or day <= until)
            for kind, since, until in recognitions_of(connection, claimant)
        ),
    }


def register_advance(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the paid advance of the class."""
    _, city = areas.plan_and_city(connection, call.area)
    connection.execute(
        advance.insert().values(
            case_id=call.case_id,
            entry=call.entry,
            line=0,
            valid_from=today(call),
            recorded_at=call.at,
            class_id=call.inputs["class_id"],
            claimant=str(call.organisation or call.applicant),
            area=city,
            budget_yuan=call.inputs["budget_yuan"],
            amount_yuan=call.inputs["advance_yuan"],
            state="paid",
        )
    )
    return {}


def close_advance(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """The advance was recovered without a claim: it is settled."""
    claimant = str(call.organisation or call.applicant)
    settle_advance(call, connection, call.inputs.get("class_id"), claimant, today(call))
    return {}


def settle_advance(
    call: ServiceCall, connection: Connection, class_id: object, claimant: str, day: date
) -> None:
    """Mark the class's advance as settled, once."""
    row = open_advance(connection, class_id, claimant)
    if row is not None and row.state == "paid":
        connection.execute(
            advance.insert().values(
                {
                    **row._mapping,
                    "case_id": call.case_id,
                    "entry": call.entry,
                    "line": 0,
                    "valid_from": day,
                    "recorded_at": call.at,
                    "state": "settled",
                }
            )
        )
