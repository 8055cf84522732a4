"""Calls of built-ins whose arguments no signature takes."""

from __future__ import annotations

from collections.abc import Sequence

from engine.feel.builtins.signature import Builtin, Parameter, Signature
from engine.feel.checking.kinds_together import SAMPLES
from engine.feel.kinds import chinese
from engine.feel.nodes import TypeOf


def refused_call(
    builtin: Builtin, arguments: Sequence[TypeOf | None], names: tuple[str, ...] | None
) -> tuple[str, str] | None:
    """Why the call can only give null, in both languages; None when it may give a value."""
    problem: tuple[str, str] | None = None
    for way in builtin.signatures:
        parameters = _parameters(way, len(arguments), names)
        if parameters is None:
            continue
        wrong = next(
            (
                (parameter, argument)
                for parameter, argument in zip(parameters, arguments, strict=True)
                if argument is not None and not _takes(parameter, argument)
            ),
            None,
        )
        if wrong is None:
            return None
        problem = problem or _wrong_kind(builtin.name, *wrong)
    if problem is not None:
        return problem
    if names is not None:
        given = ", ".join(names)
        return (
            f"{builtin.name} 不接受参数 {given}",
            f"{builtin.name} does not take the parameters {given}",
        )
    count = len(arguments)
    return (
        f"{builtin.name} 不接受 {count} 个参数",
        f"{builtin.name} does not take {count} arguments",
    )


def _parameters(
    way: Signature, count: int, names: tuple[str, ...] | None
) -> list[Parameter] | None:
    """The parameter of each argument; None when the signature does not take so many, or these."""
    if names is not None:
        by_name = {parameter.name: parameter for parameter in way.parameters}
        missing = [p for p in way.parameters if not p.optional and p.name not in names]
        if missing or not by_name.keys() >= set(names):
            return None
        return [by_name[name] for name in names]
    size = len(way.parameters)
    if count < way.required or (count > size and not way.variadic):
        return None
    return [way.parameters[min(at, size - 1)] for at in range(count)]


def _takes(parameter: Parameter, argument: TypeOf) -> bool:
    """As `Parameter.accept`, for all values of a type."""
    if not parameter.types or parameter.kind == "list":
        return True
    if argument.name == "Null":
        return parameter.optional
    if argument.name not in SAMPLES:  # lists (perhaps of one), contexts, ranges, functions
        return argument.name == "list" or argument.name == parameter.kind
    if isinstance(SAMPLES[argument.name], parameter.types):
        return type(SAMPLES[argument.name]) in parameter.types
    return parameter.kind == "date and time" and argument.name == "date"


def _wrong_kind(name: str, parameter: Parameter, argument: TypeOf) -> tuple[str, str]:
    wanted, given = parameter.kind, argument.name
    return (
        f"{name} 的参数 {parameter.name} 应为{chinese(wanted)}，不能是{chinese(given)}",
        f"{name}: parameter {parameter.name} should be {wanted}, never {given}",
    )
