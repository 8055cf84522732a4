"""Journal entries verified and decided again per second, on one core.

Finished cases of the 25-element diagram, each sent back several times. Verifying checks hashes,
canonical form and chain; deciding again runs the handlers over recorded time and answers and
compares the events. Budget: 5,000 entries per second of processor time, both together.
Run: `./dev bench journal`. `--profile` says where the time goes.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg

from bench._measure import arguments, processor_seconds, row
from bench._models import FIELDS, medium
from bench._office import AREA, actor, database, engine_on, publish
from engine.commands.complete_task import CompleteTask
from engine.commands.deciding_again import decide_again
from engine.commands.start_case import StartCase
from engine.journal.replay import replay
from engine.journal.verify import verify
from engine.wiring import HANDLERS, Engine

WHO = {
    "submit": "chen",
    "correct": "chen",
    "acceptance": "zhao",
    "first_review": "li",
    "site_check": "wang",
    "countersign": "fang",
    "decision": "sun",
    "payment": "feng",
}
ByName = {kind.__name__: (kind, handler) for kind, handler in HANDLERS.items()}


def finished_case(engine: Engine, returns: int) -> UUID:
    """A case that the decision sent back so often before it was paid."""
    done = engine.handle(StartCase("medium", AREA, FIELDS), actor(engine, "chen"))
    while done.state is not None and not done.state.ended:
        n = next(iter(done.state.tasks))
        element = done.state.instances[n].node
        outcome = "ok"
        if element == "decision" and returns:
            outcome, returns = "return", returns - 1
        command = CompleteTask(done.case_id, n, outcome, "同意")
        done = engine.handle(command, actor(engine, WHO[element]))
    return done.case_id


def main() -> None:
    """Print entries per second."""
    given = arguments(__doc__.splitlines()[0], profile="where the time goes")
    cases, returns = (60, 20) if given.full else (12, 12)
    with database() as url, engine_on(url) as engine:
        publish(engine, medium())
        made = [finished_case(engine, returns) for _ in range(cases)]
        with psycopg.connect(url, autocommit=True) as connection:
            counted = connection.execute("select count(*) from engine.journal").fetchone()
            assert counted is not None
            entries: int = counted[0]
            report(connection, engine, made, entries, given.profile)


def report(
    connection: psycopg.Connection[Any],
    engine: Engine,
    cases: list[UUID],
    entries: int,
    profiled: bool,
) -> None:
    def each(work: Callable[[UUID], object]) -> Callable[[], None]:
        def all_of_them() -> None:
            for case in cases:
                work(case)

        return all_of_them

    def again(case: UUID) -> None:
        found = decide_again(connection, case, engine.catalogue, engine.people, ByName)
        assert not found.differences, found.differences

    def sound(case: UUID) -> None:
        assert verify(connection, case).sound

    again(cases[0])  # warm up
    if profiled:
        profiler = cProfile.Profile()
        profiler.runcall(each(again))
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    verifying = min(processor_seconds(each(sound)) for _ in range(3))
    deciding = min(processor_seconds(each(again)) for _ in range(3))
    replaying = min(
        processor_seconds(each(lambda case: replay(connection, case))) for _ in range(3)
    )
    rate = entries / (verifying + deciding)
    row("verify + decide again: entries per second of one core", f"{rate:,.0f}", "≥ 5,000")
    apart = f"{entries / verifying:,.0f}, {entries / deciding:,.0f}"
    row("  verify alone, decide again alone", apart)
    row("  replay alone", f"{entries / replaying:,.0f}")
    row(
        "  µs each: verify, decide again",
        f"{verifying / entries * 1e6:.0f}, {deciding / entries * 1e6:.0f}",
    )


if __name__ == "__main__":
    main()
