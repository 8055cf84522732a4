"""What a run did, told without numbers: the input of the second opinion.

One record is about one process instance: the case's own, or that of one call activity. Elements
inside a multi-instance or looping activity and inside called processes are not part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to the process: an activity completed, or an event that came."""

    kind: Literal["complete", "event"]
    element: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one journal entry did."""

    number: int  #: of the journal entry
    acts: tuple[Act, ...] = ()  #: in order
    entered: tuple[str, ...] = ()  #: every element that a token entered, in order
    #: joining gateways that fired, and again each time a token arrives at one that fired before
    joined: tuple[str, ...] = ()
    #: by flow: what its condition gave, each time it was evaluated
    conditions: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    open: tuple[str, ...] = ()  #: activities and events that are open afterwards, sorted
    ended: bool = False  #: the process instance is complete
    terminated: bool = False  #: something was cancelled: what is short-lived may be missed
    outside: str = ""  #: id of a row of `outside.ROWS` that the events alone tell


@dataclass(frozen=True, slots=True)
class Record:
    """A run of one process instance, from its start on."""

    process: str
    start: str  #: the start event
    entries: tuple[Entry, ...]
