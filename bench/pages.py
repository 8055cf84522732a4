"""First load and answer of the pages as on an office computer, 200,000 open tasks behind the inbox.

Chromium with the processor slowed four times, 10 Mbit/s and 40 ms; the tasks are filled by COPY.
Prints the largest contentful paint, the layout shift, what came over the wire, and the slowest
interaction to next paint (INP) of a row of keys. `--tasks N` for another number of tasks.
Budgets: LCP ≤ 2.5 s, CLS ≤ 0.1, INP ≤ 200 ms, J/K/X ≤ 50 ms, first page ≤ 400 kB.
Needs the built pages (`./dev web`). Run: `./dev bench pages`.
"""

from __future__ import annotations

import argparse
import os
import sys
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.demo.cases import FIRST_DAY, STEPS, claim
from api.demo.load import PASSWORD
from api.scenarios.people import Cast
from api.scenarios.playing import MAIN, Play
from api.scenarios.reading import Found
from bench._measure import row
from bench._office import database
from tests.api.office import Office
from tests.web.browser import ARGUMENTS, NODE, find_browser

BPMN = Path(__file__).parents[1] / "bpmn"
CLERK, DESIGNER, AUDITOR = "zhao.min", "lin.chuan", "tian.song"
SLOWED = 4
NETWORK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10e6 / 8,
    "uploadThroughput": 10e6 / 8,
}
OBSERVE = """
window.measured = { lcp: 0, cls: 0, inp: 0, name: '' };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.lcp = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.cls += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry.interactionId && entry.duration > measured.inp) {
      measured.inp = entry.duration;
      measured.name = entry.name;
    }
}).observe({ type: 'event', durationThreshold: 16, buffered: true });
"""


@dataclass
class Measured:
    """One page as one person met it."""

    name: str
    path: str
    person: str | None = None
    keys: tuple[str, ...] = ()
    click: str = ""  #: a control that is used before the keys, by its selector
    found: dict[str, Any] = field(default_factory=dict)


PAGES = (
    Measured("sign-in", ""),
    Measured("inbox, keys J K X", "inbox", CLERK, ("j", "j", "j", "k", "x", "j", "x")),
    Measured("bundles", "design", DESIGNER),
    Measured("finding cases", "audit/cases", AUDITOR),
)


def fill(url: str, tasks: int) -> None:
    """So many copies of the one case that is there, each with its open task, by COPY."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table, statement in _copies(connection):
            columns, one = _row(connection, statement)
            with connection.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
                for number in range(tasks):
                    copy.write_row(_changed(one, number))
            connection.execute(f"vacuum analyze {table}")


def _copies(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    case = connection.execute(
        "select case_id from engine.task where state = 'open' order by opened_at desc limit 1"
    ).fetchone()
    assert case is not None
    return [
        ('engine."case"', f"select * from engine.\"case\" where case_id = '{case[0]}'"),
        (
            "engine.task",
            f"select * from engine.task where case_id = '{case[0]}' and state = 'open'",
        ),
        (
            "engine.task_candidate",
            f"select * from engine.task_candidate where case_id = '{case[0]}'",
        ),
    ]


def _row(connection: psycopg.Connection[Any], statement: str) -> tuple[str, dict[str, Any]]:
    cursor = connection.execute(statement)
    assert cursor.description is not None
    names = [column.name for column in cursor.description]
    values = cursor.fetchone()
    assert values is not None, statement
    return ", ".join(f'"{name}"' for name in names), dict(zip(names, values, strict=True))


def _changed(one: dict[str, Any], number: int) -> list[Any]:
    changed = dict(one)
    changed["case_id"] = uuid.UUID(int=(0x0197_0000_0000_7000_8000 << 48) + number)
    if "number" in changed:
        changed["number"] = f"{one['number'][:-6]}X{number:06d}"
    for name in ("due_at", "due_key"):
        if changed.get(name) is not None:
            changed[name] += timedelta(minutes=number % 20_000)
    return list(changed.values())


def measure(browser: Browser, url: str, page: Measured) -> None:
    context = browser.new_context(
        base_url=url, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    with closing(context):
        if page.person is not None:
            answer = context.request.post(
                f"{url}/sessions", data={"user": page.person, "password": PASSWORD}
            )
            assert answer.ok, answer.text()
        context.add_init_script(OBSERVE)
        _load(context, page)


def _load(context: BrowserContext, page: Measured) -> None:
    opened = context.new_page()
    slow = context.new_cdp_session(opened)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", NETWORK)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    kinds: dict[str, str] = {}
    received: dict[str, int] = {"Font": 0}

    def count(each: dict[str, Any]) -> None:
        kind = kinds.get(each["requestId"], "")
        received[kind] = received.get(kind, 0) + each["encodedDataLength"]

    slow.on(
        "Network.responseReceived", lambda each: kinds.update({each["requestId"]: each["type"]})
    )
    slow.on("Network.loadingFinished", count)
    opened.goto(f"/app/{page.path}")
    opened.get_by_role("main").wait_for()
    opened.wait_for_load_state("networkidle")
    fonts = received.pop("Font")  # only where the system has no Chinese font
    loaded = sum(received.values())
    _work(opened, page)
    page.found = {**opened.evaluate("measured"), "bytes": loaded, "fonts": fonts}


def _work(opened: Page, page: Measured) -> None:
    if page.click:
        opened.locator(page.click).first.click()
    for key in page.keys:
        opened.keyboard.press(key)
        opened.wait_for_timeout(120)


def main() -> None:
    """Print a row per page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=200_000)
    given = parser.parse_args()
    program = find_browser()
    if program is None:
        sys.exit("no browser: run ./dev test once, or set HUIQIAN_BROWSER")
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with (
        database() as url,
        Office(url, bundles=[BPMN], today=FIRST_DAY, with_worker=True) as office,
        sync_playwright() as playwright,
    ):
        with closing(Cast(office.url)) as cast:
            play = Play(Found(claim(1, STEPS[:0]), BPMN), cast, lambda: None)
            play.run()
            assert MAIN in play.cases
        fill(url, given.tasks)
        browser = playwright.chromium.launch(
            executable_path=program.path,
            args=list(ARGUMENTS),
            env={**os.environ, **program.environment},
        )
        for page in PAGES:
            measure(browser, office.url, page)
            found = page.found
            row(f"{page.name}: LCP s", f"{found['lcp'] / 1e3:.2f}", "≤ 2.5")
            row("  layout shift", f"{found['cls']:.3f}", "≤ 0.1")
            row("  over the wire, kB", f"{found['bytes'] / 1e3:.0f}", "≤ 400 first")
            row("  and fonts where the system has none, kB", f"{found['fonts'] / 1e3:.0f}")
            if page.keys:
                row("  slowest interaction, ms", f"{found['inp']:.0f} ({found['name']})", "≤ 200")
        browser.close()


if __name__ == "__main__":
    main()
