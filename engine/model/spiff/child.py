"""A child process that runs SpiffWorkflow, asked over pipes and killed at its time limit.

SpiffWorkflow's parser can hang and its recursion can end a process, so nothing of it runs here.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

#: Folder that holds the package `engine`.
_ROOT: Final = Path(__file__).resolve().parents[3]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from engine.model.spiff.inside import serve; serve()"
)
#: Environment variables the child gets; no address or password of ours is among them.
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
_LONGEST_ANSWER: Final = 16 * 1024 * 1024


class ChildFailed(Exception):
    """The child gave no answer: too late, ended, or a question it could not take."""


class Child:
    """One child process; started by the first question, started again after it was killed.

    Use it as a context manager, from one thread at a time.
    """

    def __init__(self, limit_seconds: float = 20.0) -> None:
        self._limit_seconds = limit_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def ask(self, question: dict[str, Any], limit_seconds: float | None = None) -> dict[str, Any]:
        """The answer to one question. Raises: ChildFailed."""
        limit = self._limit_seconds if limit_seconds is None else limit_seconds
        process = self._process if self._process is not None else self.start()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = self._line(process, limit)
            answer = json.loads(line)
        except (OSError, ValueError) as error:
            self.stop()
            raise ChildFailed(f"the child gave no answer: {error}") from error
        if not isinstance(answer, dict) or "failed" in answer:
            raise ChildFailed(str(answer.get("failed")) if isinstance(answer, dict) else "?")
        return answer

    def stop(self) -> None:
        """Kill the child, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not written yet is of no use any more
                    stream.close()
        process.wait()

    def start(self) -> subprocess.Popen[bytes]:
        """Start it before the first question, which then need not wait for its imports."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
        return self._process

    @staticmethod
    def _line(process: subprocess.Popen[bytes], limit_seconds: float) -> bytes:
        """One line of its output. Raises: OSError when it is late, ValueError when it ended."""
        assert process.stdout is not None
        end = time.monotonic() + limit_seconds
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not received.endswith(b"\n"):
                left = end - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError(f"the time limit of {limit_seconds} s has passed")
                piece = os.read(process.stdout.fileno(), 1 << 16)
                if not piece:
                    raise ValueError("it ended")
                received += piece
                if len(received) > _LONGEST_ANSWER:
                    raise ValueError("its answer is too long")
        return bytes(received)
