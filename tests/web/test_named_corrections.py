"""Return for correction names fields: both sides of it, from the first key to what became of it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from api.client import Client
from tests.api.examples import open_task, start_accreditation
from tests.web.hands import Hands
from tests.web.served import Served

SignIn = Callable[..., Page]
PAPERS = {"zh": "安全与消防材料", "en": "Safety and fire papers"}
TEACHERS = {"zh": "师资及证书", "en": "Teachers and certificates"}
PHRASE = {"zh": "已过期，请换新件", "en": "expired, please send a new one"}
#: What the pages call things.
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "fields": "要求补正的栏目",
        "note": "“{}”需要补正的理由",
        "only": "补正时只能更改：师资及证书、安全与消防材料。",
        "saved": "草稿已保存",
        "done": "已办理",
        "go": "去办理",
        "asked": "请更正以下 2 个栏目",
        "why": "须补正：",
        "locked": "其余 11 项内容（只能查看）",
        "send": "重新提交",
        "check": "提交前请核对",
        "submit": "提交",
        "sent": "已提交",
        "unchanged": "未改动",
        "result": "补正情况",
        "history": ("要求补正", "已更正：安全与消防材料", "未改动：师资及证书"),
    },
    "en": {
        "fields": "Fields to be corrected",
        "note": 'Why "{}" is to be corrected',
        "only": "Only this can be changed then: Teachers and certificates, Safety and fire papers.",
        "saved": "Draft saved",
        "done": "Done:",
        "go": "Go to it",
        "asked": "Please correct these 2 fields",
        "why": "To be corrected:",
        "locked": "The other 11 fields (to read only)",
        "send": "Submit again",
        "check": "Check before",
        "submit": "Submit",
        "sent": "Submitted",
        "unchanged": "Left as it was",
        "result": "What was corrected",
        "history": (
            "To be corrected",
            "Corrected: Safety and fire papers",
            "Left as it was: Teachers and certificates",
        ),
    },
}


def chip(page: Page, language: str, label: dict[str, str]) -> Locator:
    fields = page.get_by_role("group", name=WORDS[language]["fields"])
    return fields.get_by_role("button", name=label[language])


def returned_by_mouse(page: Page, language: str) -> int:
    """Two fields with a phrase each; how many keys and clicks it took."""
    words, hands = WORDS[language], Hands(page)
    hands.press("r")
    for label in (PAPERS, TEACHERS):
        hands.click(chip(page, language, label))
        expect(page.get_by_label(words["note"].format(label[language]))).to_be_focused()
        phrase = page.locator(".phrases .phrase").filter(has_text=PHRASE[language])
        hands.press(phrase.locator("kbd").inner_text())
        expect(page.get_by_label(words["note"].format(label[language]))).to_have_value(
            PHRASE[language]
        )
    expect(page.get_by_text(words["only"])).to_be_visible()
    hands.press("Control+Enter")
    return hands.count


def returned_by_keys(page: Page, language: str, axe: Callable[[Page], None]) -> int:
    """The same without a mouse, and left in between: the draft keeps fields and reasons."""
    words, hands = WORDS[language], Hands(page)
    hands.press("r")
    hands.press("Control+,")
    for label in (TEACHERS, PAPERS):
        button = chip(page, language, label)
        expect(
            page.get_by_role("group", name=words["fields"]).locator("button").first
        ).to_be_focused()
        hands.press(button.locator("kbd").inner_text())
        note = page.get_by_label(words["note"].format(label[language]))
        expect(note).to_be_focused()
        phrase = page.locator(".phrases .phrase").filter(has_text=PHRASE[language])
        hands.press(phrase.locator("kbd").inner_text())
    axe(page)
    expect(page.get_by_text(words["saved"])).to_be_visible()
    page.reload()
    page.locator(".verbs").wait_for()
    page.keyboard.press("r")
    expect(page.get_by_text(words["only"])).to_be_visible()
    hands.press("Control+Enter")
    return hands.count


def task_page(page: Page, person: Client, case_id: str, element: str) -> int:
    task = int(open_task(person, case_id, element)["task"])
    page.goto(f"/app/cases/{case_id}/tasks/{task}")
    page.locator(".verbs").wait_for()
    return task


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_return_two_fields_in_six_and_show_what_became_of_them(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    words = WORDS[language]
    served.clock("2027-03-01", area="321300")
    clerk, applicant = served.api("han.mei"), served.api("zhang.lan")
    phrase = {"text": PHRASE[language], "process": "accred_enterprise_centre"}
    clerk.command("/phrases", phrase)
    case_id = start_accreditation(applicant)["case_id"]
    desk = sign_in("han.mei", language=language, path="account")
    task_page(desk, clerk, case_id, "acceptance")
    # when the clerk names two fields
    if language == "zh":
        assert returned_by_mouse(desk, language) == 6
    else:
        assert returned_by_keys(desk, language, axe) == 7
    expect(desk.locator(".ant-result-title")).to_contain_text(words["done"])
    # then the applicant has these two to fill in, each with its reason
    page = sign_in("zhang.lan", language=language, path=f"applications/{case_id}")
    page.get_by_role("link", name=words["go"]).click()
    expect(page.get_by_text(words["asked"])).to_be_visible()
    reasons = page.locator(".field-reason")
    expect(reasons).to_have_text([re.compile(f"{words['why']}.*{PHRASE[language]}")] * 2)
    papers = page.get_by_label(PAPERS[language])
    old = papers.input_value()
    expect(page.locator(".field")).to_have_count(2)
    expect(page.get_by_role("button", name=words["locked"])).to_be_visible()
    axe(page)
    # when
    papers.fill("2027-001")
    page.get_by_role("button", name=words["send"]).click()
    summary = page.get_by_role("region", name=words["check"])
    expect(summary).to_contain_text(old)
    expect(summary).to_contain_text("2027-001")
    expect(summary.get_by_text(words["unchanged"])).to_have_count(1)
    axe(page)
    summary.get_by_role("button", name=words["submit"], exact=True).click()
    expect(page.get_by_text(words["sent"], exact=True).first).to_be_visible()
    # then the clerk sees old and new, and what was left
    task_page(desk, clerk, case_id, "acceptance")
    result = desk.get_by_role("region", name=words["result"])
    expect(result.locator("del")).to_contain_text(old)
    expect(result.locator("ins")).to_contain_text("2027-001")
    expect(result.get_by_text(words["unchanged"])).to_have_count(1)
    for said in words["history"]:
        expect(desk.get_by_role("tabpanel").get_by_text(said).first).to_be_visible()
    axe(desk)


def test_should_correct_on_the_task_page_too_and_show_it_in_the_replay(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    clerk, applicant = served.api("han.mei"), served.api("zhang.lan")
    case_id = start_accreditation(applicant)["case_id"]
    task = open_task(clerk, case_id, "acceptance")["task"]
    body = {
        "outcome": "correct",
        "opinion": "请补正",
        "corrections": [{"field": "safety_papers", "note": "缺验收意见书"}],
    }
    version = clerk.command(f"/cases/{case_id}/tasks/{task}/complete", body)["version"]
    page = sign_in("zhang.lan", path="account")
    task_page(page, applicant, case_id, "correct")
    # when
    expect(page.get_by_text("退回要求更正 1 个栏目")).to_be_visible()
    expect(page.locator(".field")).to_have_count(1)
    page.get_by_label(PAPERS["zh"]).fill("2027-001")
    page.locator(".task-head").click()
    page.keyboard.press("a")
    # then
    changed = page.get_by_role("region", name="您更改的内容")
    expect(changed.locator("ins")).to_contain_text("2027-001")
    axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ant-result-title")).to_contain_text("已办理")
    assert open_task(clerk, case_id, "acceptance")["task"] != task
    # and the auditor reads it at the entry of the return
    replay = sign_in("tian.song", path=f"audit/cases/{case_id}/replay?entry={version}")
    expect(replay.get_by_text("缺验收意见书").first).to_be_visible()
    expect(replay.get_by_text("“补正材料”中指明补正的栏目")).to_be_visible()
