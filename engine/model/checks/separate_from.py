"""Separation of duties names other user tasks of the process, never the task itself.

A name that is not in this process may be a task of the caller: `check_bundle` looks there.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, ProcessModel, Severity, Text, UserTask


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if not isinstance(node.work, UserTask):
            continue
        for other in node.work.separate_from:
            index = model.by_id.get(other)
            if index is None:
                continue
            if index == node.index or model.nodes[index].kind is not Kind.USER_TASK:
                yield at(
                    node,
                    f"huiqian:separateFrom 中的“{other}”不是另一个用户任务",
                    f'"{other}" in huiqian:separateFrom is not another user task',
                )


RULE = Rule(
    "separate-from",
    Severity.ERROR,
    Text("职责分离指向其他用户任务", "Separation of duties names other user tasks"),
    "decision 0007",
    _find,
)
