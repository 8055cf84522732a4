"""Which elements of a process people see by name: itself, its activities and its events."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.nodes import Kind, Node, ProcessModel

_GATEWAYS = frozenset(
    {
        Kind.EXCLUSIVE_GATEWAY,
        Kind.PARALLEL_GATEWAY,
        Kind.INCLUSIVE_GATEWAY,
        Kind.EVENT_BASED_GATEWAY,
    }
)


def read_by_people(model: ProcessModel) -> Iterator[ProcessModel | Node]:
    """The process and its nodes, gateways left out: most of them need no words."""
    yield model
    yield from (node for node in model.nodes if node.kind not in _GATEWAYS)
