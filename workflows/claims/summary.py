"""What the case learns of an assessment: sums and counted rules, no person."""

from collections import Counter
from typing import Any

from workflows.claims.facts import ClaimFacts
from workflows.claims.findings import find, with_defaults
from workflows.claims.results import ZERO, Assessment, LineResult


def summary(assessment: Assessment) -> dict[str, Any]:
    """Variables of the case after cross-check or amount; amounts in yuan."""
    return {
        "line_count": len(assessment.lines),
        "refused_count": len(assessment.of("refused")),
        "all_refused": assessment.all_refused,
        "claimed_yuan": assessment.claimed_yuan,
        "refused_yuan": assessment.refused_yuan,
        "cut_yuan": assessment.cut_yuan,
        "refusals": refusals(assessment),
        "risk_count": sum(bool(line.risks) for line in assessment.lines),
    }


def refusals(assessment: Assessment) -> list[dict[str, Any]]:
    """Rules that refused or cut lines: how many lines, how much, and the texts."""
    counted: Counter[str] = Counter()
    texts: dict[str, tuple[str, str]] = {}
    effect: dict[str, str] = {}
    for line in assessment.of("refused", "cut"):
        for reason in {each.rule: each for each in line.reasons}.values():
            counted[reason.rule] += 1
            texts.setdefault(reason.rule, (reason.zh, reason.en))
            effect.setdefault(reason.rule, line.state)
    return [
        {
            "rule": rule,
            "count": count,
            "effect": effect[rule],
            "zh": texts[rule][0],
            "en": texts[rule][1],
        }
        for rule, count in sorted(counted.items())
    ]


def missing_rates(assessment: Assessment) -> list[dict[str, Any]]:
    """Rates without an amount (标准缺失) and how many lines wait for each."""
    waiting: Counter[tuple[str, str]] = Counter()
    for line in assessment.of("rate_missing"):
        if line.rate is not None:
            waiting[(line.rate.rate_id, line.rate.rate_type)] += 1
    return [
        {"rate_id": rate, "rate_type": kind, "lines": count}
        for (rate, kind), count in sorted(waiting.items())
    ]


def totals_by(assessment: Assessment, attribute: str) -> dict[str, Any]:
    """Payable yuan by an attribute of the line results, e.g. `fund_source`."""
    totals: dict[str, Any] = {}
    for line in assessment.of("payable", "cut"):
        key = getattr(line, attribute)
        totals[key] = totals.get(key, ZERO) + line.payable_yuan
    return totals


def kinds_of_lines(assessment: Assessment, claim: ClaimFacts) -> dict[str, list[str]]:
    """Benefits and groups of the lines that stand: what decides who countersigns."""
    standing: list[LineResult] = assessment.of("payable", "cut", "rate_missing")
    groups = {
        group
        for result in standing
        for group in find(with_defaults(result.line, claim), claim).groups
    }
    return {
        "benefits": sorted({result.benefit for result in standing}),
        "groups": sorted(groups),
    }
