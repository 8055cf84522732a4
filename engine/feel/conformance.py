"""Types: `instance of`, and the conversions that parameters allow.

DMN 1.5, clauses 10.3.2.9 (lattice, conformance) and 10.3.2.9.4 (implicit conversions).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.feel.arithmetic import at_midnight
from engine.feel.compiling.compiler import Compiler
from engine.feel.errors import FeelBudgetExceeded, NullResult
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import InstanceOf, TypeOf
from engine.feel.parsing.types import SIMPLE_TYPES
from engine.feel.runtime import Code, Env, Run

#: value of an argument, name of the parameter → value as its type wants it
Conversion = Callable[[Run, Any, str], Any]

#: other names of types, and FEEL's own of each
ALIASES = {
    "day-time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "year-month duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "dateTime": "date and time",
}


def resolve(compiler: Compiler, type_: TypeOf, depth: int = 20) -> TypeOf:
    """The type with the names of the model's types replaced by what they stand for.

    Raises: FeelSyntaxError for an unknown name, or for types that hold one another.
    """
    if type_.name not in SIMPLE_TYPES:
        known = compiler.types.get(type_.name)
        if known is None or depth <= 0:
            raise compiler.error(
                type_.position, f"没有名为 {type_.name} 的类型", f"There is no type {type_.name}"
            )
        return resolve(compiler, replace(known, position=type_.position), depth - 1)
    inner = tuple(resolve(compiler, part, depth - 1) for part in type_.inner)
    return replace(type_, name=ALIASES.get(type_.name, type_.name), inner=inner)


def conforms(run: Run, value: Any, type_: TypeOf, depth: int = 60) -> bool:
    """Whether a value belongs to a type. Null belongs to `Null` and `Any` alone."""
    run.charge(1)
    if depth <= 0:
        raise FeelBudgetExceeded("value_depth", "值嵌套过深", "The value is nested too deeply")
    name = type_.name
    if name == "Any":
        return value is not None
    if name == "Null":
        return value is None
    if kind_of(value) != name:
        return False
    if not type_.inner:
        return True
    if name == "list":
        element = type_.inner[0]
        return all(_member(run, item, element, depth) for item in value)
    if name == "range":
        return all(
            conforms(run, end, type_.inner[0], depth - 1)
            for end in (value.low, value.high)
            if end is not None
        )
    if name == "context":
        return all(
            member in value and _member(run, value[member], inner, depth)
            for member, inner in zip(type_.members, type_.inner, strict=True)
        )
    parameters = value.parameters
    return parameters is not None and len(parameters) == len(type_.inner) - 1


def _member(run: Run, value: Any, type_: TypeOf, depth: int) -> bool:
    return value is None or conforms(run, value, type_, depth - 1)


def conversion(compiler: Compiler, type_: TypeOf) -> Conversion:
    """How an argument becomes a value of a parameter's type, or null when it cannot."""
    type_ = resolve(compiler, type_)

    def convert(run: Run, value: Any, parameter: str) -> Any:
        if value is None or conforms(run, value, type_):
            return value
        if type(value) is list and len(value) == 1 and conforms(run, value[0], type_):
            return value[0]
        if type_.name == "list" and conforms(run, [value], type_):
            return [value]
        if type_.name == "date and time" and kind_of(value) == "date":
            return at_midnight(value)
        kind = kind_of(value)
        raise NullResult(
            f"参数 {parameter} 应为{chinese(type_.name)}，实际为{chinese(kind)}",
            f"Parameter {parameter} should be {type_.name}, but is {kind}",
        )

    return convert


def compile_instance(compiler: Compiler, node: InstanceOf) -> Code:
    """`value instance of type`: true or false, never null."""
    value = compiler.compile(node.value)
    type_ = resolve(compiler, node.type)

    def instance(env: Env) -> bool:
        return conforms(env.run, value(env), type_)

    return instance
