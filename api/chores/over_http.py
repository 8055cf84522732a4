"""`huiqian case`, `task` and `clock`: talk to a running server as a person."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.chores.failure import ChoreFailed
from api.chores.passwords import password_of
from api.client import Client

Say = Callable[[str], None]


def connect(url: str, user: str | None) -> Client:
    """Signed in with HUIQIAN_TOKEN, or as `user` with HUIQIAN_PASSWORD or one typed in.

    Raises: ChoreFailed, Refused.
    """
    token = os.environ.get("HUIQIAN_TOKEN", "")
    client = Client(url.rstrip("/"), token="" if user else token, language="en")
    if user:
        client.sign_in(user, password_of(user))
    elif not token:
        raise ChoreFailed("who are you? give --user NAME, or a token in HUIQIAN_TOKEN")
    return client


def fields_of(texts: list[str], file: Path | None) -> dict[str, Any]:
    """`name=value` pairs (JSON where it parses as JSON, else text) over a JSON file.

    Raises: ChoreFailed.
    """
    found: dict[str, Any] = {}
    if file is not None:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise ChoreFailed(f"{file}: {problem}") from problem
        if not isinstance(found, dict):
            raise ChoreFailed(f"{file}: expected a JSON object")
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise ChoreFailed(f"expected name=value, but got {text!r}")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found


def list_cases(client: Client, say: Say, **filters: Any) -> None:
    for case in client.get("/cases", **filters)["items"]:
        say(f"{case['number']:<28} {case['state']:<16} {case['title_zh']}  {case['case_id']}")


def show(client: Client, path: str, say: Say, **query: Any) -> None:
    say(json.dumps(client.get(path, **query), ensure_ascii=False, indent=2))


def start_case(client: Client, process: str, area: str, fields: dict[str, Any], say: Say) -> None:
    done = client.command("/cases", {"process": process, "area": area, "fields": fields})
    say(f"{done['number']}  {done['state']}  {done['case_id']}")


def list_tasks(client: Client, box: str, say: Say, **filters: Any) -> None:
    for task in client.get("/tasks", box=box, **filters)["items"]:
        due = (task["due_at"] or "")[:16]
        say(f"{task['case_id']} {task['task']:<6} {task['number']:<28} {task['title_zh']}  {due}")


def act_on_task(
    client: Client, verb: str, case_id: str, task: str, body: dict[str, Any], say: Say
) -> None:
    done = client.command(f"/cases/{case_id}/tasks/{task}/{verb}", body)
    opened = ", ".join(each["element"] for each in done["opened"])
    say(f"{done['number']}  {done['state']}" + (f"  opened: {opened}" if opened else ""))


def move_clock(client: Client, by: str | None, area: str, say: Say) -> None:
    if by is None:
        clock = client.get("/clock")
    else:
        clock = client.command("/clock/advance", {"by": by, "area": area})
    say(f"{clock['now']}  {'trial' if clock['trial'] else 'live'}")
