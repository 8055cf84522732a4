"""Databases for tests: one embedded server per run, one fresh database per test."""

import contextlib
import fcntl
import importlib
import importlib.util
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg

from engine.store.postgres import EmbeddedPostgres

FOLDER_VARIABLE = "HUIQIAN_TEST_POSTGRES"  # how the workers of one run find the same server
FOLDER_PREFIX = "huiqian-tests-"
TEMPLATE = "huiqian_template"


def fill_template(url: str) -> None:
    """What each test's database holds from the start: the tables, as the migrations make them."""
    if importlib.util.find_spec("engine.store.migrate") is not None:
        registers = Path(__file__).parents[1] / "workflows" / "migrations" / "versions"
        locations = [registers] if registers.is_dir() else []
        importlib.import_module("engine.store.migrate").migrate(url, locations)


def make_run_folder() -> int:
    """A folder for the server of this run; the lock that is returned shows that the run lives."""
    sweep_dead_runs()
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
    folder.chmod(0o711)  # root lets the server's user pass
    os.environ[FOLDER_VARIABLE] = str(folder)
    return lock_of(folder, fcntl.LOCK_SH)


def lock_of(folder: Path, kind: int) -> int:
    lock = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise
    return lock


def sweep_dead_runs() -> None:
    """Stop and delete what killed runs have left."""
    for folder in Path(tempfile.gettempdir()).glob(FOLDER_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and (folder / "run.lock").exists():
                os.close(lock_of(folder, fcntl.LOCK_EX))
                remove_run_folder(folder)


def remove_run_folder(folder: Path) -> None:
    server_of(folder).stop(although_shared=True)
    shutil.rmtree(folder, ignore_errors=True)


def server_of(folder: Path) -> EmbeddedPostgres:
    settings = {"max_connections": "200", "shared_buffers": "128MB"}
    return EmbeddedPostgres(folder / "postgres", durable=False, settings=settings)


@contextlib.contextmanager
def running_server() -> Iterator[EmbeddedPostgres]:
    """The server of this run, with the template database in it."""
    folder = Path(os.environ[FOLDER_VARIABLE])
    server = server_of(folder)
    server.start()
    try:
        with open(folder / "template.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            make_template(server)
        yield server
    finally:
        server.stop()


def make_template(server: EmbeddedPostgres) -> None:
    """Made under another name first, so that a failed migration is not taken for a template."""
    with admin(server) as connection:
        found = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(found, [TEMPLATE]).fetchone() is not None:
            return
        draft = TEMPLATE + "_draft"
        connection.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {draft}")
        fill_template(server.url(draft))
        connection.execute(f"ALTER DATABASE {draft} ALLOW_CONNECTIONS false")
        end_connections(connection, draft)
        connection.execute(f"ALTER DATABASE {draft} RENAME TO {TEMPLATE}")


def end_connections(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    """Nobody may be connected to a database that is to be a template."""
    end_all = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    connection.execute(end_all, [name])


@contextlib.contextmanager
def fresh_database(server: EmbeddedPostgres, template: str = TEMPLATE) -> Iterator[str]:
    """The URL of a copy of the template; gone after the block, whoever is still connected."""
    name = f"test_{uuid.uuid4().hex}"
    with admin(server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield server.url(name)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def admin(server: EmbeddedPostgres) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(server.url("postgres"), autocommit=True)
