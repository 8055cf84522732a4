"""End events: none, terminate, error, message, signal, escalation (clause 10.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node, Trigger
from engine.runtime import sending, terminating, throwing

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str | None:
    """Consume the token and give off what the event gives off.

    Raises: StageFailed for an error that nothing catches, or a message without a key.
    """
    trigger = node.event.trigger if node.event else Trigger.NONE
    name = node.event.name if node.event else ""
    if trigger is Trigger.TERMINATE:
        terminating.terminate_scope(step, n)
        return None
    if trigger is Trigger.ERROR:
        throwing.throw_error(step, n, name, "")
        return None
    if trigger is Trigger.ESCALATION:
        throwing.throw_escalation(step, n, name)
        return "leave" if n in step.state.instances else None
    if trigger is Trigger.MESSAGE:
        sending.send_message(step, n, node)
    elif trigger is Trigger.SIGNAL:
        sending.send_signal(step, n, node)
    return "leave"
