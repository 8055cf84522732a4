"""A loop drawn with flows waits somewhere: a person, a message, a timer or a handler.

Without that one step would run round it without end, until its budget stops it with an incident.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.graph import cycles_within
from engine.model.nodes import Kind, Node, ProcessModel, ServiceTask, Severity, Text

_IMMEDIATE = frozenset(
    {
        Kind.EXCLUSIVE_GATEWAY,
        Kind.PARALLEL_GATEWAY,
        Kind.INCLUSIVE_GATEWAY,
        Kind.SCRIPT_TASK,
        Kind.BUSINESS_RULE_TASK,
        Kind.SEND_TASK,
        Kind.MANUAL_TASK,
        Kind.TASK,
        Kind.INTERMEDIATE_THROW_EVENT,
    }
)


def _find(model: ProcessModel) -> Iterator[Finding]:
    members = frozenset(node.index for node in model.nodes if _is_immediate(node))
    for index in cycles_within(members, model.nodes, model.flows):
        node = model.nodes[index]
        yield at(
            node,
            f"经过“{node.id}”的循环中没有任何等待，可能无休止地运行",
            f'The loop through "{node.id}" never waits and may run without end',
        )


def _is_immediate(node: Node) -> bool:
    return node.kind in _IMMEDIATE and not isinstance(node.work, ServiceTask)


RULE = Rule(
    "loop-without-wait",
    Severity.WARNING,
    Text("循环之中有等待", "A loop waits somewhere"),
    "13.2",
    _find,
    whole_graph=True,
)
