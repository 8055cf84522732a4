"""What screens and scenarios ask of the registers 台账, masked for whoever need not know."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, or_, select

from api.masking import mask_record
from workflows.registers import reads
from workflows.registers.audits import audit
from workflows.registers.claims import claim
from workflows.registers.institutions import institution
from workflows.registers.payments import payment_order
from workflows.registers.person_ledger import payee_totals, payments_to, person_ledger
from workflows.registers.standing_on import stands_on, totals_by_fund


def claim_of(
    connection: Connection, case_id: UUID, *, masked: bool, lines: bool = True
) -> dict[str, Any]:
    """Claim, lines, orders, payments and recoveries of a case; empty where there are none.

    Without `lines` the claim and its notices alone.
    """
    summary = reads.claim_of(connection, case_id)
    if not lines:
        found = {"claim": summary, "reasons": None, "notices": reads.notices(connection, case_id)}
        found |= {part: [] for part in ("lines", "orders", "payments", "recoveries")}
        return mask_record(found) if masked else found
    reasons = reads.line_reasons(connection, summary["reasons"]) if summary else None
    found = {
        "claim": summary,
        "lines": reads.claim_lines(connection, case_id, masked=masked),
        "orders": reads.payment_orders(connection, case_id),
        "payments": reads.payments(connection, case_id, masked=masked),
        "recoveries": reads.recoveries(connection, case_id),
        "notices": reads.notices(connection, case_id),
        "reasons": reasons,
    }
    return mask_record(found) if masked else found


#: Registers that are read as lists: table, and the columns that may be asked for.
LISTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "institutions": (institution, ("area", "kind", "institution")),
    "ledger": (claim, ("area", "process", "claimant")),
    "payments": (payment_order, ("area", "fund_source", "order_number")),
    "audits": (audit, ("area", "auditee", "firm")),
}

KEY = ("recorded_at", "case_id", "entry", "line")


def list_register(
    connection: Connection,
    name: str,
    filters: dict[str, str],
    areas: frozenset[str] | None,
    after: tuple[Any, ...] | None,
    limit: int,
    as_of: date | None,
    *,
    current: bool = False,
) -> tuple[list[dict[str, Any]], tuple[Any, ...] | None]:
    """One page of a register, newest rows first; `areas` None: every area.

    `current`: only the row of each thing that stood on the day, without those it superseded.
    """
    table, columns = LISTS[name]
    key = [table.c[each] for each in KEY]
    query = select(table).order_by(*(column.desc() for column in key)).limit(limit + 1)
    for column, value in filters.items():
        if column in columns and value:
            query = query.where(table.c[column] == value)
    if areas is not None:
        query = query.where(table.c.area.in_(sorted(areas)))
    if as_of is not None:
        query = query.where(table.c.valid_from <= as_of)
    if current:
        query = query.where(stands_on(name, as_of))
    if after is not None:
        query = query.where(_before(key, after))
    rows = [dict(row._mapping) for row in connection.execute(query)]
    following = rows[limit - 1] if len(rows) > limit else None
    marker = tuple(_plain(following[each]) for each in KEY) if following else None
    return rows[:limit], marker


def fund_totals(
    connection: Connection, areas: frozenset[str] | None, area: str | None, as_of: date | None
) -> list[dict[str, Any]]:
    """Orders, yuan and what is left per area and fund source, as it stood on the day."""
    wanted = None if areas is None else sorted(areas)
    if area is not None:
        wanted = [area] if areas is None or area in areas else []
    return totals_by_fund(connection, wanted, as_of)


def ledger_of_person(
    connection: Connection,
    id_number: str,
    areas: frozenset[str] | None,
    as_of: date | None,
    *,
    revealed: bool,
) -> dict[str, Any]:
    """Subsidies, claim lines and payments of one person; masked unless revealed."""
    wanted = None if areas is None else sorted(areas)
    found = person_ledger(connection, id_number, wanted, as_of)
    return found if revealed else mask_record(found)


def ledger_of_payee(
    connection: Connection,
    payee: str,
    areas: frozenset[str] | None,
    as_of: date | None,
    *,
    revealed: bool,
) -> dict[str, Any]:
    """Payments to an organisation or individual, with totals per year and fund source."""
    rows = payments_to(connection, payee, None if areas is None else sorted(areas), as_of)
    found = {"payee": payee, "payments": rows, "totals": payee_totals(rows)}
    return found if revealed else mask_record(found)


def _before(key: list[Any], after: tuple[Any, ...]) -> Any:
    """Row order as (a < x) or (a = x and b < y) or …: the keyset condition, descending."""
    return or_(
        *(
            and_(*(key[k] == after[k] for k in range(position)), key[position] < after[position])
            for position in range(len(key))
        )
    )


def _plain(value: Any) -> str | int:
    return value if isinstance(value, int) else str(value)
