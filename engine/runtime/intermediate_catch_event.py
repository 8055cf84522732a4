"""Intermediate catch events: message, timer, signal, link (clause 10.5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import stages, waiting
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str | None:
    """Wait for the trigger; a link target has nothing to wait for.

    Raises: StageFailed, FeelError.
    """
    if node.event is None or node.event.trigger not in waiting.AWAITED:
        return "outputs"
    waiting.open_waits(step, n, [node])
    return None


def triggered(step: Step, wait: int, payload: Mapping[str, Tagged]) -> None:
    """What the event or receive task waited for came."""
    n = step.state.waits[wait].instance
    waiting.triggered(step, wait, payload, stays=False)
    stages.accept(step, n, payload)
    step.later(n, stages.run_stage, n, stages.OUTPUTS)
