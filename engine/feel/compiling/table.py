"""Which function compiles which node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel import nodes
from engine.feel.compiling import collections, control, functions, names, operators, tests
from engine.feel.compiling.compiler import Compiler
from engine.feel.conformance import compile_instance
from engine.feel.runtime import Code

TABLE: dict[type, Callable[[Compiler, Any], Code]] = {
    nodes.Literal: names.compile_literal,
    nodes.Name: names.compile_name,
    nodes.Path: names.compile_path,
    nodes.Negation: operators.compile_negation,
    nodes.Arithmetic: operators.compile_arithmetic,
    nodes.Comparison: operators.compile_comparison,
    nodes.Between: operators.compile_between,
    nodes.Junction: operators.compile_junction,
    nodes.In: tests.compile_in,
    nodes.Tests: tests.compile_tests,
    nodes.If: control.compile_if,
    nodes.For: control.compile_for,
    nodes.Quantified: control.compile_quantified,
    nodes.ListOf: collections.compile_list,
    nodes.ContextOf: collections.compile_context,
    nodes.RangeOf: collections.compile_range,
    nodes.Filter: collections.compile_filter,
    nodes.FunctionOf: functions.compile_function,
    nodes.Call: functions.compile_call,
    nodes.InstanceOf: compile_instance,
}
