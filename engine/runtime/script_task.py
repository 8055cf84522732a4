"""Script task: one FEEL expression (clause 10.3.3; FEEL is the only language, decision 0006)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.feel import to_tagged
from engine.model.nodes import Node, ScriptTask
from engine.runtime import stages
from engine.runtime.evaluating import evaluate_reasoned

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str:
    """Evaluate and keep the value. Raises: FeelError."""
    assert isinstance(node.work, ScriptTask)
    value = evaluate_reasoned(step, n, node.work.expression, "script", node.id)
    stages.accept(step, n, {node.work.result_variable: to_tagged(value)})
    return stages.OUTPUTS
