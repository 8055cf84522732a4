"""What can be done now in a try-out: starts, open tasks, calls, timers, messages, incidents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.withdraw_application import waiting_for_withdrawal
from engine.model.forms import Form
from engine.model.forms.application import START_FORM, with_application
from engine.model.forms.narrowing import as_opened
from engine.model.nodes import Node, ProcessModel, Text, Trigger
from engine.runtime.state import scopes_around
from engine.store.resolved import Resolved
from engine.tryout.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done; `n` is the number of the task, call, wait or instance."""

    kind: str  #: start, task, call, timer, message, signal, delivery, incident, withdraw
    n: int
    process: str
    element: str
    title: Text
    form: Form | None = None
    values: Mapping[str, Any] = field(default_factory=dict)  #: tagged, what the form may show
    groups: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    assignee: str = ""
    due: str = ""
    limit_id: str = ""
    name: str = ""  #: handler, message or signal
    key: str = ""
    input: Mapping[str, Any] = field(default_factory=dict)  #: of a call or delivery, tagged
    wanted: tuple[str, ...] = ()  #: results that the diagram reads from a call
    errors: tuple[str, ...] = ()  #: codes that boundary events of a call catch; "" catches all
    zh: str = ""  #: of an incident
    en: str = ""


def choices(
    snapshot: Snapshot, resolved: Resolved, process: str, case_id: UUID
) -> tuple[Choice, ...]:
    """Everything that can be done at this snapshot, in the order in which people look for it."""
    if not snapshot.begun:
        return tuple(_starts(resolved, process))
    if snapshot.state.frozen:
        return ()
    return (
        *_tasks(snapshot, resolved, process),
        *_calls(snapshot, resolved),
        *_deliveries(snapshot),
        *_waits(snapshot, resolved, case_id),
        *_incidents(snapshot, resolved),
    )


def values_seen(snapshot: Snapshot, n: int) -> dict[str, Any]:
    """What the element instance sees: its own variables over those of the scopes around it."""
    found: dict[str, Any] = {}
    for scope in scopes_around(snapshot.state, n):
        found |= snapshot.variables.get(scope, {})
    return found


def _starts(resolved: Resolved, process: str) -> Iterator[Choice]:
    model = resolved.models[process]
    for index in model.starts:
        node = model.nodes[index]
        trigger = node.event.trigger if node.event is not None else Trigger.NONE
        plain = trigger is Trigger.NONE
        yield Choice(
            kind="start",
            n=0,
            process=process,
            element=node.id,
            title=node.name,
            form=resolved.form(process, START_FORM) if plain else None,
            name="" if plain or node.event is None else node.event.name,
            key="" if plain else trigger.value,
        )


def _tasks(snapshot: Snapshot, resolved: Resolved, case: str) -> Iterator[Choice]:
    start = resolved.form(case, START_FORM)
    for n, task in sorted(snapshot.state.tasks.items()):
        process, node = _node(snapshot, resolved, n)
        opened = snapshot.tasks[n]
        drawn = resolved.form(process, getattr(node.work, "form_id", ""))
        form = with_application(drawn, start) if drawn is not None else None
        yield Choice(
            kind="task",
            n=n,
            process=process,
            element=node.id,
            title=node.name,
            form=as_opened(form, task.corrections),
            values=values_seen(snapshot, n),
            groups=tuple(task.groups),
            users=tuple(task.users),
            assignee=task.assignee,
            due=opened.due,
            limit_id=opened.limit_id,
        )


def _calls(snapshot: Snapshot, resolved: Resolved) -> Iterator[Choice]:
    for n, handler in sorted(snapshot.state.jobs.items()):
        process, node = _node(snapshot, resolved, n)
        yield Choice(
            kind="call",
            n=n,
            process=process,
            element=node.id,
            title=node.name,
            name=handler,
            input=snapshot.calls[n].input,
            wanted=_wanted(node, snapshot.calls[n].input),
            errors=_errors(resolved.models[process], node),
        )


def _deliveries(snapshot: Snapshot) -> Iterator[Choice]:
    """Messages of the case itself that it waits for: a job would bring them."""
    for number, sent in enumerate(snapshot.sent):
        for wait in snapshot.state.waits.values():
            same = wait.name == sent.name and (wait.trigger == "signal" or wait.key == sent.key)
            if wait.trigger == sent.kind and same:
                yield Choice(
                    kind="delivery",
                    n=number,
                    process="",
                    element=wait.node,
                    title=Text(sent.name, sent.name),
                    name=sent.name,
                    key=sent.key,
                    input=sent.payload,
                )
                break


def _waits(snapshot: Snapshot, resolved: Resolved, case_id: UUID) -> Iterator[Choice]:
    withdrawal = waiting_for_withdrawal(snapshot.state, case_id)
    for n, wait in sorted(snapshot.state.waits.items()):
        process = snapshot.state.instances[wait.instance].process
        node = resolved.models[process].node(wait.node)
        kind = "withdraw" if n == withdrawal else wait.trigger
        yield Choice(
            kind=kind,
            n=n,
            process=process,
            element=node.id,
            title=node.name,
            due=wait.due,
            name=wait.name,
            key=wait.key,
        )


def _incidents(snapshot: Snapshot, resolved: Resolved) -> Iterator[Choice]:
    for n, trouble in sorted(snapshot.incidents.items()):
        if n not in snapshot.state.instances:
            continue
        process, node = _node(snapshot, resolved, n)
        yield Choice(
            kind="incident",
            n=n,
            process=process,
            element=node.id,
            title=node.name,
            name=trouble.rule,
            zh=trouble.zh,
            en=trouble.en,
            values=values_seen(snapshot, n),
        )


def _node(snapshot: Snapshot, resolved: Resolved, n: int) -> tuple[str, Node]:
    instance = snapshot.state.instances[n]
    model = resolved.models[instance.process]
    index = model.by_id.get(instance.node)
    if index is None:  # an incident of the process instance itself
        return instance.process, model.nodes[model.starts[0]]
    return instance.process, model.nodes[index]


def _wanted(node: Node, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Names that the output mappings read and that the call was not given."""
    names: dict[str, None] = {}
    for mapping in node.outputs:
        for name in sorted(mapping.source.free_names):
            if name not in given and name != "case":
                names[name] = None
    return tuple(names)


def _errors(model: ProcessModel, node: Node) -> tuple[str, ...]:
    events = (model.nodes[index].event for index in node.boundary)
    return tuple(event.name for event in events if event and event.trigger is Trigger.ERROR)
