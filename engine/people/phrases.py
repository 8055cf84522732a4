"""Phrases 常用语 of a person: kept, listed, and what they wrote last on a step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from engine.store.tables.journal import journal
from engine.store.tables.phrases import phrase
from engine.store.tables.tasks import task as tasks

MOST_PHRASES: Final = 60
#: How many of a person's last tasks of a kind are looked at for opinions.
LOOKED_AT: Final = 12
RECENT: Final = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    id: int
    process: str  #: empty: everywhere
    text: str


def phrases_of(connection: Connection, person: str, process: str) -> list[Phrase]:
    """Those for the process, then those for every process, in the person's order."""
    rows = connection.execute(
        select(phrase.c.id, phrase.c.process, phrase.c.text)
        .where(phrase.c.person == person, phrase.c.process.in_((process, "")))
        .order_by((phrase.c.process == ""), phrase.c.position, phrase.c.id)
        .limit(MOST_PHRASES)
    )
    return [Phrase(row.id, row.process, row.text) for row in rows]


def add_phrase(connection: Connection, person: str, process: str, text: str) -> Phrase:
    """Keep a phrase behind the others; the same text for the same process is kept once."""
    found = connection.execute(
        select(phrase.c.id, phrase.c.process, phrase.c.text).where(
            phrase.c.person == person, phrase.c.process == process, phrase.c.text == text
        )
    ).first()
    if found is not None:
        return Phrase(*found)
    last = connection.scalar(
        select(func.coalesce(func.max(phrase.c.position), 0)).where(
            phrase.c.person == person, phrase.c.process == process
        )
    )
    made = connection.scalar(
        insert(phrase)
        .values(
            person=person,
            process=process,
            text=text,
            position=(last or 0) + 1,
            changed_at=func.clock_timestamp(),
        )
        .returning(phrase.c.id)
    )
    assert made is not None
    return Phrase(made, process, text)


def remove_phrase(connection: Connection, person: str, phrase_id: int) -> bool:
    """Whether it was one of the person's."""
    gone = connection.execute(
        delete(phrase).where(phrase.c.person == person, phrase.c.id == phrase_id)
    )
    return bool(gone.rowcount)


def last_texts(
    connection: Connection,
    person: str,
    process: str,
    element: str,
    outcome: str | None = None,
    *,
    notes: bool = False,
) -> list[str]:
    """What the person wrote last on this step, newest first, each text once; three at most.

    With an `outcome`, only what was written with it: the reason of a return fits no approval.
    `notes`: the reasons beside fields that a return named, instead of opinions.
    """
    wanted = [
        tasks.c.completed_by == person,
        tasks.c.node == element,
        tasks.c.node_process == process,
    ]
    if outcome is not None:
        wanted.append(tasks.c.outcome == outcome)
    done = (
        select(tasks.c.case_id, tasks.c.n, tasks.c.closed_at)
        .where(*wanted)
        .order_by(tasks.c.closed_at.desc())
        .limit(LOOKED_AT)
        .subquery("done")
    )
    rows = connection.execute(
        select(done.c.n, journal.c.document)
        .join(journal, journal.c.case_id == done.c.case_id)
        .where(journal.c.command == "CompleteTask", journal.c.actor == person)
        .order_by(done.c.closed_at.desc(), journal.c.entry.desc())
    )
    found: dict[str, None] = {}
    for row in rows:
        command = json.loads(row.document)["command"]
        if command.get("task") == row.n:
            found |= dict.fromkeys(_notes(command) if notes else _opinion(command))
        if len(found) >= RECENT:
            break
    return list(found)[:RECENT]


def _notes(command: Mapping[str, Any]) -> list[str]:
    return [text for text in command.get("corrections", {}).values() if text]


def _opinion(command: Mapping[str, Any]) -> list[str]:
    """The opinion, unless it only repeats the reasons beside the fields."""
    opinion = str(command.get("opinion", "")).strip()
    notes = _notes(command)
    repeats = notes and all(line.endswith(tuple(notes)) for line in opinion.split("\n"))
    return [opinion] if opinion and not repeats else []
