"""Boundary events: interrupting or not, for every trigger (clause 13.5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import stages, terminating, waiting
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(_step: Step, _n: int, _node: Node) -> str:
    """Entered once its trigger came: go on at once."""
    return "outputs"


def triggered(step: Step, wait: int, node: Node, payload: Mapping[str, Tagged]) -> None:
    """The awaited trigger came while the activity was open."""
    host = step.state.waits[wait].instance
    waiting.triggered(step, wait, payload, stays=not node.interrupting)
    fire(step, host, node, payload)


def fire(step: Step, host: int, node: Node, payload: Mapping[str, Tagged]) -> None:
    """Leave the activity `host` by the event, cancelling it when the event interrupts."""
    instance = step.state.instances[host]
    scope, process = instance.parent, instance.process
    if node.interrupting:
        terminating.terminate(step, host)
    n = stages.enter_only(step, node, scope, process)
    stages.accept(step, n, payload)
    step.later(n, stages.run_stage, n, stages.OUTPUTS)
