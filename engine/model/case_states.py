"""What the business states of a case are called (办件状态)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.nodes import Text

CASE_STATE_NAMES: Final[Mapping[str, Text]] = {
    "draft": Text("草稿", "draft"),
    "submitted": Text("已提交", "submitted"),
    "accepted": Text("已受理", "accepted"),
    "correcting": Text("补正中", "correcting"),
    "in_review": Text("审核中", "in review"),
    "countersigning": Text("会签中", "countersigning"),
    "publicity": Text("公示中", "publicity"),
    "approved": Text("已通过", "approved"),
    "partly_approved": Text("部分通过", "partly approved"),
    "refused": Text("不予通过", "refused"),
    "not_accepted": Text("不予受理", "not accepted"),
    "awaiting_payment": Text("待拨付", "awaiting payment"),
    "paid": Text("已拨付", "paid"),
    "closed": Text("已办结", "closed"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "frozen": Text("已冻结", "frozen"),
    "recovering": Text("追回中", "recovering"),
    "terminated": Text("已终止", "terminated"),
}


def case_state_name(state: str) -> Text:
    """The name; the id itself for a state that is unknown here."""
    return CASE_STATE_NAMES.get(state, Text(state, state))
