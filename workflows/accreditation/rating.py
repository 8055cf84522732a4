"""Credit rating 信用等级 (A9): collect what counts, enter the grade."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from engine.jobs.handlers import ServiceCall
from workflows.registers.audits import audit_finding, fraud_finding
from workflows.registers.bureaus import area_of
from workflows.registers.keys import inputs, key_of, today
from workflows.registers.standing import credit_rating


def collect(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`audit_findings`: findings of the last year; `fraud_confirmed`: any fraud in that time."""
    name = str(inputs(call)["institution"])
    day = today(call)
    since = day.replace(year=day.year - 1, day=min(day.day, 28))
    findings = connection.scalar(
        select(func.count())
        .select_from(audit_finding)
        .where(audit_finding.c.auditee == name, audit_finding.c.valid_from >= since)
    )
    fraud = connection.scalar(
        select(func.count())
        .select_from(fraud_finding)
        .where(
            fraud_finding.c.respondent == name,
            fraud_finding.c.finding == "fraud",
            fraud_finding.c.valid_from >= since,
        )
    )
    return {"audit_findings": findings or 0, "fraud_confirmed": bool(fraud)}


def record(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the decided grade."""
    connection.execute(
        credit_rating.insert().values(
            **key_of(call),
            institution=str(inputs(call)["institution"]),
            year=int(inputs(call)["year"]),
            grade=str(inputs(call)["grade"]),
            score=inputs(call).get("score"),
            reason=inputs(call).get("reason"),
            area=area_of(connection, inputs(call).get("lead")) or call.area,
        )
    )
    return {}
