"""What follows from the flows alone: reachability, the table of inclusive joins, link targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.model.nodes import NONE, Flow, Kind, Node


def predecessors(nodes: Sequence[Node], flows: Sequence[Flow]) -> Mapping[int, list[int]]:
    """For each node those from which a token can come to it, inside its scope.

    A boundary event is reached from its activity, a link target from its throws.
    """
    before: dict[int, list[int]] = {node.index: [] for node in nodes}
    for node in nodes:
        for following in successors(node, flows):
            before[following].append(node.index)
    return before


def successors(node: Node, flows: Sequence[Flow]) -> list[int]:
    """The nodes a token can go to from here, inside its scope."""
    found = [flows[f].target for f in node.outgoing]
    found.extend(node.boundary)
    if node.link_target != NONE:
        found.append(node.link_target)
    return found


def reachable(nodes: Sequence[Node], flows: Sequence[Flow]) -> frozenset[int]:
    """Every node a token can come to: from the starts on, sub-processes and event ones included."""
    waiting = [node.index for node in nodes if node.kind is Kind.START_EVENT]
    waiting += [node.index for node in nodes if node.kind is Kind.EVENT_SUB_PROCESS]
    seen = set(waiting)
    while waiting:
        for following in successors(nodes[waiting.pop()], flows):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    dead: set[int] = set()  # a node inside a sub-process that is never entered is not reachable
    for node in nodes:
        if (
            node.parent != NONE and (node.parent in dead or node.parent not in seen)
        ) or node.index not in seen:
            dead.add(node.index)
    return frozenset(seen - dead)


def upstream(
    nodes: Sequence[Node], flows: Sequence[Flow]
) -> Mapping[int, tuple[frozenset[int], ...]]:
    """For each inclusive join and each flow into it: the nodes that may still send a token.

    Source: BPMN 2.0.2, clause 13.4.3.
    """
    table: dict[int, tuple[frozenset[int], ...]] = {}
    before = predecessors(nodes, flows)
    for node in nodes:
        if node.kind is Kind.INCLUSIVE_GATEWAY and len(node.incoming) > 1:
            table[node.index] = tuple(
                _leading_to(flows[flow].source, node.index, before) for flow in node.incoming
            )
    return table


def _leading_to(last: int, avoid: int, before: Mapping[int, list[int]]) -> frozenset[int]:
    """The nodes with a path to `last` that does not visit `avoid`."""
    if last == avoid:
        return frozenset()
    seen, waiting = {last}, [last]
    while waiting:
        for earlier in before[waiting.pop()]:
            if earlier != avoid and earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return frozenset(seen)


def cycles_within(
    members: frozenset[int], nodes: Sequence[Node], flows: Sequence[Flow]
) -> list[int]:
    """One node of each connected group of cycles that runs through `members` alone.

    Nodes that nothing inside leads to, or that lead nowhere inside, are peeled off one by one; what
    is left lies on a cycle or between two of them. In document order.
    """
    after = {i: {s for s in successors(nodes[i], flows) if s in members} for i in members}
    before: dict[int, set[int]] = {i: set() for i in members}
    for i, targets in after.items():
        for target in targets:
            before[target].add(i)
    waiting = [i for i in members if not after[i] or not before[i]]
    left = set(members)
    while waiting:
        gone = waiting.pop()
        if gone not in left:
            continue
        left.discard(gone)
        for target in after[gone]:
            before[target].discard(gone)
            if not before[target]:
                waiting.append(target)
        for source in before[gone]:
            after[source].discard(gone)
            if not after[source]:
                waiting.append(source)
    found: list[int] = []
    for index in sorted(left):
        if index in left:
            found.append(index)
            left -= _group(index, left, after, before)
    return found


def _group(
    start: int, left: set[int], after: Mapping[int, set[int]], before: Mapping[int, set[int]]
) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for other in (after[here] | before[here]) & left:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
