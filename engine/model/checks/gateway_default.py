"""A splitting exclusive or inclusive gateway has a default flow, else it may find no way out."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import NONE, Kind, ProcessModel, Severity, Text

_DECIDING = frozenset({Kind.EXCLUSIVE_GATEWAY, Kind.INCLUSIVE_GATEWAY})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind in _DECIDING and len(node.outgoing) > 1 and node.default_flow == NONE:
            yield at(
                node,
                f"网关“{node.id}”没有默认流：条件都不成立时办件会停下",
                f'Gateway "{node.id}" has no default flow: a case stops there when no condition '
                "is true",
            )


RULE = Rule(
    "gateway-default",
    Severity.WARNING,
    Text("分支网关有默认流", "A splitting gateway has a default flow"),
    "13.4.2, 13.4.3",
    _find,
)
