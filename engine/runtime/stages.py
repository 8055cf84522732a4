"""The life of an element instance, stage by stage; a failed stage is tried again from its start.

inputs → arm → (loop | execute) … outputs → leave. Each stage evaluates first and records after, so
that a stage that fails has changed nothing (clause 13.3.2, activity life cycle).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from engine.feel import FeelError, to_tagged
from engine.model.nodes import NONE, Flow, Node
from engine.runtime import events as e
from engine.runtime import incidents, waiting
from engine.runtime.evaluating import evaluate, holds
from engine.runtime.failures import StageFailed
from engine.runtime.state import Instance, Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step

INPUTS: Final = "inputs"
ARM: Final = "arm"
LOOP: Final = "loop"
EXECUTE: Final = "execute"
OUTPUTS: Final = "outputs"
COLLECT: Final = "collect"
LEAVE: Final = "leave"
#: Not a stage of an element: a scope whose join can never fire.
STUCK: Final = "stuck"


def enter(step: Step, node: Node, scope: int, process: str, index: int = 0) -> None:
    """Put a token into an element: a new instance inside `scope` (`index` > 0: inside a loop)."""
    n = enter_only(step, node, scope, process, index)
    limit = step.environment.limits.moves
    if step.moves > limit:
        failed = StageFailed(
            "too-many-moves",
            f"一次操作内流程走过的节点超过上限 {limit} 个，流程可能没有出口",
            f"Expected at most {limit} elements in one step; the diagram may loop without waiting",
        )
        incidents.raise_incident(step, n, first_stage(node, index), failed)
        return
    run_stage(step, n, first_stage(node, index))


def enter_only(step: Step, node: Node, scope: int, process: str, index: int = 0) -> int:
    """Record that the element is entered, without doing anything there yet."""
    step.moves += 1
    n = step.next_number()
    step.record(e.ElementEntered(n=n, node=node.id, process=process, parent=scope, index=index))
    if node.case_state and node.case_state != step.state.case_state:
        step.record(e.CaseStateChanged(state=node.case_state))
    return n


def first_stage(node: Node, index: int) -> str:
    """Where the life of an instance begins: a loop body maps no input of its own."""
    return ARM if node.loop is not None and not index else INPUTS


def run_stage(step: Step, n: int, stage: str) -> None:
    """Do the stage and those after it, until the instance waits, leaves or fails."""
    instance = step.state.instances[n]
    node = step.node_of(instance)
    while True:
        try:
            following = _STAGES[stage](step, n, instance, node)
        except StageFailed as failed:
            incidents.raise_incident(step, n, stage, failed)
            return
        except FeelError as error:
            incidents.raise_incident(step, n, stage, incidents.from_feel(error))
            return
        if following is None:
            return
        stage = following


def _inputs(step: Step, n: int, _instance: Instance, node: Node) -> str:
    for mapping in node.inputs:
        value = to_tagged(evaluate(step, n, mapping.source))
        step.record(e.VariablesSet(scope=n, values={mapping.target: value}))
    return ARM


def _arm(step: Step, n: int, instance: Instance, node: Node) -> str:
    is_body = node.loop is not None and not instance.index
    if node.boundary and not instance.index:
        model = step.model_of(instance)
        waiting.open_waits(step, n, [model.nodes[index] for index in node.boundary])
    return LOOP if is_body else EXECUTE


def _loop(step: Step, n: int, _instance: Instance, node: Node) -> str | None:
    return step.start_loop(n, node)


def _execute(step: Step, n: int, _instance: Instance, node: Node) -> str | None:
    return step.execute(n, node)


def _outputs(step: Step, n: int, instance: Instance, node: Node) -> str:
    for mapping in node.outputs:
        value = to_tagged(evaluate(step, n, mapping.source))
        propagate(step, instance.parent, {mapping.target: value})
    return COLLECT if instance.index else LEAVE


def _collect(step: Step, n: int, instance: Instance, node: Node) -> None:
    step.collect(n, instance, node)


def _leave(step: Step, n: int, instance: Instance, node: Node) -> None:
    model = step.model_of(instance)
    if node.link_target != NONE:
        waiting.close_waits(step, n)
        step.record(e.ElementCompleted(n=n))
        target = model.nodes[node.link_target]
        step.later(instance.parent, enter, target, instance.parent, instance.process)
        return
    take(step, n, chosen_flows(step, n, node, [model.flows[index] for index in node.outgoing]))


_STAGES: dict[str, Callable[[Step, int, Instance, Node], str | None]] = {
    INPUTS: _inputs,
    ARM: _arm,
    LOOP: _loop,
    EXECUTE: _execute,
    OUTPUTS: _outputs,
    COLLECT: _collect,
    LEAVE: _leave,
}


def chosen_flows(step: Step, n: int, node: Node, flows: Iterable[Flow]) -> list[Flow]:
    """Every flow that has no condition or whose condition holds; the default when none holds.

    This is the inclusive decision of clause 13.4.3 and the implicit split of clause 13.3.1.
    Raises: StageFailed when there are flows but none may be taken.
    """
    taken: list[Flow] = []
    default: Flow | None = None
    conditional = False
    any_flow = False
    for flow in flows:
        any_flow = True
        if flow.index == node.default_flow:
            default = flow
        elif flow.condition is None:
            taken.append(flow)
        elif holds(step, n, flow.condition, "condition", flow.id):
            taken.append(flow)
            conditional = True
    if default is not None and not conditional:
        taken.append(default)
        taken.sort(key=lambda flow: flow.index)
    if any_flow and not taken:
        raise no_flow(node)
    return taken


def no_flow(node: Node) -> StageFailed:
    """No outgoing flow may be taken and there is no default (clause 13.4.2)."""
    return StageFailed(
        "no-flow",
        f"“{node.name.zh or node.id}”之后没有一条连线的条件成立，也没有默认连线",
        f"Expected a flow out of {node.id} whose condition holds, or a default flow",
    )


def take(step: Step, n: int, flows: Iterable[Flow]) -> None:
    """Complete the instance and send a token along each flow."""
    instance = step.state.instances[n]
    scope, process = instance.parent, instance.process
    waiting.close_waits(step, n)
    step.record(e.ElementCompleted(n=n))
    step.touch(scope)
    for flow in flows:
        step.send(flow, scope, process)


def open_scope(step: Step, n: int, event_sub_processes: Sequence[int]) -> None:
    """Open the waits of the event sub-processes of the scope instance `n`.

    Raises: StageFailed, FeelError; nothing is open then.
    """
    if event_sub_processes:
        model = step.model_of(step.state.instances[n])
        starts = [model.nodes[model.nodes[index].start] for index in event_sub_processes]
        waiting.open_waits(step, n, starts)


def open_process(step: Step, n: int, start: Node) -> None:
    """Begin the process instance `n` at `start`, once its event sub-processes can be triggered."""
    instance = step.state.instances[n]
    try:
        open_scope(step, n, step.model_of(instance).event_sub_processes)
    except StageFailed as failed:
        incidents.raise_incident(step, n, _opening(start), failed)
    except FeelError as error:
        incidents.raise_incident(step, n, _opening(start), incidents.from_feel(error))
    else:
        step.later(n, enter, start, n, instance.process)


def _opening(start: Node) -> str:
    return f"open {start.id}"


def retry(step: Step, n: int, stage: str) -> None:
    """Try again what an incident stopped."""
    instance = step.state.instances[n]
    if step.is_process(instance) and stage.startswith("open "):
        open_process(step, n, step.model_of(instance).node(stage.removeprefix("open ")))
    elif stage == STUCK:
        step.touch(n)
    else:
        run_stage(step, n, stage)


def accept(step: Step, n: int, results: Mapping[str, Tagged]) -> None:
    """Take in the results of a task, job, decision or message.

    With output mappings, and inside a multi-instance body, they stay with the instance for the
    mappings and the output element to read; else each goes where `propagate` puts it.
    """
    if not results:
        return
    instance = step.state.instances[n]
    if step.node_of(instance).outputs or instance.index:
        step.record(e.VariablesSet(scope=n, values=dict(results)))
    else:
        propagate(step, n, results)


def propagate(step: Step, n: int, values: Mapping[str, Tagged]) -> None:
    """Each value goes to the nearest scope that has its name, else to the process instance."""
    by_scope: dict[int, dict[str, Tagged]] = {}
    chain = step.scope_chain(n)
    for name, value in values.items():
        for scope in chain:
            if step.variables.has(scope, name):
                break
        else:
            scope = chain[-1]
        by_scope.setdefault(scope, {})[name] = value
    for scope, part in by_scope.items():
        step.record(e.VariablesSet(scope=scope, values=part))
