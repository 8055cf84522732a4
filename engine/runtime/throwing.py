"""Errors and escalations look for who catches them, from the inside out (clauses 13.5.2, 13.5.3).

At each level first the boundary events of the activity, then the event sub-processes of the scope
around it; of these the one with the same code before the one that catches every code. An error that
nobody catches is an incident, an escalation that nobody catches is only recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from engine.model.nodes import Kind, Node, Trigger
from engine.runtime import boundary_event, event_sub_process, incidents
from engine.runtime import events as e
from engine.runtime.failures import StageFailed
from engine.runtime.state import Tagged

if TYPE_CHECKING:
    from engine.runtime.step import Step


class _Catcher(NamedTuple):
    node: Node
    instance: int  #: the host of a boundary event, or the scope of an event sub-process


def throw_error(step: Step, n: int, code: str, message: str) -> None:
    """Throw a BPMN error from instance `n`. Raises: StageFailed when nothing catches it."""
    catcher = _find(step, n, Trigger.ERROR, code)
    step.record(
        e.ErrorThrown(n=n, code=code, message=message, caught_by=catcher.node.id if catcher else "")
    )
    if catcher is None:
        raise StageFailed(
            "uncaught-error",
            f"错误“{code}”没有被任何事件捕获。{message}",
            f"Expected an event to catch the error {code}. {message}".rstrip(),
        )
    _caught(step, catcher, {"errorCode": code, "errorMessage": message or None})


def throw_error_from_job(step: Step, n: int, code: str, message: str) -> None:
    """Throw the error a handler answered with; uncaught, the call can be tried again."""
    try:
        throw_error(step, n, code, message)
    except StageFailed as failed:
        incidents.raise_incident(step, n, "execute", failed)


def throw_escalation(step: Step, n: int, code: str) -> None:
    """Throw an escalation from instance `n`; the instance may be cancelled by who catches it."""
    catcher = _find(step, n, Trigger.ESCALATION, code)
    step.record(e.EscalationThrown(n=n, code=code, caught_by=catcher.node.id if catcher else ""))
    if catcher is not None:
        _caught(step, catcher, {"escalationCode": code})


def _caught(step: Step, catcher: _Catcher, payload: dict[str, Tagged]) -> None:
    given = payload if catcher.node.outputs else {}
    if catcher.node.kind is Kind.BOUNDARY_EVENT:
        boundary_event.fire(step, catcher.instance, catcher.node, given)
    else:
        event_sub_process.begin(step, catcher.instance, catcher.node, {})


def _find(step: Step, n: int, trigger: Trigger, code: str) -> _Catcher | None:
    for candidates in _levels(step, n):
        matching = [
            catcher
            for catcher in candidates
            if catcher.node.event is not None
            and catcher.node.event.trigger is trigger
            and catcher.node.event.name in ("", code)
        ]
        exact = [catcher for catcher in matching if catcher.node.event and catcher.node.event.name]
        if matching:
            return (exact or matching)[0]
    return None


def _levels(step: Step, n: int) -> Iterator[list[_Catcher]]:
    instances = step.state.instances
    while n:
        instance = instances[n]
        model = step.model_of(instance)
        inside_handler = False
        if not step.is_process(instance):
            node = step.node_of(instance)
            inside_handler = node.kind is Kind.EVENT_SUB_PROCESS
            if not instance.index:
                yield [_Catcher(model.nodes[index], n) for index in node.boundary]
        parent = instance.parent
        if parent and not inside_handler and not step.is_process(instance):
            yield [
                _Catcher(model.nodes[model.nodes[index].start], parent)
                for index in _event_sub_processes(step, parent)
            ]
        n = parent


def _event_sub_processes(step: Step, scope: int) -> Iterable[int]:
    instance = step.state.instances[scope]
    if step.is_process(instance):
        return step.model_of(instance).event_sub_processes
    node = step.node_of(instance)
    return node.event_sub_processes if instance.loop is None else ()
