"""Each way out of an exclusive or inclusive split has a condition, but for the default."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, ProcessModel, Severity, Text

_DECIDING = frozenset({Kind.EXCLUSIVE_GATEWAY, Kind.INCLUSIVE_GATEWAY})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind not in _DECIDING or len(node.outgoing) < 2:
            continue
        for index in node.outgoing:
            flow = model.flows[index]
            if flow.condition is None and index != node.default_flow:
                yield at(
                    flow,
                    f"网关“{node.id}”的流出“{flow.id}”既无条件，也不是默认流",
                    f'Flow "{flow.id}" out of gateway "{node.id}" has no condition and is not '
                    "the default",
                )


RULE = Rule(
    "gateway-condition",
    Severity.ERROR,
    Text(
        "分支网关的每个流出都有条件或为默认流",
        "Ways out of a gateway have a condition or are default",
    ),
    "10.6.2, 10.6.3",
    _find,
)
