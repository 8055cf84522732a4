"""A token can come to every node."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.graph import reachable
from engine.model.nodes import Kind, ProcessModel, Severity, Text


def _find(model: ProcessModel) -> Iterator[Finding]:
    living = reachable(model.nodes, model.flows)
    for node in model.nodes:
        if node.index in living or not (node.incoming or node.kind is Kind.BOUNDARY_EVENT):
            continue  # a node without incoming flow is told by `implicit-start`
        yield at(
            node,
            f"从启动事件无法到达“{node.id}”",
            f'No path leads from a start event to "{node.id}"',
        )


RULE = Rule(
    "unreachable-node",
    Severity.ERROR,
    Text("每个节点都能到达", "Every node can be reached"),
    "13.2",
    _find,
    whole_graph=True,
)
