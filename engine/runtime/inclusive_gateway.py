"""Inclusive gateway: every flow whose condition holds (clause 13.4.3); its join: `joining`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(_step: Step, _n: int, _node: Node) -> str:
    """Leave by the conditions."""
    return "leave"
