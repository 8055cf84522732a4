"""Call activity: another process inside the same case, with variables of its own (clause 13.3.5).

The called process sees what the input mappings of the call give it and nothing else; what it leaves
behind is there for the output mappings of the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import CallActivity, Node
from engine.runtime import events as e
from engine.runtime import stages, waiting
from engine.runtime.failures import StageFailed

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Begin the called process. Raises: StageFailed when it is not among the case's bundles."""
    assert isinstance(node.work, CallActivity)
    called = node.work.process_id
    model = step.environment.models.get(called)
    start = model.none_start if model else None
    if start is None:
        raise StageFailed(
            "no-such-process",
            f"没有可调用的流程“{called}”",
            f"Expected a process {called} with a none start event to call from {node.id}",
        )
    scope = step.next_number()
    step.record(e.ElementEntered(n=scope, node=called, process=called, parent=n))
    given = step.variables.of(n)
    if given:
        step.record(e.VariablesSet(scope=scope, values=dict(given)))
    step.later(scope, stages.open_process, scope, start)


def returned(step: Step, scope: int) -> None:
    """The called process instance has nothing open any more: complete the call."""
    n = step.state.instances[scope].parent
    node = step.node_of(step.state.instances[n])
    assert isinstance(node.work, CallActivity)
    left = dict(step.variables.of(scope))
    waiting.close_waits(step, scope)
    step.record(e.ElementCompleted(n=scope))
    if node.outputs and left:
        step.record(e.VariablesSet(scope=n, values=left))
    elif node.work.propagate_all:
        stages.accept(step, n, left)
    step.later(n, stages.run_stage, n, stages.OUTPUTS)
