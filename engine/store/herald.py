"""Tell all processes what changed for whom (实时更新), after the commit, beside the commands.

NOTIFY inside a command's own transaction is the obvious way, and was measured: PostgreSQL commits
notifying transactions one after the other, each with its own sync to disk, and completed tasks fell
to less than a third (decision 0019). So a command hands over what it told once it is committed; a
thread of the process says it to the others a moment later, many commands in one transaction that
waits for no disk. A process that dies in that moment leaves it unsaid: whoever listens reads anew
every minute as well.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
import psycopg

from engine.store.connections import plain_url

log = logging.getLogger(__name__)

CHANGED: Final = "huiqian_changed"
#: What happens in this time is said together.
PAUSE_SECONDS: Final = 0.05
#: PostgreSQL carries no longer texts.
LONGEST: Final = 7_900
#: While nobody can be told, more than this is not kept.
MOST_KEPT: Final = 10_000
RECONNECT_SECONDS: Final = 1.0

Told = Mapping[tuple[int, str], tuple[str, ...]]
_encode = msgspec.json.Encoder().encode


def told_text(case_id: UUID, actor: str, applicant: str, told: Told) -> str:
    """One command's changes as text; without names when it is too long: everybody may be meant."""
    rows = [[n, what, names] for (n, what), names in told.items()]
    text = _encode([str(case_id), actor, applicant, rows]).decode()
    if len(text.encode()) <= LONGEST:
        return text
    return _encode([str(case_id), actor, applicant, None]).decode()


def designing_text(actor: str, what: str, **about: str) -> str:
    """What a designer did that other designers follow: "saved", "open", "published", …."""
    return _encode({"actor": actor, "what": what, **about}).decode()


class Herald:
    """`tell(connection, text)` after a write; the rest happens by itself."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._said: list[str] = []
        self._uncommitted: dict[int, list[str]] = {}
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    def tell(self, connection: psycopg.Connection[Any], text: str) -> None:
        """What a write changed; on a connection in a transaction it waits for `committed`."""
        if connection.autocommit:
            self._say([text])
        else:
            with self._lock:
                self._uncommitted.setdefault(id(connection), []).append(text)

    def say(self, text: str) -> None:
        """What is committed already."""
        self._say([text])

    def committed(self, connection: psycopg.Connection[Any]) -> None:
        """The transaction of the connection was committed: say what waited for it."""
        with self._lock:
            texts = self._uncommitted.pop(id(connection), [])
        if texts:
            self._say(texts)

    def rolled_back(self, connection: psycopg.Connection[Any]) -> None:
        """Nothing of it happened."""
        with self._lock:
            self._uncommitted.pop(id(connection), None)

    def close(self) -> None:
        """Say what is left, and end."""
        with self._lock:
            self._over.set()
            thread = self._thread
        self._wake.set()
        if thread is not None:
            thread.join(5)

    def _say(self, texts: Iterable[str]) -> None:
        with self._lock:
            self._said.extend(texts)
            del self._said[:-MOST_KEPT]
            if self._thread is None and not self._over.is_set():
                self._thread = threading.Thread(target=self._run, name="herald", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                with psycopg.connect(plain_url(self._url), autocommit=True) as connection:
                    connection.execute("set synchronous_commit = off")
                    self._serve(connection)
            except psycopg.Error as error:
                if self._over.is_set():
                    return  # the database ended together with us
                log.warning("cannot say what changed: %s", str(error).splitlines()[0])
                self._over.wait(RECONNECT_SECONDS)

    def _serve(self, connection: psycopg.Connection[Any]) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            with self._lock:
                texts, self._said = self._said, []
            if texts:
                # One transaction: the same text is carried once.
                connection.execute(
                    "select pg_notify(%s, each) from unnest(%s::text[]) as each", (CHANGED, texts)
                )
            if self._over.is_set():
                return
            time.sleep(PAUSE_SECONDS)
