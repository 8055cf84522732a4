"""DT-06 and DT-08: what is payable after claims, ceilings and caps, and from which fund."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workflows.claims.facts import ClaimFacts
from workflows.claims.lines import ClaimLine
from workflows.claims.rate import Gross
from workflows.claims.results import ZERO, Rate, Reason
from workflows.claims.tables import Tables

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    claimed_yuan: Decimal
    payable_yuan: Decimal
    refused: bool
    reasons: tuple[Reason, ...]


def cents(amount: Decimal) -> Decimal:
    """To 0.01 yuan, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def payable(
    line: ClaimLine,
    claim: ClaimFacts,
    rate: Rate,
    computed: Gross,
    *,
    months_before: int,
    year_before_yuan: Decimal,
    tables: Tables,
) -> Amount:
    """Cut the line to what was claimed, to its share, and to the caps of DT-06."""
    assert computed.amount_yuan is not None
    claimed = line.claimed_yuan if line.claimed_yuan is not None else cents(computed.amount_yuan)
    entitled, reasons = computed.amount_yuan, []
    if computed.at_most_yuan is not None and entitled > computed.at_most_yuan:
        entitled = computed.at_most_yuan
    entitled = min(entitled, claimed)
    share = rate.rate_type == "percent"
    row = tables.ask(
        "DT_06_cap",
        plan=claim.plan,
        rate_id=rate.rate_id,
        benefit=line.benefit,
        minimum=None if share else rate.minimum,
        maximum=None if share else rate.maximum,
        approved_yuan=line.approved_yuan,
        months=line.months,
        months_before=months_before,
        year_before_yuan=year_before_yuan,
        amount_yuan=entitled,
    )
    result = cents(min(entitled, row["payable"]))
    if row["effect"] == "refuse":
        return Amount(claimed, ZERO, True, (Reason.of("DT_06_cap", row),))
    if row["effect"] == "cut":
        reasons.append(Reason.of("DT_06_cap", row))
    if cents(entitled) < claimed:
        reasons.append(
            Reason(
                rate.rate_id,
                "超过补贴标准的部分予以核减",
                "Cut to what the rate gives",
                "DT_05_rate",
            )
        )
    return Amount(claimed, result, False, tuple(reasons))


def fund_source(line: ClaimLine, claim: ClaimFacts, tables: Tables) -> str:
    """DT-08: the one fund the line is paid from."""
    row = tables.ask("DT_08_fund_source", plan=claim.plan, benefit=line.benefit)
    return str(row["fund_source"] if isinstance(row, dict) else row)
