"""C17 recovery 资金追回: what is demanded, what came back, what was offset or enforced."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.claims.gather import today
from workflows.registers import areas
from workflows.registers.funds import book, lock_account
from workflows.registers.payments import recovery


def demand(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the demand: who owes how much, and on what ground."""
    _write(call, connection, Decimal(str(call.inputs["recovery_yuan"])), "demanded")
    return {}


def received(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """The money is back: enter it and put it into the fund it came from."""
    amount = Decimal(str(call.inputs["recovery_yuan"]))
    city = _write(call, connection, -amount, "paid")
    fund = str(call.inputs.get("fund_source") or "dedicated_account")
    lock_account(connection, city, fund)
    book(
        connection,
        key=(call.case_id, call.entry, 0),
        at=call.at,
        day=today(call),
        area=city,
        fund_source=fund,
        amount_yuan=amount,
        kind="recovered",
        reference=call.case_number,
    )
    return {}


def unpaid(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Not paid in time: kept for offset against later claims, or for enforcement."""
    _write(call, connection, Decimal(0), str(call.inputs.get("outcome") or "enforcement"))
    return {}


def _write(call: ServiceCall, connection: Connection, amount: Decimal, state: str) -> str:
    _, city = areas.plan_and_city(connection, call.area)
    connection.execute(
        recovery.insert().values(
            case_id=call.case_id,
            entry=call.entry,
            line=0,
            valid_from=today(call),
            recorded_at=call.at,
            debtor=str(call.inputs.get("debtor") or call.organisation or call.applicant),
            area=city,
            amount_yuan=amount,
            ground=str(call.inputs.get("ground") or "settlement"),
            state=state,
        )
    )
    return city
