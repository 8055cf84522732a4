"""Arithmetic, comparison, logic (DMN 1.5, clauses 10.3.2.4 and 10.3.2.13)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.arithmetic import OPERATORS, finite, negate
from engine.feel.compiling.compiler import Compiler
from engine.feel.decimals import ARITHMETIC
from engine.feel.equality import equal
from engine.feel.kinds import chinese, kind_of
from engine.feel.nodes import Arithmetic, Between, Comparison, Junction, Literal, Negation
from engine.feel.ordering import order
from engine.feel.runtime import Code, Env, Run

_DIRECT: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": ARITHMETIC.add,
    "-": ARITHMETIC.subtract,
    "*": ARITHMETIC.multiply,
}
_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_negation(compiler: Compiler, node: Negation) -> Code:
    operand, position = compiler.compile(node.operand), node.position

    def negation(env: Env) -> Any:
        value = operand(env)
        result = negate(value)
        if result is None and value is not None:
            kind = kind_of(value)
            zh, en = f"{chinese(kind)}没有负值", f"A {kind} has no negative"
            env.run.note(position, zh, en)
        return result

    return negation


def compile_arithmetic(compiler: Compiler, node: Arithmetic) -> Code:
    code = compiler.compile(node.first)
    if len(node.rest) == 1:
        sign, operand, position = node.rest[0]
        return _binary(sign, code, compiler.compile(operand), position)
    steps = [(sign, compiler.compile(operand), at) for sign, operand, at in node.rest]

    def chain(env: Env) -> Any:
        value = code(env)
        for sign, operand, position in steps:
            value = compute(env.run, sign, value, operand(env), position)
        return value

    return chain


def _binary(sign: str, left: Code, right: Code, position: int) -> Code:
    direct = _DIRECT.get(sign)
    if direct is None:
        return lambda env: compute(env.run, sign, left(env), right(env), position)

    def numbers(env: Env) -> Any:
        a, b = left(env), right(env)
        if type(a) is Decimal and type(b) is Decimal:
            return finite(env.run, direct(a, b))
        return compute(env.run, sign, a, b, position)

    return numbers


def compute(run: Run, sign: str, a: Any, b: Any, position: int) -> Any:
    """The result of an operator; null, with a note, when the kinds do not fit."""
    operation = OPERATORS[sign].get((type(a), type(b)))
    if operation is not None:
        result = operation(run, a, b)
        if result is None:
            run.note(position, f"{a} {sign} {b} 没有结果", f"{a} {sign} {b} has no result")
        return result
    one, other = kind_of(a), kind_of(b)
    zh = f"运算 {sign} 不能用于{chinese(one)}和{chinese(other)}"
    run.note(position, zh, f"{sign} does not apply to {one} and {other}")
    return None


def compile_comparison(compiler: Compiler, node: Comparison) -> Code:
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    sign, position = node.operator, node.position
    if sign in ("=", "!="):
        constant = node.right.value if isinstance(node.right, Literal) else None
        if isinstance(constant, (str, Decimal)) and sign == "=":
            return _equals_constant(left, constant, position)
        return _equality(left, right, position, wanted=sign == "=")
    return _ordering(sign, left, right, position)


def _equals_constant(left: Code, constant: str | Decimal, position: int) -> Code:
    kind = type(constant)

    def equals_constant(env: Env) -> bool | None:
        value = left(env)
        if type(value) is kind:
            return value == constant
        return compare_equal(env.run, value, constant, position)

    return equals_constant


def _equality(left: Code, right: Code, position: int, *, wanted: bool) -> Code:
    def equality(env: Env) -> bool | None:
        result = compare_equal(env.run, left(env), right(env), position)
        return None if result is None else result is wanted

    return equality


def compare_equal(run: Run, a: Any, b: Any, position: int) -> bool | None:
    """Equality, with a note when it is null."""
    result = equal(run, a, b)
    if result is None:
        _not_comparable(run, "=", a, b, position)
    return result


def _ordering(sign: str, left: Code, right: Code, position: int) -> Code:
    holds = _ORDERINGS[sign]

    def ordering(env: Env) -> bool | None:
        a, b = left(env), right(env)
        if type(a) is Decimal and type(b) is Decimal:
            return holds(a, b)
        return compare(env.run, sign, a, b, position)

    return ordering


def compare(run: Run, sign: str, a: Any, b: Any, position: int) -> bool | None:
    """Whether `a sign b` holds; null, with a note, when they have no order."""
    place = order(a, b)
    if place is None:
        _not_comparable(run, sign, a, b, position)
        return None
    return _ORDERINGS[sign](place, 0)


def _not_comparable(run: Run, sign: str, a: Any, b: Any, position: int) -> None:
    one, other = kind_of(a), kind_of(b)
    run.note(
        position,
        f"不能用 {sign} 比较{chinese(one)}和{chinese(other)}",
        f"{sign} does not compare {one} with {other}",
    )


def compile_between(compiler: Compiler, node: Between) -> Code:
    """`value >= low and value <= high`."""
    value, low, high = map(compiler.compile, (node.value, node.low, node.high))
    position = node.position

    def between(env: Env) -> bool | None:
        run, subject = env.run, value(env)
        above = compare(run, ">=", subject, low(env), position)
        below = compare(run, "<=", subject, high(env), position)
        if above is False or below is False:
            return False
        return True if above and below else None

    return between


def compile_junction(compiler: Compiler, node: Junction) -> Code:
    """Three-valued `and` and `or`: `false and null` is false, `true or null` is true."""
    operands = tuple(compiler.compile(operand) for operand in node.operands)
    places = tuple(operand.position for operand in node.operands)
    word, decisive = node.operator, node.operator == "or"

    def junction(env: Env) -> bool | None:
        result: bool | None = not decisive
        for index, operand in enumerate(operands):
            value = operand(env)
            if value is decisive:
                return bool(decisive)
            if value is None:
                result = None
            elif value is (not decisive):
                continue
            else:
                result = None
                _not_boolean(env.run, word, value, places[index])
        return result

    return junction


def _not_boolean(run: Run, word: str, value: Any, position: int) -> None:
    kind = kind_of(value)
    zh = f"{word} 需要布尔值，而这里是{chinese(kind)}"
    run.note(position, zh, f"{word} needs booleans, but this is a {kind}")
