"""Compiled expressions and unary tests: what the rest of the product holds and evaluates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from engine.feel.builtins.table import BUILTINS
from engine.feel.compiling.compiler import Compiler
from engine.feel.compiling.table import TABLE
from engine.feel.errors import FeelBudgetExceeded, FeelEvaluationError, place
from engine.feel.limits import DEFAULT_LIMITS, FeelLimits
from engine.feel.nodes import Node
from engine.feel.parsing.parser import parse_expression, parse_type, parse_unary_tests
from engine.feel.runtime import Code, Env, EvaluationContext, Run
from engine.feel.values import from_host

_NO_TYPES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name in an expression that nobody declares."""

    name: str
    line: int
    column: int


def _too_deep() -> FeelBudgetExceeded:
    """The stack of the host is nearly used up: a caller that is itself deep."""
    return FeelBudgetExceeded("call_depth", "表达式嵌套过深", "The expression is nested too deeply")


class _Compiled:
    """What expressions and unary tests share. Immutable, so threads may share it too."""

    __slots__ = ("_code", "_functions", "_places", "_size", "free_names", "node", "reads", "source")

    def __init__(self, source: str, node: Node, compiler: Compiler) -> None:
        try:
            self._code: Code = compiler.compile(node)
        except RecursionError:
            raise _too_deep() from None
        self._size = compiler.size
        self._places = dict(compiler.certain)
        self._functions = dict(compiler.host_functions)
        #: the text
        self.source = source
        #: the syntax tree
        self.node = node
        #: names read from the scope
        self.free_names = frozenset(compiler.free)
        #: variables and members of variables that are read, in order of appearance
        self.reads = tuple(compiler.reads)

    def unknown_names(self, names: Collection[str]) -> list[Unknown]:
        """Names read from the scope that are not among `names`, in order of appearance.

        A name read in filters only may be a member of the items and is not reported.
        """
        return self._unknown(self._places, names)

    def unknown_functions(self, functions: Collection[str]) -> list[Unknown]:
        """Functions of the host that are called but not among `functions`."""
        return self._unknown(self._functions, functions)

    def _unknown(self, used: Mapping[str, int], known: Collection[str]) -> list[Unknown]:
        return [
            Unknown(name, *place(self.source, offset))
            for name, offset in sorted(used.items(), key=lambda item: item[1])
            if name not in known
        ]

    def _run(
        self, values: dict[str, Any], scope: Mapping[str, Any], context: EvaluationContext
    ) -> Any:
        run = Run(context, self._place)
        try:
            run.charge(self._size)
            return self._code(Env(values, None, scope, run))
        except RecursionError:
            raise _too_deep() from None
        except InvalidOperation:
            # Only a number of the host can be infinite or undefined; ours are checked when made.
            raise FeelEvaluationError("数字不是有限的数", "A number is not finite") from None
        finally:
            context.steps_used = context.limits.steps - run.steps

    def _place(self, offset: int) -> tuple[int, int]:
        return place(self.source, offset)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"


class Expression(_Compiled):
    """A FEEL expression, parsed and compiled (表达式)."""

    __slots__ = ()

    def evaluate(self, scope: Mapping[str, Any], context: EvaluationContext) -> Any:
        """The value of the expression.

        Raises: FeelBudgetExceeded, FeelEvaluationError. A wrong type is null and a note.
        """
        return self._run({}, scope, context)


class UnaryTests(_Compiled):
    """The tests of one cell of a decision table (条件)."""

    __slots__ = ()

    def test(self, value: Any, scope: Mapping[str, Any], context: EvaluationContext) -> bool | None:
        """Whether the value meets the tests; None when they give no boolean.

        Raises: FeelBudgetExceeded, FeelEvaluationError.
        """
        entered = from_host(value, context.limits.value_depth)
        result = self._run({"?": entered}, scope, context)
        return result if isinstance(result, bool) else None


def compile_expression(
    source: str,
    *,
    names: Collection[str] = (),
    functions: Collection[str] = (),
    types: Mapping[str, str] = _NO_TYPES,
    limits: FeelLimits = DEFAULT_LIMITS,
) -> Expression:
    """Parse and compile an expression, without the leading `=`.

    `names`: variables of the scope; needed for names with blanks or operators, and for functions
    the scope holds. `functions`: functions the host hands in with the evaluation context. `types`:
    types of the model, as `{"tPerson": "context<name: string, age: number>"}`.

    Raises: FeelSyntaxError (also for a call of an unknown function), FeelBudgetExceeded.
    """
    known = frozenset(names), frozenset(functions), tuple(types.items())
    return _expression(source, *known, limits)


def compile_unary_tests(
    source: str,
    *,
    names: Collection[str] = (),
    functions: Collection[str] = (),
    types: Mapping[str, str] = _NO_TYPES,
    limits: FeelLimits = DEFAULT_LIMITS,
) -> UnaryTests:
    """Parse and compile a cell: `"a", "b"`, `> 10`, `not([1..5])`, `? * 2 > 10`, `-`.

    Raises: FeelSyntaxError, FeelBudgetExceeded.
    """
    known = frozenset(names), frozenset(functions), tuple(types.items())
    return _unary_tests(source, *known, limits)


_Types = tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def _words(names: frozenset[str], functions: frozenset[str]) -> frozenset[str]:
    """All names the parser knows in a scope."""
    return names | functions | BUILTINS.keys()


@lru_cache(maxsize=4096)
def _expression(
    source: str,
    names: frozenset[str],
    functions: frozenset[str],
    types: _Types,
    limits: FeelLimits,
) -> Expression:
    node = parse_expression(source, _words(names, functions), limits)
    return Expression(source, node, _compiler(source, names, functions, types, limits))


@lru_cache(maxsize=4096)
def _unary_tests(
    source: str,
    names: frozenset[str],
    functions: frozenset[str],
    types: _Types,
    limits: FeelLimits,
) -> UnaryTests:
    node = parse_unary_tests(source, _words(names, functions), limits)
    return UnaryTests(source, node, _compiler(source, names, functions, types, limits))


def _compiler(
    source: str,
    names: frozenset[str],
    functions: frozenset[str],
    types: _Types,
    limits: FeelLimits,
) -> Compiler:
    known = {name: parse_type(text, limits) for name, text in types}
    return Compiler(source, names, functions, limits, TABLE, known)
