"""Every node that needs one has an incoming flow: nothing starts by itself.

In BPMN an activity without incoming flow starts together with the process; drawn that way it is
nearly always a forgotten flow, so it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, Node, ProcessModel, Severity, Text, Trigger

_ENTERED_OTHERWISE = frozenset({Kind.START_EVENT, Kind.BOUNDARY_EVENT, Kind.EVENT_SUB_PROCESS})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if not node.incoming and node.kind not in _ENTERED_OTHERWISE and not _is_link_target(node):
            yield at(
                node,
                f"“{node.id}”没有流入，永远不会执行",
                f'"{node.id}" has no incoming flow and would never run',
            )


def _is_link_target(node: Node) -> bool:
    return (
        node.kind is Kind.INTERMEDIATE_CATCH_EVENT
        and node.event is not None
        and node.event.trigger is Trigger.LINK
    )


RULE = Rule(
    "implicit-start",
    Severity.ERROR,
    Text("除启动、边界事件外，每个节点都有流入", "Every node but starts has an incoming flow"),
    "13.2",
    _find,
    whole_graph=True,
)
