"""Joins: tokens wait per incoming flow, so that a join stays right inside a loop.

A parallel join takes one token from each of its flows (clause 13.4.1). An inclusive join fires when
it has a token and no other token could still reach one of its empty flows, except by way of a token
that could as well reach a flow that has one (clause 13.4.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Flow, Kind, Node, ProcessModel
from engine.runtime import events as e
from engine.runtime import stages

if TYPE_CHECKING:
    from engine.runtime.step import Step

_JOINS = (Kind.PARALLEL_GATEWAY, Kind.INCLUSIVE_GATEWAY)


def arrive(step: Step, flow: Flow, scope: int, process: str) -> None:
    """A token reaches the end of a flow: enter the element, or wait there for the others."""
    model = step.environment.models[process]
    node = model.nodes[flow.target]
    if _is_join(node):
        step.record(e.TokenWaited(flow=flow.id, scope=scope))
        step.touch(scope)
        if node.kind is Kind.PARALLEL_GATEWAY:
            _fire_parallel(step, model, node, scope)
        return
    stages.enter(step, node, scope, process)


def _is_join(node: Node) -> bool:
    """Whether tokens wait in front of the node for each other."""
    return len(node.incoming) > 1 and node.kind in _JOINS


def _fire_parallel(step: Step, model: ProcessModel, node: Node, scope: int) -> None:
    """Fire the join if every incoming flow has a token."""
    arrivals = step.state.instances[scope].arrivals
    flows = [model.flows[index].id for index in node.incoming]
    if all(flow in arrivals for flow in flows):
        _fire(step, model, node, scope, flows)


def fire_inclusive(step: Step) -> bool:
    """Fire the first inclusive join that waits for nobody; whether there was one."""
    for scope, instance in step.state.instances.items():
        if not instance.arrivals:
            continue
        model = step.model_of(instance)
        for node in _inclusive_joins(model, instance.arrivals):
            if not _must_wait(step, model, node, scope):
                flows = [
                    model.flows[index].id
                    for index in node.incoming
                    if model.flows[index].id in instance.arrivals
                ]
                _fire(step, model, node, scope, flows)
                return True
    return False


def _inclusive_joins(model: ProcessModel, arrivals: dict[str, int]) -> list[Node]:
    targets = {model.flows[model.flow_by_id[flow]].target for flow in arrivals}
    nodes = (model.nodes[index] for index in sorted(targets))
    return [node for node in nodes if node.kind is Kind.INCLUSIVE_GATEWAY]


def _must_wait(step: Step, model: ProcessModel, node: Node, scope: int) -> bool:
    arrivals = step.state.instances[scope].arrivals
    full: list[frozenset[int]] = []
    empty: list[frozenset[int]] = []
    for index, upstream in zip(node.incoming, model.upstream[node.index], strict=True):
        (full if model.flows[index].id in arrivals else empty).append(upstream)
    if not empty:
        return False
    return any(
        any(position in upstream for upstream in empty)
        and not any(position in upstream for upstream in full)
        for position in _positions(step, model, scope)
        if position != node.index
    )


def _positions(step: Step, model: ProcessModel, scope: int) -> set[int]:
    """The nodes of the scope where a token is: at work, or waiting in front of a join."""
    positions = {
        model.by_id[instance.node]
        for instance in step.state.instances.values()
        if instance.parent == scope
    }
    for flow in step.state.instances[scope].arrivals:
        positions.add(model.flows[model.flow_by_id[flow]].target)
    return positions


def _fire(step: Step, model: ProcessModel, node: Node, scope: int, flows: list[str]) -> None:
    step.record(e.JoinFired(flows=flows, scope=scope))
    step.later(scope, stages.enter, node, scope, model.id)
