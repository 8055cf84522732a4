"""Start, reuse, stop and recover one embedded PostgreSQL per folder.

What lies in the folder:

    data/           the database; appears complete or not at all
    socket/         the only way in (0700); elsewhere when the path is too long for a socket
    password        of the one database user, generated (0600)
    postgres.log
    change.lock     held while somebody starts or stops the server
    server.lock     held by every process of the server itself: free means that none is left
    users.lock      held (shared) by every process that uses the server: the last one stops it

The locks belong to the kernel, so they tell the truth after `kill -9`, for zombies and for
process numbers that were given away again, where `postmaster.pid` does not.
"""

import contextlib
import logging
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg

from engine.store.postgres import locks, processes
from engine.store.postgres.binaries import Binaries, find_binaries
from engine.store.postgres.failures import PostgresDidNotStart, PostgresFolderUnusable
from engine.store.postgres.server_user import ServerUser, choose_server_user

log = logging.getLogger(__name__)

DATABASE = "huiqian"
DATABASE_USER = "huiqian"
PORT = 5432  # only names the socket file; nothing listens on the network
LONGEST_SOCKET_PATH = 100  # the system's limit is 104 (macOS) or 108 (Linux) bytes
LARGEST_LOG = 10_000_000
NO_PROCESS = 2**31 - 1  # a process number that no system gives out
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",  # the launcher reads the log
}
BUSY = ("too many clients already", "remaining connection slots are reserved")
IN_BACKGROUND = '"$@" </dev/null >&2 & echo $!'
UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One server for the folder `base`, shared by all processes that start it there.

    `durable=False` is for tests: a crash of the machine may then lose the database.
    `settings` are server settings; like `durable` they count for whoever starts the server.
    """

    def __init__(
        self,
        base: Path,
        *,
        durable: bool = True,
        settings: Mapping[str, str] | None = None,
        patience_seconds: float = 600,
    ) -> None:
        self.base = Path(os.path.abspath(base))
        self.data = self.base / "data"
        self.patience_seconds = patience_seconds  #: a long crash recovery is not a failure
        self.settings = {
            **SETTINGS,
            **({} if durable else UNSAFE_SETTINGS),
            **(settings or {}),
        }
        self._durable = durable
        self._membership: int | None = None

    # --- what callers use -----------------------------------------------------------------------

    def start(self) -> str:
        """Make sure that the server answers, and return the URL of the database `huiqian`.

        Safe to repeat, also while others start or use the same folder, and after any crash.

        Raises: PostgresUnavailable (a subclass says why).
        """
        self._make_base()
        with locks.exclusively(self.base / "change.lock"):
            self._join()
            try:
                if not self._answers():
                    self._start_server()
            except BaseException:
                self._leave()
                raise
        return self.url()

    def stop(self, *, although_shared: bool = False) -> bool:
        """Leave the server; the last one to leave stops it. Answers whether it is stopped now."""
        if not self.base.exists():
            return True
        with locks.exclusively(self.base / "change.lock"):
            last = self._leave()
            if last or although_shared:
                self._stop_server()
                return True
        return False

    def url(self, database: str = DATABASE) -> str:
        """For psycopg and for SQLAlchemy alike; holds the password."""
        return (
            f"postgresql://{DATABASE_USER}:{self._password()}@/{quote(database)}"
            f"?host={quote(str(self._socket_folder()))}&port={PORT}"
        )

    def postmaster_pid(self) -> int | None:
        """The process number of the running server; None when it does not run."""
        pid = self._recorded_pid()
        if pid is None or not processes.is_alive(pid):
            return None
        return None if processes.works_in(pid, self.data) is False else pid

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    # --- who uses the server --------------------------------------------------------------------

    def _join(self) -> None:
        if self._membership is None:
            self._membership = locks.open_lock(self.base / "users.lock")
            locks.hold_shared(self._membership)

    def _leave(self) -> bool:
        """Answers whether nobody else uses the server. Needs `change.lock`."""
        membership, self._membership = self._membership, None
        if membership is None:
            membership = locks.open_lock(self.base / "users.lock")
        try:
            return locks.try_exclusive(membership)
        finally:
            os.close(membership)

    # --- starting -------------------------------------------------------------------------------

    def _make_base(self) -> None:
        # Root may have to let the server's user pass through; everything inside has its own mode.
        mode = 0o711 if os.geteuid() == 0 else 0o700
        try:
            self.base.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                self.base.mkdir(mode)
                self.base.chmod(mode)  # whatever the umask took away
            if not os.access(self.base, os.W_OK | os.X_OK):
                raise PostgresFolderUnusable(self.base, "it is not writable for this user")
        except OSError as problem:
            raise PostgresFolderUnusable(self.base, str(problem)) from problem

    def _start_server(self) -> None:
        binaries = find_binaries(for_major=self._major_of_data())
        user = choose_server_user(self.base, self.data, binaries["postgres"])
        if not self.data.exists():
            self._create_data(binaries, user)
        began = time.monotonic()
        pid: int | None = None  # of the server that this call has started
        log_from = 0
        pause = 0.01
        while not self._answers():
            if pid is not None and not processes.is_alive(pid):
                if not self._may_try_again(log_from):
                    what = "PostgreSQL ended while starting"
                    raise PostgresDidNotStart(what, self._log(log_from))
                pid = None
            if pid is None:
                log_from = self._log_size()
                pid = self._launch_unless_one_lives(binaries, user)
            waited = time.monotonic() - began
            if pid is None and waited > 3 and self._is_out_of_reach():
                log.warning("the socket of the embedded database is gone; restarting it")
                self._stop_server()
            if waited > self.patience_seconds:
                what = f"PostgreSQL did not answer within {self.patience_seconds:g} s"
                raise PostgresDidNotStart(what, self._log(log_from))
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)

    def _launch_unless_one_lives(self, binaries: Binaries, user: ServerUser) -> int | None:
        """None while a server, or orphans of a killed one, still hold the folder."""
        lock = locks.open_lock(self.base / "server.lock")
        try:
            if locks.try_exclusive(lock):
                return self._launch(binaries, user, lock)
        finally:
            os.close(lock)
        if self.postmaster_pid() is None:
            self._end_orphans()
        return None

    def _is_out_of_reach(self) -> bool:
        return self.postmaster_pid() is not None and not self._socket().exists()

    def _answers(self) -> bool:
        """Whether the server accepts us; makes the database if it is not there yet."""
        if not (self.base / "password").exists() or self._recorded_pid() is None:
            return False
        try:
            psycopg.connect(self.url(), connect_timeout=3).close()
        except psycopg.OperationalError as problem:
            said = str(problem)
            if "password authentication failed" in said:
                raise PostgresFolderUnusable(self.base, "its password file is wrong") from problem
            if any(busy in said for busy in BUSY):
                return True
            if f'database "{DATABASE}" does not exist' not in said:
                return False
            url = self.url("postgres")
            with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
        return True

    def _launch(self, binaries: Binaries, user: ServerUser, server_lock: int) -> int:
        """Start the server as a process of its own and return its number; it takes the lock along.

        A shell starts it in the background and ends at once: so the server is nobody's child here,
        survives us, and does not get the Ctrl-C meant for us.
        """
        sockets = self._make_socket_folder(user)
        self._retire_pid_files(user, sockets)
        arguments = [binaries["postgres"], "-D", str(self.data)]
        arguments += ["-k", str(sockets), "-p", str(PORT)]
        for name, value in self.settings.items():
            arguments += ["-c", f"{name}={value}"]
        with self._open_log() as output:
            told = subprocess.run(
                ["/bin/sh", "-c", IN_BACKGROUND, "sh", *user.command(arguments)],
                cwd="/",
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
                pass_fds=(server_lock,),
                check=True,
                **user.identity(),  # type: ignore[call-overload]
            )
        return int(told.stdout)

    def _may_try_again(self, log_from: int) -> bool:
        """After a `kill -9` a busy child of the old server may still hold its shared memory."""
        said = self._log(log_from)
        if "still in use" in said:
            self._end_orphans()
            time.sleep(0.2)
            return True
        return False

    def _end_orphans(self) -> None:
        """Ask what is left of a killed server to end; each notices at its next check point."""
        for pid in processes.all_working_in(self.data):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGTERM)
        time.sleep(0.1)

    def _retire_pid_files(self, user: ServerUser, sockets: Path) -> None:
        """Make no file name a process, where the one it names is not this server.

        PostgreSQL refuses to start while the number is taken, be it by a zombie or by a stranger.
        The other lines stay: with them PostgreSQL checks the old shared memory itself.
        """
        recorded = self._recorded_pid()
        if recorded is not None and processes.works_in(recorded, self.data):
            return
        (sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        self._socket().unlink(missing_ok=True)
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        _, _, rest = pid_file.read_text().partition("\n")
        retired = self.data / "postmaster.pid.retired"
        retired.write_text(f"{NO_PROCESS}\n{rest}")
        retired.chmod(0o600)
        user.own(retired)
        retired.replace(pid_file)

    # --- stopping -------------------------------------------------------------------------------

    def _stop_server(self) -> None:
        """Fast shutdown: open transactions are rolled back, what was committed is kept."""
        pid = self.postmaster_pid()
        if pid is not None and not locks.is_free(self.base / "server.lock"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + self.patience_seconds
        while not locks.is_free(self.base / "server.lock"):
            if self.postmaster_pid() is None:
                self._end_orphans()
            if time.monotonic() > deadline:
                what = f"PostgreSQL did not stop within {self.patience_seconds:g} s"
                raise PostgresDidNotStart(what, self._log(0))
            time.sleep(0.02)
        elsewhere = self.base / "socket-folder"
        if elsewhere.exists():
            shutil.rmtree(elsewhere.read_text(), ignore_errors=True)
            elsewhere.unlink()

    # --- what lies in the folder ----------------------------------------------------------------

    def _create_data(self, binaries: Binaries, user: ServerUser) -> None:
        """Make the database beside its place and move it there when it is complete."""
        log.info("creating the embedded database in %s", self.data)
        self._make_password()
        draft = self.base / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        user.own(draft)
        # initdb reads the password from a file of its own user, in a folder nobody else enters.
        with tempfile.TemporaryDirectory(dir=self.base, prefix="initdb.") as handover:
            user.own(Path(handover))
            password = Path(handover) / "password"
            password.write_text(self._password())
            user.own(password)
            arguments = [binaries["initdb"], "-D", str(draft), "-U", DATABASE_USER]
            arguments += ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"]
            arguments += ["--no-instructions", "--locale=C"]
            if binaries.major >= 17:
                arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            else:
                arguments += ["--lc-ctype=C.UTF-8"]
            if not self._durable:
                arguments.append("--no-sync")
            told = subprocess.run(
                user.command(arguments),
                cwd="/",
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                **user.identity(),  # type: ignore[call-overload]
            )
        if told.returncode != 0:
            raise PostgresDidNotStart("initdb failed", f"{told.stdout}{told.stderr}")
        draft.rename(self.data)
        folder = os.open(self.base, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _major_of_data(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            if self.data.exists():
                raise PostgresFolderUnusable(self.data, "it holds no PG_VERSION") from None
            return None

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().partition("\n")[0])
        except (FileNotFoundError, ValueError):
            return None

    def _make_password(self) -> None:
        """Kept when there is one: an interrupted first start must not change it."""
        kept = self.base / "password"
        if not kept.exists():
            draft = self.base / "password.draft"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(32))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(kept)

    def _password(self) -> str:
        return (self.base / "password").read_text()

    def _socket_folder(self) -> Path:
        try:
            return Path((self.base / "socket-folder").read_text())
        except FileNotFoundError:
            return self.base / "socket"

    def _socket(self) -> Path:
        return self._socket_folder() / f".s.PGSQL.{PORT}"

    def _make_socket_folder(self, user: ServerUser) -> Path:
        """0700 and the server user's own; below the temporary folder when our path is too long."""
        folder = self._socket_folder()
        too_long = len(os.fsencode(self._socket())) > LONGEST_SOCKET_PATH
        # A clean-up of the temporary folder may have taken it away, and others know the name now.
        gone = folder.parent != self.base and not folder.exists()
        if too_long or gone:
            folder = Path(tempfile.mkdtemp(prefix="huiqian-"))
            (self.base / "socket-folder").write_text(str(folder))
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        user.own(folder)
        return folder

    def _open_log(self) -> contextlib.AbstractContextManager[int]:
        path = self.base / "postgres.log"
        if self._log_size() > LARGEST_LOG:
            path.replace(self.base / "postgres.log.1")
        return closing_file(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))

    def _log_size(self) -> int:
        try:
            return (self.base / "postgres.log").stat().st_size
        except FileNotFoundError:
            return 0

    def _log(self, start: int) -> str:
        """At most the last 4,000 characters after `start`."""
        try:
            with open(self.base / "postgres.log", "rb") as file:
                file.seek(start)
                return file.read().decode(errors="replace")[-4000:]
        except FileNotFoundError:
            return ""


@contextlib.contextmanager
def closing_file(number: int) -> Iterator[int]:
    try:
        yield number
    finally:
        os.close(number)


def clean_environment() -> dict[str, str]:
    """Nothing of ours that would change the server: no PG… variables, no language, no zone."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
