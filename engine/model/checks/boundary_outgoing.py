"""A boundary event leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, ProcessModel, Severity, Text


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind is Kind.BOUNDARY_EVENT and not node.outgoing:
            yield at(
                node,
                f"边界事件“{node.id}”没有流出",
                f'Boundary event "{node.id}" has no outgoing flow',
            )


RULE = Rule(
    "boundary-outgoing",
    Severity.ERROR,
    Text("边界事件有流出", "A boundary event has an outgoing flow"),
    "10.5.4",
    _find,
    whole_graph=True,
)
