"""Standard loop: repeats an activity while a condition holds (clause 13.3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node, StandardLoop
from engine.runtime import events as e
from engine.runtime import multi_instance, stages
from engine.runtime.evaluating import holds
from engine.runtime.state import Instance

if TYPE_CHECKING:
    from engine.runtime.step import Step


def start(step: Step, n: int, node: Node, loop: StandardLoop) -> str | None:
    """Begin the first round, if there is one. Raises: StageFailed, FeelError."""
    begins = loop.maximum != 0
    if begins and loop.test_before and loop.condition is not None:
        begins = holds(step, n, loop.condition, "loop", node.id)
    step.record(e.LoopStarted(n=n, total=0))
    if not begins:
        return stages.LEAVE
    _next_round(step, n, node, 1)
    return None


def collect(step: Step, n: int, instance: Instance, node: Node, loop: StandardLoop) -> None:
    """A round is done: another one, or on. The condition sees the round's `loopCounter`."""
    body = instance.parent
    again = loop.maximum is None or instance.index < loop.maximum
    if again and loop.condition is not None:
        again = holds(step, n, loop.condition, "loop", node.id)
    state = step.state.instances[body].loop
    assert state is not None
    step.record(
        e.LoopAdvanced(
            n=body,
            started=state.started,
            completed=state.completed + 1,
            terminated=state.terminated,
        )
    )
    multi_instance.complete_round(step, n)
    if again:
        _next_round(step, body, node, instance.index + 1)
    else:
        step.later(body, stages.run_stage, body, stages.LEAVE)


def _next_round(step: Step, body: int, node: Node, index: int) -> None:
    state = step.state.instances[body].loop
    assert state is not None
    step.record(
        e.LoopAdvanced(
            n=body,
            started=index,
            completed=state.completed,
            terminated=state.terminated,
        )
    )
    process = step.state.instances[body].process
    step.later(body, stages.enter, node, body, process, index)
