"""Exclusive gateway: the first flow whose condition holds, else the default (clause 13.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import NONE, Node
from engine.runtime import stages
from engine.runtime.evaluating import holds

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Choose one flow, in document order; a flow without a condition holds.

    Raises: StageFailed when no flow may be taken or a condition is not boolean; FeelError.
    """
    model = step.model_of(step.state.instances[n])
    for index in node.outgoing:
        flow = model.flows[index]
        if index == node.default_flow:
            continue
        if flow.condition is None or holds(step, n, flow.condition, "condition", flow.id):
            stages.take(step, n, [flow])
            return
    if node.default_flow != NONE:
        stages.take(step, n, [model.flows[node.default_flow]])
    elif node.outgoing:
        raise stages.no_flow(node)
    else:
        stages.take(step, n, [])
