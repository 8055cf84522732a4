"""Replaying 1,000 entries over 300 elements: seek, chain, comparison, evidence, interaction.

A real browser over a case of 1,000 entries on a drawn process of 300 elements. A seek is measured
in the page from the key to the second frame after it; interaction with the processor slowed four
times (INP). Budgets: seek ≤ 100 ms, chain ≤ 1 s, first difference of two such cases ≤ 1 s,
evidence package ≤ 10 s, INP ≤ 200 ms. `--entries N` for another length.
Needs the built pages (`./dev web`). Run: `./dev bench replay`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from api.demo.load import PASSWORD
from bench._long_case import walk, write_bundle
from bench._measure import percentile, row
from bench._office import database
from bench.pages import OBSERVE, SLOWED
from tests.api.office import Office
from tests.web.browser import ARGUMENTS, NODE, find_browser

AUDITOR = "tian.song"
PATIENCE_MS = 120_000
#: From a change of the entry's number to the frame after the one that shows it.
SEEK = """
async (to) => {
  const field = document.querySelector('input[role=spinbutton]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  await frame();
  const start = performance.now();
  set.call(field, String(to));
  field.dispatchEvent(new Event('input', { bubbles: true }));
  while (Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) !== to)
    await frame();
  await frame();
  return performance.now() - start;
}
"""


def open_page(browser: Browser, url: str, path: str) -> Page:
    context = browser.new_context(
        base_url=url, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    answer = context.request.post(f"{url}/sessions", data={"user": AUDITOR, "password": PASSWORD})
    assert answer.ok, answer.text()
    context.add_init_script(OBSERVE)
    page = context.new_page()
    page.goto(f"/app/{path}")
    return page


def processor(session: CDPSession) -> float:
    """Processor seconds the page's own thread has spent: what a busy machine does not distort."""
    told = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in told if each["name"] == "TaskDuration"))


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def player(browser: Browser, url: str, case: UUID, entries: int) -> None:
    started = time.perf_counter()
    page = open_page(browser, url, f"audit/cases/{case}/replay")
    expect(page.locator(".hq-token").first).to_be_visible()
    row("open the player, diagram drawn, s", f"{time.perf_counter() - started:.2f}")
    chosen = random.Random(1).sample(range(2, entries), 60)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = processor(metrics)
    seeks = [page.evaluate(SEEK, each) for each in chosen]
    used = (processor(metrics) - before) / len(chosen)
    row("seek, median ms", f"{percentile(seeks, 0.5):.0f}")
    row("seek, 95th percentile ms", f"{percentile(seeks, 0.95):.0f}", "≤ 100")
    row("seek, processor time of the page, ms", f"{used * 1e3:.0f}")
    package = seconds(
        lambda: page.request.get(f"{url}/cases/{case}/evidence.zip?entry=500", timeout=PATIENCE_MS)
    )
    row("evidence package, s", f"{package:.2f}", "≤ 10 per 1,000 entries")
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.evaluate("measured.inp = 0")
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
    page.get_by_role("button", name="放大").click()
    for name in ("ask_3", "ask_41", "note_77"):
        page.locator(f"[data-element-id={name}]").first.dispatch_event("click")
        page.wait_for_timeout(200)
    page.get_by_role("button", name="适应窗口").click()
    page.wait_for_timeout(500)
    found = page.evaluate("measured")
    row(
        "slowest interaction with the player, slowed 4×, ms",
        f"{found['inp']:.0f} ({found['name']})",
        "≤ 200",
    )
    page.context.close()


def chain(browser: Browser, url: str, case: UUID) -> None:
    page = open_page(browser, url, f"audit/cases/{case}/integrity")
    button = page.get_by_role("button", name="重新计算全部哈希")
    button.wait_for()

    def check() -> None:
        button.click()
        page.get_by_text("没有改动").first.wait_for()

    row("fetch and recompute the chain, s", f"{seconds(check):.2f}", "≤ 1 per 1,000 entries")
    page.context.close()


def comparison(browser: Browser, url: str, a: UUID, b: UUID) -> None:
    started = time.perf_counter()
    page = open_page(browser, url, f"audit/compare?a={a}&b={b}")
    page.get_by_text("第 1 处分歧").first.wait_for()
    row("open two cases at their first difference, s", f"{time.perf_counter() - started:.2f}")
    page.reload()
    align = page.evaluate(
        """async () => {
          const start = performance.now();
          while (!document.querySelector('h2')?.textContent.includes('第 1 处分歧'))
            await new Promise((next) => requestAnimationFrame(next));
          return performance.now() - start;
        }"""
    )
    row("the same, from an open page, s", f"{align / 1e3:.2f}", "≤ 1 at 1,000 each")
    page.context.close()


def main() -> None:
    """Print a row per job."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=1_000)
    given = parser.parse_args()
    program = find_browser()
    if program is None:
        sys.exit("no browser: run ./dev test once, or set HUIQIAN_BROWSER")
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with tempfile.TemporaryDirectory() as folder, database() as url:
        bundle = write_bundle(Path(folder))
        with (
            Office(url, bundles=[bundle], today=date(2026, 3, 2)) as office,
            sync_playwright() as playwright,
        ):
            straight = walk(office.engine, given.entries)
            stray = walk(office.engine, given.entries, stray_at=100)
            browser = playwright.chromium.launch(
                executable_path=program.path,
                args=list(ARGUMENTS),
                env={**os.environ, **program.environment},
            )
            player(browser, office.url, straight, given.entries)
            chain(browser, office.url, straight)
            comparison(browser, office.url, straight, stray)
            browser.close()


if __name__ == "__main__":
    main()
