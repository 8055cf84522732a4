"""The jobs of people, timed on an office computer: what the system takes of each, by the budget.

Chromium with the processor slowed four times, 10 Mbit/s and 40 ms; sample people, shipped flows.
The time runs inside the page, from the key or click that asks to the frame that shows the answer;
three quarters of the tries are as quick as the figure. `--tasks N`: so many open tasks lie behind
the inbox (filled by COPY). Needs the built pages (`./dev web`). Run: `./dev bench work`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect, sync_playwright

from api.chores.deploy import pack
from api.client import Client
from api.demo.load import PASSWORD
from bench._measure import percentile, row
from bench._office import database
from bench.designer import diagram
from bench.pages import NETWORK, SLOWED
from bench.pages import fill as fill_tasks
from engine.commands.actor import system_actor
from engine.commands.publish_bundle import PublishBundle
from engine.model.bundle_files import files_of_folder
from engine.store import search_words
from tests.api.examples import open_task, start_accreditation, until
from tests.api.office import Office
from tests.web.browser import ARGUMENTS, NODE, find_browser
from tests.web.served import BPMN, Served
from tests.web.test_roster_in_place import HEADINGS, WRONG, paste, table

CLERK, APPLICANT, DESIGNER, SECOND = "han.mei", "zhang.lan", "lin.chuan", "guo.yi"
AREA, TODAY = "321300", date(2026, 3, 2)
PATIENCE_MS = 120_000
#: From an event (its name, and the key where it is a key) to the frame after which `count`
#: elements of the selector that hold the text are there; −1: at least one.
CLOCK = """([event, key, wanted]) => {
  const painted = (work) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = work
    channel.port2.postMessage(0)
  })
  const isMet = ({ selector, text, count }) => {
    const found = [...document.querySelectorAll(selector)]
      .filter((each) => !text || each.textContent.includes(text)).length
    return count < 0 ? found > 0 : found === count
  }
  window.taken = wanted.map((each) => new Promise((done) => {
    const begin = (happened) => {
      if (key && happened.key !== key) return
      removeEventListener(event, begin, true)
      const begun = performance.now()
      const look = () => {
        if (isMet(each)) painted(() => done(performance.now() - begun))
        else setTimeout(look, 4)
      }
      setTimeout(look, 0)
    }
    if (event === 'now') begin({ key })
    else addEventListener(event, begin, true)
  }))
}"""
Seen = dict[str, Any]


def seen(selector: str, text: str = "", count: int = -1) -> Seen:
    return {"selector": selector, "text": text, "count": count}


class Desk:
    """One person's slow browser."""

    def __init__(self, browser: Browser, served: Served, person: str) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=served.url, locale="zh-CN", viewport={"width": 1440, "height": 900}
        )
        self.context.set_default_timeout(PATIENCE_MS)
        answer = self.context.request.post(
            f"{served.url}/sessions", data={"user": person, "password": PASSWORD}
        )
        assert answer.ok, answer.text()
        self.page: Page = self.context.new_page()
        slow: CDPSession = self.context.new_cdp_session(self.page)
        slow.send("Network.enable")
        slow.send("Network.emulateNetworkConditions", NETWORK)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})

    def open(self, path: str, ready: str) -> Page:
        self.page.goto(f"/app/{path}")
        self.page.locator(ready).first.wait_for()
        return self.page

    def timed(self, event: str, key: str, act: Callable[[], object], *wanted: Seen) -> list[float]:
        """Milliseconds from the event to each of what is to be seen."""
        self.page.evaluate(CLOCK, [event, key, list(wanted)])
        act()
        found: list[float] = self.page.evaluate("Promise.all(window.taken)")
        return found


def told(what: str, tries: list[float], budget: str) -> None:
    """One line: what three quarters of the tries held, in milliseconds, beside the budget."""
    row(what, f"{percentile(tries, 0.75):.0f} ms", f"{budget} ({len(tries)})")


@contextmanager
def desks(browser: Browser, served: Served, *people: str) -> Iterator[list[Desk]]:
    opened = [Desk(browser, served, person) for person in people]
    yield opened
    for each in opened:
        each.context.close()


def apply(served: Served, name: str) -> dict[str, Any]:
    return start_accreditation(served.api(APPLICANT), AREA, institution_name=name)


# --- workbench ------------------------------------------------------------------------------------


def approving(browser: Browser, served: Served, times: int = 8) -> None:
    """A task of the list is decided with an opinion; the next one opens."""
    for i in range(times + 2):
        apply(served, f"逐件核验中心{i}")
    with desks(browser, served, CLERK) as [desk]:
        page = desk.open("tasks?q=逐件核验&sort=number", ".wb-row")
        page.locator(f".wb-row >> nth={times + 1}").wait_for()
        page.keyboard.press("j")
        page.keyboard.press("o")
        gone, following = [], []
        for i in range(times):
            page.locator(".wb-side .verbs button").first.wait_for()
            page.keyboard.press("a")
            page.locator("#opinion").fill("材料齐全，予以受理")
            page.locator(".pill.is-saved").wait_for()
            key = page.locator(".wb-row[data-open=true]").get_attribute("data-key")
            found = desk.timed(
                *("keydown", "Enter", lambda: page.keyboard.press("Control+Enter")),
                seen(f'.wb-row[data-key="{key}"]', count=0),
                seen(".wb-side .task-pane", text=f"逐件核验中心{i + 1}"),
            )
            gone.append(found[0])
            following.append(found[1])
        told("approve: row gone", gone, "≤ 100")
        told("approve: next form", following, "≤ 400")


def finding(browser: Browser, served: Served, tasks: int) -> None:
    """The end of a business number is typed; one row is left."""
    with desks(browser, served, CLERK) as [desk]:
        page = desk.open("tasks", ".wb-row")
        found = []
        for i in range(6):
            ending = f"X{i * (tasks // 7) + 11:06d}"
            page.keyboard.press("/")
            page.locator("input[type=search]").fill("")
            page.locator(".wb-row >> nth=5").wait_for()
            taken = desk.timed(
                *("input", "", lambda ending=ending: page.keyboard.insert_text(ending)),
                seen(".wb-row", count=1),
            )
            page.keyboard.press("Escape")
            found += taken
        told(f"find by number among {tasks:,} open tasks", found, "≤ 300")


def returning(browser: Browser, served: Served) -> None:
    """The clerk returns; the applicant's page, in another browser, counts a notice more."""
    taken = []
    with desks(browser, served, CLERK, APPLICANT) as [clerk, applicant]:
        for i in range(3):
            name = f"退回告知中心{i}"
            apply(served, name)
            page = clerk.open(f"tasks?q={name}", ".wb-row")
            page.keyboard.press("j")
            page.keyboard.press("o")
            page.locator(".wb-side .verbs button").first.wait_for()
            page.keyboard.press("r")
            page.locator("#opinion").fill("缺消防验收材料")
            other = applicant.open("applications", ".ant-badge button")
            before = other.locator(".ant-badge button").get_attribute("aria-label")
            other.evaluate(
                """(before) => { window.told = new Promise((done) => {
                  const said = () =>
                    document.querySelector('.ant-badge button')?.getAttribute('aria-label')
                  const look = () => said() === before ? setTimeout(look, 10) : done(Date.now())
                  look() }) }""",
                before,
            )
            begun = time.time() * 1e3
            page.keyboard.press("Control+Enter")
            taken.append(other.evaluate("window.told") - begun)
    told("return: applicant told", taken, "≤ 5,000")


def bulk(browser: Browser, served: Served) -> None:
    for i in range(20):
        apply(served, f"成批核验中心{i}")
    with desks(browser, served, CLERK) as [desk]:
        page = desk.open("tasks?q=成批核验", ".wb-row >> nth=19")
        page.keyboard.press("Control+a")
        page.get_by_text("已选 20 项").wait_for()
        taken = []
        for _ in range(4):
            found = desk.timed(
                *("keydown", "b", lambda: page.keyboard.press("b")),
                seen('[role=dialog] input[type="radio"]'),
            )
            taken += found
            page.keyboard.press("Escape")
            page.locator("[role=dialog]").wait_for(state="hidden")
        told("bulk of 20: preview", taken, "≤ 500")


def signing(browser: Browser, served: Served) -> None:
    """One signer signs; the other, who looks at the same countersign, sees it."""
    done = apply(served, "会签直播中心")
    case = str(done["case_id"])
    decide(served.api(CLERK), case, "acceptance", "accept")
    decide(served.api("shen.tao"), case, "first_review")
    experts = ("jin.yue", "wu.ying", "fang.peng")
    decide(served.api("shen.tao"), case, "appoint_panel", "appoint", experts=list(experts))
    marks = {"facilities": "pass", "equipment": "pass", "teachers": "pass"}
    for expert in experts:
        decide(served.api(expert), case, "assess", "submit", **marks)
    task = open_task(served.api("zou.fang"), case, "countersign")["task"]
    with desks(browser, served, "zou.fang") as [desk]:
        desk.open(f"cases/{case}/tasks/{task}", ".signers")
        taken = desk.timed(
            *("now", "", lambda: decide(served.api("miao.xue"), case, "countersign")),
            seen(".signers .ant-tag-success"),
        )
    told("countersign: the other's signature seen (with the signing)", taken, "≤ 2,000")


def decide(person: Client, case: str, element: str, outcome: str = "", **fields: Any) -> None:
    """The named outcome, or the first one that is allowed."""
    task = open_task(person, case, element)["task"]
    path = f"/cases/{case}/tasks/{task}"
    if not outcome:
        verbs = person.get(f"{path}/verbs")["verbs"]
        outcome = next(v["outcome"] for v in verbs if v["verb"] == "complete" and v["allowed"])
    person.command(f"{path}/complete", {"outcome": outcome, "opinion": "", "fields": fields})


def roster(browser: Browser, served: Served) -> None:
    with desks(browser, served, "chen.jing") as [desk]:
        served.api("chen.jing").raw("DELETE", "/start-drafts/claim_certificate")
        page = desk.open("apply/claim_certificate", "input[type=radio]")
        page.get_by_label("在此粘贴表格").focus()
        text = table("zh")
        first, every = desk.timed(
            *("paste", "", lambda: paste(page, text)),
            seen("*", text="处错误"),
            seen("#content", text="12 处错误"),
        )
        told("roster of 3,000 rows: first errors", [first], "≤ 2,000")
        told("roster of 3,000 rows: all errors", [every], "≤ 5,000")
        page.get_by_role("button", name="下一处错误").click()
        taken = []
        for left, at in zip(range(11, 5, -1), WRONG, strict=False):
            column, _wrong, right = WRONG[at]
            cell = page.get_by_label(f"{HEADINGS['zh'][column]}，第 {at} 行", exact=True)
            expect(cell).to_be_focused()
            page.keyboard.insert_text(right)
            taken += desk.timed(
                *("keydown", "Enter", lambda: page.keyboard.press("Enter")),
                seen("#content", text=f"{left} 处错误"),
            )
        told("roster of 3,000 rows: one row checked again", taken, "≤ 150")


# --- designer -------------------------------------------------------------------------------------


def comparing(browser: Browser, served: Served, elements: int = 300) -> None:
    designer = served.api(DESIGNER)
    drawn = diagram(elements)
    changed = drawn.replace('limitWorkingDays" value="5"', 'limitWorkingDays" value="3"', 3)
    for text, is_published in ((drawn, True), (changed, False)):
        files = {"large.bpmn": text.encode()}
        done = designer.upload("/bundles", pack(files), "application/zip", key="large")
        if is_published:
            published = PublishBundle(done["bundle"])
            served.office.engine.handle(published, system_actor("deploy"))
    with desks(browser, served, DESIGNER) as [desk]:
        page = desk.open("bundles", "tr")
        page.get_by_label("查找流程或设计稿").first.fill("large")
        line = page.get_by_role("row", name=re.compile("large")).last
        line.locator(".ant-table-row-expand-icon").first.click()
        inner = page.locator(".ant-table-expanded-row").get_by_role("row", name=re.compile("草案"))
        link = inner.first.get_by_role("link", name="版本比对")
        link.wait_for()
        taken = desk.timed(
            *("click", "", link.click),
            seen(".djs-container .djs-shape[data-element-id=end]", count=2),
        )
    told(f"compare two versions of {elements} elements, chunks fetched", taken, "≤ 1,500")


def publishing(browser: Browser, served: Served, cases: int = 40) -> None:
    """A shorter deadline: what it touches, and the scenarios that play."""
    key = "credit_rating"
    start = {"institution": "hongze_school", "year": 2025, "complaints": 1}
    start |= {"pass_rate": "92", "employment_rate": "80"}
    for _ in range(cases):
        served.api("tao.ran").command("/cases", {"process": key, "area": AREA, "fields": start})
    designer = served.api(DESIGNER)
    bundle = designer.get("/bundles", key=key, state="published")[0]["bundle"]
    place = designer.command("/workspaces", {"bundle": bundle, "title": "缩短期限"})["id"]
    address = f"/workspaces/{place}/files/{key}.bpmn"
    there = designer.raw("GET", address)
    text = files_of_folder(BPMN / key)[f"{key}.bpmn"]
    text = text.replace(b'limitWorkingDays" value="5"', b'limitWorkingDays" value="3"', 1)
    designer.request("PUT", address, content=text, headers={"If-Match": there.headers["etag"]})
    with desks(browser, served, DESIGNER) as [desk]:
        page = desk.open(f"workspaces/{place}", ".djs-shape")
        link = page.get_by_role("link", name="申请发布")
        impact, scenarios = desk.timed(
            *("click", "", link.click),
            seen(".ant-statistic", count=3),
            seen("#content", text="个场景全部通过"),
        )
    told(f"publish: impact over {cases} running cases", [impact], "≤ 2,000")
    told("publish: scenarios", [scenarios], "≤ 10,000")


def fill(url: str, tasks: int) -> None:
    """Copies of an open task, and the words by which their numbers are found."""
    fill_tasks(url, tasks)
    with psycopg.connect(url, autocommit=True) as connection:
        copies = "select case_id, number from engine.\"case\" where number like '%%X______'"
        numbers = connection.execute(copies).fetchall()
        statement = "copy engine.search_word (case_id, source, word) from stdin"
        with connection.cursor().copy(statement) as copy:
            for case, number in numbers:
                for word in search_words.number_words(number):
                    copy.write_row((case, "number", word))
        connection.execute("vacuum analyze engine.search_word")


JOBS: dict[str, Callable[[Browser, Served], None]] = {
    "approve": approving,
    "bulk": bulk,
    "return": returning,
    "sign": signing,
    "roster": roster,
    "compare": comparing,
    "publish": publishing,
}


def main() -> None:
    """Print a line per job: the figure and its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=200_000)
    parser.add_argument("--only", choices=[*JOBS, "find"], help="one of the jobs")
    given = parser.parse_args()
    expect.set_options(timeout=PATIENCE_MS)
    program = find_browser()
    if program is None:
        sys.exit("no browser: run ./dev test once, or set HUIQIAN_BROWSER")
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with (
        database() as url,
        Office(url, bundles=[BPMN], today=TODAY, with_worker=True) as office,
        sync_playwright() as playwright,
    ):
        served = Served(office)
        browser = playwright.chromium.launch(
            executable_path=program.path,
            args=list(ARGUMENTS),
            env={**os.environ, **program.environment},
        )
        with closing(browser):
            for name, job in JOBS.items():
                if given.only in (None, name):
                    job(browser, served)
            if given.only in (None, "find"):
                apply(served, "案卷检索中心")
                clerk = served.api(CLERK)
                until(lambda: clerk.get("/tasks", box="open", text="案卷检索")["items"], "its task")
                fill(url, given.tasks)
                finding(browser, served, given.tasks)


if __name__ == "__main__":
    main()
