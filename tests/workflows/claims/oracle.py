"""What a claim is worth, worked out a second time in plain Python from the rate page.

Imports nothing of the product: it reads docs/reference/rates.md and follows limits.md by hand.
Money is in hundredths of a yuan as `Fraction`, rounded half up at the end of a line.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.workflows.claims.rate_pages import RateRow, rows

RATES = rows()
COUNTED = [
    "certificate",
    "certificate_key_group",
    "special_operation",
    "pre_job",
    "safety",
    "transfer",
    "apprenticeship",
    "other_course",
]
LEVELLED = ("certificate", "certificate_key_group", "special_operation", "apprenticeship")
PROJECT = ("certificate", "pre_job", "safety", "transfer", "apprenticeship", "other_course")
NO_PERSON = [
    "studio_grant",
    "studio_project",
    "base_equipment",
    "performance_pay",
    "school_workload",
    "new_institution_level",
    "zone_add_on",
    "fund_raising",
    "advance",
]
FREE = {
    "poor_labour",
    "poor_family_child",
    "two_later",
    "two_later_rural",
    "two_later_low_insured",
    "rural_transfer",
    "unemployed",
    "laid_off",
    "transfer_employee",
    "veteran",
    "disabled_person",
}
KEY_GROUPS = FREE | frozenset(
    [
        "low_income_rural",
        "low_insured",
        "employment_difficulty",
        "zero_employment_family",
        "graduate",
        "disabled_relative",
    ]
)
LIVING = {
    1: {"poor_labour", "employment_difficulty", "zero_employment_family", "two_later_rural",
        "two_later_low_insured"},
    3: {"low_income_rural", "low_insured", "employment_difficulty", "zero_employment_family",
        "two_later_rural", "two_later_low_insured"},
    4: {"poor_labour", "employment_difficulty", "two_later_rural"},
    6: {"employment_difficulty", "rural_transfer"},
}  # fmt: skip
OJT_PRODUCTION = {
    1: {"poor_labour"}, 3: {"poor_labour", "low_income_rural", "low_insured"}, 4: {"poor_labour"},
}  # fmt: skip
OJT_INSURED = {"employment_difficulty", "zero_employment_family"}


@dataclass
class World:
    """What the registers say, in the oracle's own words."""

    plan: int
    filed: date
    employer: set[str]
    claimant_is_organisation: bool
    insured: dict[str, int] = field(default_factory=dict)  #: person → months
    held: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    exceptions: set[int] = field(default_factory=set)
    research_paid: int = 0
    listed: frozenset[str] = frozenset({"K1"})  #: projects on the sector list


@dataclass
class Verdict:
    state: str
    payable: Fraction
    rules: list[str]
    rate: str | None


def cents(value: Fraction) -> Fraction:
    """Half up to 0.01."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def row_for(plan: int, line: dict[str, Any], employer: set[str]) -> RateRow | None:
    for row in RATES:
        if row.plan != plan or line["benefit"] not in row.keys:
            continue
        if row.level == "none" and line["level"] is not None:
            continue
        if row.level not in ("any", "none") and row.level != line["level"]:
            continue
        if row.employer == "domestic_staffed" and "domestic_staffed" not in employer:
            continue
        if row.employer == "not domestic_staffed" and "domestic_staffed" in employer:
            continue
        return row
    return None


def judge(world: World, lines: list[dict[str, Any]]) -> dict[int, Verdict]:
    """The verdict on every line by its number."""
    taken: dict[str, list[dict[str, Any]]] = {}
    wanted: dict[str, set[str]] = {}
    for line in lines:
        wanted.setdefault(line["person"], set()).add(line["benefit"])
    research = Fraction(world.research_paid)
    verdicts: dict[int, Verdict] = {}
    late = date(9999, 1, 1)
    for line in sorted(lines, key=lambda x: (x["certificate"] or x["end"] or late, x["number"])):
        before = world.held.get(line["person"], []) + taken.get(line["person"], [])
        row = row_for(world.plan, line, world.employer)
        rules = conditions(world, line, before) + repeated(world, line, before)
        rules += excluded(world, line, before, wanted[line["person"]])
        if row is None:
            rules.append("DT-05")
        verdict = amount(world, line, row, rules, before, research)
        verdicts[line["number"]] = verdict
        if verdict.state != "refused":
            held = {**line, "rate": verdict.rate, "year": year_of(world, line)}
            taken.setdefault(line["person"], []).append(held)
            if verdict.rate == "R6-11":
                research += verdict.payable
    return verdicts


def year_of(world: World, line: dict[str, Any]) -> int:
    return (line["certificate"] or line["end"] or world.filed).year


def conditions(world: World, line: dict[str, Any], before: list[dict[str, Any]]) -> list[str]:
    """The conditions column of the page."""
    plan, benefit, level = world.plan, line["benefit"], line["level"]
    groups, employer = set(line["groups"]), world.employer
    if "enterprise" in employer:
        groups.add("employee")
    got, passed = line["certificate"] is not None, line["passed"]
    if passed is None:
        passed = got
    out: list[str] = []
    start = line["start"]
    hired = line["hired"]
    if hired is not None and within_a_year(hired, start):
        groups.add("new_hire")
    ojt_ok = (
        ("production_entity" in employer and groups & OJT_PRODUCTION.get(plan, set()))
        or ("enterprise_insured" in employer and groups & OJT_INSURED)
    )  # fmt: skip
    if benefit not in NO_PERSON and line["person"] is None:
        out.append("C16-01")
    if plan == 1:
        if benefit == "certificate":
            if not employer & {"training_centre", "vocational_school"}:
                names = ("junior", "intermediate", "senior", "technician", "senior_technician")
                out.append(f"R1-0{names.index(level) + 1}" if level else "R1-06")
        if benefit in ("certificate", "apprenticeship") and not got:
            out.append("L-14")
        if benefit == "school_allowance":
            if not groups & {"poor_labour", "poor_family_child"}:
                out.append("R1-09")
            if "technical_school_student" not in groups:
                out.append("R1-09")
        if benefit == "ojt" and not ojt_ok:
            out.append("R1-11")
        if benefit in ("pre_job", "safety", "transfer"):
            if not groups & {"employee", "new_hire", "transfer_employee"}:
                out.append("R1-12")
        if benefit == "free_training" and not groups & FREE:
            out.append("R1-14")
    if plan == 3:
        if benefit in ("pre_job", "transfer", "safety") and not passed:
            out.append({"pre_job": "R3-01", "transfer": "R3-03", "safety": "R3-05"}[benefit])
        if benefit == "pre_job" and "new_hire" not in groups:
            out.append("R3-01")
        if benefit == "safety" and "enterprise_high_risk" not in employer:
            out.append("R3-05")
        if benefit in ("certificate", "certificate_key_group", "special_operation") and not got:
            out.append("L-14")
        if benefit in ("certificate_key_group", "special_operation") and not groups & KEY_GROUPS:
            out.append("R3-06" if benefit == "certificate_key_group" else "R3-07")
        if benefit == "ojt" and not ojt_ok:
            out.append("R3-09")
        needs = {
            "studio_grant": ("R3-10", "skill_studio" in employer),
            "chief_technician_grant": ("R3-11", "chief_technician" in groups),
            "disabled_relative": ("R3-15", "disabled_relative" in groups),
            "professional_farmer": ("R3-16", "professional_farmer" in groups),
        }
        if benefit in needs and not needs[benefit][1]:
            out.append(needs[benefit][0])
    if plan == 4:
        if benefit in ("certificate", "pre_job", "safety", "transfer") and not got:
            out.append("L-14")
        if benefit == "ojt" and not ojt_ok:
            out.append("R4-07")
        if benefit == "free_training":
            if not groups & FREE:
                out.append("R4-09")
            if "tender_awarded" not in employer:
                out.append("R4-09")
        if benefit == "base_equipment" and "training_base" not in employer:
            out.append("R4-10")
    if plan == 6:
        out += plan_six(world, line, groups, got, passed, before)
    if benefit == "living_allowance" and not groups & LIVING[plan]:
        out.append({1: "R1-10", 3: "R3-08", 4: "R4-06", 6: "R6-19"}[plan])
    return out


def plan_six(
    world: World, line: dict[str, Any], groups: set[str], got: bool, passed: bool,
    before: list[dict[str, Any]],
) -> list[str]:  # fmt: skip
    benefit, level, hours, employer = line["benefit"], line["level"], line["hours"], world.employer
    out: list[str] = []
    if benefit == "pre_job":
        if line["hired"] is None or not within_a_year(line["hired"], line["start"]):
            out.append("R6-01")
        if hours < 40:
            out.append("R6-01")
    if benefit == "apprenticeship" and line["programme"] not in (1, 2, 3):
        out.append("R6-02")
    own = None
    if benefit == "special_operation":
        own = "R6-03"
    if benefit == "certificate" and level:
        names = ("junior", "intermediate", "senior", "technician", "senior_technician")
        own = f"R6-0{names.index(level) + 4}"
    if own:
        if world.insured.get(line["person"], 0) < 12:
            out.append(own)
        if "employee" not in groups:
            out.append(own)
    if benefit in ("certificate", "special_operation", "hard_hit_extra", "life_service"):
        if not got:
            out.append("L-14")
    if benefit == "hard_hit_extra" and "enterprise_hard_hit" not in employer:
        out.append("R6-09")
    if benefit == "hard_hit_course":
        out += ["R6-10"] * (("enterprise_hard_hit" not in employer) + (hours < 20))
    if benefit == "research_programme" and "listed_research_enterprise" not in employer:
        out.append("R6-11")
    if benefit == "studio_project" and "approved_studio_project" not in employer:
        out.append("R6-12")
    if benefit == "tech_course" and not passed:
        out.append("R6-13")
    if benefit == "tech_award":
        if line["hired"] is None or months_between(line["hired"], world.filed) < 3:
            out.append("R6-14")
        if not any(each.get("rate") == "R6-13" for each in world.held.get(line["person"], [])):
            out.append("R6-14")
    if benefit == "culture_course" and line["project"] not in world.listed:
        out.append("R6-15")
    if benefit == "ojt" and "employment_difficulty" not in groups:
        out.append("R6-18")
    domestic = bool(employer & {"domestic", "domestic_staffed"})
    if benefit == "domestic_pre_job":
        out += ["R6-20"] * ((not domestic) + (hours < 80))
    if benefit == "domestic_refresher":
        out += ["R6-21"] * (not domestic)
        if hours < 40:
            out.append("R6-22" if "domestic_staffed" in employer else "R6-21")
    if benefit == "practice_base" and "training_base" not in employer:
        out.append("R6-23")
    if benefit == "free_training" and not groups & (FREE | {"graduate", "professional_farmer"}):
        out.append("R6-24")
    return out


def repeated(world: World, line: dict[str, Any], before: list[dict[str, Any]]) -> list[str]:
    """L-02, L-07, one-off grants; then L-01."""
    out: list[str] = []
    benefit = line["benefit"]

    def same_level(other: dict[str, Any]) -> bool:
        if benefit not in LEVELLED or other["benefit"] not in LEVELLED:
            return False
        if benefit == other["benefit"] == "apprenticeship" and line["project"] == other["project"]:
            return False
        if line["level"] or other["level"]:
            return bool(
                line["level"] == other["level"] and line["occupation"] == other["occupation"]
            )
        if line["kind"] is None and line["occupation"] is None:
            return False
        return bool(line["kind"] == other["kind"] and line["occupation"] == other["occupation"])

    def same_project(other: dict[str, Any]) -> bool:
        if benefit == other["benefit"] == "apprenticeship":
            return False
        return bool(
            line["project"] and line["project"] == other["project"]
            and benefit in PROJECT and other["benefit"] in PROJECT
        )  # fmt: skip

    once = benefit in ("studio_grant", "chief_technician_grant")
    if any(same_level(other) for other in before):
        out.append("L-02")
    elif world.plan == 4 and any(same_project(other) for other in before):
        out.append("L-07")
    elif world.plan == 3 and once and any(other["benefit"] == benefit for other in before):
        out.append("R3-10")
    if benefit in COUNTED:
        year = year_of(world, line)
        same = [o for o in before if o["year"] == year and o["benefit"] in COUNTED]
        trades = {o["project"] for o in same if o["benefit"] == "apprenticeship"}
        places = len([o for o in same if o["benefit"] != "apprenticeship"]) + len(trades)
        if benefit == "apprenticeship" and line["project"] in trades:
            places = 0
        granted = line["number"] in world.exceptions and world.plan in (1, 3, 4)
        if places >= 3 and not granted:
            out.append("L-01")
    return out


def excluded(
    world: World, line: dict[str, Any], before: list[dict[str, Any]], wanted: set[str]
) -> list[str]:
    if world.plan != 3:
        return []
    has = {other["benefit"] for other in before}
    if line["benefit"] == "ojt":
        has |= wanted
        barred = ("pre_job", "employment_internship", "public_welfare_post")
        return ["L-08"] * sum(name in has for name in barred)
    if line["benefit"] == "pre_job" and "ojt" in has:
        return ["L-08"]
    return []


def amount(
    world: World, line: dict[str, Any], row: RateRow | None, rules: list[str],
    before: list[dict[str, Any]], research: Fraction,
) -> Verdict:  # fmt: skip
    if row is None:
        return Verdict("refused", Fraction(0), rules, None)
    full, most = gross(world, line, row, before)
    if full is None:
        return Verdict("refused" if rules else "rate_missing", Fraction(0), rules, row.id)
    low, high = bounds(row)
    approved = line["approved"]
    if row.type != "percent" and approved is not None:
        if (high is not None and approved > high) or (low is not None and approved < low):
            return Verdict("refused", Fraction(0), [*rules, row.id], row.id)
    if rules:
        return Verdict("refused", Fraction(0), rules, row.id)
    claimed = line["claimed"] if line["claimed"] is not None else cents(full)
    due = min(full if most is None else min(full, most), claimed)
    cut: list[str] = []
    paid = due
    if line["benefit"] == "ojt" and world.plan in (3, 4, 6):
        had = sum(other["months"] for other in before if other["benefit"] == "ojt")
        if had + line["months"] > 6:
            paid = due * max(0, 6 - had) / line["months"] if line["months"] else Fraction(0)
            cut.append("L-04")
    if row.id == "R6-11" and research + due > 300000:
        paid = max(Fraction(0), 300000 - research)
        cut.append("R6-11")
    if cents(due) < claimed:
        cut.append(row.id)
    paid = cents(min(paid, due))
    return Verdict("cut" if paid < claimed else "payable", paid, cut, row.id)


def gross(
    world: World, line: dict[str, Any], row: RateRow, before: list[dict[str, Any]]
) -> tuple[Fraction | None, Fraction | None]:
    units = {
        "person_year": line["years"], "person_month": line["months"], "person_day": line["days"],
        "project_year": line["years"],
    }.get(row.unit, 1)  # fmt: skip
    figure = row.amount.replace("%", "").replace("≤", "").replace("1 : 1", "100").strip()
    if row.type == "fixed":
        return Fraction(figure) * units, None
    if row.type in ("ceiling", "floor", "range", "full"):
        return (None if line["approved"] is None else line["approved"] * units), None
    if row.type != "percent":
        return None, None
    if row.unit == "wages":
        base = None if line["wage"] is None else line["wage"] * line["months"]
    elif row.unit == "individual_rate":
        own = row_for(world.plan, {**line, "benefit": "certificate"}, world.employer)
        base = Fraction(own.amount) if own is not None and own.type == "fixed" else None
    elif row.unit == "tech_course_amount":
        paid = [
            each["amount"]
            for each in world.held.get(line["person"], [])
            if each.get("rate") == "R6-13"
        ]
        base = max(paid, default=None)
    else:
        base = line["approved"]
    if base is None:
        return None, None
    share = Fraction(base) * Fraction(figure) / 100
    if "≤" in row.amount:
        return (line["claimed"] if line["claimed"] is not None else share), share
    return share, None


def bounds(row: RateRow) -> tuple[Fraction | None, Fraction | None]:
    if row.type == "ceiling":
        return None, Fraction(row.amount.replace("≤", "").strip())
    if row.type == "floor":
        return Fraction(row.amount.replace("≥", "").strip()), None
    if row.type == "range":
        low, high = row.amount.split("–")
        return Fraction(low), Fraction(high)
    return None, None


def months_between(first: date, last: date) -> int:
    """Whole months; the last day of a month completes it."""
    months = 0
    while not later(first, months + 1) > last:
        months += 1
    return months


def within_a_year(hired: date, start: date) -> bool:
    return start <= later(hired, 12)


def later(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError
