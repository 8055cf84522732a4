"""The state of a case: open work only, so that its size never follows history (decision 0004).

Everything in a case is numbered by the case's own counter: element instances, tasks (a task has the
number of its element instance), waits and jobs. Number 1 is the process instance itself.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

#: Written into every saved state; raised when an older state could no longer be read as it stands.
STATE_FORMAT: Final = 1
ROOT: Final = 1

#: A value in tagged JSON (`engine.feel.to_tagged`).
Tagged = Any


class LoopState(msgspec.Struct, omit_defaults=True):
    """Counters of a multi-instance or standard loop body (clauses 13.3.6, 13.3.7)."""

    total: int = 0  #: planned instances; 0 for a standard loop
    started: int = 0
    completed: int = 0
    terminated: int = 0


class Instance(msgspec.Struct, omit_defaults=True):
    """One element instance: a token with what it is doing. Containers are instances too."""

    node: str  #: element id; for a process instance the process id
    process: str  #: the process that the element belongs to
    parent: int = 0  #: 0 for the root process instance
    children: int = 0  #: live child instances
    index: int = 0  #: loop counter, from 1, of an instance inside a loop body
    arrivals: dict[str, int] = {}  #: flow id → tokens waiting at the join it leads to
    loop: LoopState | None = None  #: set on a loop body
    incident: str = ""  #: the stage that failed and will be tried again; empty: none


class Task(msgspec.Struct, omit_defaults=True):
    """An open user task (clause 10.3.4.1); its number is its instance's."""

    groups: list[str] = []  #: full group ids
    users: list[str] = []  #: candidate users
    assignee: str = ""
    #: of a correction step: the only fields that are open → why; empty: all that its form opens
    corrections: dict[str, str] = {}


class Wait(msgspec.Struct, omit_defaults=True):
    """A subscription: an event of the diagram that may come."""

    node: str  #: the catching event (or receive task)
    instance: int  #: the waiting instance: the event itself, the host of a boundary, or the scope
    trigger: str  #: `Trigger` value: message, timer or signal
    name: str = ""  #: message or signal name
    key: str = ""  #: correlation key of a message
    due: str = ""  #: timers: UTC, ISO 8601
    repeats: int = 0  #: further firings of a cycle; -1 without end
    every: str = ""  #: ISO 8601 duration between the firings of a cycle


class State(msgspec.Struct, omit_defaults=True):
    """Everything a step has to know about a case beside its variables."""

    format: int = STATE_FORMAT
    last: int = 0  #: the last number given
    instances: dict[int, Instance] = {}
    tasks: dict[int, Task] = {}
    waits: dict[int, Wait] = {}
    jobs: dict[int, str] = {}  #: instance → handler type, of service calls under way
    case_state: str = "draft"  #: business state, domain ids
    frozen: str = ""  #: the reason while the case is frozen
    ended: bool = False


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(State)


def dump_state(state: State) -> bytes:
    """The saved form; the same events give the same bytes."""
    return _encoder.encode(state)


def load_state(saved: bytes | str) -> State:
    """The state that was saved. Raises: msgspec.ValidationError."""
    return _decoder.decode(saved)


def scopes_around(state: State, n: int) -> tuple[int, ...]:
    """The element instance and the scopes around it, outermost first, through calls as well.

    For people who read: expressions of a called process see its mapped input only. Of what is
    closed the case's own scope is left.
    """
    chain: list[int] = []
    while n in state.instances:
        chain.append(n)
        n = state.instances[n].parent
    return tuple(reversed(chain)) or (ROOT,)
