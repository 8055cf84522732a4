"""The form of an application is `forms/start.json`; a start event names no other."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.forms.application import START_FORM
from engine.model.nodes import NONE, Kind, ProcessModel, Severity, Text


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind is not Kind.START_EVENT or not node.form_id:
            continue
        if node.form_id != START_FORM or node.parent != NONE:
            yield at(
                node,
                f"启动事件的表单只能是流程的“{START_FORM}”",
                f'Only a start event of the process has a form, and it is "{START_FORM}"',
            )


RULE = Rule(
    "start-form",
    Severity.ERROR,
    Text("申请表是 forms/start.json", "The form of an application is forms/start.json"),
    "decision 0007",
    _find,
)
