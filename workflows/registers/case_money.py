"""What the registers know of a case as the case search asks it: amount, payee, rule.

The amount of a case is what its newest claim row says is payable; a case without a claim has none.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, cast, select, union

from workflows.registers.claims import claim, claim_line
from workflows.registers.payments import payment


def amount_of(case_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Yuan payable by the newest claim row, as a scalar subquery; null without a claim."""
    return (
        select(claim.c.payable_yuan)
        .where(claim.c.case_id == case_id)
        .order_by(claim.c.entry.desc())
        .limit(1)
        .correlate_except(claim)
        .scalar_subquery()
    )


def amount_between(
    case_id: ColumnElement[Any], least: Decimal | None, most: Decimal | None
) -> ColumnElement[bool]:
    """The index finds cases that ever had such an amount; the newest row decides."""

    def within(amount: ColumnElement[Any]) -> ColumnElement[bool]:
        parts = []
        if least is not None:
            parts.append(amount >= least)
        if most is not None:
            parts.append(amount <= most)
        return and_(*parts)

    ever = select(claim.c.case_id).where(within(claim.c.payable_yuan))
    return and_(case_id.in_(ever), within(amount_of(case_id)))


def paid_to(case_id: ColumnElement[Any], payees: Sequence[str]) -> ColumnElement[bool]:
    """Cases that pay, or compute a line for, or are claimed by one of these: ids or ID numbers."""
    lines = claim_line.c
    return case_id.in_(
        union(
            select(payment.c.case_id).where(payment.c.payee.in_(payees)),
            select(lines.case_id).where(lines.payee.in_(payees)),
            select(lines.case_id).where(lines.id_number.in_(payees)),
            select(claim.c.case_id).where(claim.c.claimant.in_(payees)),
        )
    )


def under_rule(case_id: ColumnElement[Any], rule: str) -> ColumnElement[bool]:
    """Cases with a line that the rule refused, cut or flagged, or whose rate it is."""
    lines, only = claim_line.c, cast([rule], ARRAY(Text))
    return case_id.in_(
        union(
            select(lines.case_id).where(lines.rules.op("@>")(only)),
            select(lines.case_id).where(lines.risks.op("@>")(only)),
            select(lines.case_id).where(lines.rate_id == rule),
        )
    )
