"""Values as text, the way FEEL writes them: what `string(…)` gives (DMN 1.5, clause 10.3.4.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.decimals import plain
from engine.feel.errors import FeelBudgetExceeded
from engine.feel.kinds import kind_of
from engine.feel.runtime import Run
from engine.feel.values import Range


def text_of_value(run: Run, value: Any) -> str:
    """The text of a value; strings inside lists and contexts are quoted."""
    if type(value) is str:
        return value
    return run.text_of("".join(_parts(run, value, run.limits.value_depth)))


def _parts(run: Run, value: Any, depth: int) -> list[str]:
    parts: list[str] = []
    _write(run, value, depth, parts)
    return parts


def _write(run: Run, value: Any, depth: int, parts: list[str]) -> None:
    run.charge(5)
    if depth <= 0:
        raise FeelBudgetExceeded("value_depth", "值嵌套过深", "The value is nested too deeply")
    if type(value) is list:
        parts.append("[")
        for index, item in enumerate(value):
            parts.append(", " if index else "")
            _write(run, item, depth - 1, parts)
        parts.append("]")
    elif type(value) is dict:
        parts.append("{")
        for index, (key, item) in enumerate(value.items()):
            parts.append(f"{', ' if index else ''}{_key(key)}: ")
            _write(run, item, depth - 1, parts)
        parts.append("}")
    elif type(value) is Range:
        _write_range(run, value, depth, parts)
    else:
        text = _scalar(value)
        run.charge(len(text) >> 4)
        parts.append(text)


def _write_range(run: Run, value: Range, depth: int, parts: list[str]) -> None:
    if value.unary:
        operator, end = _operator_form(value)
        parts.append(f"({operator} ")
        _write(run, end, depth - 1, parts)
        parts.append(")")
        return
    parts.append("[" if value.low_included else "(")
    _write(run, value.low, depth - 1, parts)
    parts.append("..")
    _write(run, value.high, depth - 1, parts)
    parts.append("]" if value.high_included else ")")


def _operator_form(value: Range) -> tuple[str, Any]:
    if value.low is None:
        return ("<=" if value.high_included else "<"), value.high
    if value.high is None:
        return (">=" if value.low_included else ">"), value.low
    return ("!=" if value.negated else "="), value.low


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is Decimal:
        return plain(value)
    if type(value) is str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if kind_of(value) == "date":
        return str(value.isoformat())
    if kind_of(value) == "function":
        return f"function {value.name}"
    return str(value)


def _key(key: str) -> str:
    return key if key.replace("_", "a").isalnum() else _scalar(key)
