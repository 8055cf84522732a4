"""Waits: what an instance, a boundary event or an event sub-process waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.feel import to_tagged
from engine.model.nodes import EventDefinition, Kind, Node, Trigger
from engine.runtime import events as e
from engine.runtime import timers
from engine.runtime.evaluating import evaluate_reasoned
from engine.runtime.failures import StageFailed
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step

#: Triggers that come from outside; errors, escalations and links are found by the thrower.
AWAITED = (Trigger.MESSAGE, Trigger.TIMER, Trigger.SIGNAL)


def open_waits(step: Step, n: int, nodes: Iterable[Node]) -> None:
    """Let instance `n` wait for each of the events.

    Everything is evaluated before anything is recorded. Raises: StageFailed, FeelError.
    """
    opened = [
        (node, _describe(step, n, node, node.event))
        for node in nodes
        if node.event is not None and node.event.trigger in AWAITED
    ]
    for node, (trigger, name, key, timer) in opened:
        step.record(
            e.WaitOpened(
                n=step.next_number(),
                node=node.id,
                instance=n,
                trigger=trigger,
                name=name,
                key=key,
                due=timer.due if timer else "",
                repeats=timer.repeats if timer else 0,
                every=timer.every if timer else "",
            )
        )


def _describe(
    step: Step, n: int, node: Node, event: EventDefinition
) -> tuple[str, str, str, timers.Armed | None]:
    if event.trigger is Trigger.TIMER:
        if event.timer is None:
            raise StageFailed("timer", f"{node.id} 没有定时", f"{node.id} has no timer")
        return event.trigger.value, "", "", timers.arm(step, n, node.id, event.timer)
    if event.trigger is Trigger.SIGNAL:
        return event.trigger.value, event.name, "", None
    return event.trigger.value, event.name, correlation_key(step, n, node, event), None


def correlation_key(step: Step, n: int, node: Node, event: EventDefinition) -> str:
    """The key of a message as text. Raises: FeelError; StageFailed for null or a compound value."""
    if event.correlation_key is None:
        raise StageFailed(
            "correlation-key",
            f"消息“{event.name}”没有关联键",
            f"Expected a correlation key for the message {event.name} at {node.id}",
        )
    value = evaluate_reasoned(step, n, event.correlation_key, "correlation", node.id)
    tagged = to_tagged(value)
    if isinstance(tagged, str) and tagged:
        return tagged
    if isinstance(tagged, int) and not isinstance(tagged, bool):
        return str(tagged)
    raise StageFailed(
        "correlation-key",
        f"消息“{event.name}”的关联键应为文本或整数，却得到 {tagged!r}",
        f"Expected the key of {event.name} to be a text or whole number, found {tagged!r}",
    )


def close_waits(step: Step, n: int) -> None:
    """Instance `n` waits for nothing any more."""
    if not step.state.waits:
        return
    for number in [w for w, wait in step.state.waits.items() if wait.instance == n]:
        step.record(e.WaitClosed(n=number))


def close_scope_waits(step: Step, scope: int) -> None:
    """The event sub-processes of the scope can be triggered no more; its boundary events can."""
    model = step.model_of(step.state.instances[scope])
    for number in [
        w
        for w, wait in step.state.waits.items()
        if wait.instance == scope and model.node(wait.node).kind is Kind.START_EVENT
    ]:
        step.record(e.WaitClosed(n=number))


def triggered(step: Step, n: int, payload: Mapping[str, Tagged], *, stays: bool) -> None:
    """Record that wait `n` came; a repeating timer is armed again, `stays` keeps the others."""
    wait = step.state.waits[n]
    if wait.trigger == Trigger.TIMER:
        rearmed = timers.rearm(step.environment, wait) if stays and wait.repeats else None
        step.record(
            e.WaitTriggered(
                n=n,
                due=rearmed.due if rearmed else "",
                repeats=rearmed.repeats if rearmed else 0,
            )
        )
        return
    step.record(e.WaitTriggered(n=n, payload=dict(payload), stays=stays))
