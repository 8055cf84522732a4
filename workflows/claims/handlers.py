"""Service tasks of the claim pipeline 补贴申领: cross-check, amount, release, ledger, notice."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.claims.assess import assess
from workflows.claims.facts import ClaimFacts
from workflows.claims.frequency import counted_year
from workflows.claims.gather import facts_of, lines_of, tables_of, today, versions_in_force
from workflows.claims.outcome import enter_outcome
from workflows.claims.recording import record
from workflows.claims.results import Assessment
from workflows.claims.settlement import open_advance_yuan, settle_advance
from workflows.claims.summary import kinds_of_lines, missing_rates, summary, totals_by
from workflows.registers import areas, places
from workflows.registers.claims import notice
from workflows.registers.reads import claim_of


def open_claim(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """The plan that rules here, and what the roster asks for: enough to find the reviewer."""
    lines = lines_of(call, connection)
    plan, _ = areas.plan_and_city(connection, call.area)
    benefit = call.inputs.get("benefit")
    return {
        "plan": plan,
        "line_count": len(lines),
        "benefits": sorted({line.benefit or str(benefit or "") for line in lines}),
    }


def cross_check(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """C16 with DT-01 … DT-04 over the whole roster; reserves nothing."""
    lines = lines_of(call, connection)
    facts = facts_of(call, connection, lines)
    found = assess(lines, facts, tables_of(call), call.report_progress)
    reasons = record(call, connection, facts, found, "checked")
    return {
        **summary(found),
        **kinds_of_lines(found, facts),
        "plan": facts.plan,
        "directory_versions": versions_in_force(call, connection),
        "total_yuan": found.payable_yuan if not found.all_refused else 0,
        "reasons": reasons,
    }


def amount(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """DT-01 … DT-06 and DT-08 again under the persons' locks; takes their places of the year."""
    lines = lines_of(call, connection)
    facts = facts_of(call, connection, lines, lock=True)
    found = assess(lines, facts, tables_of(call), call.report_progress)
    reasons = record(call, connection, facts, found, "computed")
    places.reserve(
        connection, call.case_id, call.entry, _places(found, facts), day=today(call), at=call.at
    )
    advance = open_advance_yuan(connection, call.inputs.get("class_id"), facts.claimant)
    by_payee = totals_by(found, "payee_kind")
    return {
        **summary(found),
        "plan": facts.plan,
        "total_yuan": found.payable_yuan,
        "organisation_yuan": by_payee.get("organisation", 0),
        "individuals_yuan": by_payee.get("individual", 0),
        "rate_missing": bool(found.of("rate_missing")),
        "missing_rates": missing_rates(found),
        "advance_yuan": advance,
        "balance_yuan": found.payable_yuan - advance,
        "fund_totals": [
            {"fund_source": source, "amount_yuan": total}
            for source, total in sorted(totals_by(found, "fund_source").items())
        ],
        "reasons": reasons,
    }


def release(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Give back what the claim had reserved: it was refused, taken back or not accepted."""
    enter_outcome(call, connection, str(call.inputs.get("claim_result") or "withdrawn"))
    given_back = places.release(connection, call.case_id, call.entry, day=today(call), at=call.at)
    return {"places_released": given_back}


def ledger(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the paid claim: places become subsidies, the advance is settled (台账)."""
    day = today(call)
    paid = places.settle(connection, call.case_id, call.entry, "paid", day=day, at=call.at)
    enter_outcome(call, connection, str(call.inputs.get("claim_result") or "approved"))
    newest = claim_of(connection, call.case_id)
    assert newest is not None
    settle_advance(call, connection, newest["class_id"], newest["claimant"], day)
    return {"ledger_lines": paid}


def send_notice(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """The notice of the decision to the applicant: result, sums, each rule and its fact."""
    zh, en = notice_texts(call)
    connection.execute(
        notice.insert().values(
            case_id=call.case_id,
            entry=call.entry,
            line=call.job,
            valid_from=today(call),
            recorded_at=call.at,
            case_number=call.case_number,
            addressee=call.applicant,
            zh=zh,
            en=en,
        )
    )
    return {"notice_zh": zh, "notice_en": en}


_RESULTS = {
    "approved": ("通过", "approved"),
    "partly_approved": ("部分通过", "approved in part"),
    "refused": ("不予通过", "refused"),
    "not_accepted": ("不予受理", "not accepted"),
    "withdrawn": ("已撤回", "withdrawn"),
}


def notice_texts(call: ServiceCall) -> tuple[str, str]:
    """Both languages; a refused certificate claim points to the recognition of centres."""
    inputs = call.inputs
    zh_result, en_result = _RESULTS.get(str(inputs.get("claim_result")), ("已办结", "closed"))
    zh = [f"申请 {call.case_number}：{zh_result}。"]
    en = [f"Application {call.case_number}: {en_result}."]
    if inputs.get("total_yuan") is not None:
        total_yuan = Decimal(str(inputs["total_yuan"]))
        zh.append(f"核定 {total_yuan:,.2f} 元。")
        en.append(f"Granted: {total_yuan:,.2f} yuan.")
    refusals: Any = inputs.get("refusals") or ()
    for each in refusals:
        zh.append(f"{each['rule']}（{each['count']} 条）：{each['zh']}。")
        en.append(f"{each['rule']} ({each['count']} lines): {each['en']}.")
        if str(each["rule"]).startswith("R1-0") and each["rule"] <= "R1-06":
            zh.append("可先申请企业职工培训中心认定。")
            en.append("What helps: apply for recognition of a training centre first.")
    if inputs.get("reason"):
        zh.append(f"理由：{_sentence(inputs['reason'], '。')}")
        en.append(f"Reason: {_sentence(inputs['reason'], '.')}")
    return "".join(zh), " ".join(en)


def _sentence(text: object, stop: str) -> str:
    """What a person wrote, ending once."""
    said = str(text).strip()
    return said if said.endswith(("。", ".", "！", "!", "？", "?")) else said + stop


def _places(found: Assessment, facts: ClaimFacts) -> list[places.Place]:
    return [
        places.Place(
            line=result.line.number,
            id_number=result.line.id_number or f"project:{result.project_id}",
            benefit=result.benefit,
            year=counted_year(result.line, facts),
            counts=result.counts,
            area=facts.area,
            rate_id=result.rate.rate_id if result.rate else None,
            occupation=result.line.occupation,
            level=result.line.level,
            certificate_kind=result.line.certificate_kind,
            project_id=result.project_id,
            payee=result.payee,
            months=result.line.months,
            amount_yuan=result.payable_yuan,
        )
        for result in found.of("payable", "cut", "rate_missing")
    ]
