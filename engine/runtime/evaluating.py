"""Evaluate the expressions of a diagram at an instance, and keep why the case went that way."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from engine.feel import Expression, FeelError, Value, to_tagged
from engine.runtime import counters
from engine.runtime import events as e
from engine.runtime.failures import StageFailed
from engine.runtime.variables import ScopeView

if TYPE_CHECKING:
    from engine.runtime.step import Step

_encode = msgspec.json.Encoder(order="sorted").encode


def scope_of(step: Step, n: int) -> ScopeView:
    """The names an expression at instance `n` sees."""
    chain = step.scope_chain(n)
    implied = counters.counters(step, chain)
    implied["case"] = lambda: step.environment.case.as_context(step.state.case_state)
    return ScopeView(step.variables, chain, implied)


def evaluate(step: Step, n: int, expression: Expression) -> Value:
    """The value of a mapping or script. Raises: FeelError."""
    value: Value = expression.evaluate(scope_of(step, n), step.environment.feel())
    return value


def evaluate_reasoned(step: Step, n: int, expression: Expression, what: str, subject: str) -> Value:
    """The value, with its reason recorded. Raises: FeelError."""
    view = scope_of(step, n)
    value: Value = expression.evaluate(view, step.environment.feel())
    step.record(
        e.Reasoned(
            n=n,
            what=what,
            subject=subject,
            text=expression.source,
            read=values_read(step, expression, view),
            result=bounded(step, value),
        )
    )
    return value


def holds(step: Step, n: int, expression: Expression, what: str, subject: str) -> bool:
    """Whether a condition is true.

    Raises: FeelError; StageFailed when it is neither true nor false.
    """
    value = evaluate_reasoned(step, n, expression, what, subject)
    if value is True or value is False:
        return value
    raise StageFailed(
        "not-boolean",
        f"“{subject}”的条件 {expression.source} 应得到“是”或“否”，却得到 {_shown(value)}",
        f"Expected {expression.source} at {subject} to be true or false, found {_shown(value)}",
    )


def values_read(step: Step, expression: Expression, view: ScopeView) -> dict[str, Any]:
    """The values of the names the expression used, those that exist, in order of name."""
    return {
        name: bounded(step, view[name]) for name in sorted(expression.free_names) if name in view
    }


def bounded(step: Step, value: Value) -> Any:
    """The tagged value, or its hash and size when it is too large to repeat in a reason."""
    try:
        tagged = to_tagged(value)
    except FeelError:
        return {"kind": type(value).__name__}
    if tagged is None or isinstance(tagged, bool | int):
        return tagged
    encoded = _encode(tagged)
    if len(encoded) <= step.environment.limits.recorded_value_bytes:
        return tagged
    return {"sha256": hashlib.sha256(encoded).hexdigest(), "bytes": len(encoded)}


def _shown(value: Value) -> str:
    return "null" if value is None else f"{type(value).__name__} {str(value)[:60]}"
