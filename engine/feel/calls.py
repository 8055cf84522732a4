"""Calling a value that should be a function: arguments by position or by name."""

from __future__ import annotations

from typing import Any

from engine.feel.errors import NullResult
from engine.feel.kinds import chinese, kind_of
from engine.feel.runtime import Run
from engine.feel.values import READY, FeelFunction


def call_function(
    run: Run,
    function: Any,
    arguments: list[Any],
    names: tuple[str, ...] | None,
    position: int,
    label: str,
) -> Any:
    """The result of a call; null, with a note, when the call does not fit."""
    if type(function) is not FeelFunction:
        kind = kind_of(function)
        what = label or kind
        zh = f"{what} 是{chinese(kind)}，不能调用"
        run.note(position, zh, f"{what} is {kind} and cannot be called")
        return None
    try:
        if names is None:
            return invoke(run, function, arguments)
        if function.call_named is not None:
            return function.call_named(run, dict(zip(names, arguments, strict=True)))
        return invoke(run, function, _by_position(function, names, arguments))
    except NullResult as why:
        run.note(position, why.message_zh, why.message_en)
        return None


def invoke(run: Run, function: FeelFunction, arguments: list[Any]) -> Any:
    """Call with positional arguments.

    Raises: NullResult when the function has no result for them.
    """
    if function.wants_run:
        return function.call(run, *arguments)
    expected = function.parameters
    if expected is not None and len(arguments) != len(expected) and not function.variadic:
        raise NullResult(
            f"{function.name} 需要 {len(expected)} 个参数，实际 {len(arguments)} 个",
            f"{function.name} takes {len(expected)} arguments, not {len(arguments)}",
        )
    run.charge(10)
    run.enter(12)
    result = function.call(*arguments)
    run.leave(12)
    return result if type(result) in READY else run.entered(result)


def _by_position(function: FeelFunction, names: tuple[str, ...], arguments: list[Any]) -> list[Any]:
    expected = function.parameters
    if expected is None or len(set(names)) != len(names) or set(names) != set(expected):
        given = ", ".join(names)
        raise NullResult(
            f"{function.name} 没有这组参数：{given}",
            f"{function.name} has no parameters {given}",
        )
    values = dict(zip(names, arguments, strict=True))
    return [values[name] for name in expected]
