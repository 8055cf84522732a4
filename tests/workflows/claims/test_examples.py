"""The worked examples of the reference pages, by the assessment alone."""

from dataclasses import replace
from datetime import date

from tests.workflows.claims.desk import (
    claim,
    insured,
    judge,
    lines,
    person_line,
    refused_rules,
    tables,
    yuan,
)
from workflows.claims.facts import Held, Person, Span

CENTRE = ("training_centre",)


def certificate(**fields: object) -> Held:
    return Held(**{"benefit": "certificate", "year": 2026, "counts": True, **fields})  # type: ignore[arg-type]


def test_should_pay_12_intermediate_and_3_senior_certificates_in_full() -> None:
    # given EX-01
    given = lines((12, {"level": "intermediate"}), (3, {"level": "senior"}))
    # when
    found = judge(given, claim(1, "certificate", recognised=CENTRE))
    # then
    assert found.payable_yuan == yuan("27,000")
    assert not found.of("refused", "cut", "rate_missing")
    assert {each.fund_source for each in found.lines} == {"dedicated_account"}


def test_should_refuse_two_lines_by_rule_and_pay_the_others() -> None:
    # given EX-02: technician 6 held the level before, junior 1 has three subsidies this year
    given = lines(
        (5, {"level": "junior"}), (4, {"level": "technician"}), (1, {"level": "senior_technician"})
    )
    held = {
        1: [certificate(occupation=f"4-0{each}", level="junior") for each in range(3)],
        6: [certificate(year=2019, occupation="6-18-01-01", level="technician")],
    }
    # when
    found = judge(given, claim(1, "certificate", recognised=CENTRE, held=held))
    # then
    assert found.claimed_yuan == yuan("26,000") and found.payable_yuan == yuan("21,000")
    assert refused_rules(found) == [(1, ("L-01",)), (6, ("L-02",))]


def test_should_pay_the_fourth_subsidy_when_the_head_granted_an_exception() -> None:
    # given
    held = {1: [certificate(occupation=f"4-0{each}", level="junior") for each in range(3)]}
    facts = claim(1, "certificate", recognised=CENTRE, held=held, exceptions=frozenset({1}))
    # when
    found = judge(lines((1, {"level": "junior"})), facts)
    # then
    assert found.payable_yuan == yuan("1,000")


def test_should_refuse_the_whole_claim_without_centre_or_school() -> None:
    # given EX-03, and a centre recognised after the training began
    given = lines((8, {"level": "intermediate"}))
    later = claim(1, "certificate")
    healed = replace(
        later,
        employer_on=lambda day: frozenset(
            {"enterprise", "training_centre"} if day >= date(2026, 2, 1) else {"enterprise"}
        ),
    )
    for facts in (later, healed):
        # when
        found = judge(given, facts)
        # then
        assert found.claimed_yuan == yuan("12,000") and found.payable_yuan == 0
        assert found.all_refused and {each.rules for each in found.lines} == {("R1-02",)}


def test_should_settle_apprentices_with_certificates_only() -> None:
    # given EX-04
    given = lines(
        (18, {"level": "intermediate", "years": 2}),
        (2, {"level": "intermediate", "years": 2, "certificate_date": None, "passed": False}),
        (6, {"level": "senior", "years": 2}),
    )
    # when
    found = judge(given, claim(1, "apprenticeship", project_id="K1"))
    # then
    assert found.payable_yuan == yuan("264,000") and found.refused_yuan == yuan("20,000")
    assert refused_rules(found) == [(19, ("L-14",)), (20, ("L-14",))]


def test_should_cut_on_the_job_training_to_six_months_and_exclude_pre_job() -> None:
    # given EX-05
    given = lines(
        (5, {"months": 6, "groups": ("poor_labour",), "certificate_date": None}),
        (3, {"months": 9, "groups": ("poor_labour",), "certificate_date": None}),
    )
    held = {5: [Held(benefit="pre_job", rate_id="R3-01", year=2026, counts=True)]}
    # when
    found = judge(given, claim(3, "ojt", held=held))
    # then
    assert found.claimed_yuan == yuan("8,550") and found.payable_yuan == yuan("6,300")
    assert refused_rules(found) == [(5, ("L-08",))] and found.refused_yuan == yuan("900")
    assert [each.rules for each in found.of("cut")] == [("L-04",)] * 3
    assert found.cut_yuan == yuan("1,350")


def test_should_count_months_of_earlier_claims_towards_the_six() -> None:
    # given
    line = person_line(1, months=4, groups=("poor_labour",))
    held = {1: [Held(benefit="ojt", year=2026, counts=False, months=4)]}
    # when
    found = judge([line], claim(3, "ojt", held=held))
    # then
    assert found.payable_yuan == yuan("300")


def test_should_judge_an_advance_by_its_share_of_the_budget() -> None:
    # given EX-06
    def asked(share: str, plan: int = 3) -> object:
        return tables().ask(
            "DT_07_advance",
            plan=plan,
            class_filed=True,
            advance_before=False,
            claimant="enterprise",
            tender_awarded=False,
            groups=(),
            share=yuan(share),
        )["outcome"]

    # then
    assert [asked("0.6"), asked("0.5"), asked("0.5", plan=6)] == ["return", "ok", "not_available"]


def test_should_settle_a_transfer_course_by_those_who_passed() -> None:
    # given EX-06
    def settled(passed: int, rate: str) -> object:
        given = lines((passed, {}), (40 - passed, {"passed": False, "certificate_date": None}))
        return judge(given, claim(3, "transfer", approved_yuan=yuan(rate)))

    # then
    assert settled(34, "900").payable_yuan == yuan("30,600")  # type: ignore[attr-defined]
    assert settled(18, "900").payable_yuan == yuan("16,200")  # type: ignore[attr-defined]
    over = settled(34, "1050")
    assert over.all_refused and over.lines[0].rules == ("R3-03",)  # type: ignore[attr-defined]


def test_should_pay_from_two_funds() -> None:
    # given EX-07
    days = {"benefit": "living_allowance", "days": 15, "certificate_date": None}
    given = lines(
        (25, {**days, "groups": ("two_later_rural",)}),
        (5, {**days, "groups": ("two_later_urban",)}),
    )
    wages = ("3200", "3500", "4000")
    given += [
        person_line(
            31 + each,
            benefit="ojt",
            months=7,
            monthly_wage_yuan=yuan(wages[each]),
            groups=("poor_labour",),
            certificate_date=None,
        )
        for each in range(3)
    ]
    # when
    found = judge(given, claim(4, recognised=("enterprise_insured",)))
    # then
    by_fund = {
        fund: sum(each.payable_yuan for each in found.lines if each.fund_source == fund)
        for fund in ("employment_subsidy_funds", "dedicated_account")
    }
    assert by_fund == {
        "employment_subsidy_funds": yuan("22,500"),
        "dedicated_account": yuan("12,840"),
    }
    assert found.refused_yuan == yuan("4,500") and found.cut_yuan == yuan("2,140")
    assert {each.rules for each in found.of("refused")} == {("R4-06",)}
    assert {each.rules for each in found.of("cut")} == {("L-04",)}


def test_should_look_at_twelve_months_of_insurance() -> None:
    # given EX-08
    line = person_line(1, certificate_kind="special_operation")

    def claimed(months: int, **fields: object) -> object:
        facts = claim(6, "special_operation", kind="individual", persons={1: insured(months)})
        return judge([replace(line, **fields)], facts)  # type: ignore[arg-type]

    # then
    assert refused_rules(claimed(11)) == [(1, ("R6-03",))]  # type: ignore[arg-type]
    assert claimed(11).payable_yuan == 0  # type: ignore[attr-defined]
    assert claimed(12).payable_yuan == yuan("1,000")  # type: ignore[attr-defined]
    missing = claimed(24, benefit="certificate", level="senior", certificate_kind="skill_level")
    assert missing.lines[0].state == "rate_missing" and not missing.all_refused  # type: ignore[attr-defined]
    assert missing.lines[0].rate.rate_id == "R6-06"  # type: ignore[attr-defined]


def test_should_pay_individuals_and_a_recognised_hard_hit_enterprise() -> None:
    # given EX-09
    graded = [(10, "junior"), (6, "intermediate"), (4, "technician")]
    given = lines(
        *((count, {"benefit": "certificate", "level": level}) for count, level in graded),
        (22, {"benefit": "hard_hit_course", "class_hours": 20, "certificate_date": None}),
        (3, {"benefit": "hard_hit_course", "class_hours": 18, "certificate_date": None}),
    )
    given += [
        replace(line, number=46 + each, benefit="hard_hit_extra")
        for each, line in enumerate(given[:20])
    ]
    persons = {number: insured(24, employer="xinghe") for number in range(1, 46)}
    # when
    recognised = judge(given, claim(6, recognised=("enterprise_hard_hit",), persons=persons))
    unknown = judge(given, claim(6, persons=persons))
    # then
    for found, enterprise, refused in (
        (recognised, "25,500", "1,500"),
        (unknown, "0", "27,000"),
    ):
        paid = {
            kind: sum(each.payable_yuan for each in found.lines if each.payee_kind == kind)
            for kind in ("individual", "organisation")
        }
        assert paid == {"individual": yuan("29,000"), "organisation": yuan(enterprise)}
        assert found.refused_yuan == yuan(refused)
    assert len({each.payee for each in recognised.lines if each.payee_kind == "individual"}) == 20
    assert {each.rules for each in recognised.of("refused")} == {("R6-10",)}


def test_should_refuse_tuition_below_three_years_of_service() -> None:
    # given EX-10
    def asked(**changed: object) -> object:
        given = {
            "documents_complete": True,
            "service_months": 36,
            "appraisals_competent": True,
            "diploma_recognised": True,
            "diploma_higher": True,
            "months_since_diploma": 3,
            "refund_before": False,
            **changed,
        }
        row = tables().ask("DT_10_tuition", **given)
        return row["outcome"], row["rule"]

    # then
    assert asked(service_months=35) == ("refuse", "T7-01")
    assert asked() == ("meeting", None)
    assert asked(documents_complete=False) == ("return", "T7-00")
    assert asked(refund_before=True) == ("refuse", "T7-05")


def test_should_cap_research_programmes_per_enterprise_and_year() -> None:
    # given BC-01, BC-02
    listed = ("listed_research_enterprise",)
    # then
    for persons, payable, cut in ((70, "300,000", "50,000"), (60, "300,000", "0")):
        found = judge(
            lines((persons, {"certificate_date": None})),
            claim(6, "research_programme", recognised=listed),
        )
        assert (found.payable_yuan, found.cut_yuan) == (yuan(payable), yuan(cut))
    half_paid = claim(
        6, "research_programme", recognised=listed, year_paid_yuan={"R6-11": yuan("297,000")}
    )
    assert judge(lines((2, {})), half_paid).payable_yuan == yuan("3,000")


def test_should_pay_staffed_domestic_enterprises_for_forty_hours() -> None:
    # given BC-03
    given = lines((30, {"class_hours": 40}), (4, {"class_hours": 36}))
    # when
    found = judge(given, claim(6, "domestic_refresher", kind="domestic_enterprise_staffed"))
    # then
    assert found.payable_yuan == yuan("30,000") and found.refused_yuan == yuan("4,000")
    assert {each.rules for each in found.of("refused")} == {("R6-22",)}


def test_should_award_at_most_half_of_what_the_course_was_paid() -> None:
    # given BC-04
    paid = Held(
        benefit="tech_course", rate_id="R6-13", year=2025, counts=False, amount_yuan=yuan("16,000")
    )
    person = Person(known=True, held=(paid,), employments=(Span("beichen", date(2025, 1, 1)),))
    facts = claim(6, "tech_award", kind="individual", persons={1: person})
    three_months = person_line(1, hire_date=date(2025, 12, 1))
    # when
    found = judge([replace(three_months, claimed_yuan=yuan("9,000"))], facts)
    early = judge([replace(three_months, hire_date=date(2025, 12, 15))], facts)
    # then
    assert found.payable_yuan == yuan("8,000") and found.cut_yuan == yuan("1,000")
    assert judge([three_months], facts).payable_yuan == yuan("8,000")
    assert refused_rules(early) == [(1, ("R6-14",))]


def test_should_give_the_third_place_to_the_earlier_certificate() -> None:
    # given two places taken; two lines of the same person compete for the third
    held = {1: [certificate(occupation=f"4-0{each}", level="junior") for each in range(2)]}
    first = person_line(1, level="junior", occupation="5-01", certificate_date=date(2026, 2, 20))
    second = person_line(2, level="junior", occupation="5-02", certificate_date=date(2026, 2, 10))
    second = replace(second, id_number=first.id_number)
    # when
    found = judge([first, second], claim(1, "certificate", recognised=CENTRE, held=held))
    # then
    assert refused_rules(found) == [(1, ("L-01",))]
