"""Scenarios played for designers, in the background: a child process per run, one at a time."""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from engine.reads.scenario_runs import report_run
from engine.wiring import Engine

log = logging.getLogger(__name__)

LONGEST_SECONDS = 15 * 60
BEAT_SECONDS = 20


class ScenarioRuns:
    """Starts runs and keeps their progress in the database; pages may leave meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Semaphore(1)
        self._threads: list[threading.Thread] = []
        self._child: subprocess.Popen[str] | None = None
        self._stopping = False

    def start(self, id: UUID, key: str, bundles: Mapping[str, Mapping[str, bytes]]) -> None:
        """Play the scenarios of `key` beside the other bundles, by key and path."""
        thread = threading.Thread(
            target=self._run, args=(id, key, bundles), name=f"scenarios-{id}", daemon=True
        )
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """End what is being played: the service is going down."""
        self._stopping = True
        child = self._child
        if child is not None and child.poll() is None:
            child.kill()
        for thread in self._threads:
            thread.join(10)

    def _run(self, id: UUID, key: str, bundles: Mapping[str, Mapping[str, bytes]]) -> None:
        seen = _Seen()
        beating = threading.Event()
        beat = threading.Thread(target=self._beat, args=(id, seen, beating), daemon=True)
        beat.start()
        try:
            with self._turn, tempfile.TemporaryDirectory(prefix="huiqian-scenarios-") as folder:
                if self._stopping:
                    return
                _write(Path(folder), bundles)
                self._play(id, Path(folder), key, seen)
        except Exception as fault:
            log.exception("fault while playing scenarios of %s", key)
            seen.failure = f"{type(fault).__name__}"
        finally:
            beating.set()
        if not self._stopping:  # else it is given up by whoever reads it next
            self._report(id, seen, "failed" if seen.failure else "done")

    def _play(self, id: UUID, folder: Path, key: str, seen: "_Seen") -> None:
        asked = {
            "database": self._engine.url,
            "bundles": str(folder),
            "scenarios": str(folder / key / "scenarios"),
        }
        with subprocess.Popen(
            [sys.executable, "-m", "api.scenarios.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).parents[1],
        ) as child:
            self._child = child
            limit = threading.Timer(LONGEST_SECONDS, child.kill)
            limit.start()
            try:
                self._listen(id, child, asked, seen)
            finally:
                limit.cancel()
                if child.poll() is None:
                    child.kill()

    def _listen(
        self, id: UUID, child: subprocess.Popen[str], asked: dict[str, str], seen: "_Seen"
    ) -> None:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(asked) + "\n")
        child.stdin.close()
        complaints: list[str] = []
        drain = threading.Thread(target=_drain, args=(child.stderr, complaints), daemon=True)
        drain.start()
        for line in child.stdout:
            if line.startswith("{"):
                seen.take(json.loads(line))
                self._report(id, seen)
        child.wait()
        drain.join(5)
        if child.returncode and not seen.failure:
            seen.failure = "".join(complaints[-5:]).strip() or f"exit code {child.returncode}"

    def _beat(self, id: UUID, seen: "_Seen", ended: threading.Event) -> None:
        while not ended.wait(BEAT_SECONDS):
            self._report(id, seen)

    def _report(self, id: UUID, seen: "_Seen", state: str = "running") -> None:
        if self._stopping:
            return
        with self._engine.database.begin() as connection:
            report_run(
                connection,
                id,
                total=seen.total,
                results=seen.results,
                state=state,
                failure=seen.failure[:4_000],
            )


class _Seen:
    """What the child has said so far."""

    def __init__(self) -> None:
        self.total = 0
        self.results: list[Any] = []
        self.failure = ""

    def take(self, line: dict[str, Any]) -> None:
        self.total = line.get("total", self.total)
        self.failure = line.get("failure", self.failure)
        if "report" in line:
            self.results.append(line["report"])


def _write(folder: Path, bundles: Mapping[str, Mapping[str, bytes]]) -> None:
    for key, files in bundles.items():
        for path, content in files.items():
            place = folder / key / PurePosixPath(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _drain(stream: Any, into: list[str]) -> None:
    into.extend(stream)
