"""The task page worked by people: keys, two at one task, lost sessions and connections."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from api.client import Client
from api.scenarios.wire import to_json
from tests.api.examples import (
    open_task,
    scenario_of,
    start_claim,
)
from tests.api.played import roster_csv
from tests.web.hands import Hands
from tests.web.parties import Parties
from tests.web.pdf_sample import pdf_sample
from tests.web.served import Served
from tests.web.test_roster_in_place import paste

SignIn = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def on_the_examples_day(served: Served) -> None:
    """EX-01 and EX-03 happen on 1 March 2027."""
    served.clock("2027-03-01", area="P1_CITY")


def task_address(person: Client, case_id: str, element: str) -> str:
    return f"cases/{case_id}/tasks/{open_task(person, case_id, element)['task']}"


def done(page: Page) -> Any:
    return page.locator(".ant-result-title")


def opinion_of(page: Page) -> Any:
    return page.locator("#opinion")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_read_what_the_check_found_in_ones_own_language(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given an institution that asks to be listed with a number that nobody was recognised under
    scenario = scenario_of("dir_training/scenarios/institution.yaml", "B2-listed")
    fields = {**to_json(scenario.start), "certificate_number": "321300-A2-2020-0001"}
    body = {"process": "dir_training", "area": "321300", "fields": fields}
    case_id = served.api("lang.yue").command("/cases", body)["case_id"]
    address = task_address(served.api("han.mei"), case_id, "acceptance")
    # when
    page = sign_in("han.mei", language, path=address)
    # then
    table = page.get_by_role("table").filter(has_text="B-ACCRED")
    heads = {"zh": ["规则", "说明"], "en": ["Rule", "Reason"]}
    expect(table.get_by_role("columnheader")).to_have_text(heads[language])
    reason = {"zh": "不是有效的认定编号", "en": "is no valid number of a recognition"}
    expect(table).to_contain_text(reason[language])
    other = "en" if language == "zh" else "zh"
    expect(page.get_by_role("main")).not_to_contain_text(reason[other])
    axe(page)


def test_should_decide_with_an_opinion_in_four_keys(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given an opinion that was written before on this step
    clerk = served.api("zhao.min")
    first = start_claim(served.api("lu.ming"))["case_id"]
    task = open_task(clerk, first, "acceptance")["task"]
    body = {"outcome": "accept", "opinion": "材料齐全，予以受理", "fields": {}}
    clerk.command(f"/cases/{first}/tasks/{task}/complete", body)
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    hands = Hands(page)
    # when
    hands.press("a")
    expect(opinion_of(page)).to_be_focused()
    hands.press("Control+.")
    expect(page.get_by_role("group", name="常用语")).to_contain_text("材料齐全，予以受理")
    axe(page)
    hands.press("1")
    expect(opinion_of(page)).to_have_value("材料齐全，予以受理")
    hands.press("Control+Enter")
    # then
    expect(done(page)).to_contain_text("已办理")
    assert hands.count == 4
    steps = clerk.get(f"/cases/{case_id}/history")["steps"]
    assert steps[0]["opinion"] == "材料齐全，予以受理"


def test_should_never_decide_by_plain_enter_or_without_a_reason(
    served: Served, sign_in: SignIn
) -> None:
    # given
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    # what was left empty is no fact, until it may be what is asked for
    facts = page.get_by_role("region", name="审查要点")
    expect(facts).to_contain_text("补贴项目")
    expect(facts).not_to_contain_text("未填写")
    page.keyboard.press("r")
    expect(opinion_of(page)).to_be_focused()
    expect(facts).to_contain_text("未填写")
    page.keyboard.press("Escape")
    # when
    page.keyboard.press("d")
    expect(opinion_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    # then
    expect(page.get_by_role("alert")).to_contain_text("须写明理由")
    assert clerk.get(f"/cases/{case_id}/history")["steps"][0]["state"] == "open"


def test_should_tell_the_second_of_two_who_was_faster(served: Served, sign_in: SignIn) -> None:
    # given two reviewers at the same task
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    clerk = served.api("zhao.min")
    task = open_task(clerk, case_id, "acceptance")["task"]
    clerk.command(f"/cases/{case_id}/tasks/{task}/complete", {"outcome": "accept"})
    reviewer = served.api("li.wei")
    page = sign_in("zheng.hao", path=task_address(reviewer, case_id, "first_review"))
    page.locator(".verbs").wait_for()
    page.keyboard.press("r")
    opinion_of(page).fill("请补充培训合同")
    # when
    number = open_task(reviewer, case_id, "first_review")["task"]
    reviewer.command(f"/cases/{case_id}/tasks/{number}/claim")
    page.keyboard.press("Control+Enter")
    # then
    expect(page.get_by_role("alert").filter(has_text="李薇").first).to_be_visible()
    expect(page.get_by_text("请补充培训合同").first).to_be_visible()
    assert open_task(reviewer, case_id, "first_review")["assignee"] == "li.wei"


def test_should_go_on_in_the_same_field_after_the_session_ended(
    served: Served, sign_in: SignIn
) -> None:
    # given a half-filled form
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    page.get_by_label("移送的主管部门").fill("某市财政局")
    page.locator(".task-head").click()
    page.keyboard.press("r")
    opinion_of(page).fill("请补充")
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    # when it ends just before what is typed next reaches the server

    def end_first(route: Route) -> None:
        assert page.request.delete(f"{served.url}/sessions/current").ok
        route.continue_()

    page.route("**/draft", end_first, times=1)
    opinion_of(page).press_sequentially("合同原件")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("密码").fill("huiqian-demo")
    dialog.get_by_role("button", name="登录", exact=True).click()
    # then
    expect(dialog).to_be_hidden()
    expect(opinion_of(page)).to_have_value("请补充合同原件")
    expect(page.get_by_label("移送的主管部门")).to_have_value("某市财政局")
    page.keyboard.press("Control+Enter")
    expect(done(page)).to_contain_text("已办理")


def test_should_not_ask_to_sign_in_in_the_middle_of_a_word(served: Served, sign_in: SignIn) -> None:
    # given a page whose time stands still while somebody writes
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    page.keyboard.press("r")
    opinion_of(page).fill("请")
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 10"))
    opinion_of(page).press_sequentially("补充")
    page.locator(".pill.is-saving").wait_for()
    # when the session ends, and the page is told so between two letters
    ended = page.request.delete(f"{served.url}/sessions/current")
    assert ended.ok
    with page.expect_response("**/draft") as answered:
        page.clock.run_for(800)
    assert answered.value.status == 401
    # then one goes on writing
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_count(0)
    page.keyboard.insert_text("合同原件")
    page.clock.run_for(800)
    expect(dialog).to_have_count(0)
    # and is asked when one pauses
    page.clock.resume()
    expect(dialog.get_by_label("密码")).to_be_focused()
    expect(opinion_of(page)).to_have_value("请补充合同原件")


def test_should_send_once_although_the_connection_is_lost(served: Served, sign_in: SignIn) -> None:
    # given a connection that breaks after the server has done it
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    keys: list[str] = []

    def break_once(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/complete", break_once)
    # when
    page.keyboard.press("a")
    opinion_of(page).fill("材料齐全")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("连接中断")).to_be_visible()
    # then
    expect(done(page)).to_contain_text("已办理")
    assert len(keys) >= 2 and len(set(keys)) == 1
    steps = clerk.get(f"/cases/{case_id}/history")["steps"]
    assert [each["element"] for each in steps if each["state"] == "completed"] == ["acceptance"]


def test_should_keep_what_was_typed_when_the_page_is_left(served: Served, sign_in: SignIn) -> None:
    # given
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    page.route("**/draft", lambda route: route.abort("connectionreset"))
    # when
    page.get_by_label("移送的主管部门").fill("某市财政局")
    page.keyboard.press("Escape")
    expect(page.get_by_text("未保存到服务器")).to_be_visible()
    page.reload()
    page.locator(".verbs").wait_for()
    # then
    expect(page.get_by_label("移送的主管部门")).to_have_value("某市财政局")
    expect(page.get_by_text("已恢复未提交的内容")).to_be_visible()


def upload(person: Client, content: bytes, name: str, kind: str) -> str:
    kept = person.upload(
        "/attachments", content, "application/octet-stream", name=name, media_type=kind
    )
    return str(kept["reference"])


def test_should_take_a_pdf_of_20_mb_and_nothing_that_could_run(
    served: Served, sign_in: SignIn, tmp_path: Path
) -> None:
    # given
    script = "<script>window.ranIt = true; fetch('/sessions')</script>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.ranIt=true">{script}</svg>'
    refused = {"a.svg": svg, "a.html": f"<html>{script}</html>", "a.png": svg}
    limit = 20 * 1024 * 1024
    for name, text in refused.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "证书.pdf").write_bytes(pdf_sample(pages=3, size_bytes=limit - 10_000))
    (tmp_path / "过大.pdf").write_bytes(pdf_sample(pages=1, size_bytes=limit + 10_000))
    parties = Parties(served, sign_in, "zh")
    lu = parties.applicant("lu.ming")

    def fill(page: Page) -> None:
        page.get_by_role("radio", name="取证补贴", exact=True).check()
        page.get_by_label("在此粘贴表格").focus()
        paste(page, roster_csv("EX-03").replace(",", "\t"))
        page.locator("#field-evidence").set_input_files(sorted(tmp_path.iterdir()))
        field = page.locator(".field[data-field=evidence]")
        expect(field.get_by_role("button", name="移除 证书.pdf")).to_be_visible()
        for name in (*refused, "过大.pdf"):
            expect(field).to_contain_text(f"“{name}”")
            expect(field.get_by_role("button", name=f"移除 {name}", exact=True)).to_have_count(0)
        assert page.evaluate("window.ranIt") is None

    # when the enterprise attaches all of them
    case = lu.applies("取证培训补贴申领", fill)
    # then the clerk has the one that is a document, page by page
    zhao = parties.clerk("zhao.min")
    side = zhao.opens(case, "受理审查")
    expect(side.locator("canvas[data-drawn]")).to_be_visible(timeout=60_000)
    expect(side.get_by_text("第 1 页，共 3 页")).to_be_visible()
    expect(side.locator(".unseen").filter(has_text="培训证书 第1页")).to_have_count(1)
    zhao.page.keyboard.press("]")
    expect(side.get_by_text("第 2 页，共 3 页")).to_be_visible()
    expect(side.locator(".unseen").filter(has_text="第2页")).to_have_count(1)
    expect(side.get_by_role("tab", name="材料（1）")).to_be_visible()


def test_should_run_nothing_that_people_upload(served: Served, sign_in: SignIn) -> None:
    # given
    applicant = served.api("lu.ming")
    script = "<script>window.ranIt = true; fetch('/sessions')</script>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.ranIt=true">{script}</svg>'
    page_text = upload(applicant, f"<html>{script}{uuid4()}".encode(), "说明.txt", "text/plain")
    table = upload(applicant, f"{svg}{uuid4()}".encode(), "明细.csv", "text/csv")
    case_id = start_claim(applicant, evidence=[page_text, table])["case_id"]
    # when
    page = sign_in("zhao.min", path=task_address(served.api("zhao.min"), case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    # then
    expect(page.get_by_text("此类文件只能下载查看")).to_be_visible()
    link = page.get_by_role("link", name="下载")
    answer = page.request.get(served.url + str(link.get_attribute("href")))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert page.evaluate("window.ranIt") is None


def test_should_say_why_something_cannot_be_done(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    page = sign_in("zhao.min", language="en", path=task_address(clerk, case_id, "acceptance"))
    page.locator(".verbs").wait_for()
    # when
    page.get_by_role("button", name="Release").click(force=True)
    # then
    expect(page.get_by_role("alert")).to_contain_text("Not possible")
    expect(page.get_by_text("by DT-09 row 1")).to_be_visible()
    page.get_by_role("button", name="Show the rule").click()
    expect(page.get_by_role("table").first).to_contain_text("1, 3, 4")
    axe(page)
    page.get_by_role("tab", name="Diagram").click()
    expect(page.locator(".djs-container")).to_be_visible()
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_staff_the_case(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None], language: str
) -> None:
    # given
    clerk = served.api("zhao.min")
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    open_task(clerk, case_id, "acceptance")
    # when
    page = sign_in("zhao.min", language=language, path=f"cases/{case_id}")
    names = {
        "zh": ("申请内容", "流程图", "规则依据", "正在等待"),
        "en": ("Application", "Diagram", "Rules applied", "Waiting for"),
    }
    expect(
        page.get_by_text({"zh": "受理审查", "en": "Acceptance check"}[language]).first
    ).to_be_visible()
    axe(page)
    # then
    for name in names[language]:
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        axe(page)
