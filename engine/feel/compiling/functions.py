"""Function definitions and calls (DMN 1.5, clause 10.3.2.12 and tables 61, 62)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.table import BUILTINS
from engine.feel.calls import call_function
from engine.feel.compiling.compiler import Compiler, Frame
from engine.feel.conformance import Conversion, conversion
from engine.feel.errors import NullResult
from engine.feel.nodes import Call, FunctionOf, Literal, Name
from engine.feel.runtime import Code, Env, Run
from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from engine.feel.values import FeelFunction

#: functions that read a text, and how they do
READERS: dict[str, Callable[[str], Any]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "duration": read_duration,
}


def compile_function(compiler: Compiler, node: FunctionOf) -> Code:
    """A function that remembers the names in reach where it was written."""
    parameters = node.parameters
    conversions = tuple(
        None if type_ is None else conversion(compiler, type_) for type_ in node.types
    )
    frame = Frame(set(parameters))
    body, weight, height = compiler.measured(
        lambda: compiler.in_frame(frame, lambda: compiler.compile(node.body))
    )

    def define(env: Env) -> FeelFunction:
        def call(run: Run, *arguments: Any) -> Any:
            if len(arguments) != len(parameters):
                raise NullResult(
                    f"函数需要 {len(parameters)} 个参数，实际 {len(arguments)} 个",
                    f"The function takes {len(parameters)} arguments, not {len(arguments)}",
                )
            values = _bind(run, parameters, conversions, arguments)
            run.charge(weight)
            run.enter(height + 4)
            result = body(Env(values, env, env.scope, run))
            run.leave(height + 4)
            return result

        return FeelFunction("function", parameters, call, wants_run=True)

    return define


def _bind(
    run: Run,
    parameters: tuple[str, ...],
    conversions: tuple[Conversion | None, ...],
    arguments: tuple[Any, ...],
) -> dict[str, Any]:
    values = {}
    for name, convert, argument in zip(parameters, conversions, arguments, strict=True):
        values[name] = argument if convert is None else convert(run, argument, name)
    return values


def compile_call(compiler: Compiler, node: Call) -> Code:
    """A call by name or of any value that is a function."""
    arguments = tuple(compiler.compile(argument) for argument in node.arguments)
    names, position = node.names, node.position
    function = node.function
    if isinstance(function, Name) and not compiler.is_local(function.name):
        _check_known(compiler, function)
        builtin = BUILTINS.get(function.name)
        in_filter = any(frame.item for frame in compiler.frames)
        if builtin is not None and function.name not in compiler.names and not in_filter:
            fixed = _fixed(node, function.name)
            if fixed is not None:
                return lambda env: fixed
            return _builtin_call(compiler, builtin.as_value(), arguments, names, position)
    callee = compiler.compile(function)
    label = function.name if isinstance(function, Name) else ""
    shadowed = BUILTINS.get(label)
    # A variable called `date` or `count` that is no function does not hide the function.
    fallback = shadowed.as_value() if shadowed is not None else None

    def call(env: Env) -> Any:
        called = callee(env)
        if fallback is not None and type(called) is not FeelFunction:
            called = fallback
        values = [argument(env) for argument in arguments]
        return call_function(env.run, called, values, names, position, label)

    return call


def _fixed(node: Call, name: str) -> Any:
    """The value of `date("2026-05-03")` and the like, read once; None for other calls."""
    read = READERS.get(name)
    if read is None or node.names is not None or len(node.arguments) != 1:
        return None
    (argument,) = node.arguments
    text = argument.value if isinstance(argument, Literal) else None
    return read(text) if isinstance(text, str) else None


def _builtin_call(
    compiler: Compiler,
    function: FeelFunction,
    arguments: tuple[Code, ...],
    names: tuple[str, ...] | None,
    position: int,
) -> Code:
    compiler.size += 1
    if names is not None:
        label = function.name
        return lambda env: call_function(
            env.run, function, [argument(env) for argument in arguments], names, position, label
        )
    call = function.call

    def builtin_call(env: Env) -> Any:
        try:
            return call(env.run, *[argument(env) for argument in arguments])
        except NullResult as why:
            env.run.note(position, why.message_zh, why.message_en)
            return None

    return builtin_call


def _check_known(compiler: Compiler, function: Name) -> None:
    """An unknown function is an error of the text, unlike an unknown variable."""
    name = function.name
    if name in BUILTINS or name in compiler.names or name in compiler.functions:
        return
    if any(frame.item for frame in compiler.frames):
        return
    raise compiler.error(
        function.position, f"没有名为 {name} 的函数", f"There is no function {name}"
    )
