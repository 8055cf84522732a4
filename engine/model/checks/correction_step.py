"""A correction step has a form: without one a return could name nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, UserTask


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if isinstance(node.work, UserTask) and node.work.correction and not node.work.form_id:
            yield at(
                node,
                f"补正环节“{node.id}”没有表单，退回时无法指明补正栏目",
                f'The correction step "{node.id}" has no form, so that a return can name nothing',
            )


RULE = Rule(
    "correction-step",
    Severity.WARNING,
    Text("补正环节有表单", "A correction step has a form"),
    "decision 0027",
    _find,
)
