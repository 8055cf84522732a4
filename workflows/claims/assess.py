"""Assess a claim: every line through DT-01 → DT-03 → DT-02 → DT-04 → DT-05 → DT-06, then DT-08.

Pure: lines and register facts in, results out. The system proposes; bureaus decide.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from workflows.claims.amount import cents, fund_source, payable
from workflows.claims.eligibility import eligibility, exclusion
from workflows.claims.facts import ClaimFacts, Held
from workflows.claims.findings import Findings, find, with_defaults
from workflows.claims.frequency import COUNTED, HeldSoFar, duplicate, frequency, order_of
from workflows.claims.lines import ClaimLine
from workflows.claims.rate import gross, rate_of
from workflows.claims.results import ZERO, Assessment, LineResult, Rate, Reason
from workflows.claims.tables import Tables

CHUNK = 100  #: lines between two progress reports

NO_RATE = ("本地计划没有该项补贴", "The plan of this place has no such subsidy")


def assess(
    lines: Iterable[ClaimLine],
    claim: ClaimFacts,
    tables: Tables,
    report_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Assessment:
    """Results in roster order; lines that compete are judged by certificate date."""
    completed = [with_defaults(line, claim) for line in lines]
    accounts = shared_accounts(completed)
    several = len({line.id_number for line in completed}) > 1
    held = HeldSoFar(claim)
    wanted = _wanted(completed)
    year_yuan: dict[str, Decimal] = defaultdict(Decimal, claim.year_paid_yuan)
    results: dict[int, LineResult] = {}
    for done, line in enumerate(sorted(completed, key=order_of), start=1):
        findings = find(line, claim)
        risks = [*findings.risks]
        if line.account in accounts:
            risks.append("C16-07")
        if several and not claim.by_organisation:
            risks.append("C16-10")
        findings = replace(findings, risks=tuple(risks))
        result = _assess_line(line, claim, findings, held, wanted, year_yuan, tables)
        results[line.number] = result
        if result.state != "refused":
            held.add(line, result.rate.rate_id if result.rate else None)
            if result.rate:
                year_yuan[result.rate.rate_id] += result.payable_yuan
        if done % CHUNK == 0:
            report_progress(done, len(completed))
    report_progress(len(completed), len(completed))
    return Assessment(tuple(results[line.number] for line in completed))


def _assess_line(
    line: ClaimLine,
    claim: ClaimFacts,
    findings: Findings,
    held: HeldSoFar,
    wanted: dict[str | None, set[str]],
    year_yuan: dict[str, Decimal],
    tables: Tables,
) -> LineResult:
    before = held.of(line)
    rate = rate_of(line, claim, tables)
    reasons = _refusals(line, claim, findings, before, wanted, rate, tables)
    payee_kind, payee = _payee(line, claim, rate)
    base = LineResult(
        line=line,
        benefit=line.benefit,
        state="refused",
        reasons=tuple(reasons),
        risks=findings.risks,
        rate=rate,
        claimed_yuan=line.claimed_yuan,
        payee_kind=payee_kind,
        payee=payee,
        counts=line.benefit in COUNTED,
        project_id=line.project_id,
    )
    if rate is None:
        return base
    return _with_amount(base, claim, rate, before, year_yuan, tables)


def _refusals(
    line: ClaimLine,
    claim: ClaimFacts,
    findings: Findings,
    before: list[Held],
    wanted: dict[str | None, set[str]],
    rate: Rate | None,
    tables: Tables,
) -> list[Reason]:
    """DT-01, DT-03, DT-02, DT-04 in this order; all reasons are kept."""
    reasons = eligibility(line, claim, findings, tables)
    for found in (
        duplicate(line, claim, before, tables),
        frequency(line, claim, before, tables),
    ):
        if found is not None:
            reasons.append(found)
    also = wanted[line.id_number] if line.benefit == "ojt" else set()
    benefits = frozenset({each.benefit for each in before} | also)
    reasons.extend(exclusion(line, claim, benefits, tables))
    if rate is None:
        reasons.append(Reason("DT-05", *NO_RATE, "DT_05_rate"))
    return reasons


def _with_amount(
    base: LineResult,
    claim: ClaimFacts,
    rate: Rate,
    before: list[Held],
    year_yuan: dict[str, Decimal],
    tables: Tables,
) -> LineResult:
    line = base.line
    computed = gross(line, claim, rate, tables)
    source = fund_source(line, claim, tables)
    if computed.amount_yuan is None:
        state = "refused" if base.reasons else "rate_missing"
        return _changed(base, state=state, fund_source=source)
    amount = payable(
        line,
        claim,
        rate,
        computed,
        months_before=sum(each.months for each in before if each.benefit == "ojt"),
        year_before_yuan=year_yuan.get(rate.rate_id, ZERO),
        tables=tables,
    )
    if base.reasons or amount.refused:
        return _changed(
            base,
            reasons=(*base.reasons, *(amount.reasons if amount.refused else ())),
            claimed_yuan=cents(amount.claimed_yuan),
            fund_source=source,
        )
    return _changed(
        base,
        state="cut" if amount.payable_yuan < amount.claimed_yuan else "payable",
        reasons=amount.reasons,
        claimed_yuan=cents(amount.claimed_yuan),
        payable_yuan=amount.payable_yuan,
        fund_source=source,
    )


def _changed(base: LineResult, **changes: Any) -> LineResult:
    return replace(base, **changes)


def _payee(line: ClaimLine, claim: ClaimFacts, rate: Rate | None) -> tuple[str, str]:
    """Who paid claims 谁垫付，谁申领: the claimant, unless the plan pays the person."""
    if line.id_number and (not claim.by_organisation or (rate and rate.payee == "IND")):
        return "individual", line.id_number
    return "organisation", claim.claimant


def _wanted(lines: Iterable[ClaimLine]) -> dict[str | None, set[str]]:
    """Benefits each person brings in this claim."""
    wanted: dict[str | None, set[str]] = defaultdict(set)
    for line in lines:
        wanted[line.id_number].add(line.benefit)
    return wanted


def shared_accounts(lines: Iterable[ClaimLine]) -> frozenset[str | None]:
    """Bank accounts that several persons name: a risk for the reviewer, no refusal."""
    persons: dict[str | None, set[str | None]] = defaultdict(set)
    for line in lines:
        if line.account:
            persons[line.account].add(line.id_number)
    return frozenset(account for account, named in persons.items() if len(named) > 1)
