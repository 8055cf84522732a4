"""EX-06 worked through the browser by everybody.

The advance above the limit comes back, is corrected and paid; after the course the rest is settled.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.api.examples import until
from tests.api.played import import_facts
from tests.web.fields import choose
from tests.web.served import Served
from tests.workflows.claims.desk import id_number

#: Bureau steps: who, outcome in both languages, opinion.
AFTER_THE_COURSE = (
    ("acceptance", "han.mei", "受理", "Accept", "材料齐全"),
    ("first_review", "shen.tao", "通过", "Pass", "核对无误"),
    ("second_review", "zhu.feng", "同意", "Pass", ""),
    ("decision", "jiang.bin", "部分通过", "Approve in part", ""),
)
PAYMENT = (
    ("finance_check", "pan.lei", "审核无误", "In order"),
    ("finance_release", "ge.hui", "拨付", "Release the payment"),
)
CLAIM = re.compile("^(认领|claim)", re.I)
SignIn = Callable[..., Page]


class Case:
    """The case of one run through the pages, and whoever works on it."""

    def __init__(self, served: Served, sign_in: SignIn, language: str) -> None:
        self.served, self.sign_in, self.language = served, sign_in, language
        self.id = ""

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def task(self, element: str) -> int:
        """The open task at the element, once it is there."""

        def look() -> int | None:
            view = self.served.api("tian.song").get(f"/cases/{self.id}")
            return next(
                (
                    each["task"]
                    for each in view["tasks"]
                    if each["element"] == element and each["state"] == "open"
                ),
                None,
            )

        found: int = until(look, f"the task {element}", 60)
        return found

    def work(
        self,
        element: str,
        person: str,
        outcome: str,
        opinion: str = "",
        fill: Callable[[Page], None] | None = None,
    ) -> None:
        """Claim the task on its page, fill it in, decide."""
        task = self.task(element)
        page = self.sign_in(person, self.language, path=f"cases/{self.id}/tasks/{task}")
        bar = page.get_by_role("region", name=self.say("办理任务", "Work on the task"), exact=True)
        bar.get_by_role("button", name=CLAIM).click()
        decide = bar.get_by_role("button", name=outcome, exact=True)
        expect(decide).to_have_attribute("aria-disabled", "false")
        if fill is not None:
            fill(page)
        decide.click()
        if opinion:
            page.locator("#opinion").fill(opinion)
        page.keyboard.press("Control+Enter")
        until(lambda: self.is_closed(task), f"{element} to be closed", 60)
        page.context.close()

    def is_closed(self, task: int) -> bool:
        view = self.served.api("tian.song").get(f"/cases/{self.id}")
        return any(each["task"] == task and each["state"] != "open" for each in view["tasks"])


@pytest.fixture(scope="module", autouse=True)
def _facts(served: Served) -> None:
    import_facts(served.url, "EX-06")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_return_pay_and_settle_an_advance(
    language: str,
    served: Served,
    sign_in: SignIn,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    # given
    case = Case(served, sign_in, language)
    say = case.say
    today = date.fromisoformat(served.api("zhang.lan").get("/clock")["now"][:10])
    starts, ends = today + timedelta(days=7), today + timedelta(days=32)
    # when: the class is filed with an advance above the limit
    page = sign_in("zhang.lan", language, path="apply/project_settlement")
    page.get_by_label(say("班级编号", "Class"), exact=True).fill(f"ZG-{language}")
    choose(page, page.locator("#field-benefit"), say("转岗培训补贴", "Transfer course"))
    page.get_by_label(say("开班日期", "Course start"), exact=True).fill(f"{starts}")
    page.get_by_label(say("计划结业日期", "Planned course end"), exact=True).fill(f"{ends}")
    page.get_by_role("button", name=say("添加一项", "Add an entry")).click()
    choose(page, page.locator("#field-planned-0-rate_id"), "R3-03")
    page.locator("#field-planned-0-heads").fill("40")
    page.locator("#field-planned-0-units").fill("1")
    page.locator("#field-planned-0-approved_rate_yuan").fill("900")
    page.locator("#field-requested_yuan").fill("￥21，600")
    page.get_by_role("button", name=say("检查填写内容", "Check your answers")).click()
    page.get_by_role("button", name=say("提交申请", "Submit the application")).click()
    page.get_by_role("link", name=say("查看进度", "See the progress")).click()
    expect(page.locator("[aria-current=step]")).to_be_visible()
    case.id = page.url.rpartition("/")[2]
    # when: the bureau checks the class; the rule sends the request back

    def filed(each: Page) -> None:
        each.get_by_role("radio", name=say("是", "Yes"), exact=True).first.check()

    case.work("class_check", "shen.tao", say("审核完毕", "Checked"), fill=filed)
    case.task("correct_request")
    # then: the applicant sees why, corrects it
    page.reload()
    page.get_by_role("link", name=say("去办理", "Go to it")).click()
    expect(page.locator("#content")).to_contain_text("50%")
    page.locator("#field-requested_yuan").fill("18000")
    page.get_by_role("button", name=say("提交更正", "Submit"), exact=True).click()
    axe(page)
    page.get_by_role("region").get_by_role("button", name=say("提交", "Submit"), exact=True).click()
    page.get_by_role("link", name=say("查看进度", "See the progress")).click()
    # when: checked again, decided, paid
    case.work("class_check", "shen.tao", say("审核完毕", "Checked"), fill=filed)
    case.work("advance_decision", "jiang.bin", say("通过", "Approve"))
    pay(case, "HD-0001")
    # when: after the course the results come in with a roster
    served.clock("35d")
    case.task("submit_results")
    page.reload()
    page.get_by_role("link", name=say("去办理", "Go to it")).click()
    file = tmp_path / "results.csv"
    file.write_text(results(1_000 if language == "zh" else 2_000, starts, ends))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(say("40 行", "40 rows"), exact=True)).to_be_visible()
    page.get_by_label(say("结业日期", "Course end"), exact=True).fill(f"{ends}")
    page.get_by_role("button", name=say("提交申领", "Submit the claim")).click()
    page.get_by_role("region").get_by_role("button", name=say("提交", "Submit"), exact=True).click()
    page.get_by_role("link", name=say("查看进度", "See the progress")).click()
    for element, person, zh, en, opinion in AFTER_THE_COURSE:
        case.work(element, person, say(zh, en), opinion)
    served.clock("6wd")
    pay(case, "HD-0002")
    # then: paid, with every reason in view and nobody's name
    until(lambda: served.api("zhang.lan").get(f"/cases/{case.id}")["ended_at"], "the end", 60)
    page.reload()
    content = page.locator("#content")
    expect(content).to_contain_text("¥30,600.00")
    expect(content).to_contain_text("人民币叁万零陆佰元整")
    expect(content).to_contain_text("R3-03")
    expect(content).to_contain_text("¥12,600.00")
    expect(content).to_contain_text("¥18,000.00")
    for name in ("沈涛", "蒋斌", "Shen Tao", "Jiang Bin"):
        expect(content).not_to_contain_text(name)
    axe(page)
    # when: the head prints the sheet
    head = sign_in("jiang.bin", language, path=f"cases/{case.id}")
    head.get_by_role("button", name=say("打印审批表", "Print the approval sheet")).click()
    words = say("按现在的情况（中文）", "As it stands now (English)")
    link = head.locator("a[href*=approval-sheet]").filter(has_text=words)
    answer = head.request.get(f"{served.url}{link.get_attribute('href')}")
    # then
    assert answer.ok and answer.body().startswith(b"%PDF-")


def results(first: int, starts: date, ends: date) -> str:
    """Forty people of whom 34 passed."""
    rows = [
        f"学员{n},{id_number(first + n)},{'是' if n < 34 else '否'},6-04-01-01,{starts},{ends}"
        for n in range(40)
    ]
    return "\n".join(["姓名,身份证号,考核合格,职业编码,开班日期,结业日期", *rows])


def pay(case: Case, receipt: str) -> None:
    for element, person, zh, en in PAYMENT:
        case.work(element, person, case.say(zh, en))

    def number(page: Page) -> None:
        page.locator("#field-receipt").fill(receipt)

    case.work("bank_receipt", "pan.lei", case.say("已到账", "Received"), fill=number)
