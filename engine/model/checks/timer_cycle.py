"""A cycle stands only where a timer can fire again: process starts and what does not interrupt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import NONE, Kind, Node, ProcessModel, Severity, Text, TimerKind


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        timer = node.event.timer if node.event is not None else None
        if timer is not None and timer.kind is TimerKind.CYCLE and not _may_repeat(node):
            yield at(
                node,
                f"“{node.id}”只触发一次，不能用 timeCycle",
                f'"{node.id}" fires once only and must not have a timeCycle',
            )


def _may_repeat(node: Node) -> bool:
    if node.kind is Kind.START_EVENT:
        return node.parent == NONE or not node.interrupting
    return node.kind is Kind.BOUNDARY_EVENT and not node.interrupting


RULE = Rule(
    "timer-cycle",
    Severity.ERROR,
    Text("周期定时只用于可重复触发的事件", "Timer cycles stand where a timer can fire again"),
    "10.5.4, 10.5.5",
    _find,
)
