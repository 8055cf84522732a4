"""What an act will do, told from the events that deciding it gave (预告).

Certain is what the step itself does on the data as it is. Forecast is what lies behind a service
call or a wait, and whatever hangs on a field that the person may still fill in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from engine.commands.weighing import Weighed
from engine.model.nodes import NO_TEXT, Kind, Text, UserTask
from engine.reads.ahead import Ahead, AheadKind, ahead, ahead_of_node
from engine.runtime import events as e
from engine.runtime.state import State
from engine.store.resolved import Resolved


class EffectKind(StrEnum):
    OPENS = "opens"  #: a task for people
    NAMES = "names"  #: only some fields of a correction step are open
    CANCELS = "cancels"  #: an open task is taken away
    SERVICE = "service"  #: the system does something
    WAITS = "waits"  #: the case waits for the world
    JOINS = "joins"  #: others have to answer first
    STATE = "state"  #: the business state changes
    ENDS = "ends"  #: the case is over
    UNKNOWN = "unknown"  #: it hangs on what is filled in


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that the act does or may do."""

    kind: EffectKind
    title: Text = NO_TEXT
    process: str = ""
    element: str = ""
    groups: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    assignee: str = ""
    handler: str = ""  #: of a service
    detail: str = ""  #: the business state, or how many others are awaited
    fields: tuple[Text, ...] = ()  #: labels of the fields that are open
    forecast: bool = False


def effects(
    before: State, weighed: Weighed, resolved: Resolved, task: int, fields: Collection[str]
) -> list[Effect]:
    """What follows, in the order in which it matters; `fields` may still be filled in."""
    told = weighed.events
    hangs = any(
        isinstance(each, e.Reasoned) and not each.read.keys().isdisjoint(fields) for each in told
    )
    if any(isinstance(each, e.IncidentRaised) for each in told):
        # On the data as it is the flow could not go on: a field is missing that decides.
        instance = before.instances[task]
        drawn = ahead_of_node(resolved.models, before, task, instance.process, instance.node)
        return [Effect(EffectKind.UNKNOWN, forecast=True), *_drawn(drawn)]
    found: list[Effect] = []
    for each in told:
        found.extend(_effect(each, before, weighed.state, resolved, hangs))
    found.extend(_others(weighed.state, before, task))
    known = {(effect.process, effect.element) for effect in found}
    for each in told:
        if isinstance(each, e.JobRequested) and each.n in weighed.state.jobs:
            behind = ahead(resolved.models, weighed.state, each.n)
            found.extend(
                effect for effect in _drawn(behind) if (effect.process, effect.element) not in known
            )
    return sorted(found, key=lambda effect: (effect.forecast, _ORDER.index(effect.kind)))


_ORDER = (
    EffectKind.UNKNOWN,
    EffectKind.CANCELS,
    EffectKind.STATE,
    EffectKind.OPENS,
    EffectKind.NAMES,
    EffectKind.JOINS,
    EffectKind.SERVICE,
    EffectKind.WAITS,
    EffectKind.ENDS,
)


def _effect(
    event: e.Event, before: State, after: State, resolved: Resolved, hangs: bool
) -> list[Effect]:
    match event:
        case e.TaskOpened() if event.n in after.tasks:
            return [
                Effect(
                    EffectKind.OPENS,
                    _title(resolved, event.process, event.node),
                    event.process,
                    event.node,
                    tuple(event.groups),
                    tuple(event.users),
                    event.assignee,
                    forecast=hangs,
                )
            ]
        case e.CorrectionsNamed() if event.n in after.tasks:
            instance = after.instances[event.n]
            work = resolved.models[instance.process].node(instance.node).work
            assert isinstance(work, UserTask)  # only of those fields are named
            form = resolved.form(instance.process, work.form_id)
            return [
                Effect(
                    EffectKind.NAMES,
                    _title(resolved, instance.process, instance.node),
                    instance.process,
                    instance.node,
                    fields=tuple(form.label(name) for name in event.fields) if form else (),
                    forecast=hangs,
                )
            ]
        case e.TaskCancelled() if event.n in before.tasks:
            task, instance = before.tasks[event.n], before.instances[event.n]
            return [
                Effect(
                    EffectKind.CANCELS,
                    _title(resolved, instance.process, instance.node),
                    instance.process,
                    instance.node,
                    tuple(task.groups),
                    tuple(task.users),
                    task.assignee,
                    forecast=hangs,
                )
            ]
        case e.CaseStateChanged():
            return [Effect(EffectKind.STATE, detail=event.state, forecast=hangs)]
        case e.JobRequested() if event.n in after.jobs:
            return [
                Effect(
                    EffectKind.SERVICE,
                    _title(resolved, event.process, event.node),
                    event.process,
                    event.node,
                    handler=event.handler,
                    forecast=hangs,
                )
            ]
        case e.WaitOpened() if event.n in after.waits:
            instance = after.instances[event.instance]
            node = resolved.models[instance.process].node(event.node)
            if node.kind in (Kind.BOUNDARY_EVENT, Kind.START_EVENT):
                return []
            name = Text(node.name.zh or node.id, node.name.en)
            return [Effect(EffectKind.WAITS, name, instance.process, event.node, forecast=hangs)]
        case e.CaseEnded():
            return [Effect(EffectKind.ENDS, forecast=hangs)]
        case _:
            return []


def _others(after: State, before: State, task: int) -> list[Effect]:
    """Rounds of the same loop that are still open: the flow goes on only after them."""
    n = task
    while n in before.instances:
        parent = before.instances[n].parent
        body = after.instances.get(parent)
        if body is not None and body.loop is not None and n not in after.instances:
            awaited = body.loop.total - body.loop.completed - body.loop.terminated
            if awaited > 0:
                return [Effect(EffectKind.JOINS, detail=str(awaited))]
        n = parent
    return []


def _drawn(found: list[Ahead]) -> list[Effect]:
    kinds = {
        AheadKind.TASK: EffectKind.OPENS,
        AheadKind.SERVICE: EffectKind.SERVICE,
        AheadKind.WAIT: EffectKind.WAITS,
        AheadKind.END: EffectKind.ENDS,
    }
    ends = [each for each in found if each.kind is AheadKind.END]
    told = [
        Effect(
            kinds[each.kind],
            Text(each.node.name.zh or each.node.id, each.node.name.en),
            each.process,
            each.node.id,
            handler=each.handler,
            forecast=True,
        )
        for each in found
        if each.kind is not AheadKind.END or len(ends) == 1
    ]
    if len(ends) > 1:  # which of them, nobody knows yet
        told.append(Effect(EffectKind.ENDS, forecast=True))
    return told


def _title(resolved: Resolved, process: str, element: str) -> Text:
    name = resolved.models[process].node(element).name
    return Text(name.zh or element, name.en)
