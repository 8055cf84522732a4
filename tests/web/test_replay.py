"""Auditors replay a case, compare two, check the chain and take the evidence away."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from api.client import Client
from tests.web.hands import Hands
from tests.web.served import Served

INSPECTOR, WITH_LETTER = "tian.song", "tan.zhe"
TEXTS = {
    "zh": {
        "play": "播放",
        "next": "下一条 →",
        "entry": "条目号",
        "table": "条目表",
        "timeline": "时间轴",
        "stood": "当时的数据",
        "export": "导出",
        "evidence": "证据包（含第 3 条之后的状态）",
        "check": "重新计算全部哈希",
        "sound": "没有改动",
        "masked": "个人信息已脱敏",
        "recorded": "您的查阅已留痕",
        "bureau": "受理",
        "first": "第 1 处分歧",
        "outline": "流程步骤",
    },
    "en": {
        "play": "Play",
        "next": "Next entry →",
        "entry": "Entry number",
        "table": "Entries",
        "timeline": "Timeline",
        "stood": "Data as it stood",
        "export": "Export",
        "evidence": "Evidence package (with the state after entry 3)",
        "check": "Recompute all hashes",
        "sound": "Nothing was changed",
        "masked": "Personal data is masked",
        "recorded": "Your reading is recorded",
        "bureau": "Accept",
        "first": "Difference 1 of",
        "outline": "Steps of the process",
    },
}


@dataclass(frozen=True)
class Cases:
    """Two tuition cases: one refused for short service, one that goes on to the meeting."""

    short: str
    long: str
    numbers: dict[str, str]


@pytest.fixture(scope="module")
def cases(served: Served) -> Cases:
    short, long = filed(served, "2024-11-01"), filed(served, "2020-04-01")
    inspector = served.api(INSPECTOR)
    numbers = {each: inspector.get(f"/cases/{each}")["number"] for each in (short, long)}
    return Cases(short, long, numbers)


def filed(served: Served, service_since: str) -> str:
    """A case filed and reviewed; how long the service was decides where it goes."""
    fields = {
        "degree": "bachelor",
        "study_plan": "业余时间攻读本科",
        "service_since": service_since,
        "diploma_date": "2026-02-10",
        "tuition_yuan": "18000",
    }
    body = {"process": "tuition_reimbursement", "area": "P7_BUREAU", "fields": fields}
    case: str = served.api("jiang.nan").command("/cases", body)["case_id"]
    office = served.api("lan.jie")
    task = opened_task(office, case)
    office.command(f"/cases/{case}/tasks/{task}/claim")
    reviewed = {
        "documents_complete": True,
        "appraisals_competent": True,
        "diploma_recognised": True,
        "diploma_higher": True,
        "refund_before": False,
    }
    answer = {"outcome": "reviewed", "opinion": "材料齐全", "fields": reviewed}
    office.command(f"/cases/{case}/tasks/{task}/complete", answer)
    return case


def opened_task(client: Client, case: str) -> int:
    """The task of the case that is offered; the worker may still be on its way to it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for each in client.get("/tasks", box="groups")["items"]:
            if each["case_id"] == case:
                return int(each["task"])
        time.sleep(0.05)
    raise AssertionError(f"no task of {case} was offered")


def entries_of(served: Served, case: str) -> int:
    return len(served.api(INSPECTOR).get(f"/cases/{case}/journal", limit=200)["items"])


def drawn(page: Page) -> None:
    expect(page.locator(".djs-shape").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_replay_a_case_to_its_end(
    language: str,
    served: Served,
    cases: Cases,
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words = TEXTS[language]
    last = entries_of(served, cases.long)
    page = sign_in(INSPECTOR, language, path=f"audit/cases/{cases.long}/replay")
    drawn(page)
    expect(page.get_by_role("main")).to_contain_text(words["recorded"])
    number = page.get_by_label(words["entry"], exact=True)
    expect(number).to_have_value("1")
    # the drawing speaks the reader's language, and so does the list beside it
    named = {"zh": "审查", "en": "Review"}[language]
    expect(page.locator("[data-element-id=office_review] text")).to_contain_text(named)
    outline = page.get_by_role("navigation", name=words["outline"])
    expect(outline.get_by_role("button", name=re.compile(named)).first).to_be_attached()
    axe(page)
    # the mark of bpmn.io stands in full view, nothing over it
    mark = page.locator("a.bjs-powered-by")
    expect(mark).to_be_visible()
    assert mark.evaluate(
        """(a) => { const r = a.getBoundingClientRect()
                    return a.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)) }"""
    )
    # when it is played at the highest speed to the end
    page.get_by_role("combobox", name="速度" if language == "zh" else "Speed").click()
    page.get_by_title("16×").click()
    page.get_by_role("button", name=words["play"], exact=True).click()
    # then
    expect(number).to_have_value(str(last))
    expect(page).to_have_url(re.compile(f"entry={last}"))
    expect(page).to_have_url(re.compile("speed=16"))
    expect(page.locator(".hq-visited").first).to_be_attached()
    axe(page)
    # and the other views show the same entry
    page.get_by_text(words["table"], exact=True).click()
    expect(page.locator("[role=row][aria-current=true]")).to_contain_text(str(last))
    axe(page)
    page.get_by_text(words["timeline"], exact=True).click()
    expect(page.get_by_role("group", name=words["timeline"])).to_be_visible()
    axe(page)
    page.get_by_role("tab", name=words["stood"]).click()
    expect(page.get_by_role("group", name=words["stood"])).to_contain_text("业余时间攻读本科")
    axe(page)


def test_should_be_worked_by_keys_alone(
    served: Served, cases: Cases, sign_in: Callable[..., Page]
) -> None:
    # given
    page = sign_in(INSPECTOR, path=f"audit/cases/{cases.long}/replay")
    drawn(page)
    number = page.get_by_label("条目号", exact=True)
    # when, then: one entry on, one back, one step of the flow on
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("2")
    page.keyboard.press("ArrowLeft")
    expect(number).to_have_value("1")
    page.keyboard.press("Shift+ArrowRight")
    expect(number).not_to_have_value("1")
    # the bar takes the keys of a slider
    bar = page.get_by_role("slider", name="回放进度")
    bar.focus()
    page.keyboard.press("Home")
    expect(bar).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("End")
    expect(bar).to_have_attribute("aria-valuenow", str(entries_of(served, cases.long)))
    # the list beside the drawing leads to the next change of a step, with arrows inside
    outline = page.get_by_role("navigation", name="流程步骤")
    outline.get_by_role("button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(outline.locator("[aria-current=true]")).to_have_count(1)
    # space plays and pauses
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="暂停", exact=True)).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="播放", exact=True)).to_be_visible()


def test_should_keep_entry_speed_and_panels_in_the_address(
    cases: Cases, sign_in: Callable[..., Page]
) -> None:
    path = f"audit/cases/{cases.long}/replay?entry=2&speed=4&view=table&panel=people"
    page = sign_in(INSPECTOR, path=path)
    expect(page.get_by_label("条目号", exact=True)).to_have_value("2")
    expect(page.locator("[role=row][aria-current=true]")).to_contain_text("2")
    # a name leads to the next entry by that person
    page.get_by_role("group", name="参与人").get_by_role("button").last.click()
    expect(page.get_by_label("条目号", exact=True)).not_to_have_value("2")


def test_should_find_entries_in_the_table(cases: Cases, sign_in: Callable[..., Page]) -> None:
    page = sign_in(INSPECTOR, path=f"audit/cases/{cases.long}/replay?view=table")
    table = page.get_by_role("table", name="条目表")
    expect(table.get_by_role("row")).not_to_have_count(0)
    before = table.get_by_role("row").count()
    # when
    page.get_by_label("查找条目").fill("材料齐全")
    # then
    expect(page.get_by_text("1 条", exact=True)).to_be_visible()
    assert table.get_by_role("row").count() < before
    # and nothing found says what to do
    page.get_by_label("查找条目").fill("没有这样的条目")
    page.get_by_role("button", name="清除筛选").click()
    expect(table.get_by_role("row")).to_have_count(before)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_replay_to_an_entry_and_export_the_evidence_in_four(
    language: str, cases: Cases, sign_in: Callable[..., Page]
) -> None:
    """Budget of the job: 4 keys or clicks beside typing the number."""
    # given
    words = TEXTS[language]
    page = sign_in(INSPECTOR, language, path=f"audit/cases/{cases.short}/replay")
    drawn(page)
    hands = Hands(page)
    # when
    hands.click(page.get_by_label(words["entry"], exact=True))
    hands.press("Control+a")
    hands.type("3")
    hands.click(page.get_by_role("button", name=words["export"]))
    with page.expect_download() as download:
        hands.click(page.get_by_role("menuitem", name=words["evidence"]))
    # then
    assert hands.count <= 4
    with open(download.value.path(), "rb") as file:
        package = zipfile.ZipFile(io.BytesIO(file.read()))
    assert "as-it-stood/entry-000003.json" in package.namelist()
    assert download.value.suggested_filename.endswith("-entry-3.zip")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_recompute_the_chain_with_one_key(
    language: str, cases: Cases, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    words = TEXTS[language]
    page = sign_in(INSPECTOR, language, path=f"audit/cases/{cases.long}/integrity")
    expect(page.get_by_role("button", name=words["check"])).to_be_visible()
    axe(page)
    hands = Hands(page)
    # when
    hands.press("v")
    # then
    assert hands.count == 1
    expect(page.get_by_role("status").filter(has_text=words["sound"]).first).to_be_visible()
    axe(page)
    # and a head that was kept is compared
    head = page.locator("code").first.inner_text()
    kept = page.locator("#kept-head")
    kept.fill(f'{{"head": "{head}"}}')
    page.get_by_role("button", name="核对" if language == "zh" else "Compare", exact=True).click()
    same = "与今日链头相同" if language == "zh" else "The same as today"
    expect(page.get_by_text(same)).to_be_visible()
    kept.fill("0" * 63 + "1")
    page.get_by_role("button", name="核对" if language == "zh" else "Compare", exact=True).click()
    other = "这条链里没有这个哈希" if language == "zh" else "No entry of this chain has that hash"
    expect(page.get_by_text(other)).to_be_visible()


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "第 3 条有问题：内容与其哈希不符"), ("en", "Entry 3 is not sound")],
)
def test_should_name_the_entry_of_which_one_byte_was_changed_in_transit(
    language: str, said: str, cases: Cases, sign_in: Callable[..., Page]
) -> None:
    # given somebody between server and browser who changes one byte of the third line
    page = sign_in(INSPECTOR, language, path=f"audit/cases/{cases.long}/integrity")

    def change(route: Route) -> None:
        answer = route.fetch()
        lines = answer.body().split(b"\n")
        at = lines[2].index(b'"command":{') + 14
        lines[2] = lines[2][:at] + bytes([lines[2][at] ^ 1]) + lines[2][at + 1 :]
        route.fulfill(response=answer, body=b"\n".join(lines))

    page.route("**/journal.jsonl", change)
    # when
    page.get_by_role("button", name=TEXTS[language]["check"]).click()
    # then
    alert = page.get_by_role("alert").filter(has_text=said)
    expect(alert).to_be_visible()
    # and it leads there
    alert.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/replay\?entry=3"))


def test_should_notice_an_export_that_was_cut_off(
    cases: Cases, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(INSPECTOR, path=f"audit/cases/{cases.long}/integrity")

    def cut(route: Route) -> None:
        answer = route.fetch()
        lines = answer.body().splitlines(keepends=True)
        route.fulfill(response=answer, body=b"".join(lines[:-2]))

    page.route("**/journal.jsonl", cut)
    page.get_by_role("button", name="重新计算全部哈希").click()
    expect(page.get_by_role("alert").first).to_contain_text("日志在链头之前中断")
    expect(page.get_by_text("服务器登记的链头与本机算出的不同。")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_where_two_cases_part_in_three(
    language: str, cases: Cases, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    """Budget of the job: 3 keys or clicks beside typing the number."""
    # given
    words = TEXTS[language]
    page = sign_in(INSPECTOR, language, path=f"audit/cases/{cases.short}/replay")
    drawn(page)
    hands = Hands(page)
    other = "与另一件对比" if language == "zh" else "Compare with another"
    # when
    hands.click(page.get_by_role("link", name=other))
    expect(page.locator("#case-b")).to_be_focused()
    hands.type(cases.numbers[cases.long])
    hands.press("Enter")
    assert hands.count <= 3
    # then the first difference has the focus, each side says what led there
    first = page.get_by_role("heading", name=re.compile(words["first"]))
    expect(first).to_be_focused()
    led = "What led there" if language == "en" else "由何而来"
    expect(page.get_by_role("heading", name=re.compile(led))).to_have_count(2)
    axe(page)
    # and a case of the other side that is not known is said
    page.locator("#case-b").fill("no-such-number")
    page.keyboard.press("Enter")
    expect(page.get_by_text("no-such-number")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_third_party_auditors_masked_data_and_say_what_that_leaves(
    language: str, served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given a case with a phone number in the scope of the letter
    words = TEXTS[language]
    case = complaint(served)
    # when
    page = sign_in(WITH_LETTER, language, path=f"audit/cases/{case}/replay?panel=data")
    # then
    expect(page.get_by_text(words["masked"]).first).to_be_visible()
    expect(page.get_by_role("group", name=words["stood"])).to_contain_text("138****5678")
    expect(page.locator("body")).not_to_contain_text("13812345678")
    axe(page)
    # and checking says that only the links could be checked
    page.goto(f"/app/audit/cases/{case}/integrity")
    page.get_by_role("button", name=words["check"]).click()
    said = "内容的哈希未能重算" if language == "zh" else "hashes could not be recomputed"
    expect(page.get_by_role("status").filter(has_text=said).first).to_be_visible()


def complaint(served: Served) -> str:
    fields = {"subject_case": "x", "grounds": "培训机构收取学员费用", "contact": "13812345678"}
    body = {"process": "complaint", "area": "P1_CITY", "fields": fields}
    case: str = served.api("chen.jing").command("/cases", body)["case_id"]
    return case
