"""Expressions whose types can never fit, and conditions that can never be true or false.

Variables have no declared types, so what is said follows from literals, operators and built-in
functions alone. What would give null, or stop a gateway, is told before a case comes there.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.feel import Expression, Types, check_types
from engine.feel.kinds import chinese
from engine.model.checks.rule import Finding, Rule, at
from engine.model.expressions_used import expressions_used
from engine.model.nodes import (
    Flow,
    MultiInstance,
    Node,
    ProcessModel,
    Severity,
    StandardLoop,
    Text,
)


def _find(model: ProcessModel) -> Iterator[Finding]:
    for flow in model.flows:
        for expression in expressions_used((), (flow,)):
            yield from _notes(flow, expression)
        yield from _never_boolean(flow, flow.condition)
    for node in model.nodes:
        for expression in expressions_used((node,), ()):
            yield from _notes(node, expression)
        match node.loop:
            case MultiInstance(completion_condition=condition) | StandardLoop(condition=condition):
                yield from _never_boolean(node, condition)


def _notes(place: Node | Flow, expression: Expression) -> Iterator[Finding]:
    for note in _types(expression).notes:
        zh = f"第 {note.line} 行" if note.line > 1 else ""
        en = f"line {note.line}, " if note.line > 1 else ""
        yield at(
            place,
            f"{note.message_zh}（表达式{zh}第 {note.column} 列）",
            f"{note.message_en} ({en}column {note.column} of the expression)",
        )


def _never_boolean(place: Node | Flow, condition: Expression | None) -> Iterator[Finding]:
    found = None if condition is None else _types(condition).type
    # Null stands in for an expression that could not be read; it is refused elsewhere.
    if found is not None and found.name not in ("boolean", "Null"):
        yield at(
            place,
            f"条件必须是布尔值，而这里是{chinese(found.name)}",
            f"A condition is true or false, but this is a {found.name}",
        )


def _types(expression: Expression) -> Types:
    # A variable may hold a function of its own under the name of a built-in one.
    return check_types(expression, dict.fromkeys(expression.free_names, "Any"))


RULE = Rule(
    "types-never-fit",
    Severity.WARNING,
    Text(
        "表达式的类型相合，条件为布尔值",
        "Types in expressions fit, and conditions are true or false",
    ),
    "8.4.13, 13.3.6, 13.3.7; DMN 1.5, 10.3.2",
    _find,
)
