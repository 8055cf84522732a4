"""What changed for whom, from the database to the open event streams of this process.

One connection listens for all of them. A stream says only that something of the reader's changed
(a task of theirs was opened, taken, freed, closed): what it is now, they read as always.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import psycopg

from engine.store.connections import plain_url
from engine.store.herald import CHANGED

log = logging.getLogger(__name__)

#: Kept for streams that come back after a short break.
MOST_KEPT: Final = 2_000
#: A stream that takes nothing for so long is told to read anew.
MOST_WAITING: Final = 500
RECONNECT_SECONDS: Final = 1.0
LISTEN_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Change:
    """One command's changes, numbered by this process."""

    number: int
    case_id: str
    actor: str
    applicant: str
    told: tuple[tuple[int, str, frozenset[str]], ...] | None  #: None: anybody may be meant


@dataclass(frozen=True, slots=True)
class Designed:
    """What a designer did that the others follow, numbered by this process."""

    number: int
    actor: str
    about: Mapping[str, str]


@dataclass(eq=False, slots=True)
class Subscriber:
    """An open stream: who reads, and what waits to be sent."""

    person: str
    names: frozenset[str]  #: "u:<person>" and "g:<group>" of theirs
    designs: bool = False  #: hears what other designers do
    waiting: deque[str] = field(default_factory=deque)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def put(self, text: str) -> None:
        if len(self.waiting) >= MOST_WAITING:
            self.waiting.clear()
            text = event("resync")
        self.waiting.append(text)
        self.wake.set()


class Changes:
    """The hub of one process; `subscribe` from the event loop, the listener is a thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._boot = uuid4().hex[:12]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._subscribers: set[Subscriber] = set()
        self._kept: deque[Change | Designed] = deque(maxlen=MOST_KEPT)
        self._number = 0
        self._stopping = threading.Event()
        self.listening = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def subscribe(
        self, person: str, groups: frozenset[str], last_id: str, *, designs: bool = False
    ) -> Iterator[Subscriber]:
        """A stream for the person, beginning with what it missed since `last_id`."""
        self._loop = asyncio.get_running_loop()
        names = frozenset({f"u:{person}", *(f"g:{g}" for g in groups)})
        subscriber = Subscriber(person, names, designs)
        self._subscribers.add(subscriber)
        self._start()
        subscriber.put(event("hello", identity=self._identity()))
        self._catch_up(subscriber, last_id)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    def close(self) -> None:
        """End all streams and stop listening; safe from any thread."""
        self._stopping.set()
        loop = self._loop
        if loop is not None and not loop.is_closed():
            with suppress(RuntimeError):  # it ended just now
                loop.call_soon_threadsafe(self._end_all)

    # --- in the event loop ------------------------------------------------------------------------

    def _end_all(self) -> None:
        for each in self._subscribers:
            each.ended = True
            each.wake.set()

    def _catch_up(self, subscriber: Subscriber, last_id: str) -> None:
        boot, _, number = last_id.partition("-")
        if not last_id:
            return
        oldest = self._kept[0].number if self._kept else self._number + 1
        if boot != self._boot or not number.isdigit() or int(number) < oldest - 1:
            subscriber.put(event("resync", identity=self._identity()))
            return
        for change in self._kept:
            if change.number > int(number):
                self._send(subscriber, change)

    def _dispatch(self, text: str) -> None:
        change = self._read(text)
        self._kept.append(change)
        for each in self._subscribers:
            self._send(each, change)

    def _read(self, text: str) -> Change | Designed:
        self._number += 1
        found = json.loads(text)
        if isinstance(found, dict):
            return Designed(self._number, found.pop("actor"), found)
        case_id, actor, applicant, rows = found
        told = None
        if rows is not None:
            told = tuple((n, what, frozenset(names)) for n, what, names in rows)
        return Change(self._number, case_id, actor, applicant, told)

    def _send(self, subscriber: Subscriber, change: Change | Designed) -> None:
        identity = f"{self._boot}-{change.number}"
        if isinstance(change, Designed):
            if subscriber.designs:
                by_me = change.actor == subscriber.person
                subscriber.put(event("designed", {**change.about, "by_me": by_me}, identity))
            return
        if change.told is None:
            subscriber.put(event("resync", identity=identity))
            return
        tasks = [
            {"task": n, "what": what}
            for n, what, names in change.told
            if n and not names.isdisjoint(subscriber.names)
        ]
        own = change.applicant == subscriber.person
        if not tasks and not own:
            return
        data = {
            "case_id": change.case_id,
            "tasks": tasks,
            "own_case": own,
            "by_me": change.actor == subscriber.person,
        }
        subscriber.put(event("changed", data, identity))

    def _resync_all(self) -> None:
        for each in self._subscribers:
            each.put(event("resync", identity=self._identity()))

    def _identity(self) -> str:
        return f"{self._boot}-{self._number}"

    # --- the listener -----------------------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, name="changes", daemon=True)
            self._thread.start()

    def _listen(self) -> None:
        first = True
        while not self._stopping.is_set():
            try:
                with psycopg.connect(plain_url(self._url), autocommit=True) as connection:
                    connection.execute(f"listen {CHANGED}".encode())
                    self.listening.set()
                    if not first:
                        self._call(self._resync_all)
                    first = False
                    while not self._stopping.is_set():
                        for notice in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                            self._call(self._dispatch, notice.payload)
            except psycopg.Error as error:
                if self._stopping.is_set():
                    return  # the database ended together with us
                log.warning("cannot listen for changes: %s", str(error).splitlines()[0])
                first = False
                self._stopping.wait(RECONNECT_SECONDS)

    def _call(self, function: Any, *arguments: Any) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(function, *arguments)


def event(kind: str, data: Any = None, identity: str = "") -> str:
    """One event as the stream carries it."""
    head = f"id: {identity}\n" if identity else ""
    text = json.dumps(data if data is not None else {}, separators=(",", ":"))
    return f"{head}event: {kind}\ndata: {text}\n\n"
