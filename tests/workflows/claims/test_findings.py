"""Cross-check findings, entered rates and other facts that change a line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.workflows.claims.desk import (
    COURSE_START,
    claim,
    id_number,
    judge,
    lines,
    person_line,
    refused_rules,
    yuan,
)
from workflows.claims.calendar_months import begun_months, full_months
from workflows.claims.facts import Held, Person, RateSetting, Span
from workflows.claims.lines import ClaimLine
from workflows.claims.risks import RISKS

LIMITS = Path(__file__).parents[3] / "docs" / "reference" / "limits.md"
CENTRE = ("training_centre",)
JUNIOR = person_line(1, level="junior")


@pytest.mark.parametrize(
    ("person", "rule"),
    [
        (Person(known=True, valid=False), "C16-01"),
        (Person(known=True, deceased_on=date(2026, 1, 10)), "C16-02"),
        (Person(known=True, pension_from=COURSE_START), "C16-04"),
        (Person(known=True, employments=(Span("other", date(2020, 1, 1)),)), "C16-05"),
        (
            Person(known=True, attendance=(Span("K9", date(2026, 1, 6), date(2026, 1, 7)),)),
            "C16-06",
        ),
    ],
)
def test_should_refuse_what_the_registers_contradict(person: Person, rule: str) -> None:
    facts = claim(1, "certificate", recognised=CENTRE, persons={1: person})
    assert refused_rules(judge([JUNIOR], facts)) == [(1, (rule,))]


def test_should_refuse_children_and_late_claims() -> None:
    # given
    child = replace(JUNIOR, id_number=id_number(1, born="20110101"))
    late = replace(JUNIOR, certificate_date=date(2025, 11, 1), course_end=date(2025, 11, 1))
    # then
    facts = claim(1, "certificate", recognised=CENTRE)
    assert refused_rules(judge([child], facts)) == [(1, ("C16-03",))]
    assert refused_rules(judge([late], facts)) == [(1, ("DL-11",))]


def test_should_only_point_out_risks() -> None:
    # given two persons with one bank account, known to no register
    given = [replace(line, account="6222", level="junior") for line in lines((2, {}))]
    # when
    found = judge(given, claim(1, "certificate", recognised=CENTRE))
    # then
    assert found.payable_yuan == yuan("2000")
    assert {each.risks for each in found.lines} == {("C16-08", "C16-07")}


def test_should_point_out_a_persons_claim_for_several_persons() -> None:
    given = lines((2, {"benefit": "tech_award"}))
    found = judge(given, claim(6, "tech_award", kind="individual"))
    assert all("C16-10" in each.risks for each in found.lines)


def test_should_take_groups_from_the_register_where_it_has_any() -> None:
    # given a roster that says poor, and a register that says veteran since long
    line = person_line(1, months=6, groups=("poor_labour",), certificate_date=None)
    veteran = Person(known=True, groups=(Span("veteran", date(2015, 1, 1)),))
    poor = Person(known=True, groups=(Span("poor_labour", date(2015, 1, 1), date(2027, 1, 1)),))
    # then
    assert refused_rules(judge([line], claim(3, "ojt", persons={1: veteran})))
    assert judge([line], claim(3, "ojt", persons={1: poor})).payable_yuan == yuan("900")


def test_should_use_a_rate_the_bureaus_entered_from_its_day_on() -> None:
    # given
    entered = {"R3-02": (RateSetting(yuan("1200"), date(2026, 1, 5), None, "junior"),)}
    facts = claim(3, "certificate", rate_settings=entered)
    early = replace(JUNIOR, course_start=date(2026, 1, 4))
    senior = replace(JUNIOR, level="senior")
    # then
    assert judge([JUNIOR], facts).payable_yuan == yuan("1200")
    assert judge([early], facts).lines[0].state == "rate_missing"
    assert judge([senior], facts).lines[0].state == "rate_missing"


def test_should_use_an_adjusted_fixed_rate() -> None:
    entered = {"R4-04": (RateSetting(yuan("850"), date(2026, 1, 1), date(2026, 12, 31)),)}
    assert judge([JUNIOR], claim(4, "safety", rate_settings=entered)).payable_yuan == yuan("850")
    assert judge([JUNIOR], claim(4, "safety")).payable_yuan == yuan("800")


def test_should_look_at_the_date_of_plan_six_when_it_is_configured() -> None:
    # given
    facts = claim(6, "hard_hit_extra", recognised=("enterprise_hard_hit",))
    configured = replace(facts, certificates_from=date(2026, 2, 1))
    # then
    assert judge([JUNIOR], facts).lines[0].risks[-1] == "C16-09"
    assert judge([JUNIOR], facts).payable_yuan == yuan("500")
    found = judge([replace(JUNIOR, benefit="certificate")], configured)
    assert "R6-04" in found.lines[0].rules


def test_should_point_out_a_project_that_the_directory_of_that_day_does_not_list() -> None:
    # given a directory that lists K1 from the second of March on
    facts = claim(4, "safety", project_id="K1")
    since = facts.course_start or COURSE_START
    listed = replace(facts, listed_on=lambda project, day: project == "K1" and day >= since)
    before = replace(facts, listed_on=lambda project, day: project == "K1" and day > since)
    # then
    assert "C16-11" not in judge([JUNIOR], listed).lines[0].risks
    assert "C16-11" in judge([JUNIOR], before).lines[0].risks
    assert judge([JUNIOR], before).payable_yuan == judge([JUNIOR], facts).payable_yuan


def test_should_refuse_the_same_project_twice_in_plan_four() -> None:
    held = {1: [Held(benefit="safety", year=2025, counts=True, project_id="K1")]}
    facts = claim(4, "transfer", held=held, project_id="K1")
    assert refused_rules(judge([JUNIOR], facts)) == [(1, ("L-07",))]


def test_should_refuse_a_benefit_the_plan_does_not_have() -> None:
    found = judge([JUNIOR], claim(4, "domestic_refresher"))
    assert refused_rules(found) == [(1, ("DT-05",))]


def test_should_round_half_up_per_line() -> None:
    # given wages that make 20 % end in half a cent
    line = ClaimLine(
        number=1, name="学员", benefit="ojt", id_number=id_number(1), groups=("poor_labour",),
        months=1, monthly_wage_yuan=yuan("1000.025"), course_start=COURSE_START,
    )  # fmt: skip
    assert judge([line], claim(4)).payable_yuan == yuan("200.01")


def test_should_count_months_as_the_rules_do() -> None:
    assert full_months(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert full_months(date(2024, 4, 1), date(2027, 3, 1)) == 35
    assert begun_months(date(2025, 1, 10), date(2026, 1, 10)) == 12
    assert begun_months(date(2025, 1, 10), date(2026, 1, 11)) == 13


def test_should_say_every_risk_in_words():
    listed = LIMITS.read_text().splitlines()
    codes = {row.split("|")[1].strip() for row in listed if "risk, shown to the reviewer" in row}
    assert codes == set(RISKS)
    assert all(words.zh and words.en for words in RISKS.values())
