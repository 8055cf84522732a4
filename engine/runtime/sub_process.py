"""Embedded sub-process: a scope of its own inside the process (clause 13.3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import stages

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Open the scope and begin at its start event; it is done when nothing in it is open."""
    instance = step.state.instances[n]
    model = step.model_of(instance)
    stages.open_scope(step, n, node.event_sub_processes)
    step.later(n, stages.enter, model.nodes[node.start], n, instance.process)
