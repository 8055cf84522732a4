"""Special audit 专项审计: grant access and draw the sample, record findings, close."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from engine.jobs.handlers import ServiceCall
from workflows.audit.letters import grant_reading
from workflows.audit.sampling import Claim, draw
from workflows.findings import Finding, told
from workflows.registers.audits import audit, audit_finding, audit_sample, entrustment
from workflows.registers.bureaus import area_of
from workflows.registers.claims import claim, claim_line
from workflows.registers.keys import inputs, key_of

FINDING_TYPES = ("procedure", "amount", "eligibility", "fraud")
#: States of the claim register that are results; a claim under way is not audited.
DECIDED = ("approved", "partly_approved", "awaiting_payment", "paid")


def open_audit(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the letter, let the lead auditor read, draw the sample (授权并抽样)."""
    given = inputs(call)
    area = area_of(connection, given.get("lead")) or call.area
    connection.execute(
        entrustment.insert().values(
            **key_of(call, valid_from=given["letter_from"]),
            letter=str(given["letter_number"]),
            firm=str(given["firm"]),
            lead_auditor=str(given["lead_auditor"]),
            area=area,
            scope=str(given.get("audit_scope") or ""),
            valid_until=given["letter_until"],
        )
    )
    grant_reading(call, connection, area)
    population = _population(call, connection)
    sample = draw(population, call.case_number)
    for line, each in enumerate(sample, start=1):
        connection.execute(
            audit_sample.insert().values(
                **key_of(call, line),
                claim=each.number,
                amount_yuan=each.amount_yuan,
                flagged=each.flagged,
            )
        )
    numbers = {
        "population_claims": len(population),
        "population_yuan": _sum(population),
        "sample_claims": len(sample),
        "sample_yuan": _sum(sample),
    }
    _note(call, connection, "fieldwork", **numbers)
    rows = [
        {"claim": each.number, "amount_yuan": each.amount_yuan, "flagged": each.flagged}
        for each in sample
    ]
    return {"sample": rows, **numbers}


def record_findings(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`problems`: sample items not checked, findings of an unknown type; without any, enter all."""
    findings = list(inputs(call).get("findings") or ())
    checked = {str(number) for number in inputs(call).get("checked") or ()}
    asked = [str(item["claim"]) for item in inputs(call).get("sample") or ()]
    problems = [
        Finding("D-SAMPLE", f"样本 {number} 未核查", f"the sample {number} was not checked")
        for number in asked
        if number not in checked
    ]
    problems += [
        Finding(
            "D-TYPE",
            f"第{position}项发现的类型“{each.get('type')}”不认识",
            f"finding {position} has the unknown type {each.get('type')!r}",
        )
        for position, each in enumerate(findings, start=1)
        if each.get("type") not in FINDING_TYPES
    ]
    if not problems:
        for line, each in enumerate(findings, start=1):
            connection.execute(
                audit_finding.insert().values(
                    **key_of(call, line),
                    auditee=str(inputs(call)["auditee"]),
                    type=each["type"],
                    claim=str(each["claim"]),
                    amount_yuan=Decimal(str(each["amount_yuan"])),
                    fact=str(each["fact"]),
                    rule=str(each["rule"]),
                )
            )
    return {"problems": told(problems)}


def close_audit(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Publish the summary and keep the result for A9, A11 and next year's plan.

    `next_rating`: what the findings mean for the next rating: none, points or fraud.
    """
    findings = list(inputs(call).get("findings") or ())
    _note(
        call,
        connection,
        "closed",
        findings=len(findings),
        summary=inputs(call).get("report_summary"),
        performance=inputs(call).get("performance"),
    )
    types = {each.get("type") for each in findings}
    return {"next_rating": "fraud" if "fraud" in types else "points" if types else "none"}


def _population(call: ServiceCall, connection: Connection) -> list[Claim]:
    """Decided claims of the auditee in the period, newest row each, by case number."""
    table, given = claim.c, inputs(call)
    rows = connection.execute(
        select(table.case_id, table.case_number, table.state, table.payable_yuan)
        .where(table.claimant == str(given["auditee"]))
        .where(table.valid_from.between(given["period_from"], given["period_until"]))
        .order_by(table.case_id, table.entry)
    )
    newest = {row.case_id: row for row in rows}
    return sorted(
        (
            Claim(row.case_number, row.payable_yuan, _flagged(connection, row.case_id))
            for row in newest.values()
            if row.state in DECIDED
        ),
        key=lambda each: each.number,
    )


def _flagged(connection: Connection, case_id: Any) -> bool:
    query = (
        select(func.count())
        .select_from(claim_line)
        .where(claim_line.c.case_id == case_id, func.cardinality(claim_line.c.risks) > 0)
    )
    return bool(connection.scalar(query))


def _note(call: ServiceCall, connection: Connection, state: str, **numbers: Any) -> None:
    given = inputs(call)
    connection.execute(
        audit.insert().values(
            **key_of(call),
            case_number=call.case_number,
            area=area_of(connection, given.get("lead")) or call.area,
            kind=str(given["kind"]),
            auditee=str(given["auditee"]),
            firm=str(given["firm"]),
            period_from=given["period_from"],
            period_until=given["period_until"],
            state=state,
            **numbers,
        )
    )


def _sum(claims: list[Claim]) -> Decimal:
    return sum((each.amount_yuan for each in claims), Decimal(0))
