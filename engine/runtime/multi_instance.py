"""Multi-instance activities, parallel and sequential (clause 13.3.7).

The body is an instance of the element; the instances inside are its children, numbered from 1. Each
result is a variable of the body by index (`opinions[3]`), so that one more result costs the same
however many there are; the list is put together when the completion condition or the end asks.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from engine.feel import to_tagged
from engine.model.nodes import MultiInstance, Node
from engine.runtime import events as e
from engine.runtime import stages, terminating, waiting
from engine.runtime.counters import collected, slot
from engine.runtime.evaluating import bounded, evaluate, evaluate_reasoned, holds
from engine.runtime.failures import StageFailed
from engine.runtime.state import Instance, LoopState, Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step

#: The variable of the body that holds the items of a sequential loop until it ends.
_ITEMS = "loop items"


def start(step: Step, n: int, node: Node, loop: MultiInstance) -> str | None:
    """Plan the instances and start all, or the first of a sequential loop.

    An empty collection ends the loop at once.
    Raises: FeelError; StageFailed for a wrong collection.
    """
    items, total = _planned(step, n, node, loop)
    step.record(e.LoopStarted(n=n, total=total))
    if not total:
        _publish_output(step, n, loop, 0)
        return stages.LEAVE
    if loop.sequential:
        if items is not None:
            step.record(e.VariablesSet(scope=n, values={_ITEMS: items}))
        _start_instance(step, n, node, loop, 1, items)
    else:
        for index in range(1, total + 1):
            _start_instance(step, n, node, loop, index, items)
    return None


def collect(step: Step, n: int, instance: Instance, node: Node, loop: MultiInstance) -> None:
    """Take the result of instance `n`, then end the loop or go on with it."""
    body = instance.parent
    output = None
    if loop.output_collection and loop.output_element is not None:
        output = to_tagged(evaluate(step, n, loop.output_element))
    state = step.state.instances[body].loop
    assert state is not None
    if output is not None or loop.output_collection:
        step.record(
            e.VariablesSet(
                scope=body, values={slot(loop.output_collection, instance.index): output}
            )
        )
    if not _already_counted(step, n):
        step.record(_advanced(body, state, completed=state.completed + 1))
    done = state.completed + state.terminated == state.total
    if loop.completion_condition is not None and not done:
        done = holds(step, n, loop.completion_condition, "completion", node.id)
    complete_round(step, n)
    if done:
        _end(step, body, node, loop)
    elif loop.sequential:
        items = step.variables.of(body).get(_ITEMS)
        _start_instance(step, body, node, loop, state.started + 1, items)


def complete_round(step: Step, n: int) -> None:
    """The instance is done; it has no flows of its own."""
    waiting.close_waits(step, n)
    step.record(e.ElementCompleted(n=n))


def _already_counted(step: Step, n: int) -> bool:
    """Whether an earlier try of the stage, which then failed, has counted instance `n`.

    The completion condition has to see the instance as completed, so it is counted before.
    """
    body = step.state.instances[step.state.instances[n].parent]
    assert body.loop is not None
    return body.loop.started - body.loop.completed - body.loop.terminated < body.children


def _planned(
    step: Step, n: int, node: Node, loop: MultiInstance
) -> tuple[list[Tagged] | None, int]:
    if loop.collection is not None:
        value = evaluate_reasoned(step, n, loop.collection, "loop", node.id)
        if not isinstance(value, list):
            raise StageFailed(
                "loop-collection",
                f"“{node.name.zh or node.id}”的多实例集合应为列表，却得到 {bounded(step, value)!r}",
                f"Expected a list to loop over at {node.id}, found {bounded(step, value)!r}",
            )
        return [to_tagged(item) for item in value], _bounded_total(step, node, len(value))
    assert loop.cardinality is not None
    count = evaluate_reasoned(step, n, loop.cardinality, "loop", node.id)
    if not isinstance(count, Decimal) or count != count.to_integral_value() or count < 0:
        raise StageFailed(
            "loop-cardinality",
            f"“{node.name.zh or node.id}”的多实例次数应为非负整数，却得到 {count!r}",
            f"Expected a whole number of instances at {node.id}, found {count!r}",
        )
    return None, _bounded_total(step, node, int(count))


def _bounded_total(step: Step, node: Node, total: int) -> int:
    limit = step.environment.limits.loop_instances
    if total > limit:
        raise StageFailed(
            "loop-too-long",
            f"“{node.name.zh or node.id}”要产生 {total} 个实例，超过上限 {limit}",
            f"Expected at most {limit} instances at {node.id}, found {total}",
        )
    return total


def _start_instance(
    step: Step, body: int, node: Node, loop: MultiInstance, index: int, items: list[Tagged] | None
) -> None:
    state = step.state.instances[body].loop
    assert state is not None
    step.record(_advanced(body, state, started=state.started + 1))
    process = step.state.instances[body].process
    n = stages.enter_only(step, node, body, process, index)
    if items is not None and loop.element_variable:
        step.record(e.VariablesSet(scope=n, values={loop.element_variable: items[index - 1]}))
    step.later(n, stages.run_stage, n, stages.INPUTS)


def _end(step: Step, body: int, node: Node, loop: MultiInstance) -> None:
    state = step.state.instances[body].loop
    assert state is not None
    terminating.empty_scope(step, body)
    _publish_output(step, body, loop, state.total)
    step.later(body, stages.run_stage, body, stages.LEAVE)


def _publish_output(step: Step, body: int, loop: MultiInstance, total: int) -> None:
    if loop.output_collection:
        values = to_tagged(collected(step, body, loop, total))
        parent = step.state.instances[body].parent
        stages.propagate(step, parent, {loop.output_collection: values})


def _advanced(
    body: int, state: LoopState, *, started: int | None = None, completed: int | None = None
) -> e.LoopAdvanced:
    return e.LoopAdvanced(
        n=body,
        started=state.started if started is None else started,
        completed=state.completed if completed is None else completed,
        terminated=state.terminated,
    )
