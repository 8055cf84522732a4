"""People at work over HTTP who write down what was acknowledged, and ask again what was not."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

AREA = "P1_CITY"
PROCESS = "steady"
APPLICANT = "chen.jing"
#: element → who does it
DOES = {"check": "zhao.min", "review": "li.wei", "confirm": "wang.fang"}
#: Cases of one client that wait for the workers; more are not begun.
MOST_WAITING = 12
#: No kill keeps a request unanswered for so long.
ANSWERED_WITHIN_SECONDS = 90


@dataclass(frozen=True)
class Acknowledged:
    """One command that the server said it had carried out."""

    case_id: UUID
    entry: int
    key: str
    command: str
    person: str
    repeated: bool  #: the first answer was lost


class Clerk(threading.Thread):
    """One client: begins cases, does their tasks, keeps its own list of what was acknowledged."""

    def __init__(self, port: int, sessions: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[Acknowledged] = []
        self.surprises: list[str] = []  #: answers that should not be
        self.resent = 0
        self._port = port
        self._sessions = sessions
        self._connection: http.client.HTTPConnection | None = None
        self._tasks: deque[tuple[str, int, str]] = deque()  #: case, task, element
        self._waiting: set[str] = set()  #: cases whose next task comes from a worker
        self._closing = threading.Event()

    def close_down(self) -> None:
        """Begin nothing any more; the thread ends when all its tasks are done."""
        self._closing.set()

    def run(self) -> None:
        while not self.surprises and self._has_work():
            pass
        self._drop()

    def _has_work(self) -> bool:
        if self._tasks:
            self._do(*self._tasks.popleft())
        elif len(self._waiting) < MOST_WAITING and not self._closing.is_set():
            self._begin()
        elif self._waiting:
            self._look()
        else:
            return False
        return True

    # --- work -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        body = {"process": PROCESS, "area": AREA, "fields": {}}
        self._take(self._command("StartCase", APPLICANT, "/cases", body))

    def _do(self, case_id: str, task: int, element: str) -> None:
        person = DOES[element]
        path = f"/cases/{case_id}/tasks/{task}"
        self._command("ClaimTask", person, f"{path}/claim", {})
        body = {"outcome": "ok", "opinion": "同意", "fields": {}}
        done = self._command("CompleteTask", person, f"{path}/complete", body)
        if element == "check":
            self._take(done)
        elif element == "review":
            self._waiting.add(case_id)

    def _look(self) -> None:
        """Find the tasks that workers have opened for the cases of this client."""
        time.sleep(0.25)
        path = f"/tasks?box=groups&process={PROCESS}&limit=200"
        listed = self._until_answered("GET", path, DOES["confirm"])
        for row in listed["items"] if listed else ():
            if row["case_id"] in self._waiting:
                self._waiting.discard(row["case_id"])
                self._tasks.append((row["case_id"], row["task"], row["element"]))

    def _ask_for(self, case_id: str) -> None:
        path = f"/tasks?box=groups&process={PROCESS}&limit=200"
        for person in sorted({DOES["check"], DOES["review"]}):
            listed = self._until_answered("GET", path, person)
            for row in listed["items"] if listed else ():
                if row["case_id"] == case_id:
                    self._tasks.append((case_id, row["task"], row["element"]))

    def _take(self, done: Any) -> None:
        """Go on with what the command opened; an answer given again does not say what that was."""
        if done and done["repeated"]:
            self._ask_for(done["case_id"])
        for opened in done["opened"] if done else ():
            self._tasks.append((done["case_id"], opened["task"], opened["element"]))

    # --- sending ----------------------------------------------------------------------------------

    def _command(self, command: str, person: str, path: str, body: Any) -> Any:
        key = str(uuid.uuid4())
        done = self._until_answered("POST", path, person, body, key)
        if done is None:
            return None
        case_id = UUID(done["case_id"])
        self.acknowledged.append(
            Acknowledged(case_id, done["version"], key, command, person, done["repeated"])
        )
        return done

    def _until_answered(
        self, method: str, path: str, person: str, body: Any = None, key: str = ""
    ) -> Any:
        """The answer's document; sent again, with the same key, while there is no answer."""
        headers = {**self._sessions[person], "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        content = None if body is None else json.dumps(body)
        until = time.monotonic() + ANSWERED_WITHIN_SECONDS
        while True:
            try:
                status, text = self._once(method, path, content, headers)
            except (OSError, http.client.HTTPException):
                status, text = 0, ""
            if 200 <= status < 300:
                return json.loads(text)
            if 0 < status < 500 or time.monotonic() > until:
                self.surprises.append(f"{method} {path} by {person}: {status} {text[:500]}")
                return None
            self._drop()
            self.resent += 1
            time.sleep(0.1)

    def _once(
        self, method: str, path: str, content: str | None, headers: Mapping[str, str]
    ) -> tuple[int, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        self._connection.request(method, path, content, dict(headers))
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
