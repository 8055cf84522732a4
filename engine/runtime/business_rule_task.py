"""Business-rule task: a decision, evaluated inside the step with its reason (clause 10.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dmn import DmnError
from engine.feel import Value, to_tagged
from engine.model.nodes import BusinessRuleTask, Node
from engine.runtime import events as e
from engine.runtime import stages
from engine.runtime.evaluating import bounded, scope_of
from engine.runtime.failures import StageFailed

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> str:
    """Decide and keep the result. Raises: FeelError; StageFailed for a failing table."""
    assert isinstance(node.work, BusinessRuleTask)
    decision = node.work.decision_id
    model = step.environment.decisions.get(decision)
    if model is None:
        raise StageFailed(
            "no-decision",
            f"流程包中没有决策“{decision}”",
            f"Expected the bundle to hold the decision {decision}",
        )
    view = scope_of(step, n)
    inputs: dict[str, Value] = {
        name: view.get(name) for name in sorted(model.input_names(decision))
    }
    try:
        result = model.evaluate(decision, inputs, step.environment.feel())
    except DmnError as error:
        zh = getattr(error, "message_zh", "") or str(error)
        en = getattr(error, "message_en", "") or str(error)
        raise StageFailed(
            "decision", f"决策“{decision}”：{zh}", f"Decision {decision}: {en}"
        ) from error
    step.record(
        e.Reasoned(
            n=n,
            what="decision",
            subject=decision,
            read={name: bounded(step, value) for name, value in inputs.items()},
            result=bounded(step, result.value),
            rules=result.reason.to_json(),
        )
    )
    stages.accept(step, n, {node.work.result_variable: to_tagged(result.value)})
    return stages.OUTPUTS
