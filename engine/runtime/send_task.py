"""Send task: a message where one is named, else a call of a handler (clause 10.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import sending, service_task

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str | None:
    """Send and go on, or wait for the handler. Raises: StageFailed, FeelError."""
    if node.event is None:
        service_task.execute(step, n, node)
        return None
    sending.send_message(step, n, node)
    return "outputs"
