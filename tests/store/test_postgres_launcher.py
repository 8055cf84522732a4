"""The embedded PostgreSQL starts, is shared, and loses nothing that it acknowledged."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from engine.store.postgres import (
    EmbeddedPostgres,
    KeptRunning,
    NobodyMayRunPostgres,
    PostgresDidNotStart,
    PostgresFolderUnusable,
    PostgresNotFound,
    find_binaries,
    locks,
    server_user,
)
from engine.store.postgres.server_user import ServerUser, ways_for_root, why_not

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    """In a folder with a short name that root can lend to somebody."""
    with tempfile.TemporaryDirectory(prefix="launcher-") as folder:
        Path(folder).chmod(0o711)
        server = EmbeddedPostgres(Path(folder) / "postgres")
        yield server
        server.stop(although_shared=True)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def kill_postmaster(server: EmbeddedPostgres) -> int:
    pid = server.postmaster_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def python(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


OTHER_PROCESS = """
    import sys
    from pathlib import Path
    from engine.store.postgres import EmbeddedPostgres
    server = EmbeddedPostgres(Path(sys.argv[1]))
    print(server.start(), server.postmaster_pid(), flush=True)
    sys.stdin.read()
    print(server.stop(), flush=True)
"""


def test_should_start_keep_and_stop(server: EmbeddedPostgres) -> None:
    # when
    url = server.start()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '会签' AS word")
    pid = server.postmaster_pid()
    # then
    assert server.start() == url and server.postmaster_pid() == pid
    assert server.stop() is True
    assert server.postmaster_pid() is None
    assert "database system is shut down" in (server.base / "postgres.log").read_text()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    with server as again:
        assert ask(again, "SELECT word FROM kept") == "会签"


def test_should_be_durable_in_utf8_and_utc(server: EmbeddedPostgres) -> None:
    url = server.start()
    assert ask(url, "SHOW fsync") == "on" and ask(url, "SHOW synchronous_commit") == "on"
    assert ask(url, "SHOW server_encoding") == "UTF8" and ask(url, "SHOW timezone") == "UTC"
    assert ask(url, "SELECT upper('é') || lower('Ä')") == "Éä"


def test_should_serve_sqlalchemy_with_the_same_url(server: EmbeddedPostgres) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine(server.start())
    with engine.connect() as connection:
        assert connection.execute(sqlalchemy.text("SELECT current_user")).scalar() == "huiqian"
    engine.dispose()


def test_should_let_nobody_in_without_the_password(server: EmbeddedPostgres) -> None:
    url = server.start()
    password = (server.base / "password").read_text()
    assert url.count(password) == 1 and len(password) >= 40
    assert (server.base / "password").stat().st_mode & 0o777 == 0o600
    assert (server.base / "socket").stat().st_mode & 0o777 == 0o700
    assert ask(url, "SHOW listen_addresses") == ""
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(url.replace(f":{password}", ""))
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guessed"))


def test_should_be_shared_by_processes_and_stopped_by_the_last(server: EmbeddedPostgres) -> None:
    # given
    url = server.start()
    with python(OTHER_PROCESS, server.base) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == f"{url} {server.postmaster_pid()}\n"
        # when
        assert server.stop() is False
        # then
        assert ask(url, "SELECT 1") == 1
        assert other.communicate("")[0] == "True\n"
    assert server.postmaster_pid() is None


def test_should_not_count_a_killed_process_as_a_user(server: EmbeddedPostgres) -> None:
    # given
    with python(OTHER_PROCESS, server.base) as other:
        assert other.stdout is not None
        other.stdout.readline()
        pid = server.postmaster_pid()
        # when
        other.kill()
    # then: the server outlives its user, is used again, and is stopped by the next one
    server.start()
    assert server.postmaster_pid() == pid
    assert server.stop() is True


def test_should_start_once_for_many_at_the_same_time(server: EmbeddedPostgres) -> None:
    others = [EmbeddedPostgres(server.base) for _ in range(4)]
    urls: list[str] = []
    threads = [threading.Thread(target=lambda o=other: urls.append(o.start())) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 4 and len(set(urls)) == 1
    assert [other.stop() for other in others] == [False, False, False, True]


class Writer(threading.Thread):
    """Inserts row after row and keeps its own list of what was acknowledged."""

    def __init__(self, server: EmbeddedPostgres, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.server = server
        self.acknowledged: list[int] = []
        self.ended = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.is_set():
            try:
                with psycopg.connect(self.server.url(), autocommit=True) as connection:
                    while not self.ended.is_set():
                        number += 1
                        row = "INSERT INTO written VALUES (%s, %s, repeat('x', 500))"
                        connection.execute(row, [self.name, number])
                        self.acknowledged.append(number)
            except psycopg.Error:
                time.sleep(0.02)


def have_written(writers: list[Writer], goals: list[int]) -> bool:
    return all(len(w.acknowledged) >= goal for w, goal in zip(writers, goals, strict=True))


@pytest.mark.faults
def test_should_keep_each_acknowledged_row_when_killed_under_writes(
    server: EmbeddedPostgres,
) -> None:
    # given
    url = server.start()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE written (writer text, number int, padding text)")
    writers = [Writer(server, f"w{number}") for number in range(4)]
    for writer in writers:
        writer.start()
    # when
    for _ in range(4):
        goals = [len(writer.acknowledged) + 50 for writer in writers]
        wait_until(partial(have_written, writers, goals))
        killed = kill_postmaster(server)
        assert server.start() == url
        assert server.postmaster_pid() not in (None, killed)
    for writer in writers:
        writer.ended.set()
    for writer in writers:
        writer.join()
    # then
    for writer in writers:
        with psycopg.connect(url) as connection:
            rows = connection.execute("SELECT number FROM written WHERE writer = %s", [writer.name])
            found = [number for (number,) in rows]
        assert len(found) == len(set(found)), "written twice"
        assert set(writer.acknowledged) <= set(found), "an acknowledged row was lost"
        assert len(writer.acknowledged) >= 200


@pytest.mark.faults
def test_should_end_a_busy_orphan_of_a_killed_server(server: EmbeddedPostgres) -> None:
    # given a query that does not notice the death of its server
    url = server.start()
    connection = psycopg.connect(url)
    backend = connection.info.backend_pid
    busy = threading.Thread(target=run_until_broken, args=[connection], daemon=True)
    busy.start()
    wait_until(lambda: ask(url, "SELECT count(*) FROM pg_stat_activity WHERE query ~ '^DO'") == 1)
    # when
    kill_postmaster(server)
    time.sleep(0.3)
    assert not locks.is_free(server.base / "server.lock"), "the orphan should still run"
    server.start()
    # then
    busy.join(timeout=20)
    assert not busy.is_alive()
    assert ask(url, f"SELECT count(*) FROM pg_stat_activity WHERE pid = {backend}") == 0


def run_until_broken(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    loop = "DO $$ DECLARE n bigint := 0; BEGIN LOOP n := n + 1; END LOOP; END $$"
    with pytest.raises(psycopg.OperationalError), connection:
        connection.execute(loop)


@pytest.mark.faults
def test_should_not_believe_a_pid_file_that_names_a_stranger(server: EmbeddedPostgres) -> None:
    # given a server that was killed, and its process number given to somebody else
    url = server.start()
    kill_postmaster(server)
    wait_until(lambda: locks.is_free(server.base / "server.lock"))
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        for file in (server.data / "postmaster.pid", server.base / "socket/.s.PGSQL.5432.lock"):
            lines = file.read_text().splitlines()
            file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert server.postmaster_pid() is None
        # when
        assert server.start() == url
        # then
        assert ask(url, "SELECT 1") == 1
        server.stop(although_shared=True)
        assert stranger.poll() is None, "the stranger was left alone"
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.faults
def test_should_be_started_again_while_it_is_watched(server: EmbeddedPostgres) -> None:
    with KeptRunning(server, every_seconds=0.05) as url:
        killed = kill_postmaster(server)
        wait_until(lambda: server.postmaster_pid() not in (None, killed))
        wait_until(lambda: answers(url))
    assert server.postmaster_pid() is None


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def test_should_make_the_database_anew_after_a_broken_off_first_start(
    server: EmbeddedPostgres,
) -> None:
    (server.base / "data.draft").mkdir(parents=True)
    (server.base / "data.draft" / "PG_VERSION").write_text("18\n")
    assert ask(server.start(), "SELECT 1") == 1


def test_should_place_the_socket_elsewhere_when_the_path_is_too_long(
    server: EmbeddedPostgres,
) -> None:
    server = EmbeddedPostgres(server.base / ("long" * 20) / "postgres", durable=False)
    # when
    url = server.start()
    # then
    elsewhere = Path((server.base / "socket-folder").read_text())
    assert not elsewhere.is_relative_to(server.base)
    assert elsewhere.stat().st_mode & 0o777 == 0o700
    assert ask(url, "SELECT 1") == 1
    server.stop()
    assert not elsewhere.exists()


@pytest.mark.faults
def test_should_come_back_when_its_socket_was_swept_away(server: EmbeddedPostgres) -> None:
    # given
    server = EmbeddedPostgres(server.base / ("long" * 20) / "postgres", durable=False)
    server.start()
    shutil.rmtree((server.base / "socket-folder").read_text())
    # when
    url = server.start()
    # then
    assert ask(url, "SELECT 1") == 1
    server.stop()


def test_should_say_what_to_do_without_programs(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(PostgresNotFound, match=r"Set PG_BIN .* or DATABASE_URL"):
        server.start()


def test_should_not_open_a_database_with_another_version(
    server: EmbeddedPostgres,
) -> None:
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresNotFound, match="Expected PostgreSQL 9"):
        server.start()
    (server.data / "PG_VERSION").unlink()
    with pytest.raises(PostgresFolderUnusable, match="PG_VERSION"):
        server.start()


def test_should_show_the_log_when_the_server_does_not_start(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    with open(server.data / "postgresql.conf", "a") as file:
        file.write("shared_buffers = many\n")
    with pytest.raises(PostgresDidNotStart, match='parameter "shared_buffers"'):
        server.start()
    assert server.stop() is True


def test_should_open_no_folder_above_its_own(tmp_path: Path) -> None:
    # given
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o700)
    above = {folder: folder.stat().st_mode for folder in [home, *tmp_path.parents]}
    # when
    try:
        with EmbeddedPostgres(home / "postgres", durable=False) as url:
            assert ask(url, "SELECT 1") == 1
    except NobodyMayRunPostgres as declined:
        # a container may forbid root the user namespace; then nothing else is left to try
        assert AS_ROOT and "or set DATABASE_URL" in str(declined)
    # then
    assert {folder: folder.stat().st_mode for folder in above} == above


WAYS = list(ways_for_root()) if AS_ROOT else []


@pytest.mark.skipif(not AS_ROOT, reason="only root has to lend the server to somebody")
@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_should_run_for_root_in_each_way(
    way: ServerUser, server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    problem = why_not(way, find_binaries()["postgres"], server.base.parent)
    if problem is not None:
        pytest.skip(f"this machine does not allow it: {problem}")
    monkeypatch.setattr(server_user, "ways_for_root", lambda: iter([way]))
    # when
    url = server.start()
    # then
    assert ask(url, "SELECT 1") == 1
    assert server.data.stat().st_uid == way.uid
    kill_postmaster(server)
    assert ask(server.start(), "SELECT 1") == 1
    assert server.stop() is True
