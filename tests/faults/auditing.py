"""Compare what clients were told with what tables, journals and registers hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from engine.journal.reading import entries
from engine.journal.replay import replayed
from engine.journal.verify import verify_entries
from engine.runtime import events as e
from engine.runtime.state import dump_state
from tests.faults.clients import DOES, PROCESS, Acknowledged

BY_PEOPLE = ("StartCase", "ClaimTask", "CompleteTask")
#: One row of each for every finished case.
REGISTERS = ("office_ledger", "fund_movement", "payment_order")


@dataclass
class Findings:
    """Each list must stay empty."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    cases: int = 0
    entries: int = 0

    def __str__(self) -> str:
        parts = ((name, getattr(self, name)) for name in ("lost", "twice", "broken", "other"))
        counts = ", ".join(f"{name} {len(found)} {found[:3]}" for name, found in parts)
        return f"{self.cases} cases, {self.entries} journal entries: {counts}"

    @property
    def clean(self) -> bool:
        return not (self.lost or self.twice or self.broken or self.other)


def audit(
    connection: psycopg.Connection[Any], told: Iterable[Acknowledged], pooled_case: UUID
) -> Findings:
    """`told` is what all clients were told; `pooled_case` filled the fund and is none of theirs."""
    found = Findings()
    by_case: dict[UUID, list[Acknowledged]] = {}
    for each in told:
        by_case.setdefault(each.case_id, []).append(each)
    rows = connection.execute('select case_id, state from engine."case"').fetchall()
    kept = {case_id: state for case_id, state in rows if case_id != pooled_case}
    found.lost += [f"case {case_id}" for case_id in by_case.keys() - kept.keys()]
    found.twice += [f"case {case_id} nobody was told of" for case_id in kept.keys() - by_case]
    for case_id, state in kept.items():
        _one_case(connection, case_id, state, by_case.get(case_id, []), found)
    _registers(connection, set(kept), found)
    _leftovers(connection, found)
    return found


def _one_case(
    connection: psycopg.Connection[Any],
    case_id: UUID,
    state: str,
    told: list[Acknowledged],
    found: Findings,
) -> None:
    journal = list(entries(connection, case_id))
    found.cases += 1
    found.entries += len(journal)
    verified = verify_entries(case_id, journal)
    head = connection.execute(
        "select entry, hash from engine.head where case_id = %s", (case_id,)
    ).fetchone()
    if (
        not verified.sound
        or head is None
        or (head[0], bytes(head[1]))
        != (
            verified.entries,
            verified.head,
        )
    ):
        found.broken.append(f"{case_id}: {verified.changed} {verified.missing} {head}")
    rebuilt, _variables, _count = replayed(journal)
    if dump_state(rebuilt).decode() != state or not rebuilt.ended:
        found.broken.append(f"{case_id}: tables and journal differ, or the case has not ended")

    by_key = {each.key: each for each in journal if each.command in BY_PEOPLE}
    for each in told:
        entry = by_key.pop(each.key, None)
        if entry is None or (entry.entry, entry.command, entry.actor) != (
            each.entry,
            each.command,
            each.person,
        ):
            found.lost.append(f"{each} is {entry and (entry.entry, entry.command, entry.actor)}")
    found.twice += [f"{case_id}: nobody was told of {each}" for each in by_key.values()]

    happened = [event for entry in journal for event in entry.document().events]
    done = Counter(event.n for event in happened if isinstance(event, e.TaskCompleted))
    jobs = Counter(event.n for event in happened if isinstance(event, e.JobCompleted))
    fired = Counter(event.n for event in happened if isinstance(event, e.WaitTriggered))
    for what, counted, wanted in (("task", done, 3), ("job", jobs, 2), ("timer", fired, 1)):
        found.twice += [
            f"{case_id}: {what} {n} {times}×" for n, times in counted.items() if times > 1
        ]
        if len(counted) != wanted:
            found.lost.append(f"{case_id}: {len(counted)} {what}s done")
    tasks = connection.execute(
        "select node, state, completed_by from engine.task where case_id = %s", (case_id,)
    ).fetchall()
    if sorted(tasks) != sorted((node, "completed", person) for node, person in DOES.items()):
        found.lost.append(f"{case_id}: tasks {tasks}")


def _registers(connection: psycopg.Connection[Any], cases: set[UUID], found: Findings) -> None:
    for table in REGISTERS:
        rows = connection.execute(
            f"select case_id, count(*) from register.{table} group by case_id"
        ).fetchall()
        counted = {case_id: count for case_id, count in rows if case_id in cases}
        found.lost += [f"{table}: {case_id}" for case_id in cases - counted.keys()]
        found.twice += [f"{table}: {c} {n}×" for c, n in counted.items() if n != 1]


def _leftovers(connection: psycopg.Connection[Any], found: Findings) -> None:
    for table, condition in (
        ("job", "true"),
        ("incident", "resolved_at is null"),
        ("wait", "true"),
    ):
        row = connection.execute(
            f"select count(*) from engine.{table} where {condition}"
        ).fetchone()
        if row != (0,):
            found.other.append(f"{row} rows left in {table}")
    row = connection.execute(
        'select count(*) from engine."case" where process = %s', (PROCESS,)
    ).fetchone()
    if row != (found.cases,):
        found.other.append(f"{row} cases of {PROCESS}, {found.cases} were expected")
