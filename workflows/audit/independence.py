"""`audit.check_independence`: who trained, claimed or advised may not audit (独立性核查)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from engine.jobs.handlers import ServiceCall
from workflows.findings import Finding, told
from workflows.registers.bureaus import (
    names_of,
    names_of_organisation,
    organisation_of,
    roles_of,
)
from workflows.registers.claims import claim
from workflows.registers.experts import linked_organisations
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, today

#: What an auditor may not be: who trains or assesses is audited.
TRAINERS = (
    "training_centre",
    "training_institution",
    "outside_institution",
    "evaluation_institution",
    "vocational_school",
)
AWARDED = "tender_awarded"  #: written by E4 procurement
YEARS = 3  #: no training, no claims, no consulting for auditees in this time [assumed]
AUDITOR = "third_party_auditor"


def check_independence(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`problems`: why the firm or its lead auditor may not audit this auditee."""
    firm, auditor = str(inputs(call)["firm"]), str(inputs(call)["lead_auditor"])
    auditee = str(inputs(call)["auditee"])
    day = today(call)
    since = day.replace(year=day.year - YEARS, day=min(day.day, 28))
    named = names_of_organisation(connection, firm)
    problems = []
    if firm == auditee or organisation_of(connection, auditor) == auditee:
        problems.append(_finding("第三方机构与被审计单位为同一单位", "the firm is the auditee"))
    if organisation_of(connection, auditor) != firm or AUDITOR not in roles_of(connection, auditor):
        person = names_of(connection, auditor)
        problems.append(
            _finding(
                f"{person.zh}不是{named.zh}的审计人员", f"{person.en} is no auditor of {named.en}"
            )
        )
    if _claims_since(connection, firm, since):
        problems.append(
            _finding(
                f"{named.zh}三年内申领过补贴",
                f"{named.en} claimed subsidies in the last {YEARS} years",
            )
        )
    if not _awarded(connection, firm, day):
        problems.append(
            _finding(f"{named.zh}未经采购程序选定", f"{named.en} was not chosen by a tender")
        )
    if _trains(connection, firm):
        problems.append(
            _finding(f"{named.zh}是培训或评价机构", f"{named.en} trains or assesses itself")
        )
    if auditee in linked_organisations(connection, auditor) or auditee in linked_organisations(
        connection, firm
    ):
        problems.append(
            _finding(
                "三年内与被审计单位有咨询等业务往来",
                f"consulting or other business with the auditee in the last {YEARS} years",
            )
        )
    return {"problems": told(problems)}


def _finding(zh: str, en: str) -> Finding:
    return Finding("D-INDEPENDENCE", zh, en)  # domain D step 3


def _claims_since(connection: Connection, firm: str, since: date) -> bool:
    query = (
        select(func.count())
        .select_from(claim)
        .where(claim.c.claimant == firm, claim.c.valid_from >= since)
    )
    return bool(connection.scalar(query))


def _trains(connection: Connection, firm: str) -> bool:
    query = (
        select(func.count())
        .select_from(institution)
        .where(institution.c.institution == firm, institution.c.kind.in_(TRAINERS))
    )
    return bool(connection.scalar(query))


def _awarded(connection: Connection, firm: str, day: date) -> bool:
    """Whether a tender was awarded to the firm whose contract has not ended."""
    query = (
        select(func.count())
        .select_from(institution)
        .where(
            institution.c.institution == firm,
            institution.c.kind == AWARDED,
            institution.c.state == "valid",
            institution.c.valid_until >= day,
        )
    )
    return bool(connection.scalar(query))
