"""`accreditation.check_panel`: an odd number of experts, at least three, none linked (专家组).

An expert who belongs to the deciding bureau would judge twice, so that is a problem too.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.findings import Finding, told
from workflows.registers.bureaus import names_of, organisation_of, roles_of
from workflows.registers.experts import linked_organisations
from workflows.registers.keys import inputs

SMALLEST_PANEL = 3
EXPERT = "expert"
RULE = "A1-PANEL"  #: domain A1 step 4: odd, three or more, none linked to the applicant


def check_panel(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`problems`: what is wrong with the chosen panel; empty when it may assess."""
    experts = [str(name) for name in inputs(call).get("experts") or ()]
    applicant = inputs(call).get("applicant_organisation")
    problems = []
    if len(set(experts)) != len(experts):
        problems.append(Finding(RULE, "专家重复", "an expert is named twice"))
    if len(experts) < SMALLEST_PANEL or len(experts) % 2 == 0:
        problems.append(
            Finding(
                RULE,
                f"专家应为单数且不少于{SMALLEST_PANEL}人，现有{len(experts)}人",
                f"an odd number of experts, at least {SMALLEST_PANEL}, is needed;"
                f" there are {len(experts)}",
            )
        )
    for expert in dict.fromkeys(experts):
        problems += _problems_of(connection, expert, applicant, call)
    return {"problems": told(problems)}


def _problems_of(
    connection: Connection, expert: str, applicant: Any, call: ServiceCall
) -> list[Finding]:
    own = organisation_of(connection, expert)
    named = names_of(connection, expert)
    if EXPERT not in roles_of(connection, expert):
        return [
            Finding(RULE, f"{named.zh}不在评审专家库", f"{named.en} is not in the pool of experts")
        ]
    if expert == call.applicant or (
        applicant and applicant in {own, *linked_organisations(connection, expert)}
    ):
        return [
            Finding(RULE, f"{named.zh}与申请单位有关联", f"{named.en} is linked to the applicant")
        ]
    if own == inputs(call).get("lead"):
        return [
            Finding(RULE, f"{named.zh}是审批机关人员", f"{named.en} belongs to the deciding bureau")
        ]
    return []
