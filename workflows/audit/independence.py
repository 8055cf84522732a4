"""`audit.check_independence`: who trained, claimed or advised may not audit (独立性核查)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from engine.jobs.handlers import ServiceCall
from workflows.registers.bureaus import organisation_of, roles_of
from workflows.registers.claims import claim
from workflows.registers.experts import linked_organisations
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, today

YEARS = 3  #: no training, no claims, no consulting for auditees in this time [assumed]
AUDITOR = "third_party_auditor"


def check_independence(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`problems`: why the firm or its lead auditor may not audit this auditee."""
    firm, auditor = str(inputs(call)["firm"]), str(inputs(call)["lead_auditor"])
    auditee = str(inputs(call)["auditee"])
    day = today(call)
    since = day.replace(year=day.year - YEARS, day=min(day.day, 28))
    problems = []
    if firm == auditee or organisation_of(connection, auditor) == auditee:
        problems.append("第三方机构与被审计单位为同一单位")
    if organisation_of(connection, auditor) != firm or AUDITOR not in roles_of(connection, auditor):
        problems.append(f"{auditor} 不是 {firm} 的审计人员")
    if _claims_since(connection, firm, since):
        problems.append(f"{firm} 三年内申领过补贴")
    if _trains(connection, firm):
        problems.append(f"{firm} 是培训或评价机构")
    if auditee in linked_organisations(connection, auditor) or auditee in linked_organisations(
        connection, firm
    ):
        problems.append("三年内与被审计单位有咨询等业务往来")
    return {"problems": problems}


def _claims_since(connection: Connection, firm: str, since: date) -> bool:
    query = (
        select(func.count())
        .select_from(claim)
        .where(claim.c.claimant == firm, claim.c.valid_from >= since)
    )
    return bool(connection.scalar(query))


def _trains(connection: Connection, firm: str) -> bool:
    query = select(func.count()).select_from(institution).where(institution.c.institution == firm)
    return bool(connection.scalar(query))
