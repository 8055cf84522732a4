"""The inbox page: 200 k open and 1 M closed tasks beside 10 k open, at the 95th of a hundred.

Cases are filled by the server itself (INSERT … SELECT), words to search by with COPY. Pages of 50
as the task lists ask for them: free in my groups (first page, a later page, one process only),
mine, done by me; the counts of all tabs; a search by the end of a number, by a name that a few
cases have and by one that a tenth of all have. `--full`: 1 M open and 10 M closed (about 10 GB of
disk). Budget: at most 1.5 for each list. Run: `./dev bench inbox`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import Connection

from bench._measure import arguments, percentile, row
from bench._office import database
from engine.reads.inbox import Box, TaskFilter, list_tasks
from engine.reads.inbox_counts import counts
from engine.reads.viewer import Viewer
from engine.store import search_words
from engine.store.connections import sqlalchemy_engine

BUREAUS, ROLES, PROCESSES = 5, ("window_clerk", "reviewer", "section_chief"), 11
#: Few enough that a page is full in the small database too.
PEOPLE = 40
#: Made by the server itself: an even spread without chance, the first tasks open.
ROWS = f"""
select ('01970000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as case_id, i,
       lpad((i %% {BUREAUS})::text, 6, '0') as area, 'process_' || i %% {PROCESSES} as process,
       'person' || abs(hashint4(i)) %% {PEOPLE} as person,
       (array{list(ROLES)})[1 + abs(hashint4(i + 1)) %% {len(ROLES)}] as role,
       timestamptz '2026-03-02' - abs(hashint4(i + 2)) %% 500000 * interval '1 minute' as opened,
       (1 + abs(hashint4(i + 3)) %% 60) * interval '1 day' as given,
       i < %(open)s as is_open, i < %(open)s and abs(hashint4(i + 4)) %% 10 < 3 as held
  from generate_series(0, %(open)s + %(closed)s - 1) as i
"""
CASE = f"""
insert into engine."case" (case_id, version, number, process, area, applicant, organisation,
                           started_at, case_state, pins, bundle, state)
select case_id, 1, area || '-' || i, process, area, 'applicant' || i %% 5000, '', opened,
       'in_review', 'pins', 'bundle', '{{"last":3,"instances":{{}},"tasks":{{}}}}'
  from ({ROWS}) as rows
"""
TASK = f"""
insert into engine.task (case_id, n, node, node_process, form, title_zh, title_en, number, process,
                         area, applicant, groups, users, assignee, state, opened_at, due_at,
                         due_key, limit_id, closed_at, outcome, completed_by)
select case_id, 3, 'review', process, 'review', '初审', 'Review', area || '-' || i, process, area,
       'applicant' || i %% 5000, array[area || '.hrss_bureau.' || role], '{{}}',
       case when held or not is_open then person else '' end,
       case when is_open then 'open' else 'completed' end, opened, opened + given, opened + given,
       'DL-03', case when not is_open then opened + interval '5 hours' end,
       case when is_open then '' else 'pass' end, case when is_open then '' else person end
  from ({ROWS}) as rows
"""
CANDIDATE = f"""
insert into engine.task_candidate (case_id, n, candidate, process, due_key)
select case_id, 3, 'g:' || area || '.hrss_bureau.' || role, process, opened + given
  from ({ROWS}) as rows where is_open and not held
"""
#: The words of so many cases, the open ones first; more would only make the filling longer.
MOST_WORDED = 300_000
FIRMS, PLACES = 2_000, 10

#: name of the list → box, filter, how many pages on
LISTS: dict[str, tuple[Box, TaskFilter, int]] = {
    "my groups'": (Box.GROUPS, TaskFilter(), 0),
    "my groups', fourth page": (Box.GROUPS, TaskFilter(), 3),
    "my groups', one process": (Box.GROUPS, TaskFilter(process="process_3"), 0),
    "mine": (Box.MINE, TaskFilter(), 0),
    "done": (Box.DONE, TaskFilter(), 0),
}


def names_of(case: int) -> tuple[str, ...]:
    """A firm that about a hundred cases name, in a place that a tenth of them name."""
    firm = chr(0x4E00 + case % FIRMS) + chr(0x5E00 + case % FIRMS // 100)
    return (f"{'东南西北中春夏秋冬新'[case // 7 % PLACES]}城{firm}公司",)


def fill_words(connection: psycopg.Connection[Any], cases: int) -> None:
    """What the cases are found by, as starting them writes it."""
    connection.execute("truncate engine.search_word")
    columns = "copy engine.search_word (case_id, source, word) from stdin"
    with connection.cursor() as cursor, cursor.copy(columns) as copy:
        for i in range(min(cases, MOST_WORDED)):
            case_id = f"01970000-0000-7000-8000-{i:012x}"
            number = search_words.number_words(f"{i % BUREAUS:06d}-process-2026-{i:06d}")
            named = [word for name in names_of(i) for word in search_words.name_words(name)]
            sources, words = search_words.rows([("number", number), ("applicant", named)])
            for source, word in zip(sources, words, strict=True):
                copy.write_row((case_id, source, word))
    connection.execute("vacuum analyze engine.search_word")


def fill(connection: psycopg.Connection[Any], open_tasks: int, closed: int) -> None:
    """Cases with one task each."""
    fill_words(connection, open_tasks + closed)
    for table, statement in (('"case"', CASE), ("task", TASK), ("task_candidate", CANDIDATE)):
        connection.execute(f"truncate engine.{table} cascade".encode())
        connection.execute(statement.encode(), {"open": open_tasks, "closed": closed})
        connection.execute(f"vacuum analyze engine.{table}".encode())


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
        assert len(page.rows) == 50, (name, viewer)
    return seconds


def count_seconds(connection: Connection, count: int) -> list[float]:
    """The seconds of the counts of all tabs."""
    now = datetime(2026, 3, 2, 4, tzinfo=UTC)
    seconds = []
    for viewer in viewers(count):
        started = time.perf_counter()
        counts(connection, viewer, now, now + timedelta(hours=12))
        seconds.append(time.perf_counter() - started)
    return seconds


def search_seconds(connection: Connection, kind: str, count: int) -> list[float]:
    """The seconds of a search among one's open tasks."""
    chance = random.Random(5)
    seconds = []
    for viewer in viewers(count):
        case = chance.randrange(10_000)
        name = names_of(case)[0]
        typed = {"number": f"{case:06d}", "firm": name[2:4], "place": name[:2]}[kind]
        started = time.perf_counter()
        page = list_tasks(connection, viewer, Box.OPEN, TaskFilter(text=typed))
        seconds.append(time.perf_counter() - started)
        assert kind != "place" or len(page.rows) == 50, (kind, typed, viewer)
    return seconds


#: name → what takes the seconds, asked by so many people
MORE: dict[str, Callable[[Connection, int], list[float]]] = {
    "counts of all tabs": count_seconds,
    "search, end of a number": lambda asking, count: search_seconds(asking, "number", count),
    "search, a firm": lambda asking, count: search_seconds(asking, "firm", count),
    "search, a tenth of all": lambda asking, count: search_seconds(asking, "place", count),
}


def main() -> None:
    """Print the ratio of each list."""
    given = arguments(__doc__.splitlines()[0])
    small, large = (10_000, 100_000), (200_000, 1_000_000)
    if given.full:
        large = (1_000_000, 10_000_000)
    found: list[dict[str, list[float]]] = []
    with database() as url:
        pages = sqlalchemy_engine(url, pool_size=1)
        for sizes in (small, large):
            started = time.perf_counter()
            with psycopg.connect(url, autocommit=True) as connection:
                fill(connection, *sizes)
            filled = time.perf_counter() - started
            print(f"filled {sizes[0]:,} open and {sizes[1]:,} closed in {filled:.0f} s", flush=True)
            with pages.connect() as asking:
                for name in LISTS:
                    page_seconds(asking, name, 100)  # warm up
                taken = {name: page_seconds(asking, name, 200) for name in LISTS}
                for name, take in MORE.items():
                    take(asking, 20)  # warm up
                    taken[name] = take(asking, 100)
                found.append(taken)
        pages.dispose()
    for name in (*LISTS, *MORE):
        few, many = (percentile(each[name], 0.95) * 1e3 for each in found)
        middle = [percentile(each[name], 0.5) * 1e3 for each in found]
        what, budget = (f"page of {name}", "≤ 1.5") if name in LISTS else (name, "")
        row(f"{what}: large ÷ small at the 95th", f"{many / few:.2f}", budget)
        row("  95th ms; medians ms", f"{few:.1f}, {many:.1f}; {middle[0]:.1f}, {middle[1]:.1f}")


if __name__ == "__main__":
    main()
