"""Case search over 100 k cases beside 10 k: one page by each condition, count and sum, map, paths.

Filled by COPY: a case with three tasks and, for every second one, a claim with two lines. Pages of
50 as an inspecting auditor (who sees every case) and as a third-party auditor with a letter for one
of five areas ask for them. `--full`: 1 M cases (about 4 GB of disk). Budget: a page over the large
base at most 2 times one over the small. Run: `./dev bench case_search`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection

from bench._measure import arguments, percentile, row
from bench._office import database
from engine.people.calendars import WorkingCalendar
from engine.reads import case_search, step_times, variants
from engine.reads.bounded import TookTooLong, bounded
from engine.reads.case_search import CASE_ID, MOST, CaseSearch, Condition, Order, TooBroad, Work
from engine.reads.viewer import Scope, Viewer
from engine.store.connections import sqlalchemy_engine
from workflows.registers.case_money import amount_between, amount_of, paid_to, under_rule

AREAS, PROCESSES, PEOPLE, FIRMS, RULES = 5, 11, 400, 2_000, 40
START = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = ("acceptance", "first_review", "decision")
INSPECTOR = Viewer("inspector", sees_all=True)
THIRD_PARTY = Viewer("firm", scopes=(Scope(frozenset({"000001"})),))


def case_id(i: int) -> UUID:
    return UUID(f"01970000-0000-7000-8000-{i:012x}")


def spread(i: int, salt: int) -> int:
    """An even spread without chance."""
    return ((i + 1) * 2_654_435_761 + salt * 40_503) % 2**32


def opened_at(i: int, count: int) -> datetime:
    return START + timedelta(days=730) * (i / count)


def cases(count: int) -> Iterator[tuple[Any, ...]]:
    for i in range(count):
        area, at = f"{i % AREAS:06d}", opened_at(i, count)
        ended = at + timedelta(days=spread(i, 1) % 40) if i % 5 else None
        yield (
            *(case_id(i), 7, f"{area}-{i:07d}", f"process_{i % PROCESSES}", area),
            *(f"applicant{spread(i, 2) % 5000}", f"firm{spread(i, 3) % FIRMS}", at, ended),
            *("closed" if ended else "in_review", "pins", "bundle", "{}"),
        )


def tasks(count: int) -> Iterator[tuple[Any, ...]]:
    for i in range(count):
        area, at = f"{i % AREAS:06d}", opened_at(i, count)
        for n, step in enumerate(STEPS, start=3):
            is_open = i % 5 == 0 and step == STEPS[-1]
            opened = at + timedelta(days=2 * (n - 3))
            closed = None if is_open else opened + timedelta(hours=spread(i, n) % 90)
            due = opened + timedelta(days=5)
            person = "" if is_open else f"person{spread(i, n) % PEOPLE}"
            yield (
                *(case_id(i), n, step, f"process_{i % PROCESSES}", step, step, step),
                *(f"{area}-{i:07d}", f"process_{i % PROCESSES}", area, ""),
                *([f"{area}.hrss_bureau.reviewer"], [], person),
                *("open" if is_open else "completed", opened, due, due, closed),
                *("" if is_open else "pass", person),
            )


def parties(count: int) -> Iterator[tuple[Any, ...]]:
    for i in range(count):
        yield case_id(i), f"g:{i % AREAS:06d}.hrss_bureau.reviewer"


def claims(count: int) -> Iterator[tuple[Any, ...]]:
    for i in range(0, count, 2):
        amount = Decimal(spread(i, 4) % 5_000_000) / 100
        yield (
            *(case_id(i), 4, 0, date(2026, 1, 1), START, "", "p", f"{i % AREAS:06d}", 1),
            *(f"firm{spread(i, 3) % FIRMS}", "computed", 2, amount, amount, 0, 0, ""),
        )


def lines(count: int) -> Iterator[tuple[Any, ...]]:
    for i in range(0, count, 2):
        for line in (1, 2):
            rules = [f"E-{spread(i, line) % RULES:02d}"] if spread(i, line) % 9 == 0 else []
            yield (
                *(case_id(i), 4, line, date(2026, 1, 1), START, f"{spread(i, line):018d}"),
                *("x", "certificate", "payable", 100, rules, [], "organisation"),
                f"firm{spread(i, 3) % FIRMS}",
            )


TABLES: dict[str, tuple[str, Callable[[int], Iterator[tuple[Any, ...]]]]] = {
    'engine."case"': (
        (
            "case_id, version, number, process, area, applicant, organisation, started_at,"
            " ended_at, case_state, pins, bundle, state"
        ),
        cases,
    ),
    "engine.task": (
        (
            "case_id, n, node, node_process, form, title_zh, title_en, number, process, area,"
            " applicant, groups, users, assignee, state, opened_at, due_at, due_key, closed_at,"
            " outcome, completed_by"
        ),
        tasks,
    ),
    "engine.case_party": ("case_id, party", parties),
    "register.claim": (
        (
            "case_id, entry, line, valid_from, recorded_at, case_number, process, area, plan,"
            " claimant, state, lines, claimed_yuan, payable_yuan, refused_yuan, cut_yuan, reasons"
        ),
        claims,
    ),
    "register.claim_line": (
        (
            "case_id, entry, line, valid_from, recorded_at, id_number, name, benefit, state,"
            " payable_yuan, rules, risks, payee_kind, payee"
        ),
        lines,
    ),
}


def fill(connection: psycopg.Connection[Any], count: int) -> None:
    for table, (columns, made) in TABLES.items():
        connection.execute(f"truncate {table} cascade".encode())
        statement = f"copy {table} ({columns}) from stdin"
        with connection.cursor().copy(statement.encode()) as copy:
            for each in made(count):
                copy.write_row(each)
        connection.execute(f"vacuum analyze {table}".encode())


def searches(at: datetime) -> dict[str, list[Condition]]:
    """Each condition alone, then several together."""
    first, last = date(2026, 6, 1), date(2026, 6, 30)
    number, work = f"{77:07d}", Work(bureau="000001.hrss_bureau", overdue=True)
    alone = {
        "everything": CaseSearch(),
        "last digits": CaseSearch(number=number[-6:]),
        "process": CaseSearch(processes=("process_3",)),
        "a month": CaseSearch(started_from=first, started_until=last),
        "person": CaseSearch(people=("person7",)),
        "bureau's overdue work": CaseSearch(work=work),
        "not through a step": CaseSearch(without_step="none"),
    }
    found = {name: case_search.conditions_of(each, at) for name, each in alone.items()}
    found["amount over 49,900"] = [
        Condition("amount", amount_between(CASE_ID, Decimal(49_900), None))
    ]
    found["payee"] = [Condition("payee", paid_to(CASE_ID, ["firm7"]))]
    found["rule"] = [Condition("rule", under_rule(CASE_ID, "E-09"))]
    together = CaseSearch(
        processes=("process_3",), running=False, started_from=first, started_until=last
    )
    found["process, month, closed, rule"] = [
        *case_search.conditions_of(together, at),
        Condition("rule", under_rule(CASE_ID, "E-09")),
    ]
    return found


def seconds_of(asked: Callable[[], object], times: int = 20) -> list[float]:
    found = []
    for _ in range(times):
        started = time.perf_counter()
        asked()
        found.append(time.perf_counter() - started)
    return found


def measured(connection: Connection, at: datetime) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for who, viewer in (("inspector", INSPECTOR), ("letter", THIRD_PARTY)):
        for name, conditions in searches(at).items():

            def page(viewer: Viewer = viewer, asked: list[Condition] = conditions) -> object:
                return case_search.search_cases(connection, viewer, asked, amount_of, at=at)

            page()
            found[f"page, {who}: {name}"] = seconds_of(page)
    week = case_search.conditions_of(
        CaseSearch(started_from=date(2026, 6, 1), started_until=date(2026, 6, 4)), at
    )
    ids = case_search.population(INSPECTOR, week, MOST)
    found["count and sum after each of four"] = seconds_of(
        lambda: case_search.count_after_each(
            connection, INSPECTOR, searches(at)["process, month, closed, rule"], amount_of
        ),
        5,
    )
    found["map of four days"] = seconds_of(
        lambda: step_times.step_times(connection, [], WorkingCalendar(), at, ids), 5
    )
    found["paths of four days"] = seconds_of(lambda: variants.variants(connection, ids, at), 5)

    def broad() -> None:
        try:
            with bounded(connection):
                case_search.search_cases(
                    connection, INSPECTOR, [], amount_of, order=Order.AMOUNT, at=at
                )
        except (TooBroad, TookTooLong):
            connection.rollback()

    found["largest amount first over everything, declined"] = seconds_of(broad, 3)
    return found


def main() -> None:
    """Print the ratio of each question."""
    given = arguments(__doc__.splitlines()[0])
    sizes = (10_000, 1_000_000 if given.full else 100_000)
    found: list[dict[str, list[float]]] = []
    with database() as url:
        asking = sqlalchemy_engine(url, pool_size=1)
        for size in sizes:
            started = time.perf_counter()
            with psycopg.connect(url, autocommit=True) as connection:
                fill(connection, size)
            print(f"filled {size:,} cases in {time.perf_counter() - started:.0f} s", flush=True)
            with asking.connect() as connection:
                found.append(measured(connection, START + timedelta(days=730)))
        asking.dispose()
    for name in found[0]:
        few, many = (percentile(each[name], 0.95) * 1e3 for each in found)
        budget = "≤ 2" if name.startswith("page") else ""
        row(f"{name}: large ÷ small at the 95th", f"{many / few:.2f}", budget)
        row("  ms", f"{few:.1f}, {many:.1f}")


if __name__ == "__main__":
    main()
