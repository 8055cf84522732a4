"""Completed tasks per second in process, 16 connections, beside pgbench writing the same rows.

Durable, on an embedded database of its own. Budgets: ours ÷ pgbench at least 0.25; two round trips
and one commit for a completed task. The driver's line is psycopg 3 in pipeline mode with the same
rows and threads, so that what Python costs can be told from what we cost.
Run: `./dev bench commands`. `--profile` says where the processor time of a command goes.
"""

from __future__ import annotations

import cProfile
import pstats
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from bench._measure import arguments, percentile, row
from bench._models import countersign, three_tasks
from bench._office import (
    AREA,
    actor,
    database,
    engine_on,
    in_threads,
    open_tasks,
    publish,
    start_cases,
)
from bench._same_rows import Driver, copy_case, pgbench
from engine.commands.actor import Actor
from engine.commands.complete_task import CompleteTask
from engine.commands.start_case import StartCase
from engine.store.connections import command_pool
from engine.wiring import Engine

CONNECTIONS = 16
COPIES = 1_600
Tasks = list[tuple[UUID, int, str]]


def complete_all(engine: Engine, tasks: Tasks, who: dict[str, Actor]) -> list[float]:
    """Complete them by 16 threads; the seconds each took."""

    def one(task: tuple[UUID, int, str]) -> float:
        case_id, n, element = task
        started = time.perf_counter()
        key = f"key-{n}"
        command = CompleteTask(case_id, n, "", "同意")
        engine.handle(command, who[element], idempotency_key=key)
        return time.perf_counter() - started

    return in_threads(CONNECTIONS, [partial(one, task) for task in tasks])


def driver_rate(url: str, document: str, count: int) -> tuple[float, float]:
    """Per second, and milliseconds of processor time each, with 16 threads of psycopg."""
    driver = Driver(document)
    pool: ConnectionPool[psycopg.Connection[Any]] = command_pool(url, CONNECTIONS)

    def one(number: int) -> None:
        with pool.connection() as connection:
            driver.write(connection, number % COPIES)

    in_threads(CONNECTIONS, [partial(one, n) for n in range(CONNECTIONS * 20)])
    started, used = time.perf_counter(), time.process_time()
    in_threads(CONNECTIONS, [partial(one, n) for n in range(count)])
    spent, busy = time.perf_counter() - started, time.process_time() - used
    pool.close()
    return count / spent, busy / count * 1e3


def protocol(engine: Engine, tasks: Tasks, who: dict[str, Actor]) -> str:
    """What one completed task sends: round trips and statements, seen at the wire, and commits.

    Of the second of two alike on one connection: the first one may still prepare a statement.
    """
    with tempfile.TemporaryFile("w+") as trace, engine.pool.connection() as connection:
        for case_id, n, element in tasks[:2]:
            trace.truncate(0)
            connection.pgconn.trace(trace.fileno())
            engine.handle_on(connection, CompleteTask(case_id, n, "", "同意"), who[element])
            connection.pgconn.untrace()
        trace.seek(0)
        kinds = [line.split("\t")[3].strip() for line in trace if "\tF\t" in line]
    return f"{kinds.count('Sync')}, {kinds.count('Execute')}, 1"


def signatures(engine: Engine, signers: int) -> Iterator[float]:
    """Seconds of one signature after the other; the last one of a case is left out."""
    while True:
        done = engine.handle(StartCase(f"signing_{signers}", AREA), actor(engine, "chen"))
        assert done.state is not None
        for n, task in sorted(done.state.tasks.items())[:-1]:
            command = CompleteTask(done.case_id, n, "agree")
            started = time.perf_counter()
            engine.handle(command, Actor(task.users[0], frozenset(), None))
            yield time.perf_counter() - started


def countersigning(engine: Engine, count: int) -> tuple[list[float], list[float]]:
    """Seconds of signatures of 3 and of 300 signers, taken in turns."""
    for signers in (3, 300):
        publish(engine, countersign(signers))
    few, many = signatures(engine, 3), signatures(engine, 300)
    pairs = [(next(few), next(many)) for _ in range(count)]
    return [three for three, _ in pairs[20:]], [all_300 for _, all_300 in pairs[20:]]


def main() -> None:
    """Print one line per budget."""
    given = arguments(__doc__.splitlines()[0], profile="where the processor time goes")
    cases = 3_000 if given.full else 600
    with database() as url, engine_on(url, connections=CONNECTIONS) as engine:
        publish(engine, three_tasks())
        people = {"step_1": "zhao", "step_2": "li", "step_3": "sun"}
        who = {element: actor(engine, person) for element, person in people.items()}
        start_cases(engine, "three", AREA, actor(engine, "chen"), 60)
        complete_all(engine, open_tasks(url), who)  # warm up: statements are prepared
        started = time.perf_counter()
        start_cases(engine, "three", AREA, actor(engine, "chen"), cases)
        starts = cases / (time.perf_counter() - started)
        seconds, rate, cost = measured(engine, url, who, given.profile)
        with psycopg.connect(url, autocommit=True) as connection:
            original = next(case for case, _n, element in open_tasks(url) if element == "step_2")
            document = copy_case(connection, original, COPIES)
            connection.execute("vacuum analyze")
        driver, driver_cost = driver_rate(url, document, cases * 3)
        plain = pgbench(url, document, COPIES, CONNECTIONS, 20 if given.full else 6)
        steps = [task for task in open_tasks(url) if task[2] == "step_2"]
        wire = protocol(engine, steps, who)
        few, many = countersigning(engine, 250)
    row("completed tasks per second ÷ pgbench, same rows", f"{rate / plain:.2f}", "≥ 0.25")
    row("  per second: ours, pgbench", f"{rate:.0f}, {plain:.0f}")
    row("  ÷ psycopg, same rows and threads", f"{rate / driver:.2f}")
    row("  processor ms each: ours, psycopg", f"{cost:.2f}, {driver_cost:.2f}")
    row("  median, 95th of a hundred ms", f"{_ms(seconds, 0.5)}, {_ms(seconds, 0.95)}")
    row("cases started per second", f"{starts:.0f}")
    ratio = percentile(many, 0.5) / percentile(few, 0.5)
    row("会签, durable: one signature of 300 ÷ of 3, medians", f"{ratio:.2f}", "≤ 1.5")
    row("  median ms of 300, of 3", f"{_ms(many, 0.5)}, {_ms(few, 0.5)}")
    row("a completed task: round trips, statements, commits", wire, "2, –, 1")


def measured(
    engine: Engine, url: str, who: dict[str, Actor], profiled: bool
) -> tuple[Sequence[float], float, float]:
    """Seconds of each, tasks per second, milliseconds of processor time each."""
    tasks = [task for task in open_tasks(url) if task[2] == "step_1"]
    if profiled:
        profiler = cProfile.Profile()
        with engine.pool.connection() as connection:
            for case_id, n, element in tasks[:200]:
                command = CompleteTask(case_id, n, "", "同意")
                profiler.runcall(engine.handle_on, connection, command, who[element])
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
        tasks = tasks[200:]
    started, used = time.perf_counter(), time.process_time()
    seconds = complete_all(engine, tasks, who)
    spent, busy = time.perf_counter() - started, time.process_time() - used
    return seconds, len(tasks) / spent, busy / len(tasks) * 1e3


def _ms(seconds: Sequence[float], share: float) -> str:
    return f"{percentile(seconds, share) * 1e3:.1f}"


if __name__ == "__main__":
    main()
