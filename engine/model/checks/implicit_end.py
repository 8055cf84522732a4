"""A path ends at an end event, so that its end has a name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, ProcessModel, Severity, Text, Trigger

_NO_WAY_OUT = frozenset({Kind.END_EVENT, Kind.EVENT_SUB_PROCESS, Kind.BOUNDARY_EVENT})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.outgoing or node.kind in _NO_WAY_OUT:
            continue
        if node.kind is Kind.INTERMEDIATE_THROW_EVENT and node.event is not None:
            if node.event.trigger is Trigger.LINK:
                continue
        yield at(
            node,
            f"“{node.id}”没有流出，路径在此结束；请画出结束事件",
            f'"{node.id}" has no outgoing flow, so the path ends there; draw an end event',
        )


RULE = Rule(
    "implicit-end",
    Severity.WARNING,
    Text("每条路径以结束事件收尾", "Every path ends at an end event"),
    "13.5.6",
    _find,
    whole_graph=True,
)
