"""Which expressions a process uses: what they read is what a step has to load."""

from __future__ import annotations

from collections.abc import Iterator

from engine.feel import Expression
from engine.model.nodes import Flow, MultiInstance, Node, ScriptTask, StandardLoop, UserTask


def expressions_used(nodes: tuple[Node, ...], flows: tuple[Flow, ...]) -> Iterator[Expression]:
    """Every expression of the process."""
    found: list[Expression | None] = [flow.condition for flow in flows]
    for node in nodes:
        found.extend(entry.source for entry in (*node.inputs, *node.outputs))
        if node.event is not None:
            found.append(node.event.correlation_key)
            found.append(node.event.timer.when if node.event.timer is not None else None)
        match node.loop:
            case MultiInstance() as loop:
                found += [loop.collection, loop.cardinality, loop.output_element]
                found.append(loop.completion_condition)
            case StandardLoop() as loop:
                found.append(loop.condition)
        match node.work:
            case UserTask(assignment=who, due_date=due):
                found += [who.assignee, who.candidate_users, who.candidate_groups, due]
            case ScriptTask(expression=expression):
                found.append(expression)
    return (expression for expression in found if expression is not None)
