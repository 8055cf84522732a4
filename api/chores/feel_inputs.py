"""Values, moments and messages of the chores that evaluate FEEL and DMN."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.chores.failure import ChoreFailed
from engine.feel import (
    EvaluationContext,
    FeelError,
    Value,
    compile_expression,
    from_tagged,
)
from engine.people.calendars import WorkingCalendar
from engine.runtime.environment import SHANGHAI


def values_of(given: argparse.Namespace) -> dict[str, Value]:
    """The variables of `--input`.

    Raises: ChoreFailed when it is neither a JSON object nor a FEEL context.
    """
    text = _text_of(given.input)
    if not text.strip():
        return {}
    try:
        found = from_tagged(json.loads(text, parse_float=_number, parse_constant=_no_number))
    except FeelError as wrong:
        raise ChoreFailed(f"--input: {said(wrong, given.language)}") from wrong
    except RecursionError:
        raise ChoreFailed("--input: nested too deeply") from None
    except ValueError as no_json:
        found = _feel_context(text, no_json, given)
    if not isinstance(found, dict):
        raise ChoreFailed("--input: expected an object of values by name")
    return found


def _text_of(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise ChoreFailed(f"--input: {given[1:]}: {wrong}") from wrong


def _number(text: str) -> dict[str, str]:
    """A fraction keeps its digits."""
    return {"n": text}


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")


def _feel_context(text: str, no_json: ValueError, given: argparse.Namespace) -> Value:
    try:
        context = compile_expression(text)
        if context.free_names:
            unknown = ", ".join(sorted(context.free_names))
            raise ChoreFailed(f"--input speaks of {unknown}, which it does not define ({no_json})")
        found: Value = context.evaluate({}, context_of(given))
    except FeelError as no_feel:
        raise ChoreFailed(
            f"--input is neither JSON ({no_json}) nor a FEEL context "
            f"({said(no_feel, given.language)})"
        ) from no_feel
    return found


def context_of(given: argparse.Namespace) -> EvaluationContext:
    """The clock of the command line; Monday to Friday are working days, `bureau` finds nothing."""
    now = given.now or datetime.now(UTC)
    if now.tzinfo is None:
        now = now.replace(tzinfo=SHANGHAI)
    return EvaluationContext(
        now=now, zone=SHANGHAI, calendar=WorkingCalendar(), functions={"bureau": _no_bureau}
    )


def _no_bureau(*_arguments: Value) -> None:
    return None


def said(error: Any, language: str) -> str:
    """The sentence of an error or note, with its place when it has one."""
    text: str = error.message_zh if language == "zh" else error.message_en
    line, column = getattr(error, "line", 0), getattr(error, "column", 0)
    if not line:
        return text
    if not column:
        return f"第 {line} 行：{text}" if language == "zh" else f"line {line}: {text}"
    if language == "zh":
        return f"第 {line} 行第 {column} 列：{text}"
    return f"line {line}, column {column}: {text}"


def pointed(source: str, error: FeelError) -> str:
    """The line of the source with a mark under the place; empty when no place is known."""
    if not error.line:
        return ""
    line = source.split("\n")[error.line - 1]
    before = line[: error.column - 1]
    # Chinese characters are two columns wide.
    width = sum(2 if ord(char) > 0x2E7F else 1 for char in before)
    start = max(len(before) - 60, 0)
    shown = sum(2 if ord(char) > 0x2E7F else 1 for char in before[start:]) if start else width
    return f"  {line[start : start + 100]}\n  {' ' * shown}^"


def shown(value: Value) -> str:
    """A value as FEEL writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if value is None:
        return "null"
    text = compile_expression("string(value)", names=["value"])
    written = text.evaluate({"value": value}, EvaluationContext(now=datetime.now(UTC)))
    return str(value) if written is None else str(written)


def lines_of(values: Mapping[str, Value]) -> list[str]:
    """`name = value`, one line each."""
    return [f"  {name} = {shown(value)}" for name, value in values.items()]
