"""DT-01 and DT-04: conditions of the plans, and subsidies that exclude each other."""

from workflows.claims.calendar_months import begun_months, full_months
from workflows.claims.facts import ClaimFacts
from workflows.claims.findings import Findings, start_day
from workflows.claims.lines import ClaimLine
from workflows.claims.results import Reason
from workflows.claims.tables import Tables

NEVER_HIRED = 999  #: months since hire when no hire date is given: no upper limit is met
NEW_HIRE_MONTHS = 12


def eligibility(
    line: ClaimLine, claim: ClaimFacts, findings: Findings, tables: Tables
) -> list[Reason]:
    """Every condition the line fails; empty when it is eligible (DT-01)."""
    day = start_day(line, claim)
    hire_months = begun_months(line.hire_date, day) if line.hire_date else NEVER_HIRED
    groups = findings.groups
    if line.hire_date and hire_months <= NEW_HIRE_MONTHS:
        groups = tuple(sorted({*groups, "new_hire"}))
    rows = tables.ask_all(
        "DT_01_eligibility",
        plan=claim.plan,
        benefit=line.benefit,
        level=line.level,
        employer=tuple(sorted(claim.employer_on(day))),
        groups=groups,
        hire_months=hire_months,
        class_hours=line.class_hours,
        insurance_months=_insured_months(line, claim),
        certificate=line.has_certificate,
        passed=line.has_certificate if line.passed is None else line.passed,
        programme_years=line.programme_years,
        employed_months=full_months(line.hire_date, claim.filed_on) if line.hire_date else 0,
        findings=findings.hard,
    )
    return [Reason.of("DT_01_eligibility", row) for row in rows]


def exclusion(
    line: ClaimLine, claim: ClaimFacts, held: frozenset[str], tables: Tables
) -> list[Reason]:
    """Benefits of the person that exclude this one (DT-04)."""
    rows = tables.ask_all(
        "DT_04_exclusion", plan=claim.plan, benefit=line.benefit, held=tuple(sorted(held))
    )
    return [Reason.of("DT_04_exclusion", row) for row in rows]


def _insured_months(line: ClaimLine, claim: ClaimFacts) -> int:
    """Months of unemployment insurance paid in the city up to the month of filing."""
    last = (claim.filed_on.year, claim.filed_on.month)
    return sum(month <= last for month in claim.person(line.id_number).insured_months)
