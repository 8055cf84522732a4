"""What roles are called on screens, in both languages (岗位)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.nodes import Text
from engine.people.organisations import Organisations

#: Role id → name. A role that is missing here is shown by its id.
ROLES: Final[Mapping[str, Text]] = {
    "window_clerk": Text("受理岗", "acceptance clerk"),
    "reviewer": Text("初审岗", "first reviewer"),
    "section_chief": Text("复核岗（科长）", "section chief"),
    "bureau_head": Text("审批岗（分管领导）", "head of the bureau"),
    "countersigner": Text("会签岗", "countersigner"),
    "finance_officer": Text("财政审核岗", "finance officer"),
    "finance_approver": Text("财政拨付岗", "finance approver"),
    "filing_officer": Text("备案专员", "filing officer"),
    "register_keeper": Text("登记管理岗", "register keeper"),
    "procurement_officer": Text("采购经办岗", "procurement officer"),
    "coordinator": Text("会商协调岗", "coordinator"),
    "secretary": Text("秘书岗", "secretary"),
    "clerk": Text("经办岗", "clerk"),
    "director": Text("主任（局长）", "director"),
    "chair": Text("评审组组长", "chair of the panel"),
    "member": Text("成员", "member"),
    "lead_auditor": Text("审计组组长", "lead auditor"),
    "applicant": Text("申请经办人", "applicant"),
    "expert": Text("评审专家", "expert"),
    "auditor": Text("审计人员", "auditor"),
    "third_party_auditor": Text("第三方审计人员", "third-party auditor"),
    "process_designer": Text("流程设计员", "process designer"),
    "case_operator": Text("办件运维员", "case operator"),
    "system_admin": Text("系统管理员", "system administrator"),
}


def role_name(role: str) -> Text:
    """The role as people call it; its id where it has no name."""
    return ROLES.get(role, Text(role, role))


def group_name(organisations: Organisations, group: str) -> Text:
    """ "某市人力资源和社会保障局初审岗" for "P1_CITY.hrss_bureau.reviewer"."""
    organisation, _, role = group.rpartition(".")
    known = organisations.organisations.get(organisation)
    name = role_name(role)
    if known is None:
        return Text(f"{organisation} {name.zh}", f"{name.en}, {organisation}")
    return Text(f"{known.name_zh}{name.zh}", f"{name.en}, {known.name_en}")
