"""Intermediate throw events: none, message, signal, escalation, link (clause 10.5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node, Trigger
from engine.runtime import sending, throwing

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str | None:
    """Give off what the event gives off and go on; a link goes on at its target.

    Raises: StageFailed for a message without a key.
    """
    trigger = node.event.trigger if node.event else Trigger.NONE
    if trigger is Trigger.MESSAGE:
        sending.send_message(step, n, node)
    elif trigger is Trigger.SIGNAL:
        sending.send_signal(step, n, node)
    elif trigger is Trigger.ESCALATION:
        throwing.throw_escalation(step, n, node.event.name if node.event else "")
        if n not in step.state.instances:
            return None
    return "outputs"
