"""What became of a claim, entered in the register as its newest row 申领结果."""

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.claims.gather import today
from workflows.registers.claims import claim, claim_line
from workflows.registers.reads import claim_of

#: Nothing is paid then; what was computed before stays in the older rows.
WITHOUT_PAYMENT = frozenset({"refused", "withdrawn", "not_accepted"})


def enter_outcome(call: ServiceCall, connection: Connection, result: str) -> None:
    """The newest row of the claim once more, in the state it came to; nothing without a claim.

    A claim that a bureau refuses pays nothing, whatever its lines were computed at.
    """
    newest = claim_of(connection, call.case_id)
    if newest is None:
        return
    key = {"entry": call.entry, "valid_from": today(call), "recorded_at": call.at}
    row = {**newest, **key, "state": result}
    if result in WITHOUT_PAYMENT:
        refused_yuan = newest["claimed_yuan"] if result == "refused" else 0
        row |= {"payable_yuan": 0, "cut_yuan": 0, "refused_yuan": refused_yuan}
    connection.execute(claim.insert().values(row))
    if result == "refused":
        computed = select(claim_line).where(
            claim_line.c.case_id == call.case_id, claim_line.c.entry == newest["entry"]
        )
        refused = {**key, "state": "refused", "payable_yuan": 0}
        lines = [{**each._mapping, **refused} for each in connection.execute(computed)]
        if lines:
            connection.execute(claim_line.insert(), lines)
