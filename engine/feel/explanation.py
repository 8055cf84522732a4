"""Why an expression gave what it gave: the values it read, and the parts that decided.

>>> from datetime import datetime, timezone
>>> from engine.feel import EvaluationContext, compile_expression, explain
>>> condition = compile_expression('amount > 5000 and level = "senior"')
>>> now = EvaluationContext(now=datetime(2026, 5, 3, tzinfo=timezone.utc))
>>> why = explain(condition, {"amount": 4000, "level": "senior"}, now)
>>> why.value, why.used["amount"], why.decisive[0].source
(False, Decimal('4000'), 'amount > 5000')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.feel.errors import Note
from engine.feel.expression import Expression, compile_expression
from engine.feel.nodes import Junction
from engine.feel.runtime import EvaluationContext
from engine.feel.values import from_host


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason of one evaluation (依据)."""

    source: str
    value: Any
    #: variables read, `applicant.age` by its path, with the values they had
    used: Mapping[str, Any]
    #: of an `and` or `or`: each operand with its own reason
    parts: tuple[Explanation, ...]
    #: why parts gave null
    notes: tuple[Note, ...]

    @property
    def decisive(self) -> tuple[Explanation, ...]:
        """The operands that alone settle the value; all of them when none does."""
        settling = tuple(part for part in self.parts if part.value is self.value)
        return settling or self.parts


def explain(
    expression: Expression, scope: Mapping[str, Any], context: EvaluationContext
) -> Explanation:
    """Evaluate, and say why. The parts are evaluated apart, each with a budget of its own.

    Raises: FeelBudgetExceeded, FeelEvaluationError, as `Expression.evaluate`.
    """
    fresh = replace(context, warnings=[])
    value = expression.evaluate(scope, fresh)
    return Explanation(
        expression.source,
        value,
        {".".join(path): _read(scope, path, context) for path in expression.reads},
        _parts(expression, scope, context),
        tuple(fresh.warnings),
    )


def _parts(
    expression: Expression, scope: Mapping[str, Any], context: EvaluationContext
) -> tuple[Explanation, ...]:
    node = expression.node
    if not isinstance(node, Junction):
        return ()
    names = expression.free_names
    texts = [expression.source[start:end].strip() for start, end in node.spans]
    return tuple(
        explain(
            compile_expression(text, names=names, functions=context.functions.keys()),
            scope,
            context,
        )
        for text in texts
    )


def _read(scope: Mapping[str, Any], path: tuple[str, ...], context: EvaluationContext) -> Any:
    """The value at a path; null where it ends early, or where a member is computed."""
    value: Any = scope
    for member in path:
        value = value.get(member) if isinstance(value, Mapping) else None
    return from_host(value, context.limits.value_depth)
