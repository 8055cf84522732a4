"""The inbox page: 100 k open and 1 M closed tasks beside 10 k open, at the 95th of a hundred.

Filled by COPY. Pages of 50 as the task lists ask for them: free in my groups (first page, a later
page, one process only), mine, done by me. `--full`: 1 M open and 10 M closed (about 8 GB of disk).
Budget: at most 1.5 for each list. Run: `./dev bench inbox`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection

from bench._measure import arguments, percentile, row
from bench._office import database
from engine.reads.inbox import Box, TaskFilter, list_tasks
from engine.reads.viewer import Viewer
from engine.store.connections import sqlalchemy_engine

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
BUREAUS, ROLES, PROCESSES = 40, ("window_clerk", "reviewer", "section_chief"), 12
PEOPLE = 400
TASK = (
    "copy engine.task (case_id, n, node, node_process, form, title_zh, title_en, number, process,"
    " area, applicant, groups, users, assignee, state, opened_at, due_at, due_key, limit_id,"
    " closed_at, outcome, completed_by) from stdin"
)
CASE = (
    'copy engine."case" (case_id, version, number, process, area, applicant, organisation,'
    " started_at, case_state, pins, bundle, state) from stdin"
)
CANDIDATE = "copy engine.task_candidate (case_id, n, candidate, process, due_key) from stdin"
#: name of the list → box, filter, how many pages on
LISTS: dict[str, tuple[Box, TaskFilter, int]] = {
    "my groups'": (Box.GROUPS, TaskFilter(), 0),
    "my groups', fourth page": (Box.GROUPS, TaskFilter(), 3),
    "my groups', one process": (Box.GROUPS, TaskFilter(process="process_3"), 0),
    "mine": (Box.MINE, TaskFilter(), 0),
    "done": (Box.DONE, TaskFilter(), 0),
}


class Filler:
    """Rows of cases with one task each; the first ones are open."""

    def __init__(self, open_tasks: int, closed: int) -> None:
        self.chance = random.Random(1)
        self.open_tasks, self.closed = open_tasks, closed

    def fill(self, connection: psycopg.Connection[Any]) -> None:
        for table in ('"case"', "task", "task_candidate"):
            connection.execute(f"truncate engine.{table} cascade".encode())
        candidates: list[tuple[Any, ...]] = []
        with connection.cursor() as cursor:
            with cursor.copy(CASE.encode()) as copy:
                for number in range(self.open_tasks + self.closed):
                    copy.write_row(self.case(number))
            with cursor.copy(TASK.encode()) as copy:
                for task, candidate in self.tasks():
                    copy.write_row(task)
                    candidates += candidate
            with cursor.copy(CANDIDATE.encode()) as copy:
                for each in candidates:
                    copy.write_row(each)
        for table in ('"case"', "task", "task_candidate"):
            connection.execute(f"vacuum analyze engine.{table}".encode())

    def case(self, number: int) -> tuple[Any, ...]:
        process = f"process_{number % PROCESSES}"
        state = '{"last":3,"instances":{},"tasks":{}}'
        area = f"{number % BUREAUS:06d}"
        return (
            *(_id(number), 1, f"{area}-{number}", process, area, f"applicant{number % 5000}", ""),
            *(NOW, "in_review", "pins", "bundle", state),
        )

    def tasks(self) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
        for number in range(self.open_tasks + self.closed):
            area, process = f"{number % BUREAUS:06d}", f"process_{number % PROCESSES}"
            group = f"{area}.hrss_bureau.{self.chance.choice(ROLES)}"
            person = f"person{self.chance.randrange(PEOPLE)}"
            opened = NOW - timedelta(minutes=self.chance.randrange(500_000))
            due = opened + timedelta(days=self.chance.randrange(1, 60))
            is_open = number < self.open_tasks
            held = is_open and self.chance.random() < 0.3
            yield (
                (
                    *(_id(number), 3, "review", process, "review", "初审", "Review"),
                    *(f"{area}-{number}", process, area, f"applicant{number % 5000}", [group], []),
                    person if held or not is_open else "",
                    "open" if is_open else "completed",
                    *(opened, due, due, "DL-03"),
                    None if is_open else opened + timedelta(hours=5),
                    *(("", "") if is_open else ("pass", person)),
                ),
                [(_id(number), 3, f"g:{group}", process, due)] if is_open and not held else [],
            )


def _id(number: int) -> UUID:
    return UUID(int=(0x0197 << 112) | (7 << 76) | (8 << 60) | number)


def viewers(count: int) -> list[Viewer]:
    chance = random.Random(2)
    return [
        Viewer(
            f"person{chance.randrange(PEOPLE)}",
            frozenset(f"{chance.randrange(BUREAUS):06d}.hrss_bureau.{role}" for role in ROLES[:2]),
        )
        for _ in range(count)
    ]


def page_seconds(connection: Connection, name: str, count: int) -> list[float]:
    """The seconds of each page, asked by different people."""
    box, wanted, further = LISTS[name]
    seconds = []
    for viewer in viewers(count):
        after = None
        for _ in range(further):
            after = list_tasks(connection, viewer, box, wanted, after).next
        started = time.perf_counter()
        page = list_tasks(connection, viewer, box, wanted, after)
        seconds.append(time.perf_counter() - started)
        assert page.rows, (name, viewer)
    return seconds


def main() -> None:
    """Print the ratio of each list."""
    given = arguments(__doc__.splitlines()[0])
    small, large = (10_000, 100_000), (100_000, 1_000_000)
    if given.full:
        large = (1_000_000, 10_000_000)
    found: list[dict[str, list[float]]] = []
    with database() as url:
        pages = sqlalchemy_engine(url, pool_size=1)
        for sizes in (small, large):
            started = time.perf_counter()
            with psycopg.connect(url, autocommit=True) as connection:
                Filler(*sizes).fill(connection)
            filled = time.perf_counter() - started
            print(f"filled {sizes[0]:,} open and {sizes[1]:,} closed in {filled:.0f} s", flush=True)
            with pages.connect() as asking:
                for name in LISTS:
                    page_seconds(asking, name, 20)  # warm up
                found.append({name: page_seconds(asking, name, 200) for name in LISTS})
        pages.dispose()
    for name in LISTS:
        few, many = (percentile(each[name], 0.95) * 1e3 for each in found)
        middle = [percentile(each[name], 0.5) * 1e3 for each in found]
        row(f"page of {name}: large ÷ small at the 95th", f"{many / few:.2f}", "≤ 1.5")
        row("  95th ms; medians ms", f"{few:.1f}, {many:.1f}; {middle[0]:.1f}, {middle[1]:.1f}")


if __name__ == "__main__":
    main()
