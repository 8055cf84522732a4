"""`if`, `for`, `some` and `every` (DMN 1.5, clause 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from engine.feel.compiling.compiler import Compiler, Frame
from engine.feel.dates import day_from_ordinal
from engine.feel.decimals import is_integer, number_from_int
from engine.feel.errors import FeelBudgetExceeded, NullResult
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import Domain, For, If, Quantified
from engine.feel.runtime import Code, Env, Run
from engine.feel.values import Range

#: name, source, end of `low..high`
_Domains = tuple[tuple[str, Code, Code | None], ...]


def compile_if(compiler: Compiler, node: If) -> Code:
    """Anything but true takes the `else` branch."""
    branches = tuple(
        (compiler.compile(condition), compiler.compile(result), condition.position)
        for condition, result in node.branches
    )
    otherwise = compiler.compile(node.otherwise)

    def choose(env: Env) -> Any:
        for condition, result, position in branches:
            value = condition(env)
            if value is True:
                return result(env)
            if value is not False and value is not None:
                kind = kind_of(value)
                env.run.note(
                    position,
                    f"if 的条件是{chinese(kind)}，按不成立处理",
                    f"The condition of if is a {kind} and counts as not met",
                )
        return otherwise(env)

    return choose


def compile_for(compiler: Compiler, node: For) -> Code:
    """A list of one result per pass; `partial` holds the results so far."""
    position = node.position
    frame = Frame({"partial"}, growing="partial")
    domains: _Domains = ()

    def make() -> Code:
        nonlocal domains
        domains, code = _domains(compiler, node.domains, node.body)
        return code

    body, weight, _ = compiler.measured(lambda: compiler.in_frame(frame, make))

    def loop(env: Env) -> list[Any] | None:
        results: list[Any] = []
        limit = env.run.limits.list_length
        try:
            for inner in _passes(env.inner({"partial": results}), domains, 0):
                inner.run.charge(weight)
                if len(results) >= limit:
                    raise _too_long(limit)
                results.append(body(inner))
        except NullResult as why:
            env.run.note(position, why.message_zh, why.message_en)
            return None
        return results

    return loop


def compile_quantified(compiler: Compiler, node: Quantified) -> Code:
    """`some` is a long `or`, `every` a long `and`."""
    position, decisive = node.position, not node.every
    domains: _Domains = ()

    def make() -> Code:
        nonlocal domains
        domains, code = _domains(compiler, node.domains, node.condition)
        return code

    condition, weight, _ = compiler.measured(lambda: compiler.in_frame(Frame(), make))

    def quantified(env: Env) -> bool | None:
        result: bool | None = not decisive
        try:
            for inner in _passes(env.inner({}), domains, 0):
                inner.run.charge(weight)
                value = condition(inner)
                if value is decisive:
                    return bool(decisive)
                if value is not (not decisive):
                    result = None
        except NullResult as why:
            env.run.note(position, why.message_zh, why.message_en)
            return None
        return result

    return quantified


def _domains(compiler: Compiler, nodes: tuple[Domain, ...], body: Any) -> tuple[_Domains, Code]:
    """The domains, each in a frame of its own, and the body inside all of them."""
    if len(nodes) > compiler.limits.nesting:
        raise compiler.error(nodes[-1].position, "循环变量过多", "Too many loop variables")
    domains = []
    for node in nodes:
        source = compiler.compile(node.source)
        high = compiler.compile(node.high) if node.high is not None else None
        domains.append((node.name, source, high))
        compiler.frames.append(Frame({node.name}))
    code = compiler.compile(body)
    del compiler.frames[len(compiler.frames) - len(nodes) :]
    return tuple(domains), code


def _passes(env: Env, domains: _Domains, at: int) -> Iterator[Env]:
    """One frame per combination of values, the last name changing fastest."""
    name, source, high = domains[at]
    last = at == len(domains) - 1
    for value in _values(env, source, high):
        inner = env.inner({name: value})
        if last:
            yield inner
        else:
            env.run.charge(1)
            yield from _passes(inner, domains, at + 1)


def _values(env: Env, source: Code, high: Code | None) -> Iterable[Any]:
    value = source(env)
    if high is not None:
        return steps_between(env.run, value, high(env))
    if type(value) is list:
        return value
    if type(value) is Range:
        return _inside(env.run, value)
    if value is None:
        raise NullResult("循环的对象为空值", "There is nothing to go through: the list is null")
    return [value]


def _inside(run: Run, range_: Range) -> Iterable[Any]:
    values = steps_between(run, range_.low, range_.high)
    return [
        value
        for value in values
        if (range_.low_included or value != range_.low)
        and (range_.high_included or value != range_.high)
    ]


def steps_between(run: Run, low: Any, high: Any) -> Iterable[Any]:
    """Whole numbers or days from one end to the other, up or down.

    Raises: NullResult for other ends, FeelBudgetExceeded when there are too many.
    """
    if type(low) is Decimal and type(high) is Decimal and is_integer(low) and is_integer(high):
        _check_count(run, abs(high - low))
        return (number_from_int(n) for n in _counting(int(low), int(high)))
    if kind_of(low) == "date" and kind_of(high) == "date":
        first, last = low.toordinal(), high.toordinal()
        _check_count(run, Decimal(abs(last - first)))
        return (day_from_ordinal(n) for n in _counting(first, last))
    raise NullResult(
        f"不能从{chinese(kind_of(low))}数到{chinese(kind_of(high))}",
        f"There are no steps from {kind_of(low)} to {kind_of(high)}",
    )


def _counting(low: int, high: int) -> range:
    return range(low, high + 1) if low <= high else range(low, high - 1, -1)


def _check_count(run: Run, count: Decimal) -> None:
    if count >= run.limits.list_length:
        raise _too_long(run.limits.list_length)


def _too_long(limit: int) -> FeelBudgetExceeded:
    return FeelBudgetExceeded(
        "list_length", f"循环超过 {limit} 次", f"The loop has more than {limit} passes"
    )
