"""Lists, contexts, ranges and filters (DMN 1.5, clauses 10.3.2.5 to 10.3.2.7 and 10.3.2.11)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.compiling.compiler import Compiler, Frame
from engine.feel.compiling.names import compile_borrowed
from engine.feel.decimals import is_integer
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import ContextOf, Filter, ListOf, Literal, RangeOf
from engine.feel.ordering import order
from engine.feel.runtime import Code, Env, Run
from engine.feel.values import Range


def compile_list(compiler: Compiler, node: ListOf) -> Code:
    items = tuple(compiler.compile(item) for item in node.items)
    return lambda env: [item(env) for item in items]


def compile_context(compiler: Compiler, node: ContextOf) -> Code:
    """Entries in order; each sees the ones before it, a function also itself."""
    frame = Frame()
    entries: list[tuple[str, Code]] = []

    def make() -> Code:
        for key, value in node.entries:
            if type(value).__name__ == "FunctionOf":
                frame.names.add(key)
            entries.append((key, compiler.compile(value)))
            frame.names.add(key)
        return lambda env: None

    compiler.in_frame(frame, make)

    def context(env: Env) -> dict[str, Any]:
        values: dict[str, Any] = {}
        inner = env.inner(values)
        for key, code in entries:
            values[key] = code(inner)
        return values

    return context


def compile_range(compiler: Compiler, node: RangeOf) -> Code:
    """A range; null when its ends are not of one ordered kind."""
    low = compiler.compile(node.low) if node.low is not None else None
    high = compiler.compile(node.high) if node.high is not None else None
    if _constant(node.low) and _constant(node.high):
        fixed = _make_range(node, _value(node.low), _value(node.high))
        if fixed is not None:
            return lambda env: fixed

    def make(env: Env) -> Range | None:
        first = low(env) if low is not None else None
        last = high(env) if high is not None else None
        made = _make_range(node, first, last)
        if made is None:
            one, other = kind_of(first), kind_of(last)
            zh = f"{chinese(one)}和{chinese(other)}不能组成区间"
            env.run.note(node.position, zh, f"There is no range from {one} to {other}")
        return made

    return make


def _constant(node: object) -> bool:
    return node is None or isinstance(node, Literal)


def _value(node: object) -> Any:
    return node.value if isinstance(node, Literal) else None


def _make_range(node: RangeOf, low: Any, high: Any) -> Range | None:
    """A range of two values, one of which may be null; of any value with `=` and `!=`."""
    ends = (low is not None) + (high is not None)
    if not ends or (ends == 2 and not node.unary and order(low, high) is None):
        return None
    low_included = node.low_included and low is not None
    high_included = node.high_included and high is not None
    return Range(low, high, low_included, high_included, node.negated, node.unary)


def compile_filter(compiler: Compiler, node: Filter) -> Code:
    """Items by position (from 1, or from the end below 0), or those that meet a condition."""
    condition_node = node.condition
    if isinstance(condition_node, Literal) and isinstance(condition_node.value, Decimal):
        source = compile_borrowed(compiler, node.source)
        fixed = condition_node.value
        return lambda env: _at(env.run, _as_list(source(env)), fixed, node.position)
    source = compiler.compile(node.source)
    frame = Frame({"item"}, item=True)
    condition, weight, _ = compiler.measured(
        lambda: compiler.in_frame(frame, lambda: compiler.compile(condition_node))
    )
    position = node.position

    def select(env: Env) -> Any:
        run, items = env.run, _as_list(source(env))
        chosen = []
        for item in items:
            run.charge(weight)
            value = condition(env.inner({"item": item}))
            if value is True:
                chosen.append(item)
            elif type(value) is Decimal:
                return _at(run, items, value, position)
        return chosen

    return select


def _as_list(value: Any) -> list[Any]:
    if type(value) is list:
        return value
    return [] if value is None else [value]


def _at(run: Run, items: list[Any], position: Decimal, place: int) -> Any:
    """The item at a position; null outside the list."""
    size = len(items)
    if abs(position) <= size and position and is_integer(position):
        index = int(position)
        return items[index - 1 if index > 0 else size + index]
    run.note(place, f"列表没有第 {position} 项", f"The list has no item {position}")
    return None
