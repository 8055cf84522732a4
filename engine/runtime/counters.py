"""The counters of loops: what expressions inside see, and what cancelling does to them.

Source: clause 13.3.7, instance attributes of multi-instance activities.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from engine.feel import Value, from_tagged
from engine.model.nodes import MultiInstance
from engine.runtime import events as e
from engine.runtime.state import LoopState

if TYPE_CHECKING:
    from engine.runtime.step import Step


def slot(name: str, index: int) -> str:
    """The variable of a loop body that holds one result of its output collection."""
    return f"{name}[{index}]"


def collected(step: Step, body: int, loop: MultiInstance, total: int) -> Value:
    """The results so far, one per planned instance in order; null where there is none yet."""
    values = step.variables.of(body)
    return [
        from_tagged(values.get(slot(loop.output_collection, index)))
        for index in range(1, total + 1)
    ]


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

    Each value is made only when it is asked for.
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
        so_far = partial(collected, step, body, kind, loop.total)
        found[kind.output_collection] = so_far
