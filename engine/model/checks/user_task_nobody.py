"""Somebody may do each user task."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, UserTask


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if not isinstance(node.work, UserTask):
            continue
        who = node.work.assignment
        if not (who.assignee or who.candidate_users or who.candidate_groups or who.static_groups):
            yield at(
                node,
                f"用户任务“{node.id}”没有指定办理人或候选组",
                f'User task "{node.id}" has no assignee and no candidates',
            )


RULE = Rule(
    "user-task-nobody",
    Severity.ERROR,
    Text("用户任务有人可办", "Somebody may do each user task"),
    "10.3.4.1",
    _find,
)
