"""The server a scenario is played against: a given one, or one of its own per scenario.

An own server works on a copy of a prepared database (sample people, bundles), so that scenarios
do not see each other's registers and every one begins on its own day.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from api.chores.deploy import bundle_folders, deploy_directly
from api.chores.failure import ChoreFailed
from api.product import open_product
from api.scenarios.in_process import ServerThreads
from api.scenarios.own_process import ServerProcess
from api.scenarios.people import Admit
from api.scenarios.prepared import ScenarioDatabases
from api.settings import Settings
from engine.store.postgres import EmbeddedPostgres


class Server(Protocol):
    url: str

    def kill_and_restart(self) -> None: ...

    def faults(self) -> str: ...

    @property
    def admit(self) -> Admit | None:
        """Opens sessions without a password; None: people have to sign in."""
        ...


class GivenServer:
    """A server somebody else runs."""

    admit = None

    def __init__(self, url: str) -> None:
        self.url = url

    def kill_and_restart(self) -> None:
        raise ChoreFailed("--kill-midway needs servers of its own; leave --url away")

    def faults(self) -> str:
        return ""


class OwnServers:
    """Own servers over copies of one database with the bundles; killable ones are processes."""

    def __init__(self, base_url: str, folder: Path, settings: Settings, *, killable: bool) -> None:
        self._databases = ScenarioDatabases(base_url)
        self._folder = folder
        self._settings = settings
        self._killable = killable
        self._template = ""

    def prepare(self) -> None:
        """Make the database that the others are copied from. Raises: ChoreFailed."""
        self._databases.prepare()
        self._template = self._databases.copy()
        product = open_product(self._databases.url(self._template), self._settings)
        try:
            said: list[str] = []
            folders = bundle_folders([self._settings.bundles])
            if deploy_directly(product.engine, folders, said.append):
                refused = [line for line in said if "published" not in line]
                raise ChoreFailed("\n".join(["some bundles are refused:", *refused]))
        finally:
            product.close()

    @contextlib.contextmanager
    def server(self, name: str, today: date | None) -> Iterator[Server]:
        """A running server on a database of its own, gone after the block."""
        database = self._databases.copy(self._template)
        server = self._server(name, self._databases.url(database), today)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            self._databases.drop(database)

    def close(self) -> None:
        self._databases.close()

    def _server(self, name: str, url: str, today: date | None) -> ServerProcess | ServerThreads:
        if not self._killable:
            return ServerThreads(url, self._settings, today)
        day = ["--today", today.isoformat()] if today is not None else []
        return ServerProcess(url, self._folder / f"{name}.log", ["--trial", *day])


@contextlib.contextmanager
def own_servers(settings: Settings, *, killable: bool = False) -> Iterator[OwnServers]:
    """Prepared own servers: on `DATABASE_URL`'s PostgreSQL, else on a passing embedded one."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huiqian-scenarios-")))
        folder.chmod(0o711)
        url = settings.database_url or stack.enter_context(
            EmbeddedPostgres(folder / "postgres", durable=killable)
        )
        servers = OwnServers(url, folder, settings, killable=killable)
        stack.callback(servers.close)
        servers.prepare()
        yield servers
