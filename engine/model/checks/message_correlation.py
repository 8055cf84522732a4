"""A waiting or sent message says which case it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import NONE, Kind, Node, ProcessModel, Severity, Text, Trigger

_SENT = frozenset({Kind.SEND_TASK, Kind.INTERMEDIATE_THROW_EVENT, Kind.END_EVENT})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        event = node.event
        if event is None or event.trigger is not Trigger.MESSAGE or _starts_a_case(node):
            continue
        if event.correlation_key is not None:
            continue
        if node.kind in _SENT:
            zh, en = "huiqian:correlationKey", "huiqian:correlationKey"
        else:
            zh = en = "zeebe:subscription correlationKey"
        yield at(
            node,
            f"消息“{event.name}”没有关联键（{zh}）",
            f'The message "{event.name}" has no correlation key ({en})',
        )


def _starts_a_case(node: Node) -> bool:
    return node.kind is Kind.START_EVENT and node.parent == NONE


RULE = Rule(
    "message-correlation",
    Severity.ERROR,
    Text("消息有关联键", "A message has a correlation key"),
    "8.4.2",
    _find,
)
