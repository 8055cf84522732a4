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
from uuid import uuid4

import psycopg
from psycopg import sql

from api.chores.deploy import bundle_folders, deploy_directly
from api.chores.failure import ChoreFailed
from api.demo.load import load_people
from api.product import MIGRATIONS, open_product
from api.scenarios.in_process import ServerThreads
from api.scenarios.own_process import ServerProcess
from api.settings import Settings
from engine.people.transactions import PeopleDatabase
from engine.store.connections import plain_url
from engine.store.migrate import migrate
from engine.store.postgres import EmbeddedPostgres

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


class OwnServers:
    """Own servers over copies of one prepared database; killable ones are processes."""

    def __init__(self, base_url: str, folder: Path, settings: Settings, *, killable: bool) -> None:
        self._base_url = plain_url(base_url)
        self._folder = folder
        self._settings = settings
        self._killable = killable
        self._template = f"{TEMPLATE}_{uuid4().hex[:12]}"

    def prepare(self) -> None:
        """Make the database that the others are copied from. Raises: ChoreFailed."""
        self._administer("create database {}", self._template)
        url = self._url(self._template)
        migrate(url, MIGRATIONS)
        product = open_product(url, self._settings)
        try:
            load_people(PeopleDatabase(product.people_database))
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
        database = f"scenario_{uuid4().hex}"
        self._administer("create database {} template {}", database, self._template)
        server = self._server(name, self._url(database), today)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            self._administer("drop database if exists {} with (force)", database)

    def close(self) -> None:
        self._administer("drop database if exists {} with (force)", self._template)

    def _server(self, name: str, url: str, today: date | None) -> ServerProcess | ServerThreads:
        if not self._killable:
            return ServerThreads(url, self._settings, today)
        day = ["--today", today.isoformat()] if today is not None else []
        return ServerProcess(url, self._folder / f"{name}.log", ["--trial", *day])

    def _url(self, database: str) -> str:
        head, _, query = self._base_url.partition("?")
        start = head[: head.rindex("/")]
        return f"{start}/{database}" + (f"?{query}" if query else "")

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._base_url, autocommit=True) as connection:
            identifiers = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*identifiers))


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
