"""A task has one limit: a due date or a number of working days."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, UserTask


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        work = node.work
        if isinstance(work, UserTask) and work.due_date and work.limit_working_days:
            yield at(
                node,
                f"“{node.id}”同时给出 dueDate 与 huiqian:limitWorkingDays，只能用一个",
                f'Give dueDate or huiqian:limitWorkingDays of "{node.id}", not both',
            )


RULE = Rule(
    "two-limits",
    Severity.ERROR,
    Text("办理期限只有一个", "A task has one limit"),
    "decision 0007",
    _find,
)
