"""Values as tagged JSON for reasons, which may hold what cannot be stored: functions and ranges."""

from collections.abc import Mapping
from typing import Any

from engine.feel import FeelEvaluationError, FeelFunction, Range, Value, to_tagged


def tagged(value: Value) -> Any:
    """Return the JSON of a value; a function is named, a range is written as in FEEL."""
    try:
        return to_tagged(value)
    except FeelEvaluationError:
        return _described(value)


def _described(value: Value) -> Any:
    if isinstance(value, FeelFunction):
        return {"function": value.name}
    if isinstance(value, Range):
        opening = "[" if value.low_included else "("
        closing = "]" if value.high_included else ")"
        return {"range": f"{opening}{value.low}..{value.high}{closing}"}
    if isinstance(value, Mapping):
        return {key: tagged(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tagged(item) for item in value]
    return {"text": str(value)}
