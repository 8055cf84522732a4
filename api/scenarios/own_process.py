"""A server as a process of its own, which can be killed with `kill -9` and started again."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from api.chores.failure import ChoreFailed

STARTS_WITHIN_SECONDS = 300


class ServerProcess:
    """`huiqian serve` over one database."""

    admit = None

    def __init__(self, database_url: str, log: Path, arguments: list[str]) -> None:
        self._port = free_port()
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
        while time.monotonic() < until and self._process.poll() is None:
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

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def faults(self) -> str:
        """The last trace in the server's log; empty without one."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        _, trace, rest = text.rpartition("Traceback (most recent call last):")
        return last_trace(rest) if trace else ""


def last_trace(text: str) -> str:
    """The end of a trace: the innermost calls and the exception."""
    lines = text.splitlines()
    ends = (n for n, line in enumerate(lines[1:], 1) if line and not line.startswith(" "))
    end = next(ends, len(lines) - 1)
    return "\n".join(lines[max(0, end - 12) : end + 1])


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
