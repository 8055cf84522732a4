"""Receive task: waits for one message (clause 10.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node
from engine.runtime import waiting

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Wait. Raises: StageFailed, FeelError."""
    waiting.open_waits(step, n, [node])
