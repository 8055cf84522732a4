"""The diagrams that benchmarks run; drawn with the test language."""

from __future__ import annotations

import json
from typing import Any

from engine.model.bundle import Bundle, read_bundle
from tests.dsl.process import Process, process

#: About 1 KB as tagged JSON: what a small application holds.
VALUES: dict[str, Any] = {
    "enterprise": "宿迁恒力机械制造有限公司",
    "credit_code": "91321300MA1XXXXX0Q",
    "course": "焊工（四级）岗前培训",
    "course_start": {"d": "2026-03-02"},
    "course_end": {"d": "2026-05-29"},
    "amount": {"n": "27000.00"},
    "headcount": 18,
    "bank": {"account": "6222021001112223334", "branch": "中国工商银行宿迁城中支行"},
    "contact": {"name": "陈静", "phone": "13800000000", "address": "宿迁市洪泽湖路 130 号"},
    "roster": {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    "remarks": "申请材料：营业执照、培训协议、考勤记录、结业名单、职工花名册、资金使用说明。" * 4,
}


def start_form() -> str:
    """The fields that an applicant gives; cases of the pure benchmark get `VALUES` instead."""
    kinds = {"enterprise": {"type": "string"}, "remarks": {"type": "string"}}
    kinds |= {"amount": {"type": "string", "format": "decimal"}, "headcount": {"type": "integer"}}
    properties = {
        name: {**kind, "x-label": {"zh": name, "en": name}} for name, kind in kinds.items()
    }
    title = {"zh": "申请", "en": "Application"}
    schema = {"type": "object", "properties": properties}
    return json.dumps({"id": "start", "title": title, "schema": schema})


def medium() -> Process:
    """26 elements: correction loop, parallel checks, limits with timers, an amount gateway."""
    drawn = process("medium", "补贴审核").with_file("forms/start.json", start_form()).start()
    drawn.user_task("submit", assignee="=case.applicant", state="submitted")
    drawn.user_task("acceptance", group="hrss_bureau.window_clerk", limit=5, state="accepted")
    drawn.exclusive("accepted")
    drawn.when('outcome = "return"').user_task("correct", assignee="=case.applicant")
    drawn.connect_to("acceptance").move_to("accepted").otherwise()
    drawn.parallel("split").user_task("first_review", group="hrss_bureau.reviewer", limit=10)
    drawn.parallel("join").move_to("split")
    drawn.user_task("site_check", group="hrss_bureau.reviewer", limit=10).connect_to("join")
    drawn.script("total", "amount * 0.8 + headcount * 50", "payable")
    drawn.exclusive("large").when("payable > 20000 and headcount > 10")
    drawn.user_task("countersign", group="finance_bureau.finance_officer", limit=5)
    drawn.exclusive("merged").move_to("large").otherwise().connect_to("merged")
    drawn.user_task("decision", group="hrss_bureau.section_chief", limit=5, state="in_review")
    drawn.exclusive("decided").when('outcome = "return"').connect_to("acceptance")
    drawn.move_to("decided").when('outcome = "refuse"')
    drawn.user_task("notice", group="hrss_bureau.window_clerk").end("refused")
    drawn.move_to("decided").otherwise()
    drawn.user_task("payment", group="finance_bureau.finance_approver", state="approved")
    drawn.end("paid").boundary("late_acceptance", "acceptance", duration="P30D", interrupting=False)
    drawn.script("late_noted", '"late"', "late").end("late_end")
    drawn.boundary("late_decision", "decision", duration="P30D", interrupting=False)
    drawn.script("late_decision_noted", '"late"', "late").end("late_decision_end")
    return drawn


def three_tasks() -> Process:
    """The smallest flow worth measuring: three user tasks in a row."""
    drawn = process("three", "三步").start()
    for number, group in enumerate(("window_clerk", "reviewer", "section_chief"), 1):
        drawn.user_task(f"step_{number}", group=f"hrss_bureau.{group}")
    return drawn.end()


def round_trip() -> Process:
    """A loop of two tasks that only ends when somebody says so."""
    drawn = process("round", "往返").start().user_task("ask", group="hrss_bureau.reviewer")
    drawn.user_task("answer", group="hrss_bureau.window_clerk").exclusive("enough")
    drawn.when('outcome = "again"').connect_to("ask").move_to("enough").otherwise()
    return drawn.end()


def countersign(signers: int = 0) -> Process:
    """会签: everybody in `signers` signs at once; so many are invited, or the case names them."""
    drawn = process(f"signing_{signers}" if signers else "signing", "会签").start()
    if signers:
        invited = f'for n in 1..{signers} return "signer" + string(n)'
        drawn.script("invite", invited, "signers")
    return drawn.user_task("sign", users="=[member]", each="signers").end()


FIELDS = {
    "enterprise": VALUES["enterprise"],
    "remarks": VALUES["remarks"],
    "amount": "27000.00",
    "headcount": 18,
}


def bundle_of(drawn: Process) -> Bundle:
    """The drawn process as a deployed bundle is read."""
    return read_bundle(drawn.files(), key=drawn.id)
