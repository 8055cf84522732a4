"""How a case went, told from its journal in one pass: steps, reasons, path, who wrote what (历程).

Everything comes from recorded events, nothing from times or from the diagram's looks: a path is the
elements that were entered, a reason is what deciding kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.journal.reading import KeptEntry
from engine.model.nodes import ProcessModel
from engine.runtime import events as e
from engine.runtime.apply import apply
from engine.runtime.state import ROOT, State
from engine.runtime.variables import Variables


@dataclass(slots=True)
class Step:
    """A user task of the case, from its opening to its end."""

    n: int
    element: str
    process: str
    groups: tuple[str, ...]
    users: tuple[str, ...]
    opened_at: datetime
    opened_entry: int
    due_at: datetime | None
    limit_id: str
    limit_working_days: int
    calendar: str  #: hash of the calendar its limit was counted on
    state: str = "open"  #: open, completed, cancelled
    assignee: str = ""
    closed_at: datetime | None = None
    closed_entry: int = 0
    closed_by: str = ""  #: who completed it, or whose act cancelled it
    on_behalf_of: str = ""
    outcome: str = ""
    opinion: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)  #: fields written, tagged
    #: fields that its completion named for correction → why
    named: dict[str, str] = field(default_factory=dict)
    #: of a correction step: the only fields that were open → why; empty: all of its form
    opened: Mapping[str, str] = field(default_factory=dict)
    asked_by: int = 0  #: the step that named them
    before: Mapping[str, Any] = field(default_factory=dict)  #: opened fields as they stood, tagged
    handovers: list[Handover] = field(default_factory=list)

    def has_changed(self, name: str) -> bool:
        """Whether a field that was opened for correction got another value."""
        return name in self.values and self.values[name] != self.before.get(name)


@dataclass(frozen=True, slots=True)
class Handover:
    """The task went from one person to another (转办)."""

    at: datetime
    from_user: str
    to_user: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as deciding recorded it."""

    entry: int
    at: datetime
    instance: int
    element: str
    process: str
    what: str  #: condition, assignment, decision, …
    subject: str
    text: str
    read: Mapping[str, Any]
    result: Any
    rules: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Written:
    """Who gave a variable its value."""

    entry: int
    at: datetime
    actor: str
    command: str
    task: int  #: the user task that wrote it; 0: none


@dataclass(slots=True)
class Snapshot:
    """What a task saw when somebody last closed a step of the same kind."""

    task: int
    entry: int
    at: datetime
    by: str
    values: Mapping[str, Any]
    filed: Mapping[str, Any]  #: variables of the case itself, around every process it called


@dataclass(slots=True)
class Story:
    """The case from its first entry to its last."""

    applicant: str = ""
    started_at: datetime | None = None
    steps: dict[int, Step] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    #: (process, element) → how often it was entered
    entered: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: (process, flow) → how often a token took it
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: instance → the instance whose end, or whose scope, brought the token there
    causes: dict[int, int] = field(default_factory=dict)
    #: instance → (process, element), also of those that are gone
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    #: instance → the flow by which it was entered
    by_flow: dict[int, str] = field(default_factory=dict)
    #: name → who wrote it last
    written: dict[str, Written] = field(default_factory=dict)
    #: (process, element) → what the step saw when it was closed last
    seen: dict[tuple[str, str], Snapshot] = field(default_factory=dict)
    #: person → what they saw when they closed a step last
    seen_by: dict[str, Snapshot] = field(default_factory=dict)
    state: State = field(default_factory=State)
    variables: Variables = field(default_factory=Variables)

    def corrected(self) -> Step | None:
        """The correction step with named fields that was completed last."""
        done = [each for each in self.steps.values() if each.opened and each.state == "completed"]
        return max(done, key=lambda step: step.closed_entry, default=None)

    def reasons_at(self, instance: int) -> list[Reason]:
        """What was recorded while this instance was worked on."""
        return [each for each in self.reasons if each.instance == instance]

    def visible_values(self, instance: int) -> dict[str, Any]:
        """What the instance sees now, from the outside in, tagged; {} when it is gone."""
        return _visible(self.state, self.variables, instance)

    def active(self) -> Counter[tuple[str, str]]:
        """(process, element) → tokens that are there now."""
        return Counter(
            (instance.process, instance.node)
            for instance in self.state.instances.values()
            if instance.node != instance.process
        )


def story_of(kept: Iterable[KeptEntry], models: Mapping[str, ProcessModel]) -> Story:
    """The story; `models` are those the case runs on, to know where flows lead."""
    story = Story()
    teller = _Teller(story, models)
    for entry in kept:
        teller.entry(entry)
    return story


class _Teller:
    def __init__(self, story: Story, models: Mapping[str, ProcessModel]) -> None:
        self._story = story
        self._models = models
        self._ended = 0  #: the instance that completed last
        self._arrived: dict[tuple[int, str], int] = {}  #: (scope, flow) → whose end sent the token

    def entry(self, kept: KeptEntry) -> None:
        document = kept.document()
        if document.facts is not None:
            self._story.applicant = document.facts["applicant"]
            self._story.started_at = kept.at
        by = Written(kept.entry, kept.at, kept.actor, kept.command, _task_of(document.command))
        for event in document.events:
            self._before(event, by, document.actor.on_behalf_of)
            apply(self._story.state, self._story.variables, event)
            self._after(event, by)

    def _before(self, event: e.Event, by: Written, on_behalf_of: str) -> None:
        """What has to be seen while things are still as they were."""
        story = self._story
        if isinstance(event, e.TaskCompleted):
            step = story.steps[event.n]
            step.state, step.closed_at, step.closed_entry = "completed", by.at, by.entry
            step.closed_by, step.on_behalf_of = event.user, on_behalf_of
            step.outcome, step.opinion, step.values = event.outcome, event.opinion, event.values
            seen = _visible(story.state, story.variables, event.n)
            step.before = {name: seen.get(name) for name in step.opened}
            snapshot = Snapshot(
                event.n, by.entry, by.at, event.user, seen, dict(story.variables.of(ROOT))
            )
            story.seen[step.process, step.element] = snapshot
            story.seen_by[event.user] = snapshot
        elif isinstance(event, e.TaskCancelled):
            step = story.steps[event.n]
            step.state, step.closed_at, step.closed_entry = "cancelled", by.at, by.entry
            step.closed_by = by.actor

    def _after(self, event: e.Event, by: Written) -> None:
        story = self._story
        match event:
            case e.ElementEntered():
                story.places[event.n] = event.process, event.node
                story.entered[event.process, event.node] += 1
                self._cause(event)
            case e.ElementCompleted():
                self._ended = event.n
            case e.FlowTaken():
                process, _node = story.places[event.scope]
                story.taken[process, event.flow] += 1
                self._arrived[event.scope, event.flow] = self._ended
            case e.VariablesSet():
                story.written.update(dict.fromkeys(event.values, by))
            case e.Reasoned():
                process, element = story.places[event.n]
                story.reasons.append(
                    Reason(
                        by.entry,
                        by.at,
                        event.n,
                        element,
                        process,
                        event.what,
                        event.subject,
                        event.text,
                        event.read,
                        event.result,
                        event.rules,
                    )
                )
            case e.TaskOpened():
                story.steps[event.n] = Step(
                    event.n,
                    event.node,
                    event.process,
                    tuple(event.groups),
                    tuple(event.users),
                    by.at,
                    by.entry,
                    datetime.fromisoformat(event.due) if event.due else None,
                    event.limit_id,
                    event.limit_working_days,
                    event.calendar,
                    assignee=event.assignee,
                )
            case e.CorrectionsNamed():
                step = story.steps[event.n]
                step.opened, step.asked_by = event.fields, event.task
                story.steps[event.task].named |= event.fields
            case e.TaskClaimed():
                story.steps[event.n].assignee = event.user
            case e.TaskReleased():
                story.steps[event.n].assignee = ""
            case e.TaskTransferred():
                step = story.steps[event.n]
                step.assignee = event.to_user
                step.handovers.append(Handover(by.at, event.from_user, event.to_user, event.reason))
            case _:
                pass

    def _cause(self, event: e.ElementEntered) -> None:
        """A token came by a flow, else from what ended just before, else from the scope around."""
        story = self._story
        model = self._models.get(event.process)
        index = model.by_id.get(event.node) if model is not None else None
        if model is not None and index is not None and not event.index:
            best: tuple[int, str] | None = None
            for flow_index in model.nodes[index].incoming:
                flow = model.flows[flow_index].id
                source = self._arrived.pop((event.parent, flow), None)
                if source is not None and (best is None or source > best[0]):
                    best = source, flow
            if best is not None:
                story.causes[event.n] = best[0]
                story.by_flow[event.n] = best[1]
                return
        story.causes[event.n] = event.parent


def _task_of(command: Mapping[str, Any]) -> int:
    task = command.get("task")
    return task if isinstance(task, int) else 0


def _visible(state: State, variables: Variables, instance: int) -> dict[str, Any]:
    chain: list[int] = []
    n = instance
    while n in state.instances:
        chain.append(n)
        if state.instances[n].node == state.instances[n].process:
            break
        n = state.instances[n].parent
    found: dict[str, Any] = {}
    for scope in reversed(chain):
        found |= variables.of(scope)
    return found
