"""The rows of one completed task, written with nothing but the driver, or by pgbench.

The plain form of what a command of the benchmarks' three-step process writes: the case and its head
changed, a journal entry of the same size, three variables, a task closed and one opened with its
candidate, two parties, a performer. No reading, deciding, hashing: the least that the same
durability costs. The cases are copies of a real one, with ids made from a number.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from engine.store.postgres.binaries import find_binaries

#: `{case}` the case's id, `{n}` a number used once (entry and task), `{document}` the entry.
STATEMENTS = (
    'update engine."case" set version = {n}, state = state where case_id = {case}',
    (
        "update engine.head set entry = {n}, hash = sha256({document}::bytea), at = now()"
        " where case_id = {case}"
    ),
    (
        "insert into engine.journal (case_id, entry, at, command, actor, key, document, hash)"
        " values ({case}, {n}, now(), 'CompleteTask', 'zhao', {n}::text, {document},"
        " decode('{hash}', 'hex'))"
    ),
    (
        "insert into engine.variable (case_id, scope, name, value) values"
        " ({case}, 1, 'outcome', 'null'), ({case}, 1, 'opinion', '\"同意\"'),"
        " ({case}, 1, 'completed_by', '\"zhao\"')"
        " on conflict (case_id, scope, name) do update set value = excluded.value"
    ),
    (
        "update engine.task set state = 'completed', closed_at = now(), completed_by = 'zhao'"
        " where case_id = {case} and n = 3"
    ),
    "delete from engine.task_candidate where case_id = {case} and n = 3",
    (
        "insert into engine.task select case_id, {n}, node, node_process, form, title_zh, title_en,"
        " number, process, area, applicant, groups, users, assignee, 'open', now(), due_at, due_key"
        " from engine.task where case_id = {case} and n = 3"
    ),
    (
        "insert into engine.task_candidate (case_id, n, candidate, process, due_key)"
        " values ({case}, {n}, 'g.A1.hrss_bureau.reviewer', 'three', 'infinity')"
    ),
    (
        "insert into engine.case_party (case_id, party) values"
        " ({case}, 'g.A1.hrss_bureau.reviewer'), ({case}, 'u.zhao') on conflict do nothing"
    ),
    (
        "insert into engine.performer (case_id, element, person) values ({case}, 'step_1', 'zhao')"
        " on conflict do nothing"
    ),
)
SPACE = "00000000-0000-7000-8000-"
_numbers = itertools.count(10_000)


def case_of(number: int) -> UUID:
    return UUID(f"{SPACE}{number:012d}")


def copy_case(connection: psycopg.Connection[Any], original: UUID, count: int) -> str:
    """Make `count` copies of a case with its open task 3; the document of its newest entry."""
    ids = f"('{SPACE}' || lpad(i::text, 12, '0'))::uuid"
    numbers = f"generate_series(0, {count - 1}) as i"
    columns = {
        '"case"': "version, number || '-' || i, process, area, applicant, organisation,"
        " started_at, ended_at, case_state, frozen, frozen_at, pins, bundle, state",
        "head": "entry, hash, at",
        "task": "n, node, node_process, form, title_zh, title_en, number, process, area,"
        " applicant, groups, users, assignee, state, opened_at, due_at, due_key",
    }
    for table, rest in columns.items():
        statement = (
            f"insert into engine.{table} select {ids}, {rest} from engine.{table}, {numbers}"
            f" where case_id = '{original}'"
        )
        connection.execute(statement.encode())
    row = connection.execute(
        "select document from engine.journal where command = 'CompleteTask' limit 1"
    ).fetchone()
    assert row is not None
    return str(row[0])


class Driver:
    """`write(case number)` on one connection: all statements in one pipeline, one commit."""

    def __init__(self, document: str) -> None:
        given = {"case": "%(case)s", "n": "%(n)s::int", "document": "%(document)s::text"}
        self._statements = [_filled(each, **given).encode() for each in STATEMENTS]
        self._document = document

    def write(self, connection: psycopg.Connection[Any], number: int) -> None:
        parameters = {
            "case": case_of(number),
            "n": next(_numbers),
            "document": self._document,
        }
        with connection.pipeline(), connection.transaction():
            for statement in self._statements:
                connection.execute(statement, parameters, prepare=True)


def pgbench(url: str, document: str, cases: int, clients: int, seconds: int) -> float:
    """Transactions per second of pgbench writing the same rows, prepared and in a pipeline."""
    # pgbench takes a colon before a word for one of its variables, inside quotes too.
    quoted = "E'" + document.replace("\\", r"\\").replace("'", "''").replace(":", r"\x3a") + "'"
    given = {
        "case": f"('{SPACE}' || lpad((:case)::text, 12, '0'))::uuid",
        "n": "(:n)::int",
        "document": quoted,
    }
    lines = [
        # No two clients meet at one case: the engine's benchmark has no such conflicts either.
        f"\\set case :client_id * {cases // clients} + random(0, {cases // clients - 1})",
        "\\set n random(10000, 2000000000)",
        "\\startpipeline",
        *(f"{text};" for text in ("begin", *(_filled(s, **given) for s in STATEMENTS), "commit")),
        "\\endpipeline",
    ]
    program = Path(find_binaries().folder) / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as script:
        script.write("\n".join(lines) + "\n")
        script.flush()
        options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds)]
        done = subprocess.run(
            [str(program), *options, "-f", script.name, url],
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C"},
        )
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(done.stderr[-2000:])


def _filled(statement: str, **given: str) -> str:
    for name, text in {**given, "hash": "00" * 32}.items():
        statement = statement.replace("{" + name + "}", text)
    return statement
