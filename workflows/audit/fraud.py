"""Misuse and fraud 违规套取处理 (D6): which cases to freeze, what a finding means."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from engine.jobs.handlers import ServiceCall
from workflows.registers.audits import fraud_finding
from workflows.registers.bureaus import area_of
from workflows.registers.keys import inputs, key_of, today
from workflows.registers.standing import credit_rating, exclusion, grade_of

BAR_YEARS = 3  #: no new application after fraud [assumed]
BARRED = frozenset({"fraud"})
#: A breach costs one grade; who was never rated starts from the middle.
ONE_DOWN = {"A": "B", "B": "C", "C": "D", "D": "D", None: "C"}

#: Open cases of the respondent that lead to money.
_OPEN = text(
    'SELECT case_id FROM engine."case"'
    " WHERE organisation = :respondent AND ended_at IS NULL AND case_id <> :own"
    " AND (process LIKE 'claim\\_%' OR process = ANY(:processes))"
    " ORDER BY case_id"
)
PROCESSES = ["advance_payment", "project_settlement", "free_training", "support_one_off"]


def open_cases(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`cases`: ids of the respondent's open claims and payments; `lead`, `finance`: who decides."""
    respondent = str(inputs(call)["respondent"])
    rows = connection.scalars(
        _OPEN, {"respondent": respondent, "own": call.case_id, "processes": PROCESSES}
    )
    return {
        "cases": [str(case_id) for case_id in rows],
        "lead": _bureau(connection, "hrss_bureau", call.area),
        "finance": _bureau(connection, "finance_bureau", call.area),
    }


def apply_finding(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the finding; a breach costs a grade, fraud is D at once and bars for three years.

    `barred_until`: the last day of the bar, null without one.
    """
    given, day = inputs(call), today(call)
    respondent, finding = str(given["respondent"]), str(given["finding"])
    area = area_of(connection, given.get("lead")) or call.area
    reason = given.get("reason")
    connection.execute(
        fraud_finding.insert().values(
            **key_of(call),
            case_number=call.case_number,
            respondent=respondent,
            finding=finding,
            reason=reason,
            recover_yuan=given.get("recover_yuan"),
            area=area,
        )
    )
    grade = _grade(connection, respondent, finding)
    if grade is not None:
        connection.execute(
            credit_rating.insert().values(
                **key_of(call),
                institution=respondent,
                year=day.year,
                grade=grade,
                reason=reason,
                area=area,
            )
        )
    until = _barred_until(day) if finding in BARRED else None
    if until is not None:
        connection.execute(
            exclusion.insert().values(
                **key_of(call),
                institution=respondent,
                ground="fraud",
                barred_until=until,
                reason=reason,
                area=area,
            )
        )
    return {"barred_until": until}


def _grade(connection: Connection, respondent: str, finding: str) -> str | None:
    if finding == "fraud":
        return "D"
    return ONE_DOWN[grade_of(connection, respondent)] if finding == "breach" else None


def _barred_until(day: date) -> date:
    return date(day.year + BAR_YEARS, day.month, min(day.day, 28))


_BUREAU = text(
    """
    WITH RECURSIVE chain AS (
        SELECT code, parent, 0 AS depth FROM people.area WHERE code = :area
        UNION ALL
        SELECT outer_area.code, outer_area.parent, chain.depth + 1
        FROM people.area AS outer_area JOIN chain ON outer_area.code = chain.parent
        WHERE chain.depth < 20
    )
    SELECT organisation.id FROM people.organisation JOIN chain ON chain.code = organisation.area
    WHERE organisation.kind = :kind ORDER BY chain.depth, organisation.id LIMIT 1
    """
)


def _bureau(connection: Connection, kind: str, area: str) -> str | None:
    return connection.scalar(_BUREAU, {"kind": kind, "area": area})
