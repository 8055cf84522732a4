"""What a node computes, expression by expression: for those who repair what failed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.feel import Expression
from engine.model.nodes import MultiInstance, Node, ProcessModel, ScriptTask, StandardLoop, UserTask


@dataclass(frozen=True, slots=True)
class NamedExpression:
    what: str  #: condition, input, output, script, assignment, due, loop, timer, correlation
    target: str  #: the flow or variable it is for; may be empty
    expression: Expression


def expressions_of(model: ProcessModel, node: Node) -> Iterator[NamedExpression]:
    """In the order in which the node comes to them."""
    for each in node.inputs:
        yield NamedExpression("input", each.target, each.source)
    yield from _loop(node)
    yield from _work(node)
    yield from _event(node)
    for each in node.outputs:
        yield NamedExpression("output", each.target, each.source)
    for index in node.outgoing:
        flow = model.flows[index]
        if flow.condition is not None:
            yield NamedExpression("condition", flow.name.zh or flow.id, flow.condition)


def _work(node: Node) -> Iterator[NamedExpression]:
    if isinstance(node.work, ScriptTask):
        yield NamedExpression("script", node.work.result_variable, node.work.expression)
    if isinstance(node.work, UserTask):
        given = node.work.assignment
        for expression in (given.assignee, given.candidate_users, given.candidate_groups):
            if expression is not None:
                yield NamedExpression("assignment", "", expression)
        if node.work.due_date is not None:
            yield NamedExpression("due", "", node.work.due_date)


def _event(node: Node) -> Iterator[NamedExpression]:
    if node.event is None:
        return
    if node.event.timer is not None:
        yield NamedExpression("timer", "", node.event.timer.when)
    if node.event.correlation_key is not None:
        yield NamedExpression("correlation", node.event.name, node.event.correlation_key)


def _loop(node: Node) -> Iterator[NamedExpression]:
    loop = node.loop
    found: tuple[Expression | None, ...] = ()
    if isinstance(loop, MultiInstance):
        found = (loop.collection, loop.cardinality, loop.output_element, loop.completion_condition)
    elif isinstance(loop, StandardLoop):
        found = (loop.condition,)
    for expression in found:
        if expression is not None:
            yield NamedExpression("loop", "", expression)
