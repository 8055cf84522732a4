"""Where the flow can go on from an element: what is drawn after it, until people or waits (预计).

Nothing is decided here: after a service call its answer is not known, so every way that is drawn
counts as possible. Screens mark all of it as forecast.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.model.nodes import (
    NONE,
    CallActivity,
    Kind,
    Node,
    ProcessModel,
    ServiceTask,
    Trigger,
)
from engine.runtime.state import State

MOST_VISITS: Final = 400


class AheadKind(StrEnum):
    TASK = "task"
    SERVICE = "service"
    WAIT = "wait"
    END = "end"


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing that may come next."""

    kind: AheadKind
    process: str
    node: Node
    handler: str = ""  #: of a service


#: The calls around a place, innermost last: (process, call activity).
Calls = tuple[tuple[str, str], ...]


def ahead(models: Mapping[str, ProcessModel], state: State, n: int) -> list[Ahead]:
    """What may follow instance `n`, nearest first; each thing once."""
    instance = state.instances[n]
    model = models[instance.process]
    return _walk(
        models, [(instance.process, _after(model, model.node(instance.node)), _calls(state, n))]
    )


def ahead_of_node(
    models: Mapping[str, ProcessModel], state: State, n: int, process: str, node: str
) -> list[Ahead]:
    """The same from an element that is drawn in the process of instance `n`."""
    model = models[process]
    return _walk(models, [(process, _after(model, model.node(node)), _calls(state, n))])


def _calls(state: State, n: int) -> Calls:
    calls: list[tuple[str, str]] = []
    while n:
        instance = state.instances[n]
        parent = state.instances.get(instance.parent)
        if instance.node == instance.process and parent is not None:
            calls.append((parent.process, parent.node))
        n = instance.parent
    return tuple(reversed(calls))


def _after(model: ProcessModel, node: Node) -> tuple[Node, ...]:
    """The nodes that its flows lead to; those around it when nothing leads on inside."""
    if node.link_target != NONE:
        return (model.nodes[node.link_target],)
    return tuple(model.nodes[model.flows[index].target] for index in node.outgoing)


def _walk(
    models: Mapping[str, ProcessModel], starts: list[tuple[str, tuple[Node, ...], Calls]]
) -> list[Ahead]:
    found: dict[tuple[str, str], Ahead] = {}
    seen: set[tuple[str, int, Calls]] = set()
    queue: deque[tuple[str, Node, Calls]] = deque()
    for process, nodes, calls in starts:
        queue.extend((process, node, calls) for node in nodes)
    while queue and len(seen) < MOST_VISITS:
        process, node, calls = queue.popleft()
        if (process, node.index, calls) in seen:
            continue
        seen.add((process, node.index, calls))
        model = models[process]
        match node.kind:
            case Kind.USER_TASK:
                found.setdefault((process, node.id), Ahead(AheadKind.TASK, process, node))
                continue
            case Kind.SERVICE_TASK | Kind.SEND_TASK if isinstance(node.work, ServiceTask):
                service = Ahead(AheadKind.SERVICE, process, node, node.work.type)
                found.setdefault((process, node.id), service)
            case Kind.INTERMEDIATE_CATCH_EVENT | Kind.RECEIVE_TASK | Kind.EVENT_BASED_GATEWAY:
                if node.event is None or node.event.trigger is not Trigger.LINK:
                    found.setdefault((process, node.id), Ahead(AheadKind.WAIT, process, node))
                    continue
            case Kind.CALL_ACTIVITY if isinstance(node.work, CallActivity):
                called = models.get(node.work.process_id)
                if called is not None and called.none_start is not None and len(calls) < 20:
                    queue.append((called.id, called.none_start, (*calls, (process, node.id))))
                    continue
            case Kind.SUB_PROCESS if node.start != NONE:
                queue.append((process, model.nodes[node.start], calls))
                continue
            case _:
                pass
        following = _after(model, node)
        if following:
            queue.extend((process, each, calls) for each in following)
        elif node.parent != NONE:
            around = model.nodes[node.parent]
            queue.extend((process, each, calls) for each in _after(model, around))
        elif calls:
            outer, call = calls[-1]
            caller = models[outer]
            place = caller.node(call)
            queue.extend((outer, each, calls[:-1]) for each in _after(caller, place))
        else:
            found.setdefault((process, node.id), Ahead(AheadKind.END, process, node))
    return list(found.values())
