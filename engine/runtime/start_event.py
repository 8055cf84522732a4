"""Start event: where a token begins, once its trigger has come (clause 10.5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(_step: Step, _n: int, _node: Node) -> str:
    """Go on at once."""
    return "outputs"
