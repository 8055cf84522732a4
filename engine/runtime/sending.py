"""Messages and signals leave the case as events; jobs deliver them after the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import events as e
from engine.runtime import waiting
from engine.runtime.failures import StageFailed

if TYPE_CHECKING:
    from engine.runtime.step import Step


def send_message(step: Step, n: int, node: Node) -> None:
    """Publish the element's message; the payload is what its input mappings gave.

    Raises: StageFailed when no message or no usable key is given; FeelError.
    """
    event = node.event
    if event is None or not event.name:
        raise StageFailed(
            "message", f"“{node.id}”没有指定消息", f"Expected {node.id} to name a message"
        )
    key = waiting.correlation_key(step, n, node, event)
    payload = dict(step.variables.of(n))
    step.record(e.MessagePublished(n=n, name=event.name, key=key, payload=payload))


def send_signal(step: Step, n: int, node: Node) -> None:
    """Broadcast the element's signal, with what its input mappings gave."""
    name = node.event.name if node.event else ""
    step.record(e.SignalBroadcast(n=n, name=name, payload=dict(step.variables.of(n))))
