"""Event sub-process: a handler inside a scope, interrupting or beside it (clause 13.5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import stages, terminating, waiting
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Begin inside, at the start event that was triggered."""
    instance = step.state.instances[n]
    model = step.model_of(instance)
    stages.open_scope(step, n, node.event_sub_processes)
    step.later(n, stages.enter, model.nodes[node.start], n, instance.process)


def triggered(step: Step, wait: int, start: Node, payload: Mapping[str, Tagged]) -> None:
    """The trigger of its start event came."""
    scope = step.state.waits[wait].instance
    waiting.triggered(step, wait, payload, stays=not start.interrupting)
    begin(step, scope, start, payload)


def begin(step: Step, scope: int, start: Node, payload: Mapping[str, Tagged]) -> None:
    """Begin the event sub-process of `start` in `scope`.

    When it interrupts, everything else in the scope is cancelled first.
    """
    process = step.state.instances[scope].process
    node = step.environment.models[process].nodes[start.parent]
    if start.interrupting:
        terminating.empty_scope(step, scope)
        waiting.close_scope_waits(step, scope)
    n = stages.enter_only(step, node, scope, process)
    stages.accept(step, n, payload)
    step.later(n, stages.run_stage, n, stages.INPUTS)
