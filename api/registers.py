"""What screens and scenarios ask of the registers 台账, masked for whoever need not know."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, or_, select

from api.masking import mask_record
from engine.errors import Invalid
from engine.reads.clock import now
from workflows.registers import reads
from workflows.registers.audits import audit
from workflows.registers.claims import claim
from workflows.registers.institutions import institution
from workflows.registers.payments import payment_order
from workflows.registers.rosters import RosterRefused, parse_roster, save_roster


class RosterInvalid(Invalid):
    """The roster is not taken (花名册未予接收)."""

    def __init__(self, refused: RosterRefused) -> None:
        findings = [
            {
                "where": f"{each.row}" + (f"/{each.column}" if each.column else ""),
                "rule": each.code,
                "zh": each.zh,
                "en": each.en,
            }
            for each in refused.errors
        ]
        super().__init__(
            f"花名册有 {len(findings)} 处错误。",
            f"Expected a roster without errors, but found {len(findings)}.",
            findings,
        )


def store_roster(connection: Connection, name: str, content: bytes, person: str) -> tuple[str, int]:
    """Check and keep a roster; gives its id and how many rows it has. Raises: RosterInvalid."""
    try:
        parsed = parse_roster(name, content)
    except RosterRefused as refused:
        raise RosterInvalid(refused) from refused
    return save_roster(connection, parsed, person, now(connection)), len(parsed.lines)


def claim_of(connection: Connection, case_id: UUID, *, masked: bool) -> dict[str, Any]:
    """Claim, lines, orders, payments and recoveries of a case; empty where there are none."""
    summary = reads.claim_of(connection, case_id)
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
) -> tuple[list[dict[str, Any]], tuple[Any, ...] | None]:
    """One page of a register, newest rows first; `areas` None: every area."""
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
    if after is not None:
        query = query.where(_before(key, after))
    rows = [dict(row._mapping) for row in connection.execute(query)]
    following = rows[limit - 1] if len(rows) > limit else None
    marker = tuple(_plain(following[each]) for each in KEY) if following else None
    return rows[:limit], marker


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
