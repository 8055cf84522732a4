"""Carry one command out on a snapshot: the very handlers of `engine.wiring`, nothing written.

The same table of handlers, the same `Reads` and `Step` as for a running case; what would be rows
of tables (due times, inputs of calls, incidents, messages on their way) is kept in the snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.commands.actor import Actor
from engine.commands.people import People
from engine.commands.people_answers import RecordingPeople
from engine.commands.reads import Reads
from engine.commands.start_case import StartCase
from engine.journal.entry import moment_text
from engine.runtime import events as e
from engine.runtime.environment import CaseFacts, Environment
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from engine.store.resolved import Resolved
from engine.tryout.snapshot import Call, Facts, Opened, Sent, Snapshot, Trouble, dump, restore
from engine.wiring import HANDLERS, cleaned


@dataclass(frozen=True, slots=True)
class Tried:
    """What a command gave: the next snapshot, and the events that led to it."""

    snapshot: Snapshot
    events: Sequence[e.Event]


def try_command(
    before: Snapshot,
    command: Any,
    actor: Actor,
    *,
    case_id: UUID,
    resolved: Resolved,
    people: People,
) -> Tried:
    """Decide the command at the snapshot's time; `before` stays as it is.

    Raises: Declined, as the engine would.
    """
    command = cleaned(command)
    after = restore(dump(before))
    if isinstance(command, StartCase):
        after.facts = _facts_of(command, actor, after.moment)
    reads = _reads(after, actor, case_id, resolved, people)
    events = HANDLERS[type(command)](command, reads)
    after.variables = reads.step.variables.rows()
    for event in events:
        _REMEMBER.get(type(event), _nothing)(after, event, actor)
    return Tried(after, events)


def completed(
    before: Snapshot,
    task: int,
    outcome: str,
    *,
    actor: Actor,
    case_id: UUID,
    resolved: Resolved,
    people: People,
) -> Step:
    """The step that completing the task takes, with an empty form whose rules are not asked.

    `before` stays as it is.
    """
    step = _reads(restore(dump(before)), actor, case_id, resolved, people).step
    step.complete_task(task, actor.user_id, outcome, "", {})
    return step


def _reads(
    snapshot: Snapshot, actor: Actor, case_id: UUID, resolved: Resolved, people: People
) -> Reads:
    """What handlers ask, over the snapshot; its state changes with the step."""
    facts = snapshot.facts.as_case(case_id)
    answers = RecordingPeople(people)
    environment = _environment(facts, snapshot, resolved, people, answers)
    return Reads(
        case_id=case_id,
        actor=actor,
        step=Step(snapshot.state, Variables(snapshot.variables), environment),
        facts=facts,
        performers=frozenset(snapshot.performers),
        models=resolved,
        people=answers,
        was_task=lambda n: n in snapshot.nodes,
    )


def _environment(
    facts: CaseFacts,
    snapshot: Snapshot,
    resolved: Resolved,
    people: People,
    answers: RecordingPeople,
) -> Environment:
    calendar = people.calendar(facts.area)
    return Environment(
        now=snapshot.moment,
        case=facts,
        models=resolved.models,
        decisions=resolved.decisions,
        calendar=calendar,
        calendar_hash=calendar.hash,
        bureau=answers.bureau,
    )


def _facts_of(command: StartCase, actor: Actor, now: datetime) -> Facts:
    applicant = command.applicant or actor.user_id
    organisation = command.organisation
    if not organisation and applicant == actor.user_id:
        organisation = actor.organisation or ""
    return Facts(
        number=f"{command.area}-{command.process}-{now.year}-000000",
        process=command.process,
        area=command.area,
        applicant=applicant,
        organisation=organisation,
        started=moment_text(now),
    )


# --- what tables would hold -----------------------------------------------------------------------


def _nothing(_snapshot: Snapshot, _event: Any, _actor: Actor) -> None:
    """For events that leave nothing but their trace in the state."""


def _entered(snapshot: Snapshot, event: e.ElementEntered, _actor: Actor) -> None:
    snapshot.nodes[event.n] = (event.process, event.node)
    name = f"{event.process}/{event.node}"
    snapshot.elements[name] = snapshot.elements.get(name, 0) + 1


def _flow(snapshot: Snapshot, event: e.FlowTaken, _actor: Actor) -> None:
    name = f"{snapshot.nodes[event.scope][0]}/{event.flow}"
    snapshot.flows[name] = snapshot.flows.get(name, 0) + 1


def _opened(snapshot: Snapshot, event: e.TaskOpened, _actor: Actor) -> None:
    snapshot.tasks[event.n] = Opened(
        at=snapshot.now,
        due=event.due,
        limit_id=event.limit_id,
        limit_working_days=event.limit_working_days,
    )


def _completed(snapshot: Snapshot, event: e.TaskCompleted, actor: Actor) -> None:
    snapshot.tasks.pop(event.n, None)
    performers = set(snapshot.performers)
    element = snapshot.nodes[event.n][1]
    performers |= {(element, each) for each in (event.user, actor.on_behalf_of) if each}
    snapshot.performers = sorted(performers)


def _cancelled(snapshot: Snapshot, event: e.TaskCancelled, _actor: Actor) -> None:
    snapshot.tasks.pop(event.n, None)


def _called(snapshot: Snapshot, event: e.JobRequested, _actor: Actor) -> None:
    snapshot.calls[event.n] = Call(input=event.input)


def _answered(snapshot: Snapshot, event: e.JobCompleted | e.JobCancelled, _actor: Actor) -> None:
    snapshot.calls.pop(event.n, None)


def _published(snapshot: Snapshot, event: e.MessagePublished, _actor: Actor) -> None:
    snapshot.sent.append(Sent("message", event.name, event.key, event.payload))


def _broadcast(snapshot: Snapshot, event: e.SignalBroadcast, _actor: Actor) -> None:
    snapshot.sent.append(Sent("signal", event.name, payload=event.payload))


def _raised(snapshot: Snapshot, event: e.IncidentRaised, _actor: Actor) -> None:
    snapshot.incidents[event.n] = Trouble(event.rule, event.zh, event.en)


def _gone(snapshot: Snapshot, event: e.IncidentResolved | e.ElementTerminated, _: Actor) -> None:
    snapshot.incidents.pop(event.n, None)


_REMEMBER: dict[type[Any], Any] = {
    e.ElementEntered: _entered,
    e.FlowTaken: _flow,
    e.TaskOpened: _opened,
    e.TaskCompleted: _completed,
    e.TaskCancelled: _cancelled,
    e.JobRequested: _called,
    e.JobCompleted: _answered,
    e.JobCancelled: _answered,
    e.MessagePublished: _published,
    e.SignalBroadcast: _broadcast,
    e.IncidentRaised: _raised,
    e.IncidentResolved: _gone,
    e.ElementTerminated: _gone,
}
