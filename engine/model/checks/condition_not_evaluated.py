"""No condition stands where nobody evaluates it: parallel gateways, events, default flows."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, ProcessModel, Severity, Text

_BLIND = frozenset({Kind.PARALLEL_GATEWAY, Kind.EVENT_BASED_GATEWAY})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for flow in model.flows:
        source = model.nodes[flow.source]
        if flow.condition is None:
            continue
        if source.kind in _BLIND:
            yield at(
                flow,
                f"{source.kind.value}“{source.id}”的流出不能带条件",
                f'A flow out of {source.kind.value} "{source.id}" must not have a condition',
            )
        elif source.default_flow == flow.index:
            yield at(
                flow,
                f"默认流“{flow.id}”不能带条件",
                f'The default flow "{flow.id}" must not have a condition',
            )


RULE = Rule(
    "condition-not-evaluated",
    Severity.ERROR,
    Text("条件只写在会被判断的顺序流上", "Conditions stand only on flows that are decided on"),
    "8.4.13, 10.6.4, 10.6.6",
    _find,
)
