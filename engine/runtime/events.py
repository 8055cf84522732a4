"""The events of a case: facts in the past tense, the only way its state changes.

They are what the journal keeps for ever: a class here is never edited after a release, a new one is
added. Values of variables are tagged JSON. `at` is not repeated here: an entry has one time.
"""

from __future__ import annotations

from typing import Any

import msgspec


class _Event(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag=True):
    """Base of all events; the class name is the tag in the journal."""


# --- tokens ---------------------------------------------------------------------------------------


class ElementEntered(_Event, frozen=True):
    """A token entered an element: instance `n` is there now, inside instance `parent`."""

    n: int
    node: str
    process: str
    parent: int = 0
    index: int = 0  #: loop counter, from 1


class ElementCompleted(_Event, frozen=True):
    """Instance `n` is done and gone."""

    n: int


class ElementTerminated(_Event, frozen=True):
    """Instance `n` was cancelled with everything it waited for."""

    n: int


class FlowTaken(_Event, frozen=True):
    """A token went along a sequence flow inside the scope instance `scope`."""

    flow: str
    scope: int


class TokenWaited(_Event, frozen=True):
    """A token arrived at a join by `flow` and waits there for the others."""

    flow: str
    scope: int


class JoinFired(_Event, frozen=True):
    """A join took one waiting token from each of `flows`."""

    flows: list[str]
    scope: int


class TokensDropped(_Event, frozen=True):
    """Tokens waiting at joins of the scope were cancelled with it."""

    scope: int


class LoopStarted(_Event, frozen=True):
    """Instance `n` became the body of a loop over `total` instances (0: a standard loop)."""

    n: int
    total: int


class LoopAdvanced(_Event, frozen=True):
    """One instance of the loop body `n` was started, completed or terminated."""

    n: int
    started: int
    completed: int
    terminated: int


# --- data -----------------------------------------------------------------------------------------


class VariablesSet(_Event, frozen=True):
    """Variables of the scope instance `scope` got these values (tagged JSON)."""

    scope: int
    values: dict[str, Any]


class CaseStateChanged(_Event, frozen=True):
    """The business state of the case (`huiqian:state`)."""

    state: str


class Reasoned(_Event, frozen=True):
    """Why: an expression, decision or assignment that was evaluated, with what it read.

    `what` is one of condition, assignment, timer, correlation, mapping, script, decision, loop,
    completion; `read` holds the values of the names it used, `result` what came out, `rules` the
    explanation of a decision table.
    """

    n: int
    what: str
    subject: str  #: id of the flow or element, or the name of the attribute
    text: str = ""
    read: dict[str, Any] = {}
    result: Any = None
    rules: Any = None


# --- user tasks -----------------------------------------------------------------------------------


class TaskOpened(_Event, frozen=True):
    """A user task is offered. `due` is UTC, ISO 8601; empty without a limit."""

    n: int
    node: str
    process: str
    form: str = ""
    groups: list[str] = []
    users: list[str] = []
    assignee: str = ""
    due: str = ""
    limit_id: str = ""
    limit_working_days: int = 0
    calendar: str = ""  #: hash of the calendar the limit was counted on
    input: dict[str, Any] = {}  #: local variables of the task, tagged JSON


class TaskClaimed(_Event, frozen=True):
    n: int
    user: str


class TaskReleased(_Event, frozen=True):
    n: int
    user: str


class TaskTransferred(_Event, frozen=True):
    """The task went from one person to another, with a reason (转办)."""

    n: int
    from_user: str
    to_user: str
    reason: str


class TaskCompleted(_Event, frozen=True):
    """A person did the task; `values` are the fields they were allowed to write."""

    n: int
    user: str
    outcome: str = ""
    opinion: str = ""
    values: dict[str, Any] = {}


class CorrectionsNamed(_Event, frozen=True):
    """The correction step `n` opens only these fields, each with its reason (指明补正栏目).

    `task` is the step whose completion named them.
    """

    n: int
    task: int
    fields: dict[str, str]  #: field of the form of `n` → why; empty where nothing was said


class TaskCancelled(_Event, frozen=True):
    """The task was taken away by the flow: nobody has to do it any more."""

    n: int


# --- waiting for the world ------------------------------------------------------------------------


class WaitOpened(_Event, frozen=True):
    """The case waits for a message, timer or signal; see `engine.runtime.state.Wait`."""

    n: int
    node: str
    instance: int
    trigger: str
    name: str = ""
    key: str = ""
    due: str = ""
    repeats: int = 0
    every: str = ""


class WaitTriggered(_Event, frozen=True):
    """What was waited for came; `due` and `repeats` re-arm a cycle, else the wait is over."""

    n: int
    payload: dict[str, Any] = {}
    due: str = ""
    repeats: int = 0
    stays: bool = False  #: the wait stays open (non-interrupting message or signal)


class WaitClosed(_Event, frozen=True):
    """The case waits for it no longer."""

    n: int


class JobRequested(_Event, frozen=True):
    """A handler is to be called; its answer comes as a command."""

    n: int
    node: str
    process: str
    handler: str
    input: dict[str, Any] = {}
    retries: int = 3


class JobCompleted(_Event, frozen=True):
    n: int
    output: dict[str, Any] = {}


class JobCancelled(_Event, frozen=True):
    n: int


class MessagePublished(_Event, frozen=True):
    """A message leaves the case; delivered by a job after the transaction."""

    n: int
    name: str
    key: str
    payload: dict[str, Any] = {}


class SignalBroadcast(_Event, frozen=True):
    """A signal leaves the case; it reaches every waiting case by a job of its own."""

    n: int
    name: str
    payload: dict[str, Any] = {}


class ErrorThrown(_Event, frozen=True):
    """A BPMN error; `caught_by` is the catching event, empty when nothing catches it."""

    n: int
    code: str
    message: str = ""
    caught_by: str = ""


class EscalationThrown(_Event, frozen=True):
    """An escalation; uncaught it is only recorded."""

    n: int
    code: str
    caught_by: str = ""


# --- incidents and the case itself ----------------------------------------------------------------


class IncidentRaised(_Event, frozen=True):
    """Instance `n` cannot go on; a case operator repairs and resumes at `stage`."""

    n: int
    node: str
    stage: str
    rule: str
    zh: str
    en: str


class IncidentResolved(_Event, frozen=True):
    n: int
    by: str
    reason: str = ""


class CaseFrozen(_Event, frozen=True):
    reason: str


class CaseUnfrozen(_Event, frozen=True):
    reason: str


class CaseEnded(_Event, frozen=True):
    """Nothing is open any more."""


Event = (
    ElementEntered
    | ElementCompleted
    | ElementTerminated
    | FlowTaken
    | TokenWaited
    | JoinFired
    | TokensDropped
    | LoopStarted
    | LoopAdvanced
    | VariablesSet
    | CaseStateChanged
    | Reasoned
    | TaskOpened
    | TaskClaimed
    | TaskReleased
    | TaskTransferred
    | TaskCompleted
    | CorrectionsNamed
    | TaskCancelled
    | WaitOpened
    | WaitTriggered
    | WaitClosed
    | JobRequested
    | JobCompleted
    | JobCancelled
    | MessagePublished
    | SignalBroadcast
    | ErrorThrown
    | EscalationThrown
    | IncidentRaised
    | IncidentResolved
    | CaseFrozen
    | CaseUnfrozen
    | CaseEnded
)
