"""An error that is thrown is caught in the process, else the case stops with an incident."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import NONE, Kind, Node, ProcessModel, Severity, Text, Trigger


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind is not Kind.END_EVENT or node.event is None:
            continue
        if node.event.trigger is Trigger.ERROR and not _is_caught(node, model):
            yield at(
                node,
                f"错误“{node.event.name}”在本流程中无人捕获",
                f'Nothing in this process catches the error "{node.event.name}"',
            )


def _is_caught(thrower: Node, model: ProcessModel) -> bool:
    assert thrower.event is not None
    code = thrower.event.name
    scope = thrower.parent
    while True:
        holder = None if scope == NONE else model.nodes[scope]
        inside = model.event_sub_processes if holder is None else holder.event_sub_processes
        catching = [model.nodes[i].start for i in inside if i != thrower.parent]
        catching += () if holder is None else holder.boundary
        if any(i != NONE and _catches(model.nodes[i], code) for i in catching):
            return True
        if holder is None:
            return False
        scope = holder.parent


def _catches(node: Node, code: str) -> bool:
    event = node.event
    return event is not None and event.trigger is Trigger.ERROR and event.name in ("", code)


RULE = Rule(
    "error-uncaught",
    Severity.WARNING,
    Text("抛出的错误有人捕获", "A thrown error is caught"),
    "10.5.5 (Error)",
    _find,
    whole_graph=True,
)
