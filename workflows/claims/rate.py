"""DT-05: the rate of a line, and the amount it gives before any cap."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from workflows.claims.facts import ClaimFacts
from workflows.claims.findings import start_day
from workflows.claims.lines import ClaimLine
from workflows.claims.results import Rate
from workflows.claims.tables import Tables

WITHOUT_AMOUNT = frozenset({"external", "none_stated", "unreadable", "rule"})
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Gross:
    """What a rate gives for a line; `amount_yuan` None: no amount can be worked out."""

    amount_yuan: Decimal | None
    #: the most a share may be, where the plan says "not more than"
    at_most_yuan: Decimal | None = None
    needs: str | None = None  #: "rate", "approved_amount" or "base" when there is no amount


def rate_of(line: ClaimLine, claim: ClaimFacts, tables: Tables) -> Rate | None:
    """The rate in force on the course start date; None when the plan has none for the benefit."""
    day = start_day(line, claim)
    row = tables.ask(
        "DT_05_rate",
        plan=claim.plan,
        benefit=line.benefit,
        level=line.level,
        employer=tuple(sorted(claim.employer_on(day))),
        course_start=day,
    )
    if row is None:
        return None
    rate = Rate(
        row["rate_id"],
        row["rate_type"],
        row["unit"],
        row["payee"],
        row["amount"],
        row["minimum"],
        row["maximum"],
    )
    return _with_setting(rate, claim, line.level, day)


def _with_setting(rate: Rate, claim: ClaimFacts, level: str | None, day: date) -> Rate:
    """A rate the bureaus have entered replaces a missing or an adjusted amount."""
    chosen = [
        setting
        for setting in claim.rate_settings.get(rate.rate_id, ())
        if setting.since <= day
        and (setting.until is None or day <= setting.until)
        and setting.level in (None, level)
    ]
    if not chosen or rate.rate_type not in (*WITHOUT_AMOUNT, "fixed"):
        return rate
    newest = max(chosen, key=lambda each: (each.since, each.level is not None))
    return replace(rate, rate_type="fixed", amount=newest.amount_yuan)


def gross(line: ClaimLine, claim: ClaimFacts, rate: Rate, tables: Tables) -> Gross:
    """The amount of the line by its rate, before claims, caps and rounding."""
    quantity = _quantity(line, rate.unit)
    if rate.rate_type in WITHOUT_AMOUNT:
        return Gross(None, needs="rate")
    if rate.rate_type == "fixed":
        assert rate.amount is not None
        return Gross(rate.amount * quantity)
    if rate.rate_type in ("ceiling", "floor", "range", "full"):
        if line.approved_yuan is None:
            return Gross(None, needs="approved_amount")
        return Gross(line.approved_yuan * quantity)
    return _share(line, claim, rate, tables)


def _share(line: ClaimLine, claim: ClaimFacts, rate: Rate, tables: Tables) -> Gross:
    base = _base(line, claim, rate.unit, tables)
    if base is None:
        return Gross(None, needs="base")
    if rate.amount is not None:
        return Gross(base * rate.amount / HUNDRED)
    assert rate.maximum is not None
    most = base * rate.maximum / HUNDRED
    return Gross(line.claimed_yuan if line.claimed_yuan is not None else most, at_most_yuan=most)


def _base(line: ClaimLine, claim: ClaimFacts, unit: str, tables: Tables) -> Decimal | None:
    """What a share is taken of."""
    if unit == "wages":
        return None if line.monthly_wage_yuan is None else line.monthly_wage_yuan * line.months
    if unit == "individual_rate":
        own = rate_of(replace(line, benefit="certificate"), claim, tables)
        return own.amount if own is not None and own.rate_type == "fixed" else None
    if unit == "tech_course_amount":
        paid = [held for held in claim.person(line.id_number).held if held.rate_id == "R6-13"]
        return max((held.amount_yuan for held in paid), default=None)
    return line.approved_yuan


def _quantity(line: ClaimLine, unit: str) -> int:
    return {
        "person_year": line.years,
        "person_month": line.months,
        "person_day": line.days,
        "project_year": line.years,
    }.get(unit, 1)
