"""What the events of one command change in the tables, as net rows.

A statement cannot touch a row twice, so that a task which opens and is cancelled in the same step
becomes one closed row, and a variable that is set and dropped becomes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.runtime import events as e
from engine.runtime.state import ROOT, State, Task
from engine.store.attachment_references import references_in
from engine.store.decided_rows import rows_of

#: Business state in which the applicant corrects the application (补正中).
CORRECTING: Final = "correcting"
#: Business states that the applicant is told of: something was decided.
DECIDED: Final = frozenset(
    {
        *("accepted", "not_accepted", "approved", "partly_approved", "refused"),
        *("paid", "withdrawn", "terminated", "closed"),
    }
)


#: So many open tasks beside a completed one are told of it; more read it when they look.
MOST_BESIDE: Final = 60


@dataclass(slots=True)
class Before:
    """Keys of the state before the step; the step changes the state itself."""

    tasks: dict[int, tuple[str, tuple[str, ...]]]  #: task → element id, who was asked or held it
    waits: frozenset[int]
    jobs: frozenset[int]
    incidents: frozenset[int]
    scopes: frozenset[int]  #: scopes that have stored variables

    @classmethod
    def of(cls, state: State, scopes: Iterable[int]) -> Before:
        return cls(
            {n: (state.instances[n].node, asked(task)) for n, task in state.tasks.items()},
            frozenset(state.waits),
            frozenset(state.jobs),
            frozenset(n for n, each in state.instances.items() if each.incident),
            frozenset(scopes),
        )


def asked(task: Task) -> tuple[str, ...]:
    """Everybody to whom an open task belongs, as "g:<group>" and "u:<user>"."""
    users = (*task.users, task.assignee) if task.assignee else task.users
    return (*(f"g:{group}" for group in task.groups), *(f"u:{user}" for user in users))


@dataclass(slots=True)
class Changes:
    """Net rows by table; an empty part is left out of the statement."""

    variables: dict[tuple[int, str], Any] = field(default_factory=dict)
    scopes_gone: list[int] = field(default_factory=list)
    tasks_opened: dict[int, dict[str, Any]] = field(default_factory=dict)
    tasks_changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    candidates: list[tuple[int, str]] = field(default_factory=list)
    candidates_gone: list[int] = field(default_factory=list)
    parties: dict[str, None] = field(default_factory=dict)
    performers: dict[tuple[str, str], None] = field(default_factory=dict)
    waits: list[dict[str, Any]] = field(default_factory=list)
    waits_gone: list[int] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    jobs_gone: list[tuple[str, int]] = field(default_factory=list)
    incidents: list[dict[str, Any]] = field(default_factory=list)
    incidents_gone: list[int] = field(default_factory=list)
    attachments: dict[str, None] = field(default_factory=dict)
    search: dict[str, Any] = field(default_factory=dict)
    decided: dict[str, None] = field(default_factory=dict)  #: words of rows of decision tables
    retried_job: int | None = None
    held: bool | None = None  #: hold (True) or let go (False) the jobs of the case
    drafts_gone: list[int] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    told: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """(task, opened | taken | freed | closed) → whom it concerns; (0, state): the applicant."""


def changes_of(
    events: Iterable[e.Event],
    before: Before,
    state: State,
    on_behalf_of: str = "",
    search_names: frozenset[str] = frozenset(),
    performers: frozenset[tuple[str, str]] = frozenset(),
) -> Changes:
    """The net rows of `events`, which led from `before` to `state`.

    `performers` are the (element, person) who completed a task of the case before.
    """
    return _Reader(before, state, on_behalf_of, search_names, performers).read(events)


class _Reader:
    def __init__(
        self,
        before: Before,
        state: State,
        on_behalf_of: str,
        search_names: frozenset[str],
        performers: frozenset[tuple[str, str]],
    ) -> None:
        self.before = before
        self.state = state
        self.on_behalf_of = on_behalf_of
        self.search_names = search_names
        self.performers = performers
        self.nodes = {n: node for n, (node, _asked) in before.tasks.items()}
        self.touched: dict[int, dict[str, Any]] = {}
        self.opened: dict[int, e.TaskOpened] = {}
        self.rearmed: dict[int, None] = {}
        self.requested: dict[int, e.JobRequested] = {}
        self.completed = False
        self.changes = Changes()

    def read(self, events: Iterable[e.Event]) -> Changes:
        for event in events:
            reader = _READERS.get(type(event))
            if reader is not None:
                reader(self, event)
        self._finish_tasks()
        others = [each for each in self.state.tasks.items() if each[0] in self.before.tasks]
        if self.changes.held is not None or (self.completed and len(others) <= MOST_BESIDE):
            for n, task in others:
                self.changes.told.setdefault((n, "changed"), asked(task))
        self._finish_waits()
        self._finish_jobs()
        self._finish_incidents()
        return self.changes

    # --- events -----------------------------------------------------------------------------------

    def variables_set(self, event: e.VariablesSet) -> None:
        for name, value in event.values.items():
            self.changes.variables[event.scope, name] = value
            for reference in references_in(value):
                self.changes.attachments[reference] = None
            if name in self.search_names and self._is_process(event.scope):
                self.changes.search[name] = value

    def reasoned(self, event: e.Reasoned) -> None:
        if event.what == "decision" and event.rules:
            self.changes.decided.update(dict.fromkeys(rows_of(event.rules)))

    def _is_process(self, scope: int) -> bool:
        """Whether the scope is the case itself or a process that it calls."""
        if scope == ROOT:
            return True
        instance = self.state.instances.get(scope)
        return instance is not None and instance.node == instance.process

    def element_left(self, event: e.ElementCompleted | e.ElementTerminated) -> None:
        if event.n == ROOT:
            return
        variables = self.changes.variables
        for key in [key for key in variables if key[0] == event.n]:
            del variables[key]
        if event.n in self.before.scopes:
            self.changes.scopes_gone.append(event.n)

    def task_opened(self, event: e.TaskOpened) -> None:
        self.opened[event.n] = event
        self.nodes[event.n] = event.node
        self.touched[event.n] = {"state": "open"}
        for group in event.groups:
            self.changes.parties[f"g:{group}"] = None
        for user in (*event.users, event.assignee):
            if user:
                self.changes.parties[f"u:{user}"] = None

    def task_held(self, event: e.TaskClaimed | e.TaskReleased | e.TaskTransferred) -> None:
        self.touched.setdefault(event.n, {"state": "open"})
        if isinstance(event, e.TaskTransferred):
            user = event.to_user
            self.changes.notices.append({"kind": "transferred", "n": event.n, "person": user})
        else:
            user = event.user
        self.changes.parties[f"u:{user}"] = None

    def task_completed(self, event: e.TaskCompleted) -> None:
        self.touched[event.n] = {
            "state": "completed",
            "outcome": event.outcome,
            "completed_by": event.user,
            "assignee": event.user,
        }
        # Whoever works beside it, the other signers above all, sees what was said.
        self.completed = True
        node = self.nodes[event.n]
        self.changes.performers[node, event.user] = None
        self.changes.parties[f"u:{event.user}"] = None
        if self.on_behalf_of:
            self.changes.performers[node, self.on_behalf_of] = None

    def task_cancelled(self, event: e.TaskCancelled) -> None:
        self.touched[event.n] = {"state": "cancelled"}

    def wait_triggered(self, event: e.WaitTriggered) -> None:
        if event.due:
            self.rearmed[event.n] = None

    def job_requested(self, event: e.JobRequested) -> None:
        self.requested[event.n] = event

    def message_published(self, event: e.MessagePublished) -> None:
        payload = {"key": event.key, "name": event.name, "payload": event.payload}
        self._job("message", event.n, event.name, payload)

    def signal_broadcast(self, event: e.SignalBroadcast) -> None:
        payload = {"name": event.name, "payload": event.payload}
        self._job("broadcast", event.n, event.name, payload)

    def incident_raised(self, event: e.IncidentRaised) -> None:
        row = {
            "n": event.n,
            "node": event.node,
            "stage": event.stage,
            "rule": event.rule,
            "zh": event.zh,
            "en": event.en,
        }
        self.changes.incidents.append(row)

    def state_changed(self, event: e.CaseStateChanged) -> None:
        self.changes.told[0, "state"] = ()
        if event.state in DECIDED:
            self.changes.notices = [each for each in self.changes.notices if each["n"]]
            self.changes.notices.append({"kind": "decided", "n": 0, "detail": event.state})

    def frozen(self, _event: e.CaseFrozen) -> None:
        self.changes.held = True

    def unfrozen(self, _event: e.CaseUnfrozen) -> None:
        self.changes.held = False

    # --- net rows ---------------------------------------------------------------------------------

    def _finish_tasks(self) -> None:
        for n, change in self.touched.items():
            task = self.state.tasks.get(n)
            if task is not None:
                change = {"state": "open", "assignee": task.assignee}
            self._tell(n, task)
            if n in self.opened:
                again = self._came_back(n, task) if task is not None else {}
                self.changes.tasks_opened[n] = {"event": self.opened[n], **change, **again}
            else:
                self.changes.tasks_changed[n] = change
                self.changes.candidates_gone.append(n)
            if task is not None and not task.assignee:
                self.changes.candidates += [(n, f"g:{group}") for group in task.groups]
                self.changes.candidates += [(n, f"u:{user}") for user in task.users]
            if task is None and n not in self.opened:
                self.changes.drafts_gone.append(n)

    def _tell(self, n: int, task: Task | None) -> None:
        before = self.before.tasks[n][1] if n in self.before.tasks else ()
        if task is None:
            if before:
                self.changes.told[n, "closed"] = before
            return
        now = asked(task)
        what = "opened" if n in self.opened else "taken" if task.assignee else "freed"
        self.changes.told[n, what] = tuple(dict.fromkeys((*now, *before)))

    def _came_back(self, n: int, task: Task) -> dict[str, Any]:
        """Whether the case came back to a step, and to whom where the row itself says so."""
        instance = self.state.instances[n]
        holder = task.assignee
        if holder:
            back = (instance.node, holder) in self.performers
            back = back or self.state.case_state == CORRECTING
            kind = "returned" if back else "assigned"
            self.changes.notices.append({"kind": kind, "n": n, "person": holder})
            return {"returned_to": holder} if back else {}
        # Others of the same loop have done the same element without anything coming back.
        again = not instance.index and any(node == instance.node for node, _ in self.performers)
        return {"again": True} if again else {}

    def _finish_waits(self) -> None:
        for n, wait in self.state.waits.items():
            if n not in self.before.waits:
                self.changes.waits.append(
                    {
                        "n": n,
                        "trigger": wait.trigger,
                        "name": wait.name,
                        "key": wait.key,
                        "node": wait.node,
                        "due_at": wait.due or None,
                    }
                )
                if wait.trigger == "timer":
                    self._job("timer", n, wait.node, {}, due=wait.due)
        self.changes.waits_gone = sorted(self.before.waits - self.state.waits.keys())
        self.changes.jobs_gone += [("timer", n) for n in self.changes.waits_gone]
        for n in self.rearmed:
            if n in self.state.waits and n in self.before.waits:
                self.changes.jobs_gone.append(("timer", n))
                self._job("timer", n, self.state.waits[n].node, {}, due=self.state.waits[n].due)

    def _finish_jobs(self) -> None:
        for n, event in self.requested.items():
            if n in self.state.jobs:
                payload = {"input": event.input, "node": event.node, "process": event.process}
                self._job("service", n, event.handler, payload, retries=event.retries)
        gone = (self.before.jobs - self.state.jobs.keys()) | (
            self.before.jobs & self.requested.keys()
        )
        self.changes.jobs_gone += [("service", n) for n in sorted(gone)]

    def _finish_incidents(self) -> None:
        now = {n for n, each in self.state.instances.items() if each.incident}
        newest = {row["n"]: row for row in self.changes.incidents if row["n"] in now}
        self.changes.incidents = list(newest.values())
        self.changes.incidents_gone = sorted(
            n for n in self.before.incidents if n not in now or n in newest
        )

    def _job(
        self,
        kind: str,
        n: int,
        name: str,
        payload: Mapping[str, Any],
        due: str = "",
        retries: int = 3,
    ) -> None:
        self.changes.jobs.append(
            {
                "kind": kind,
                "n": n,
                "name": name,
                "payload": payload,
                "due_at": due or None,
                "retries": retries,
            }
        )


_READERS: dict[type[Any], Any] = {
    e.VariablesSet: _Reader.variables_set,
    e.Reasoned: _Reader.reasoned,
    e.ElementCompleted: _Reader.element_left,
    e.ElementTerminated: _Reader.element_left,
    e.TaskOpened: _Reader.task_opened,
    e.TaskClaimed: _Reader.task_held,
    e.TaskReleased: _Reader.task_held,
    e.TaskTransferred: _Reader.task_held,
    e.TaskCompleted: _Reader.task_completed,
    e.TaskCancelled: _Reader.task_cancelled,
    e.WaitTriggered: _Reader.wait_triggered,
    e.JobRequested: _Reader.job_requested,
    e.MessagePublished: _Reader.message_published,
    e.SignalBroadcast: _Reader.signal_broadcast,
    e.IncidentRaised: _Reader.incident_raised,
    e.CaseStateChanged: _Reader.state_changed,
    e.CaseFrozen: _Reader.frozen,
    e.CaseUnfrozen: _Reader.unfrozen,
}
