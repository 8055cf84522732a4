"""Loops: which of the two kinds an activity has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import MultiInstance, Node
from engine.runtime import multi_instance, standard_loop
from engine.runtime.state import Instance

if TYPE_CHECKING:
    from engine.runtime.step import Step


def start(step: Step, n: int, node: Node) -> str | None:
    """Make instance `n` the body of the loop and begin. Raises: StageFailed, FeelError."""
    if isinstance(node.loop, MultiInstance):
        return multi_instance.start(step, n, node, node.loop)
    assert node.loop is not None
    return standard_loop.start(step, n, node, node.loop)


def collect(step: Step, n: int, instance: Instance, node: Node) -> None:
    """Instance `n` of a loop is done: take its result, go on with the loop.

    Raises: StageFailed, FeelError; nothing has changed then.
    """
    if isinstance(node.loop, MultiInstance):
        multi_instance.collect(step, n, instance, node, node.loop)
    else:
        assert node.loop is not None
        standard_loop.collect(step, n, instance, node, node.loop)
