"""C15 appropriation 资金拨付: account and budget check, release, bank receipt, failed transfer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import HandlerFailed, ServiceCall
from workflows.claims.gather import today
from workflows.registers import areas
from workflows.registers.funds import balance_yuan, book, lock_account
from workflows.registers.payments import payment_order


def check(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Whether the fund still holds the order's amount; books nothing."""
    order = _order(call)
    left = balance_yuan(connection, _city(call, connection), order["fund_source"])
    return {
        "fund_balance_yuan": left,
        "funds_sufficient": left >= Decimal(str(order["amount_yuan"])),
    }


def release(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Take the amount out of the fund, once; the account is locked while its balance is read.

    Raises: HandlerFailed when the money has gone since the check.
    """
    order, city = _order(call), _city(call, connection)
    amount = Decimal(str(order["amount_yuan"]))
    lock_account(connection, city, order["fund_source"])
    if balance_yuan(connection, city, order["fund_source"]) < amount:
        raise HandlerFailed("资金余额不足", "The balance of the fund is not sufficient")
    _book(call, connection, order, city, -amount, "appropriation")
    _state(call, connection, order, city, "released")
    return {}


def receipt(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the bank's receipt: the order is paid."""
    order = _order(call)
    _state(call, connection, order, _city(call, connection), "paid", call.inputs.get("receipt"))
    return {}


def failed(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """The bank gave the money back: it returns to the fund until the account is corrected."""
    order, city = _order(call), _city(call, connection)
    lock_account(connection, city, order["fund_source"])
    _book(call, connection, order, city, Decimal(str(order["amount_yuan"])), "transfer_failed")
    _state(call, connection, order, city, "failed")
    return {}


def _order(call: ServiceCall) -> Any:
    return call.inputs["order"]


def _city(call: ServiceCall, connection: Connection) -> str:
    return areas.plan_and_city(connection, call.area)[1]


def _book(
    call: ServiceCall, connection: Connection, order: Any, city: str, amount: Decimal, kind: str
) -> None:
    book(
        connection,
        key=(call.case_id, call.entry, int(order["line"])),
        at=call.at,
        day=today(call),
        area=city,
        fund_source=order["fund_source"],
        amount_yuan=amount,
        kind=kind,
        reference=order["order_number"],
    )


def _state(
    call: ServiceCall,
    connection: Connection,
    order: Any,
    city: str,
    state: str,
    number: object = None,
) -> None:
    connection.execute(
        payment_order.insert().values(
            case_id=call.case_id,
            entry=call.entry,
            line=int(order["line"]),
            valid_from=today(call),
            recorded_at=call.at,
            order_number=order["order_number"],
            area=city,
            fund_source=order["fund_source"],
            amount_yuan=order["amount_yuan"],
            payments=order["payments"],
            state=state,
            receipt=number,
        )
    )
