"""A worker says every few seconds that it lives, so that people see when nobody works."""

from __future__ import annotations

import os
import socket
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final
from uuid import uuid4

import psycopg

BEAT_SECONDS: Final = 10.0

_BEAT: Final = (
    b"insert into engine.worker (id, host, process_id, version) values (%s, %s, %s, %s)"
    b" on conflict (id) do update set seen_at = clock_timestamp()"
)
#: Those that were killed said no good-bye.
_SWEEP: Final = b"delete from engine.worker where seen_at < clock_timestamp() - interval '1 day'"
_LEAVE: Final = b"delete from engine.worker where id = %s"


class Heartbeat:
    """One worker's row in `engine.worker`."""

    def __init__(self) -> None:
        self.id = str(uuid4())
        self._next = 0.0

    def beat(self, connection: psycopg.Connection[Any]) -> None:
        """Say so when it is time; call it as often as you like."""
        if time.monotonic() < self._next:
            return
        if self._next == 0.0:
            connection.execute(_SWEEP)
        connection.execute(_BEAT, (self.id, socket.gethostname(), os.getpid(), _version()))
        self._next = time.monotonic() + BEAT_SECONDS

    def leave(self, connection: psycopg.Connection[Any]) -> None:
        """The worker ends in good order."""
        connection.execute(_LEAVE, (self.id,))


def _version() -> str:
    try:
        return version("huiqian")
    except PackageNotFoundError:
        return ""
