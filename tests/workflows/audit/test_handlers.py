"""Handlers of the audit: independence, letter, sample, findings, fraud, disclosure."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from tests.workflows.registry import AREA, FINANCE, LEAD, Registry

FIRM = f"{AREA}.third_party_auditor"
AWARD = {
    "id": FIRM,
    "name": "正衡",
    "kind": "tender_awarded",
    "accreditation": "采购1",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
}
PERIOD = {"period_from": date(2026, 1, 1), "period_until": date(2026, 3, 31)}
OPENING: dict[str, Any] = {
    "lead": LEAD,
    "firm": FIRM,
    "lead_auditor": "ou",
    "auditee": "yunhe",
    "letter_number": "委托书1",
    "letter_from": date(2026, 3, 2),
    "letter_until": date(2026, 6, 30),
    "audit_scope": "取证补贴",
    "kind": "both",
    **PERIOD,
}


def problems(registry: Registry, **changed: Any) -> list[str]:
    given = {"firm": FIRM, "lead_auditor": "ou", "auditee": "yunhe", "lead": LEAD, **changed}
    return told(registry.call("audit.check_independence", **given)["problems"])


def told(found: list[dict[str, str]]) -> list[str]:
    """The Chinese texts; each has a rule and an English one."""
    assert all(each["rule"] and each["en"].isascii() for each in found)
    return [each["zh"] for each in found]


def claim(
    registry: Registry, number: str, yuan: str, state: str = "paid", risk: bool = False
) -> None:
    registry.entry += 1
    key = {"n": number, "e": registry.entry, "y": Decimal(yuan), "s": state}
    registry.connection.execute(
        text(
            "INSERT INTO register.claim (case_id, entry, line, valid_from, recorded_at,"
            " case_number, process, area, plan, claimant, state, lines, claimed_yuan, payable_yuan,"
            " refused_yuan, cut_yuan, reasons) VALUES (gen_random_uuid(), :e, 0, '2026-02-01',"
            " now(), :n, 'claim_certificate', '321300', 3, 'yunhe', :s, 1, :y, :y, 0, 0, '')"
        ),
        key,
    )
    if risk:
        registry.connection.execute(
            text(
                "INSERT INTO register.claim_line (case_id, entry, line, valid_from, recorded_at,"
                " name, benefit, state, payable_yuan, rules, risks, payee_kind, payee)"
                " SELECT case_id, entry, 1, valid_from, recorded_at, '', '', 'payable', :y,"
                " '{}', '{same_phone}', 'organisation', 'yunhe'"
                " FROM register.claim WHERE case_number = :n"
            ),
            key,
        )


def test_should_accept_an_independent_firm_that_won_the_tender(registry: Registry) -> None:
    assert problems(registry) == [f"{FIRM}未经采购程序选定"]
    registry.facts(institutions=[AWARD])
    assert problems(registry) == []
    registry.today = date(2027, 1, 4)
    assert problems(registry) == [f"{FIRM}未经采购程序选定"]


def test_should_name_what_makes_a_firm_dependent(registry: Registry) -> None:
    # given
    registry.facts(
        institutions=[AWARD, {"id": FIRM, "name": "正衡", "kind": "training_institution"}],
        expert_links=[{"expert": FIRM, "organisation": "yunhe", "ground": "咨询"}],
    )

    # then
    assert problems(registry) == [f"{FIRM}是培训或评价机构", "三年内与被审计单位有咨询等业务往来"]
    assert problems(registry, lead_auditor="shen", auditee="hongze")[0].startswith("shen不是")
    assert "同一单位" in problems(registry, auditee=FIRM)[0]


def test_should_let_the_auditor_read_and_draw_the_sample(registry: Registry) -> None:
    # given
    for number in range(20):
        claim(registry, f"C{number:02d}", "1000.00", risk=number == 7)
    claim(registry, "C90", "9999.00", state="computed")

    # when
    opened = registry.call("audit.open", case="audit-1", **OPENING)

    # then
    assert (opened["population_claims"], opened["population_yuan"]) == (20, Decimal("20000.00"))
    assert opened["sample_claims"] == 6 and opened["sample_yuan"] == Decimal("6000.00")
    flagged = [each["claim"] for each in opened["sample"] if each["flagged"]]
    assert flagged == ["C07"]
    letter = registry.connection.execute(text("SELECT * FROM people.entrustment")).one()
    assert (letter.person, letter.letter, letter.areas) == ("ou", "委托书1", [AREA])
    assert (letter.valid_from, letter.valid_until) == (date(2026, 3, 2), date(2026, 6, 30))


def test_should_want_the_whole_sample_checked_before_findings_count(registry: Registry) -> None:
    # given
    finding = {
        "type": "amount",
        "claim": "C1",
        "amount_yuan": "500",
        "fact": "多报",
        "rule": "R3-01",
    }
    given: dict[str, Any] = {
        "findings": [finding],
        "checked": ["C1"],
        "sample": [{"claim": "C1"}, {"claim": "C2"}],
        "auditee": "yunhe",
        "lead": LEAD,
    }

    # then
    found = registry.call("audit.record_findings", **given)["problems"]
    assert told(found) == ["样本 C2 未核查"]
    assert registry.rows("audit_finding") == []
    given["checked"] = ["C1", "C2"]
    wrong = {**given, "findings": [{**finding, "type": "mood"}]}
    assert len(registry.call("audit.record_findings", **wrong)["problems"]) == 1
    assert registry.call("audit.record_findings", **given)["problems"] == []
    assert registry.rows("audit_finding")[0]["amount_yuan"] == Decimal("500.00")


def test_should_say_what_the_findings_mean_for_the_rating(registry: Registry) -> None:
    closing = {**OPENING, "report_summary": "摘要", "performance": "良好", "recheck_outcome": None}

    def next_rating(*types: str) -> Any:
        findings = [{"type": each} for each in types]
        return registry.call("audit.close", **{**closing, "findings": findings})["next_rating"]

    assert next_rating() == "none"
    assert next_rating("amount") == "points"
    assert next_rating("amount", "fraud") == "fraud"


def test_should_find_the_open_claims_of_the_respondent(registry: Registry) -> None:
    # given
    registry.connection.execute(
        text(
            'INSERT INTO engine."case" (case_id, version, number, process, area, applicant,'
            " organisation, started_at, ended_at, case_state, frozen, pins, bundle, state)"
            " SELECT gen_random_uuid(), 1, process || ended, process, '321300', 'lan', owner,"
            " now(), CASE WHEN ended THEN now() END, 'in_review', '', '', '', ''"
            " FROM (VALUES ('claim_ojt', false, 'yunhe'), ('claim_course', true, 'yunhe'),"
            " ('accred_skill_studio', false, 'yunhe'), ('claim_ojt_other', false, 'hongze'),"
            " ('advance_payment', false, 'yunhe')) AS given (process, ended, owner)"
        )
    )

    # when
    found = registry.call("fraud.open_cases", respondent="yunhe", signal_case=None)

    # then
    numbers = registry.connection.scalars(
        text('SELECT process FROM engine."case" WHERE case_id::text = ANY(:ids) ORDER BY process'),
        {"ids": found["cases"]},
    )
    assert list(numbers) == ["advance_payment", "claim_ojt"]
    assert (found["lead"], found["finance"]) == (LEAD, FINANCE)


def test_should_downgrade_and_bar_by_the_finding(registry: Registry) -> None:
    def grades() -> list[str]:
        return [row["grade"] for row in registry.rows("credit_rating")]

    # then: an honest error has no sanction
    honest = registry.call(
        "fraud.apply", respondent="hongze", finding="honest_error", lead=LEAD, reason="笔误"
    )
    assert honest == {"barred_until": None} and grades() == []
    # a breach costs a grade
    registry.call("fraud.apply", respondent="hongze", finding="breach", lead=LEAD, reason="违规")
    assert grades() == ["C"]
    # fraud is D at once and bars for three years
    fraud = registry.call(
        "fraud.apply", respondent="hongze", finding="fraud", lead=LEAD, reason="假"
    )
    assert grades() == ["C", "D"]
    assert fraud == {"barred_until": date(2029, 3, 2)}
    assert registry.rows("exclusion")[0]["ground"] == "fraud"


def test_should_disclose_paid_money_with_persons_masked(registry: Registry) -> None:
    # given
    for number, state in (("O1", "paid"), ("O2", "ordered")):
        registry.entry += 1
        key = {"n": number, "e": registry.entry, "s": state}
        registry.connection.execute(
            text(
                "INSERT INTO register.payment_order (case_id, entry, line, valid_from, recorded_at,"
                " order_number, area, fund_source, amount_yuan, payments, state) VALUES"
                " (gen_random_uuid(), :e, 0, '2026-02-10', now(), :n, '321300',"
                " 'dedicated_account', 800, 2, :s)"
            ),
            key,
        )
        registry.connection.execute(
            text(
                "INSERT INTO register.payment (case_id, entry, line, valid_from, recorded_at,"
                " order_number, payee_kind, payee, persons, fund_source, amount_yuan)"
                " VALUES (gen_random_uuid(), :e, 1, '2026-02-10', now(), :n, 'organisation',"
                " 'yunhe', 3, 'dedicated_account', 500), (gen_random_uuid(), :e, 2, '2026-02-10',"
                " now(), :n, 'individual', '320000199001010013', 1, 'dedicated_account', 300)"
            ),
            key,
        )

    # when
    listed = registry.call("disclosure.compile", finance=FINANCE, **PERIOD)
    registry.call(
        "disclosure.publish",
        finance=FINANCE,
        rows=listed["rows"],
        total_yuan=listed["total_yuan"],
        **PERIOD,
    )

    # then
    assert (listed["row_count"], listed["total_yuan"]) == (2, Decimal("800.00"))
    payees = [row["payee"] for row in listed["rows"]]
    assert payees[0] == "yunhe" and "19900101" not in payees[1]
    published = registry.rows("disclosure")[0]
    assert published["online_until"] == date(2028, 3, 2) and len(published["rows"]) == 2
