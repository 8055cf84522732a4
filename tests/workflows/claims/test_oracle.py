"""10,000 random claims against the plain-Python oracle; the seed is printed and can be given."""

import os
import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.workflows.claims import oracle
from tests.workflows.claims.desk import claim, id_number, tables
from workflows.claims.assess import assess
from workflows.claims.facts import ClaimFacts, Held, Person
from workflows.claims.lines import ClaimLine
from workflows.claims.vocabulary import CERTIFICATE_KINDS, GROUPS, LEVELS

CLAIMS = int(os.environ.get("HUIQIAN_ORACLE_CLAIMS", "10000"))
FILED = date(2026, 3, 2)
KINDS = ("enterprise", "production_entity", "domestic_enterprise", "domestic_enterprise_staffed",
         "training_institution")  # fmt: skip
RECOGNISED = ("training_centre", "vocational_school", "enterprise_insured", "enterprise_high_risk",
              "enterprise_hard_hit", "listed_research_enterprise", "approved_studio_project",
              "training_base", "skill_studio", "tender_awarded")  # fmt: skip
BENEFITS = {
    plan: sorted({key for row in oracle.RATES if row.plan == plan for key in row.keys})
    for plan in (1, 3, 4, 6)
}
OWN = {
    "enterprise": {"enterprise", "production_entity"}, "production_entity": {"production_entity"},
    "domestic_enterprise": {"enterprise", "production_entity", "domestic"},
    "domestic_enterprise_staffed": {
        "enterprise", "production_entity", "domestic", "domestic_staffed"
    },
    "training_institution": {"training_institution"},
}  # fmt: skip


def random_line(chance: random.Random, number: int, benefit: str, person: str) -> dict[str, Any]:
    start = date(2026, 1, 5) + timedelta(days=chance.randrange(20))
    end = start + timedelta(days=chance.randrange(5, 20))
    got = chance.random() < 0.8
    some = chance.random
    return {
        "number": number, "benefit": benefit, "person": person,
        "groups": chance.sample(sorted(GROUPS), chance.choice((0, 1, 2, 4, 9))),
        "occupation": chance.choice(("6-01", "6-02", None)),
        "level": chance.choice((*LEVELS, *LEVELS, None)),
        "kind": chance.choice((*CERTIFICATE_KINDS, None)),
        "certificate": end + timedelta(days=chance.randrange(6)) if got else None,
        "passed": chance.choice((True, True, False, None)),
        "hours": chance.choice((18, 20, 36, 40, 80, 80)),
        "hired": chance.choice((None, start - timedelta(days=chance.randrange(30, 400)))),
        "months": chance.randrange(1, 10), "days": chance.randrange(1, 30),
        "years": chance.choice((1, 2)), "programme": chance.choice((0, 1, 2, 3, 4)),
        "wage": Fraction(chance.randrange(200000, 900000), 100) if some() < 0.9 else None,
        "approved": Fraction(chance.choice((300, 900, 1000, 1050, 4000, 6000, 16000, 350000)))
        if some() < 0.8 else None,
        "claimed": Fraction(chance.randrange(1000, 2000000), 100) if some() < 0.3 else None,
        "project": chance.choice(("K1", "K2", None)), "start": start, "end": end,
    }  # fmt: skip


def random_claim(chance: random.Random) -> tuple[oracle.World, list[dict[str, Any]], str]:
    plan = chance.choice((1, 3, 4, 6))
    kind = chance.choice(KINDS)
    benefits = chance.sample(BENEFITS[plan], min(len(BENEFITS[plan]), chance.choice((1, 1, 2, 3))))
    people = [id_number(number) for number in range(chance.randrange(1, 4))]
    lines = [
        random_line(chance, number, chance.choice(benefits), chance.choice(people))
        for number in range(1, chance.randrange(2, 7))
    ]
    recognised = {name for name in RECOGNISED if chance.random() < 0.7}
    world = oracle.World(
        plan, FILED, OWN[kind] | recognised, True,
        insured={person: chance.choice((11, 12, 24, 24)) for person in people},
        held={person: random_history(chance) for person in people},
        exceptions={line["number"] for line in lines if chance.random() < 0.2},
        research_paid=chance.choice((0, 0, 295000, 300000)),
    )  # fmt: skip
    return world, lines, kind


def random_history(chance: random.Random) -> list[dict[str, Any]]:
    found = []
    for _ in range(chance.choice((0, 0, 1, 2, 3, 4))):
        benefit = chance.choice(
            ("certificate", "certificate", "pre_job", "ojt", "apprenticeship", "tech_course",
             "employment_internship", "studio_grant", "living_allowance")
        )  # fmt: skip
        found.append(
            {
                "benefit": benefit, "year": chance.choice((2025, 2026, 2026)),
                "rate": "R6-13" if benefit == "tech_course" else None,
                "occupation": chance.choice(("6-01", "6-02", None)),
                "level": chance.choice((*LEVELS, None)),
                "kind": chance.choice((*CERTIFICATE_KINDS, None)),
                "project": chance.choice(("K1", "K2", "K3", None)),
                "months": chance.randrange(0, 7) if benefit == "ojt" else 0,
                "amount": Fraction(chance.choice((1000, 16000, 20000))),
            }
        )  # fmt: skip
    return found


def money(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def as_line(line: dict[str, Any]) -> ClaimLine:
    return ClaimLine(
        number=line["number"], name="学员", benefit=line["benefit"], id_number=line["person"],
        groups=tuple(line["groups"]), occupation=line["occupation"], level=line["level"],
        certificate_kind=line["kind"], certificate_date=line["certificate"],
        passed=line["passed"], class_hours=line["hours"], hire_date=line["hired"],
        months=line["months"], days=line["days"], years=line["years"],
        programme_years=line["programme"], monthly_wage_yuan=money(line["wage"]),
        approved_yuan=money(line["approved"]), claimed_yuan=money(line["claimed"]),
        project_id=line["project"], course_start=line["start"], course_end=line["end"],
    )  # fmt: skip


def as_facts(world: oracle.World, kind: str) -> ClaimFacts:
    persons = {}
    for person, months in world.insured.items():
        last = FILED.year * 12 + FILED.month - 1
        persons[person] = Person(
            known=True,
            insured_months=frozenset(
                ((last - back) // 12, (last - back) % 12 + 1) for back in range(months)
            ),
            held=tuple(
                Held(
                    benefit=each["benefit"], year=each["year"],
                    counts=each["benefit"] in oracle.COUNTED, rate_id=each["rate"],
                    occupation=each["occupation"], level=each["level"],
                    certificate_kind=each["kind"], project_id=each["project"],
                    months=each["months"], amount_yuan=money(each["amount"]) or Decimal(0),
                )
                for each in world.held[person]
            ),
        )  # fmt: skip
    return claim(
        world.plan, kind=kind, recognised=world.employer - OWN[kind], facts_of=persons,
        exceptions=frozenset(world.exceptions), filed_on=FILED,
        listed_courses=world.listed,
        year_paid_yuan={"R6-11": Decimal(world.research_paid)},
    )  # fmt: skip


@pytest.mark.slow
def test_should_agree_with_the_oracle_on_random_claims() -> None:
    seed = int(os.environ.get("HUIQIAN_SEED", random.SystemRandom().randrange(2**32)))
    print(f"seed {seed}, {CLAIMS} claims")
    chance = random.Random(seed)
    asked = tables()
    states: Counter[str] = Counter()
    rates: Counter[str | None] = Counter()
    for number in range(CLAIMS):
        # given
        world, lines, kind = random_claim(chance)
        # when
        found = assess([as_line(line) for line in lines], as_facts(world, kind), asked)
        expected = oracle.judge(world, lines)
        # then
        for result in found.lines:
            verdict = expected[result.line.number]
            states[verdict.state] += 1
            rates[verdict.rate] += verdict.state in ("payable", "cut", "rate_missing")
            assert (
                result.state,
                result.payable_yuan,
                sorted(reason.rule for reason in result.reasons),
                result.rate.rate_id if result.rate else None,
            ) == (verdict.state, money(verdict.payable), sorted(verdict.rules), verdict.rate), (
                f"seed {seed}, claim {number}, {world}, {result.line}"
            )
    print(dict(states))
    unreached = {row.id for row in oracle.RATES} - {rate for rate, count in rates.items() if count}
    if CLAIMS < 10_000:
        return
    assert not unreached
    assert all(states[state] > 100 for state in ("payable", "cut", "refused", "rate_missing"))
