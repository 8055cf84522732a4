"""Everybody of one example, each at a browser of their own, so that a test reads like the case.

    parties = Parties(served, sign_in, "zh")
    chen = parties.applicant("chen.jing")
    case = chen.applies("取证培训补贴申领", fill)
    parties.clerk("zhao.min").decides(case, "受理审查", "受理", "材料齐全")
    chen.sees(case, "¥27,000.00")

Clerks find their tasks in the inbox as people do, by the end of the number; nobody is given an
address. The API is asked only for what no page has to show yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web import fields
from tests.web.served import Served
from tests.workflows.claims.desk import id_number

SignIn = Callable[..., Page]
Fill = Callable[[Page], None]


@dataclass(frozen=True)
class Case:
    """A filed case, as its applicant was told of it."""

    id: str
    number: str

    @property
    def ending(self) -> str:
        return self.number[-6:]


class Parties:
    """`say` picks the word of the language that everybody here reads."""

    def __init__(self, served: Served, sign_in: SignIn, language: str) -> None:
        self.served, self.language = served, language
        self._sign_in = sign_in
        self._clerks: dict[str, Clerk] = {}
        self._applicants: dict[str, Applicant] = {}

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def clerk(self, person: str) -> "Clerk":
        if person not in self._clerks:
            self._clerks[person] = Clerk(self, person, self.browser(person, "tasks"))
        return self._clerks[person]

    def applicant(self, person: str) -> "Applicant":
        if person not in self._applicants:
            self._applicants[person] = Applicant(self, person, self.browser(person, "apply"))
        return self._applicants[person]

    def browser(self, person: str, path: str) -> Page:
        return self._sign_in(person, self.language, path=path)

    def steps(self, case: Case, reader: str) -> list[dict[str, Any]]:
        """The steps of the case as its history tells them to the reader."""
        found: list[dict[str, Any]] = self.served.api(reader).get(f"/cases/{case.id}/history")[
            "steps"
        ]
        return found


class Clerk:
    """Staff, experts, signers, finance: whoever works from the inbox."""

    def __init__(self, parties: Parties, person: str, page: Page) -> None:
        self.parties, self.person, self.page = parties, person, page

    def opens(self, case: Case, step: str) -> Locator:
        """Find the task in the inbox by the end of the number, and open it beside the list."""
        say, page = self.parties.say, self.page
        page.get_by_role("searchbox", name=say("查找任务", "Find tasks")).fill(case.ending)
        row = page.locator(".wb-row").filter(has_text=case.ending).filter(has_text=step)
        row.click()
        side = page.get_by_role("region", name=say("任务", "Task"), exact=True)
        expect(side.locator(".task-head")).to_contain_text(step)
        side.locator(".verbs").wait_for()
        return side

    def decides(
        self, case: Case, step: str, outcome: str, opinion: str = "", fill: Fill | None = None
    ) -> None:
        """Open the task, fill it in, choose the outcome, write, Ctrl+Enter; it leaves the list."""
        side = self.opens(case, step)
        if fill is not None:
            fill(self.page)
        self.concludes(side, case, outcome, opinion)

    def concludes(self, side: Locator, case: Case, outcome: str, opinion: str = "") -> None:
        """Decide the task that is open."""
        side.locator(".verbs").get_by_role("button", name=outcome, exact=True).click()
        side.locator(".decision").wait_for()
        if opinion:
            side.locator("#opinion").fill(opinion)
        self.page.keyboard.press("Control+Enter")
        said = self.page.locator(".wb-result")
        expect(said).to_contain_text(outcome)
        expect(said).to_contain_text(case.ending)


class Applicant:
    """Whoever applies, answers and waits."""

    def __init__(self, parties: Parties, person: str, page: Page) -> None:
        self.parties, self.person, self.page = parties, person, page

    def applies(self, title: str, fill: Fill, look: Fill = lambda page: None) -> Case:
        """From the catalogue to the number of the case; `look` at each page on the way."""
        say, page = self.parties.say, self.page
        page.get_by_role("searchbox", name=say("按名称或内容查找", "Find by name")).fill(title)
        look(page)
        page.get_by_role("link", name=re.compile(f"[：:] ?{re.escape(title)}$")).first.click()
        fill(page)
        look(page)
        page.get_by_role("button", name=say("检查填写内容", "Check your answers")).click()
        summary = page.get_by_role("region", name=say("提交前请核对", "Check before"))
        expect(summary).to_be_focused()
        look(page)
        page.get_by_role("button", name=say("提交申请", "Submit the application")).click()
        said = re.compile(say("办件编号 ", "Case number ") + r"([\w-]+?)[。.]")
        told = said.search(page.get_by_text(said).inner_text())
        assert told is not None
        page.get_by_role("link", name=say("查看进度", "See the progress")).click()
        expect(page.locator("[aria-current=step]")).to_be_visible()
        look(page)
        return Case(page.url.rpartition("/")[2], told[1])

    def follows(self, case: Case) -> Locator:
        """The progress of the case, read anew from the list of one's applications."""
        say, page = self.parties.say, self.page
        page.get_by_role("navigation").get_by_role(
            "link", name=say("我的申请", "My applications")
        ).first.click()
        page.get_by_role("radiogroup").get_by_text(say("全部", "All"), exact=True).click()
        page.get_by_role("link", name=case.number).click()
        return page.locator("#content")

    def sees(self, case: Case, *texts: str) -> None:
        content = self.follows(case)
        for text in texts:
            expect(content).to_contain_text(text)

    def answers(self, case: Case, send: str, fill: Fill, look: Fill = lambda page: None) -> None:
        """What is asked of the applicant now: filled in, checked, sent."""
        say, page = self.parties.say, self.page
        self.follows(case)
        page.get_by_role("link", name=say("去办理", "Go to it")).click()
        fill(page)
        look(page)
        page.get_by_role("button", name=send, exact=True).click()
        summary = page.get_by_role("region", name=say("提交前请核对", "Check before"))
        summary.get_by_role("button", name=say("提交", "Submit"), exact=True).click()
        done = page.locator("#content").get_by_text(say("已提交", "Submitted"), exact=True)
        expect(done).to_be_visible()


def attach(page: Page, field: str, file: Path) -> None:
    """Attach a file to a field of the form, and wait until it is kept."""
    page.locator(f"#field-{field}").set_input_files(file)
    kept = re.compile(f"^(移除|Remove) {re.escape(file.name)}$")
    expect(page.get_by_role("button", name=kept)).to_be_visible()


def of_others(table: str, first: int = 100) -> str:
    """The same roster of other people: nobody is paid twice for the same certificate."""
    lines = [line.split(",") for line in table.splitlines()]
    person, certificate = (lines[0].index(name) for name in ("id_number", "certificate_no"))
    for n, cells in enumerate(lines[1:], first):
        cells[person] = id_number(n)
        cells[certificate] = f"D{n:06}"
    return "\n".join(",".join(cells) for cells in lines)


def choose(page: Page, field: str, option: str) -> None:
    """From a list that can be searched, or among buttons, by the name of the form's field."""
    fields.choose(page, page.locator(f"#field-{field}"), option)
