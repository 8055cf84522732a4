"""Unary tests and `in` (DMN 1.5, clauses 7.3.3 and 10.3.2.13, table 55)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.compiling.compiler import Compiler, Frame
from engine.feel.compiling.operators import compare, compare_equal
from engine.feel.equality import equal
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import In, Literal, Node, Test, Tests
from engine.feel.ordering import contains
from engine.feel.runtime import Code, Env, Run
from engine.feel.values import Range

#: a compiled test: names in reach, value tested
TestCode = Callable[[Env, Any], bool | None]


def compile_in(compiler: Compiler, node: In) -> Code:
    """True if one of the tests is met."""
    value = compiler.compile(node.value)
    tests = tuple(_test(compiler, test, in_cell=False) for test in node.tests)
    if len(tests) == 1:
        only = tests[0]
        return lambda env: only(env, value(env))
    return lambda env: _any(tests, env, value(env))


def compile_tests(compiler: Compiler, node: Tests) -> Code:
    """A cell; the value tested is `?` in the innermost frame."""
    if node.anything:
        return lambda env: True

    def make() -> tuple[TestCode, ...]:
        return tuple(_test(compiler, test, in_cell=True) for test in node.tests)

    compiler.frames.append(Frame({"?"}))
    tests = make()
    compiler.frames.pop()
    only = tests[0]
    if node.negated:
        return lambda env: _negated(_any(tests, env, env.values["?"]))
    if len(tests) == 1:
        return lambda env: only(env, env.values["?"])
    return lambda env: _any(tests, env, env.values["?"])


def _negated(result: bool | None) -> bool | None:
    return None if result is None else not result


def _any(tests: tuple[TestCode, ...], env: Env, value: Any) -> bool | None:
    result: bool | None = False
    for test in tests:
        met = test(env, value)
        if met is True:
            return True
        if met is None:
            result = None
    return result


def _test(compiler: Compiler, node: Node, *, in_cell: bool) -> TestCode:
    assert isinstance(node, Test)
    position = node.position
    if node.operator:
        return _operator_test(compiler, node, position)
    if isinstance(node.operand, Literal):
        compiler.size += 1
        return _literal_test(node.operand.value, position)
    before = compiler.input_uses
    operand = compiler.compile(node.operand)
    if in_cell and compiler.input_uses > before:
        return lambda env, value: _boolean(env.run, operand(env), position)

    def expression_test(env: Env, value: Any) -> bool | None:
        result = operand(env)
        if in_cell and type(result) is bool and type(value) is not bool:
            return result
        return is_in(env.run, value, result, position)

    return expression_test


def _operator_test(compiler: Compiler, node: Test, position: int) -> TestCode:
    operand, sign = compiler.compile(node.operand), node.operator
    if sign in ("=", "!="):
        wanted = sign == "="

        def equality_test(env: Env, value: Any) -> bool | None:
            result = compare_equal(env.run, value, operand(env), position)
            return None if result is None else result is wanted

        return equality_test
    return lambda env, value: compare(env.run, sign, value, operand(env), position)


def _literal_test(constant: Any, position: int) -> TestCode:
    kind = type(constant)
    if kind is str or kind is Decimal:

        def same(env: Env, value: Any) -> bool | None:
            if type(value) is kind:
                return bool(value == constant)
            return is_in(env.run, value, constant, position)

        return same
    return lambda env, value: is_in(env.run, value, constant, position)


def _boolean(run: Run, result: Any, position: int) -> bool | None:
    """A test with `?` is its own answer."""
    if result is None or type(result) is bool:
        return result
    kind = kind_of(result)
    zh = f"条件应给出布尔值，而不是{chinese(kind)}"
    run.note(position, zh, f"The test should give a boolean, not a {kind}")
    return None


def is_in(run: Run, value: Any, result: Any, position: int) -> bool | None:
    """Equal to it, inside the range, or in the list (of values and ranges)."""
    if type(result) is Range and type(value) is not Range:
        inside = contains(result, value)
        if inside is None:
            kind = kind_of(value)
            zh = f"{chinese(kind)}不能与区间比较"
            run.note(position, zh, f"A {kind} does not compare with the range")
        return inside
    if type(result) is list:
        if equal(run, value, result) is True:
            return True
        return _in_list(run, value, result)
    return compare_equal(run, value, result, position)


def _in_list(run: Run, value: Any, items: list[Any]) -> bool:
    run.charge(len(items))
    return any(
        contains(item, value) is True
        if type(item) is Range and type(value) is not Range
        else equal(run, value, item) is True
        for item in items
    )
