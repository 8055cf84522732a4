"""Parallel gateway: a token along every flow (clause 13.4.1); its join: `joining`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import stages

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Fork."""
    model = step.model_of(step.state.instances[n])
    stages.take(step, n, [model.flows[index] for index in node.outgoing])
