"""The notice of a decision, as the applicant reads it."""

from types import SimpleNamespace
from typing import Any, cast

from engine.jobs.handlers import ServiceCall
from workflows.claims.handlers import notice_texts

REFUSED = {
    "claim_result": "refused",
    "total_yuan": 0,
    "refusals": [{"rule": "R1-02", "count": 8, "zh": "没有已认定的中心", "en": "no centre"}],
    "reason": "条件不符。",
}


def texts(**inputs: Any) -> tuple[str, str]:
    call = SimpleNamespace(case_number="P1-2027-000001", inputs=inputs)
    return notice_texts(cast(ServiceCall, call))


def test_should_tell_result_sum_rules_and_what_helps() -> None:
    zh, en = texts(**REFUSED)
    assert zh == (
        "申请 P1-2027-000001：不予通过。核定 0.00 元。R1-02（8 条）：没有已认定的中心。"
        "可先申请企业职工培训中心认定。理由：条件不符。"
    )
    assert en == (
        "Application P1-2027-000001: refused. Granted: 0.00 yuan. R1-02 (8 lines): no centre. "
        "What helps: apply for recognition of a training centre first. Reason: 条件不符。"
    )


def test_should_name_no_sum_of_what_was_never_computed() -> None:
    zh, en = texts(claim_result="withdrawn", total_yuan=None, refusals=[], reason=None)
    assert zh == "申请 P1-2027-000001：已撤回。"
    assert en == "Application P1-2027-000001: withdrawn."
