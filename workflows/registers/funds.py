"""Fund accounts 资金专账: movements of each fund source of an area, and the balance check."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Numeric, Text, func, select

from workflows.registers import register_table
from workflows.registers.locks import lock

#: Money in (positive) and out (negative). What is pooled 筹集, released 拨付, returned 退回.
fund_movement = register_table(
    "fund_movement",
    Column("area", Text, nullable=False),
    Column("fund_source", Text, nullable=False),
    Column("amount_yuan", Numeric(18, 2), nullable=False),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Index(None, "area", "fund_source"),
)


def balance_yuan(connection: Connection, area: str, fund_source: str) -> Decimal:
    """What is left of the fund; zero for an account nobody opened."""
    total = connection.scalar(
        select(func.sum(fund_movement.c.amount_yuan)).where(
            fund_movement.c.area == area, fund_movement.c.fund_source == fund_source
        )
    )
    return total if total is not None else Decimal(0)


def lock_account(connection: Connection, area: str, fund_source: str) -> None:
    """Hold the account until the end of the transaction, so that no balance is spent twice."""
    lock(connection, "fund", f"{area}/{fund_source}")


def book(
    connection: Connection,
    *,
    key: tuple[UUID, int, int],
    at: object,
    day: date,
    area: str,
    fund_source: str,
    amount_yuan: Decimal,
    kind: str,
    reference: str,
) -> None:
    """Write one movement."""
    case_id, entry, line = key
    connection.execute(
        fund_movement.insert().values(
            case_id=case_id,
            entry=entry,
            line=line,
            valid_from=day,
            recorded_at=at,
            area=area,
            fund_source=fund_source,
            amount_yuan=amount_yuan,
            kind=kind,
            reference=reference,
        )
    )
