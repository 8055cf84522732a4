"""`accreditation.check_panel`: an odd number of experts, at least three, none linked (专家组).

An expert who belongs to the deciding bureau would judge twice, so that is a problem too.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.registers.bureaus import organisation_of, roles_of
from workflows.registers.experts import linked_organisations
from workflows.registers.keys import inputs

SMALLEST_PANEL = 3
EXPERT = "expert"


def check_panel(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`problems`: what is wrong with the chosen panel; empty when it may assess."""
    experts = [str(name) for name in inputs(call).get("experts") or ()]
    applicant = inputs(call).get("applicant_organisation")
    problems = []
    if len(set(experts)) != len(experts):
        problems.append("专家重复")
    if len(experts) < SMALLEST_PANEL or len(experts) % 2 == 0:
        problems.append(f"专家应为单数且不少于{SMALLEST_PANEL}人，现有{len(experts)}人")
    for expert in dict.fromkeys(experts):
        problems += _problems_of(connection, expert, applicant, call)
    return {"problems": problems}


def _problems_of(
    connection: Connection, expert: str, applicant: Any, call: ServiceCall
) -> list[str]:
    own = organisation_of(connection, expert)
    if EXPERT not in roles_of(connection, expert):
        return [f"{expert} 不在评审专家库"]
    if expert == call.applicant or (
        applicant and applicant in {own, *linked_organisations(connection, expert)}
    ):
        return [f"{expert} 与申请单位有关联"]
    if own == inputs(call).get("lead"):
        return [f"{expert} 是审批机关人员"]
    return []
