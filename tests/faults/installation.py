"""The product as a user runs it: `serve` and `worker` of `huiqian` over one embedded database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import httpx

from api.client import Client
from api.demo.load import PASSWORD
from engine.store.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 120
SERVER, WORKER, DATABASE = "server", "worker", "database"


class Installation:
    """Two processes and their database below `folder`; each can be killed and comes back.

    Server and worker are started again by us, as a service manager would; the database by them.
    """

    def __init__(self, folder: Path, bundles: Path) -> None:
        self.folder = folder
        self.postgres = EmbeddedPostgres(folder / "home" / "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._options = ["--home", str(folder / "home"), "--bundles", str(bundles)]
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        try:
            self._start(SERVER, "--demo", "--no-cases")
            self.wait_until_it_answers()
            self._start(WORKER)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.postgres.stop(although_shared=True)

    # --- killing ----------------------------------------------------------------------------------

    def kill(self, what: str) -> None:
        """`kill -9`, and the same again unless it is looked after already."""
        if what == DATABASE:
            if pid := self.postgres.postmaster_pid():
                os.kill(pid, signal.SIGKILL)
            return
        process = self._processes[what]
        process.kill()
        process.wait()
        self._start(what)

    def ended(self) -> list[str]:
        """Processes that ended by themselves, with the end of what they wrote."""
        return [
            f"{what}: {self.log(what)}"
            for what, process in self._processes.items()
            if process.poll() is not None
        ]

    # --- talking ----------------------------------------------------------------------------------

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < until:
            assert not self.ended(), self.ended()
            try:
                if httpx.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"no answer in {STARTS_WITHIN_SECONDS} s: {self.log(SERVER)}")

    def identification(self, person: str) -> dict[str, str]:
        """Headers of a session of a sample person; sessions outlive every kill."""
        with Client(self.url) as client:
            client.sign_in(person, PASSWORD)
            return client.identification

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of `huiqian` on this installation."""
        return subprocess.run(
            [sys.executable, "-m", "api.cli", *arguments, *self._options],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
        )

    def log(self, what: str) -> str:
        return (self.folder / f"{what}.log").read_text(encoding="utf-8", errors="replace")[-3_000:]

    # --- starting ---------------------------------------------------------------------------------

    def _start(self, what: str, *more: str) -> None:
        command = {
            SERVER: ["serve", "--port", str(self.port), *more],
            WORKER: ["worker"],
        }[what]
        with (self.folder / f"{what}.log").open("ab") as log:
            self._processes[what] = subprocess.Popen(
                [sys.executable, "-m", "api.cli", *command, *self._options],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _environment(self) -> dict[str, str]:
        # Compiled once, as for any user: each of the many starts is quick then.
        left_out = ("HUIQIAN_DATABASE_URL", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
        mine = {name: value for name, value in os.environ.items() if name not in left_out}
        return {**mine, "HUIQIAN_CONNECTIONS": "12"}
