"""The server a scenario is played against: a given one, or one of its own per scenario.

An own server starts on a copy of a prepared database (sample people, bundles), so that scenarios
do not see each other's registers and every one begins on its own day.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import httpx
import psycopg
from psycopg import sql

from api.chores.failure import ChoreFailed
from api.settings import Settings
from engine.store.connections import plain_url
from engine.store.postgres import EmbeddedPostgres

STARTS_WITHIN_SECONDS = 90
TEMPLATE = "huiqian_scenarios"


class Server(Protocol):
    url: str

    def kill_and_restart(self) -> None: ...

    def faults(self) -> str: ...


class GivenServer:
    """A server somebody else runs."""

    def __init__(self, url: str) -> None:
        self.url = url

    def kill_and_restart(self) -> None:
        raise ChoreFailed("--kill-midway needs servers of its own; leave --url away")

    def faults(self) -> str:
        return ""


class OwnServer:
    """`huiqian serve` as a process of its own over one database."""

    def __init__(self, database_url: str, log: Path, arguments: list[str]) -> None:
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._log = log
        self._arguments = arguments
        self._environment = {
            **os.environ,
            "HUIQIAN_DATABASE_URL": database_url,
            "HUIQIAN_PORT": str(self._port),
            "HUIQIAN_HOST": "127.0.0.1",
            "HUIQIAN_CONNECTIONS": "8",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises: ChoreFailed with the end of the server's log when it does not come up."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api.cli", "serve", *self._arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            time.sleep(0.05)
        tail = self._log.read_text(encoding="utf-8", errors="replace")[-3_000:]
        self.stop()
        raise ChoreFailed(f"the server did not come up:\n{tail}")

    def kill_and_restart(self) -> None:
        """`kill -9`, then the same server again; sessions live in the database."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self.start()

    def faults(self) -> str:
        """The last trace in the server's log; empty without one."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        _, trace, rest = text.rpartition("Traceback (most recent call last):")
        lines = rest.splitlines()
        inside = (n for n, line in enumerate(lines[1:], 1) if line and not line.startswith(" "))
        end = next(inside, len(lines) - 1)
        return "\n".join(lines[max(0, end - 12) : end + 1]) if trace else ""

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class OwnServers:
    """Own servers over copies of one prepared database."""

    def __init__(self, base_url: str, folder: Path, settings: Settings) -> None:
        self._base_url = plain_url(base_url)
        self._folder = folder
        self._settings = settings
        self._template = f"{TEMPLATE}_{uuid4().hex[:12]}"

    def prepare(self) -> None:
        """Make the database that the others are copied from: one short start of a server."""
        self._administer("create database {}", self._template)
        bundles = ["--bundles", str(self._settings.bundles)]
        log = self._folder / "prepare.log"
        server = OwnServer(self._url(self._template), log, ["--demo", "--no-worker", *bundles])
        server.start()
        server.stop()

    @contextlib.contextmanager
    def server(self, name: str, today: date | None) -> Iterator[OwnServer]:
        """A running server on a database of its own, gone after the block."""
        database = f"scenario_{uuid4().hex}"
        self._administer("create database {} template {}", database, self._template)
        arguments = ["--trial"]
        if today is not None:
            arguments += ["--today", today.isoformat()]
        server = OwnServer(self._url(database), self._folder / f"{name}.log", arguments)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            self._administer("drop database if exists {} with (force)", database)

    def close(self) -> None:
        self._administer("drop database if exists {} with (force)", self._template)

    def _url(self, database: str) -> str:
        head, _, query = self._base_url.partition("?")
        start = head[: head.rindex("/")]
        return f"{start}/{database}" + (f"?{query}" if query else "")

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._base_url, autocommit=True) as connection:
            identifiers = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*identifiers))


@contextlib.contextmanager
def own_servers(settings: Settings) -> Iterator[OwnServers]:
    """Prepared own servers: on `DATABASE_URL`'s PostgreSQL, else on a passing embedded one."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huiqian-scenarios-")))
        folder.chmod(0o711)
        url = settings.database_url or stack.enter_context(
            EmbeddedPostgres(folder / "postgres", durable=False)
        )
        servers = OwnServers(url, folder, settings)
        stack.callback(servers.close)
        servers.prepare()
        yield servers


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
