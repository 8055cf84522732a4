"""One expression while it is typed: errors in place, its type, its value on example data.

Only FEEL, only within budgets far below those of a deployed process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from engine.feel import (
    DEFAULT_LIMITS,
    EvaluationContext,
    Expression,
    FeelError,
    FeelLimits,
    UnaryTests,
    WorkingDayCalendar,
    check_types,
    compile_expression,
    compile_unary_tests,
    to_tagged,
)
from engine.model.expressions import HOST_FUNCTIONS
from engine.model.nodes import Severity, Text
from engine.workspaces.outline import Outline

#: Budgets of an evaluation that a designer asks for with every key.
LIMITS: Final[FeelLimits] = replace(
    DEFAULT_LIMITS, steps=100_000, list_length=10_000, string_length=100_000
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the expression, at a place in it."""

    severity: Severity
    rule: str
    line: int
    column: int
    message: Text
    instead: str = ""  #: the name that was probably meant


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of the expression."""

    remarks: tuple[Remark, ...]
    type: str  #: of its value, as FEEL names it; empty: not known
    reads: tuple[str, ...]  #: variables it reads
    has_value: bool
    value: Any  #: tagged JSON
    shown: str  #: the value as FEEL writes it


def try_expression(
    source: str,
    outline: Outline,
    values: Mapping[str, Any] | None,
    *,
    unary: bool,
    tested: Any,
    extra_names: frozenset[str],
    now: datetime,
    calendar: WorkingDayCalendar | None,
) -> Tried:
    """Check the text; evaluate it where values are given. A leading `=` is left out.

    `unary`: the text is a cell of a table that tests `tested`. `extra_names`: names that only this
    place knows, like the inputs of a table.
    """
    names = outline.names | extra_names | frozenset(values or {})
    # The budget of an evaluation; the text itself may be as long as one that is deployed.
    make = compile_unary_tests if unary else compile_expression
    try:
        compiled: Expression | UnaryTests = make(source, names=names, functions=HOST_FUNCTIONS)
    except FeelError as error:
        return Tried((_error(error),), "", (), False, None, "")
    remarks = [*_unknown(compiled, names), *_types(compiled, outline)]
    kind = check_types(compiled, outline.types).type
    type_name = "" if kind is None or kind.name == "Any" else kind.name
    reads = tuple(sorted(compiled.free_names))
    if values is None:
        return Tried(tuple(remarks), type_name, reads, False, None, "")
    context = EvaluationContext(
        now=now, calendar=calendar, functions={"bureau": _no_bureau}, limits=LIMITS
    )
    try:
        value = (
            compiled.test(tested, values, context)
            if isinstance(compiled, UnaryTests)
            else compiled.evaluate(values, context)
        )
        tagged, shown = _tagged(value), _shown(value, now)
    except FeelError as error:
        remarks.append(_error(error))
        return Tried(tuple(remarks), type_name, reads, False, None, "")
    remarks += [
        Remark(
            Severity.CARRIED, "note", each.line, each.column, Text(each.message_zh, each.message_en)
        )
        for each in context.warnings
    ]
    return Tried(tuple(remarks), type_name, reads, True, tagged, shown)


def _error(error: FeelError) -> Remark:
    text = Text(error.message_zh, error.message_en)
    return Remark(Severity.ERROR, "feel", error.line, error.column, text)


def _unknown(compiled: Expression | UnaryTests, names: frozenset[str]) -> list[Remark]:
    return [
        Remark(
            Severity.WARNING,
            "unknown-variable",
            each.line,
            each.column,
            Text(f"没有任何地方给变量“{each.name}”赋值", f'Nothing sets "{each.name}"'),
            next(iter(get_close_matches(each.name, sorted(names), 1, 0.7)), ""),
        )
        for each in compiled.unknown_names(names | {"?"})
    ]


def _types(compiled: Expression | UnaryTests, outline: Outline) -> list[Remark]:
    return [
        Remark(
            Severity.WARNING,
            "types-never-fit",
            each.line,
            each.column,
            Text(each.message_zh, each.message_en),
        )
        for each in check_types(compiled, outline.types).notes
    ]


def _tagged(value: Any) -> Any:
    try:
        return to_tagged(value, LIMITS)
    except FeelError:
        return None  # a range or a function: shown, but no value of a variable


def _shown(value: Any, now: datetime) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'[:2_000]
    if value is None:
        return "null"
    text = compile_expression("string(value)", names=["value"])
    written = text.evaluate({"value": value}, EvaluationContext(now=now, limits=LIMITS))
    return str(value if written is None else written)[:2_000]


def _no_bureau(*_arguments: Any) -> None:
    return None
