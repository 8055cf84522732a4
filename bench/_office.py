"""An engine on a durable embedded database of its own, gone after the benchmark."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from engine.commands.actor import Actor, system_actor
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.people import People
from engine.commands.publish_bundle import PublishBundle
from engine.commands.start_case import StartCase
from engine.store.migrate import migrate
from engine.store.postgres import EmbeddedPostgres
from engine.wiring import Engine
from tests.dsl import office
from tests.dsl.process import Process

AREA = office.AREA
REGISTERS = Path(__file__).parents[1] / "workflows" / "migrations" / "versions"
SERVER = {"max_connections": "100", "shared_buffers": "256MB"}


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The URL of a migrated database that really syncs, as production does."""
    folder = Path(tempfile.mkdtemp(prefix="huiqian-bench-"))
    folder.chmod(0o711)  # root lets the server's user pass
    server = EmbeddedPostgres(folder / "postgres", settings=SERVER)
    try:
        with server as url:
            migrate(url, [REGISTERS])
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def engine_on(url: str, people: People | None = None, connections: int = 16) -> Iterator[Engine]:
    """An engine with the sample people of the tests, unless others are given."""
    engine = Engine(url, people or office.people(), connections=connections)
    try:
        yield engine
    finally:
        engine.close()


def actor(engine: Engine, person: str) -> Actor:
    groups = engine.people.groups_of(person) or frozenset()
    return Actor(person, groups, engine.people.organisation_of(person))


def publish(engine: Engine, drawn: Process) -> None:
    designer = system_actor("deploy")
    done = engine.handle(DeployBundle(drawn.id, drawn.files()), designer)
    engine.handle(PublishBundle(done.bundle), designer)


def start_cases(engine: Engine, process: str, area: str, by: Actor, count: int) -> list[UUID]:
    """So many cases, begun by 8 at once."""
    command = StartCase(process, area)
    return in_threads(8, [lambda: engine.handle(command, by).case_id] * count)


def open_tasks(url: str) -> list[tuple[UUID, int, str]]:
    """(case, task, element) of all open tasks."""
    with psycopg.connect(url) as connection:
        rows: list[Any] = connection.execute(
            "select case_id, n, node from engine.task where state = 'open' order by case_id, n"
        ).fetchall()
    return rows


def in_threads(threads: int, works: Sequence[Callable[[], Any]]) -> list[Any]:
    """The results of all works, done by so many threads."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda work: work(), works))
