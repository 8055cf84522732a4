"""Write a command: changes, entry and state become the parameters of one guarded statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from engine.feel import from_tagged
from engine.journal.entry import Entry
from engine.runtime.environment import CaseFacts
from engine.runtime.state import State, dump_state
from engine.store import search_words
from engine.store.changes import Changes
from engine.store.decided_rows import source_of
from engine.store.statement import statement

_encode = msgspec.json.Encoder().encode
#: Sleeping workers look at least this often, so that later jobs need no waking.
SAFETY_POLL = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class NewCase:
    """What only the first command of a case writes."""

    facts: CaseFacts
    pins: str
    bundle: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: to find it by, by source


@dataclass(frozen=True, slots=True)
class TaskTitles:
    """Names of user tasks by (process, element), for the lists."""

    by_element: Mapping[tuple[str, str], tuple[str, str]]

    def of(self, process: str, element: str) -> tuple[str, str]:
        return self.by_element.get((process, element), (element, ""))


def write(
    connection: psycopg.Connection[Any],
    case_id: UUID,
    version: int,
    state: State,
    entry: Entry,
    changes: Changes,
    titles: TaskTitles,
    frozen_at: datetime | None,
    new: NewCase | None = None,
) -> bool:
    """Write everything in one statement; False when the case is no longer at `version`."""
    parameters: dict[str, Any] = {
        "case_id": case_id,
        "version": version,
        "entry": entry.entry,
        "at": entry.at,
        "command": entry.command,
        "actor": entry.actor,
        "key": entry.key,
        "document": entry.document.decode(),
        "hash": entry.hash,
        "state": dump_state(state).decode(),
        "case_state": state.case_state,
        "frozen": state.frozen,
        "frozen_at": _frozen_at(state, entry.at, frozen_at),
        "ended_at": entry.at if state.ended else None,
    }
    if new is not None:
        parameters |= {
            "number": new.facts.number,
            "process": new.facts.process,
            "area": new.facts.area,
            "applicant": new.facts.applicant,
            "organisation": new.facts.organisation,
            "pins": new.pins,
            "bundle": new.bundle,
        }
    used = _parameters_of(changes, parameters, titles, entry.at, frozen_at)
    used += _words(changes, parameters, new)
    text = statement("update" if new is None else "insert", used, notify=_wakes(changes, entry.at))
    with connection.cursor() as cursor:
        cursor.execute(text, parameters, prepare=True)
        return cursor.fetchone() is not None


def _frozen_at(state: State, at: datetime, before: datetime | None) -> datetime | None:
    return (before or at) if state.frozen else None


def _wakes(changes: Changes, at: datetime) -> bool:
    if changes.held is False or changes.retried_job is not None:
        return True
    soon = at + SAFETY_POLL
    return any(
        job["due_at"] is None or datetime.fromisoformat(job["due_at"]) <= soon
        for job in changes.jobs
    )


def _parameters_of(
    changes: Changes,
    parameters: dict[str, Any],
    titles: TaskTitles,
    at: datetime,
    frozen_at: datetime | None,
) -> list[str]:
    used = []
    for name, fill in _FILLERS.items():
        if getattr(changes, name):
            fill(changes, parameters)
            used.append(name)
    if changes.tasks_opened:
        parameters["tasks_opened"] = _text(_opened_rows(changes, titles))
        used.append("tasks_opened")
        if any("again" in each for each in changes.tasks_opened.values()):
            used.append("again")
    if changes.retried_job is not None:
        parameters["retried_job"] = changes.retried_job
        used.append("retried")
    if changes.held is True:
        used.append("held")
    if changes.held is False:
        parameters["frozen_for"] = at - (frozen_at or at)
        used.append("let_go")
    return used


def _text(value: Any) -> str:
    return _encode(value).decode()


def _opened_rows(changes: Changes, titles: TaskTitles) -> list[dict[str, Any]]:
    rows = []
    for n, change in changes.tasks_opened.items():
        event = change["event"]
        zh, en = titles.of(event.process, event.node)
        rows.append(
            {
                "n": n,
                "node": event.node,
                "node_process": event.process,
                "form": event.form,
                "title_zh": zh,
                "title_en": en,
                "groups": event.groups,
                "users": event.users,
                "assignee": change.get("assignee", ""),
                "state": change["state"],
                "due_at": event.due or None,
                "limit_id": event.limit_id,
                "outcome": change.get("outcome", ""),
                "completed_by": change.get("completed_by", ""),
                "again": change.get("again", False),
                "returned_to": change.get("returned_to", ""),
            }
        )
    return rows


def _variables(changes: Changes, parameters: dict[str, Any]) -> None:
    parameters["scopes"] = [scope for scope, _name in changes.variables]
    parameters["names"] = [name for _scope, name in changes.variables]
    parameters["values"] = [_text(value) for value in changes.variables.values()]


def _candidates(changes: Changes, parameters: dict[str, Any]) -> None:
    rows = []
    for n, candidate in dict.fromkeys(changes.candidates):
        opened = changes.tasks_opened.get(n)
        due = opened["event"].due or "infinity" if opened else None
        rows.append({"n": n, "candidate": candidate, "due_at": due})
    parameters["candidates"] = _text(rows)


def _candidates_gone(changes: Changes, parameters: dict[str, Any]) -> None:
    parameters["candidates_gone"] = changes.candidates_gone
    # A row that is deleted and inserted again by one statement would be lost.
    parameters["candidates_kept"] = [f"{n} {candidate}" for n, candidate in changes.candidates]


def _performers(changes: Changes, parameters: dict[str, Any]) -> None:
    parameters["elements"] = [element for element, _person in changes.performers]
    parameters["persons"] = [person for _element, person in changes.performers]


def _jobs_gone(changes: Changes, parameters: dict[str, Any]) -> None:
    parameters["gone_kinds"] = [kind for kind, _n in changes.jobs_gone]
    parameters["gone_numbers"] = [n for _kind, n in changes.jobs_gone]


def _tasks_changed(changes: Changes, parameters: dict[str, Any]) -> None:
    rows = [{"n": n, **change} for n, change in changes.tasks_changed.items()]
    parameters["tasks_changed"] = _text(rows)


def _search(changes: Changes, parameters: dict[str, Any]) -> None:
    parameters["search"] = _text([search_row(*each) for each in changes.search.items()])


def search_row(name: str, tagged: Any) -> dict[str, Any]:
    """A search field's row: its value in the column of its type."""
    value = from_tagged(tagged)
    row: dict[str, Any] = {"name": name}
    if isinstance(tagged, dict) and "d" in tagged:
        row["date_value"] = tagged["d"]
    elif isinstance(tagged, str):
        row["text_value"] = tagged[:500]
    elif tagged is not None and not isinstance(tagged, bool | list | dict):
        row["number_value"] = tagged
    elif isinstance(tagged, dict) and "n" in tagged:
        row["number_value"] = str(value)
    return row


def _words(changes: Changes, parameters: dict[str, Any], new: NewCase | None) -> list[str]:
    """What the case is found by: all of it for a new case, else what was set and decided."""
    if not changes.search and not changes.decided and (new is None or not new.words):
        return []
    found = {
        name: search_words.value_words(from_tagged(value)) for name, value in changes.search.items()
    }
    decided = [(source_of(word), (word,)) for word in changes.decided]
    given = [*(new.words if new else {}).items(), *found.items(), *decided]
    sources, words = search_words.rows(given)
    parameters["word_sources"], parameters["words"] = sources, words
    used = ["words"] if words else []
    if new is None and found:
        parameters["words_gone"] = list(found)
        # A row that is deleted and inserted again by one statement would be lost.
        kept = [f"{source} {word}" for source, word in zip(sources, words, strict=True)]
        parameters["words_kept"] = kept
        used.append("words_gone")
    return used


def _same(name: str) -> Any:
    def fill(changes: Changes, parameters: dict[str, Any]) -> None:
        parameters[name] = list(getattr(changes, name))

    return fill


def _as_json(name: str) -> Any:
    def fill(changes: Changes, parameters: dict[str, Any]) -> None:
        parameters[name] = _text(getattr(changes, name))

    return fill


_FILLERS: dict[str, Any] = {
    "scopes_gone": _same("scopes_gone"),
    "variables": _variables,
    "tasks_changed": _tasks_changed,
    "candidates_gone": _candidates_gone,
    "candidates": _candidates,
    "parties": _same("parties"),
    "performers": _performers,
    "waits": _as_json("waits"),
    "waits_gone": _same("waits_gone"),
    "jobs": _as_json("jobs"),
    "jobs_gone": _jobs_gone,
    "incidents": _as_json("incidents"),
    "incidents_gone": _same("incidents_gone"),
    "attachments": _same("attachments"),
    "search": _search,
    "drafts_gone": _same("drafts_gone"),
    "notices": _as_json("notices"),
}
