"""Jobs per second: timers and local handlers by one worker, and how late a timer fires.

A local handler writes a row in the transaction that completes its job. Nothing is compared with a
budget; the ratio is to the same worker's threads doing nothing but claiming and deleting rows with
the driver, in the same run. Run: `./dev bench jobs`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from bench._measure import arguments, percentile, row
from bench._office import AREA, actor, database, engine_on, in_threads, publish, start_cases
from engine.jobs.handlers import ServiceCall
from engine.jobs.settings import JobSettings
from engine.jobs.worker import Worker
from engine.wiring import Engine
from tests.dsl.process import process

THREADS = 2


def write_row(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """What a small register entry costs."""
    connection.execute(
        text("insert into bench_row (case_id, entry) values (:case, :entry)"),
        {"case": call.case_id, "entry": call.entry},
    )
    return {"written": True}


def rate(engine: Engine, name: str, count: int) -> float:
    """Jobs per second of a backlog of so many cases of the process."""
    start_cases(engine, name, AREA, actor(engine, "chen"), count)
    workers = [
        Worker(engine, {"bench.write": write_row}, settings=JobSettings(threads=1))
        for _ in range(THREADS)
    ]
    started = time.perf_counter()
    done = sum(in_threads(THREADS, [worker.work_until_idle for worker in workers]))
    spent = time.perf_counter() - started
    for worker in workers:
        worker.stop()
    assert done >= count, (done, count)
    return done / spent


def driver_rate(url: str, count: int) -> float:
    """Claim and delete as many rows of a plain table, one commit each."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table bench_job as select generate_series(1, %s) as n", (count,))
        connection.execute("create unique index on bench_job (n)")

    def one_thread() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while connection.execute(
                "delete from bench_job where n = (select n from bench_job order by n limit 1"
                " for update skip locked) returning n",
                prepare=True,
            ).fetchone():
                pass

    started = time.perf_counter()
    in_threads(THREADS, [one_thread] * THREADS)
    return count / (time.perf_counter() - started)


def lateness(engine: Engine, url: str, count: int) -> list[float]:
    """Seconds from the due time of a timer to its entry, with a worker that sleeps in between."""
    worker = Worker(engine, settings=JobSettings(threads=THREADS))
    worker.start()
    for _ in range(count):
        start_cases(engine, "later", AREA, actor(engine, "chen"), 1)
        time.sleep(0.1)
    time.sleep(2.5)
    worker.stop()
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select extract(epoch from f.at - (s.at + interval '1 second'))::float"
            " from engine.journal f join engine.journal s using (case_id)"
            " where f.command = 'FireTimer' and s.entry = 1 and s.document like '%%\"later\"%%'"
        ).fetchall()
    return [seconds for (seconds,) in rows]


def main() -> None:
    """Print rates and lateness."""
    given = arguments(__doc__.splitlines()[0])
    count = 2_000 if given.full else 300
    with database() as url, engine_on(url) as engine:
        with psycopg.connect(url) as connection:
            connection.execute("create table bench_row (case_id uuid, entry int)")
        publish(engine, process("timed").start().catch_timer("wait", "PT0S").end())
        publish(engine, process("later").start().catch_timer("wait", "PT1S").end())
        publish(engine, process("served").start().service_task("write", "bench.write").end())
        rate(engine, "timed", 30)  # warm up
        timers, handlers = rate(engine, "timed", count), rate(engine, "served", count)
        plain = driver_rate(url, count * 3)
        late = lateness(engine, url, 40 if given.full else 20)
    row(
        f"timers fired per second, {THREADS} threads; ÷ plain claims",
        f"{timers:.0f}; {timers / plain:.2f}",
    )
    row("local handlers per second; ÷ plain claims", f"{handlers:.0f}; {handlers / plain:.2f}")
    row("plain claims with the driver per second", f"{plain:.0f}")
    worst = f"{percentile(late, 0.5) * 1e3:.0f}, {percentile(late, 0.95) * 1e3:.0f}"
    row(f"lateness of a timer, ms: median, 95th ({len(late)} timers)", worst)


if __name__ == "__main__":
    main()
