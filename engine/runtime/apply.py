"""Apply one event: the only code that changes a case's state and variables.

Replay is this function over all events of the journal; deciding (`step.Step`) calls it for every
event as it happens. An applier never decides anything, reads no model and cannot fail on an event
that was recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.runtime import events as e
from engine.runtime.state import ROOT, Instance, LoopState, State, Task, Wait
from engine.runtime.variables import Variables


def apply(state: State, variables: Variables, event: e.Event) -> None:
    """Change `state` and `variables` as `event` says. Raises: KeyError for a foreign event."""
    _APPLIERS[type(event)](state, variables, event)


def _element_entered(state: State, _variables: Variables, event: e.ElementEntered) -> None:
    state.instances[event.n] = Instance(
        node=event.node, process=event.process, parent=event.parent, index=event.index
    )
    state.last = event.n
    if event.parent:
        state.instances[event.parent].children += 1


def _element_left(
    state: State, variables: Variables, event: e.ElementCompleted | e.ElementTerminated
) -> None:
    instance = state.instances.pop(event.n)
    if instance.parent:
        state.instances[instance.parent].children -= 1
    if event.n != ROOT:
        variables.drop(event.n)


def _nothing(_state: State, _variables: Variables, _event: e.Event) -> None:
    """For events that only tell: flows, reasons, messages sent."""


def _token_waited(state: State, _variables: Variables, event: e.TokenWaited) -> None:
    arrivals = state.instances[event.scope].arrivals
    arrivals[event.flow] = arrivals.get(event.flow, 0) + 1


def _join_fired(state: State, _variables: Variables, event: e.JoinFired) -> None:
    arrivals = state.instances[event.scope].arrivals
    for flow in event.flows:
        arrivals[flow] -= 1
        if not arrivals[flow]:
            del arrivals[flow]


def _tokens_dropped(state: State, _variables: Variables, event: e.TokensDropped) -> None:
    state.instances[event.scope].arrivals.clear()


def _loop_started(state: State, _variables: Variables, event: e.LoopStarted) -> None:
    state.instances[event.n].loop = LoopState(total=event.total)


def _loop_advanced(state: State, _variables: Variables, event: e.LoopAdvanced) -> None:
    loop = state.instances[event.n].loop
    assert loop is not None
    loop.started = event.started
    loop.completed = event.completed
    loop.terminated = event.terminated


def _variables_set(_state: State, variables: Variables, event: e.VariablesSet) -> None:
    variables.set(event.scope, event.values)


def _case_state_changed(state: State, _variables: Variables, event: e.CaseStateChanged) -> None:
    state.case_state = event.state


def _task_opened(state: State, _variables: Variables, event: e.TaskOpened) -> None:
    state.tasks[event.n] = Task(
        groups=list(event.groups), users=list(event.users), assignee=event.assignee
    )


def _task_claimed(state: State, _variables: Variables, event: e.TaskClaimed) -> None:
    state.tasks[event.n].assignee = event.user


def _task_released(state: State, _variables: Variables, event: e.TaskReleased) -> None:
    state.tasks[event.n].assignee = ""


def _task_transferred(state: State, _variables: Variables, event: e.TaskTransferred) -> None:
    state.tasks[event.n].assignee = event.to_user


def _corrections_named(state: State, _variables: Variables, event: e.CorrectionsNamed) -> None:
    # In the order of names: a journal keeps no other, and replay must give the same bytes.
    state.tasks[event.n].corrections = dict(sorted(event.fields.items()))


def _task_closed(
    state: State, _variables: Variables, event: e.TaskCompleted | e.TaskCancelled
) -> None:
    del state.tasks[event.n]


def _wait_opened(state: State, _variables: Variables, event: e.WaitOpened) -> None:
    state.waits[event.n] = Wait(
        node=event.node,
        instance=event.instance,
        trigger=event.trigger,
        name=event.name,
        key=event.key,
        due=event.due,
        repeats=event.repeats,
        every=event.every,
    )
    state.last = event.n


def _wait_triggered(state: State, _variables: Variables, event: e.WaitTriggered) -> None:
    if event.due:
        wait = state.waits[event.n]
        wait.due = event.due
        wait.repeats = event.repeats
    elif not event.stays:
        del state.waits[event.n]


def _wait_closed(state: State, _variables: Variables, event: e.WaitClosed) -> None:
    del state.waits[event.n]


def _job_requested(state: State, _variables: Variables, event: e.JobRequested) -> None:
    state.jobs[event.n] = event.handler


def _job_closed(
    state: State, _variables: Variables, event: e.JobCompleted | e.JobCancelled
) -> None:
    del state.jobs[event.n]


def _incident_raised(state: State, _variables: Variables, event: e.IncidentRaised) -> None:
    state.instances[event.n].incident = event.stage


def _incident_resolved(state: State, _variables: Variables, event: e.IncidentResolved) -> None:
    state.instances[event.n].incident = ""


def _case_frozen(state: State, _variables: Variables, event: e.CaseFrozen) -> None:
    state.frozen = event.reason


def _case_unfrozen(state: State, _variables: Variables, _event: e.CaseUnfrozen) -> None:
    state.frozen = ""


def _case_ended(state: State, _variables: Variables, _event: e.CaseEnded) -> None:
    state.ended = True


_APPLIERS: dict[type[Any], Callable[[State, Variables, Any], None]] = {
    e.ElementEntered: _element_entered,
    e.ElementCompleted: _element_left,
    e.ElementTerminated: _element_left,
    e.FlowTaken: _nothing,
    e.TokenWaited: _token_waited,
    e.JoinFired: _join_fired,
    e.TokensDropped: _tokens_dropped,
    e.LoopStarted: _loop_started,
    e.LoopAdvanced: _loop_advanced,
    e.VariablesSet: _variables_set,
    e.CaseStateChanged: _case_state_changed,
    e.Reasoned: _nothing,
    e.TaskOpened: _task_opened,
    e.TaskClaimed: _task_claimed,
    e.TaskReleased: _task_released,
    e.TaskTransferred: _task_transferred,
    e.TaskCompleted: _task_closed,
    e.CorrectionsNamed: _corrections_named,
    e.TaskCancelled: _task_closed,
    e.WaitOpened: _wait_opened,
    e.WaitTriggered: _wait_triggered,
    e.WaitClosed: _wait_closed,
    e.JobRequested: _job_requested,
    e.JobCompleted: _job_closed,
    e.JobCancelled: _job_closed,
    e.MessagePublished: _nothing,
    e.SignalBroadcast: _nothing,
    e.ErrorThrown: _nothing,
    e.EscalationThrown: _nothing,
    e.IncidentRaised: _incident_raised,
    e.IncidentResolved: _incident_resolved,
    e.CaseFrozen: _case_frozen,
    e.CaseUnfrozen: _case_unfrozen,
    e.CaseEnded: _case_ended,
}
