"""Loops: which of the two kinds an activity has, and the counters they share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from engine.feel import Value
from engine.model.nodes import MultiInstance, Node
from engine.runtime import events as e
from engine.runtime import multi_instance, standard_loop
from engine.runtime.state import Instance, LoopState

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


def instance_cancelled(step: Step, n: int) -> None:
    """Keep the counter of cancelled instances right."""
    instance = step.state.instances[n]
    if not instance.index:
        return
    body = step.state.instances[instance.parent]
    if body.loop is not None:
        step.record(
            e.LoopAdvanced(
                n=instance.parent,
                started=body.loop.started,
                completed=body.loop.completed,
                terminated=body.loop.terminated + 1,
            )
        )


def counters(step: Step, chain: tuple[int, ...]) -> dict[str, Callable[[], Value]]:
    """The standard counters as an expression inside the innermost loop of `chain` sees them.

    Source: clause 13.3.7, table of instance attributes of multi-instance activities.
    """
    found: dict[str, Callable[[], Value]] = {}
    for n in chain:
        instance = step.state.instances[n]
        if instance.index and "loopCounter" not in found:
            found["loopCounter"] = partial(Decimal, instance.index)
        if instance.loop is not None:
            _of_body(step, n, instance.loop, found)
            break
    return found


def _of_body(step: Step, body: int, loop: LoopState, found: dict[str, Callable[[], Value]]) -> None:
    found["numberOfInstances"] = partial(Decimal, loop.total)
    found["numberOfCompletedInstances"] = partial(Decimal, loop.completed)
    found["numberOfTerminatedInstances"] = partial(Decimal, loop.terminated)
    active = loop.started - loop.completed - loop.terminated
    found["numberOfActiveInstances"] = partial(Decimal, active)
    kind = step.node_of(step.state.instances[body]).loop
    if isinstance(kind, MultiInstance) and kind.output_collection:
        collected = partial(multi_instance.collected, step, body, kind, loop.total)
        found[kind.output_collection] = collected
