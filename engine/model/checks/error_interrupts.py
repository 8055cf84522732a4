"""An error always interrupts, as boundary event and as start of an event sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, Trigger


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.event is None or node.event.trigger is not Trigger.ERROR or node.interrupting:
            continue
        yield at(
            node,
            f"错误事件“{node.id}”必须是中断的",
            f'The error event "{node.id}" must be interrupting',
        )


RULE = Rule(
    "error-interrupts",
    Severity.ERROR,
    Text("错误事件是中断的", "Error events interrupt"),
    "10.5.4 (table 10.90), 10.5.2",
    _find,
)
