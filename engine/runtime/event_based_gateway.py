"""Event-based gateway: the first of its events to come decides (clause 13.4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import events as e
from engine.runtime import stages, waiting
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Wait for each of the events behind the gateway. Raises: StageFailed, FeelError."""
    model = step.model_of(step.state.instances[n])
    targets = [model.nodes[model.flows[index].target] for index in node.outgoing]
    waiting.open_waits(step, n, targets)


def triggered(step: Step, wait: int, target: Node, payload: Mapping[str, Tagged]) -> None:
    """One came: the others are off, the token stands at the event that came."""
    n = step.state.waits[wait].instance
    instance = step.state.instances[n]
    scope, process = instance.parent, instance.process
    model = step.model_of(instance)
    gateway = step.node_of(instance)
    flow = next(
        model.flows[index]
        for index in gateway.outgoing
        if model.flows[index].target == target.index
    )
    waiting.triggered(step, wait, payload, stays=False)
    waiting.close_waits(step, n)
    step.record(e.ElementCompleted(n=n))
    step.record(e.FlowTaken(flow=flow.id, scope=scope))
    event = stages.enter_only(step, target, scope, process)
    stages.accept(step, event, payload)
    step.later(event, stages.run_stage, event, stages.OUTPUTS)
