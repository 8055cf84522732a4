"""A process has a start event, and at most one without a trigger."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, Trigger


def _find(model: ProcessModel) -> Iterator[Finding]:
    if not model.starts:
        yield at(model, f"流程“{model.id}”没有启动事件", f'Process "{model.id}" has no start event')
    plain = [
        node
        for node in (model.nodes[i] for i in model.starts)
        if node.event is None or node.event.trigger is Trigger.NONE
    ]
    for node in plain[1:]:
        yield at(
            node,
            f"流程“{model.id}”有多个无触发的启动事件",
            f'Process "{model.id}" has more than one start event without a trigger',
        )


RULE = Rule(
    "process-start",
    Severity.ERROR,
    Text("流程有启动事件，无触发的至多一个", "A process starts at one plain start event at most"),
    "10.5.2",
    _find,
    whole_graph=True,
)
