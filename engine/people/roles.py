"""What roles are called on screens, in both languages (岗位)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.nodes import Text
from engine.people.organisations import Organisations

#: Role id → name. A role that is missing here is shown by its id.
ROLES: Final[Mapping[str, Text]] = {
    "applicant": Text("申请人", "applicant"),
    "window_clerk": Text("受理人员", "acceptance clerk"),
    "reviewer": Text("初审人员", "first reviewer"),
    "section_chief": Text("科长（复核）", "section chief"),
    "bureau_head": Text("分管领导（审批）", "bureau head"),
    "countersigner": Text("会签人员", "countersigner"),
    "finance_officer": Text("财政审核岗", "finance officer"),
    "finance_approver": Text("财政拨付岗", "finance approver"),
    "filing_officer": Text("备案专员", "filing officer"),
    "register_keeper": Text("登记管理员", "register keeper"),
    "expert": Text("评审专家", "expert"),
    "auditor": Text("审计人员", "auditor"),
    "third_party_auditor": Text("第三方审计人员", "third-party auditor"),
    "lead_auditor": Text("主审", "lead auditor"),
    "chair": Text("召集人", "chair"),
    "coordinator": Text("协调员", "coordinator"),
    "procurement_officer": Text("采购专员", "procurement officer"),
    "clerk": Text("经办人", "clerk"),
    "secretary": Text("秘书", "secretary"),
    "member": Text("成员", "member"),
    "director": Text("主任", "director"),
    "process_designer": Text("流程设计员", "process designer"),
    "system_admin": Text("系统管理员", "system administrator"),
    "case_operator": Text("办件运维员", "case operator"),
}


def role_name(role: str) -> Text:
    """The role as people call it; its id where it has no name."""
    return ROLES.get(role, Text(role, role))


def group_name(organisations: Organisations, group: str) -> Text:
    """ "某市人力资源和社会保障局初审人员" for "P1_CITY.hrss_bureau.reviewer"."""
    organisation, _, role = group.rpartition(".")
    known = organisations.organisations.get(organisation)
    name = role_name(role)
    if known is None:
        return Text(f"{organisation} {name.zh}", f"{name.en}, {organisation}")
    return Text(f"{known.name_zh}{name.zh}", f"{name.en}, {known.name_en}")
