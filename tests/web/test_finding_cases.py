"""An auditor finds cases by several conditions, draws a sample, works one paper, exports."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Page, expect

from engine.audits.drawing import lowest_tickets
from tests.api.examples import until
from tests.api.test_case_search import CLAIM, LINE, plain
from tests.web.served import Served

WORDS = {
    "zh": {
        "find": "检索",
        "number": "办件编号",
        "rule": "规则编号",
        "amount": "金额下限",
        "map": "流程图",
        "variants": "办理路径",
        "cases": "办件",
        "remove": "去掉条件",
        "sample": "以此为总体抽样",
        "title": "名称",
        "seed": "随机种子",
        "size": "样本量",
        "freeze": "冻结总体并查看",
        "draw": "抽取样本",
        "paper": "填写底稿",
        "text": "内容",
        "finding": "审计发现",
        "type": "发现类型",
        "procedure": "程序",
        "write": "写入",
        "conclusion": "结论",
        "improper": "不合规",
        "csv": "导出 CSV",
        "close": "关闭",
        "json": "导出 JSON（含总体清单）",
        "save": "保存检索",
        "saved": "已存检索",
        "with": "经过",
        "area": "地区（含下级）",
        "print": "打印底稿",
        "none": "没有符合条件的办件",
    },
    "en": {
        "find": "Find",
        "number": "Case number",
        "rule": "Rule",
        "amount": "Lowest amount",
        "map": "Diagram",
        "variants": "Paths",
        "cases": "Cases",
        "remove": "Remove the condition",
        "sample": "Draw a sample from these",
        "title": "Title",
        "seed": "Seed",
        "size": "Sample size",
        "freeze": "Freeze the population and look",
        "draw": "Draw the sample",
        "paper": "Work on the paper of",
        "text": "Text",
        "finding": "Finding",
        "type": "Type of finding",
        "procedure": "procedure",
        "write": "Write",
        "conclusion": "Conclusion",
        "improper": "improper",
        "csv": "Export CSV",
        "json": "Export JSON (with the population)",
        "close": "Close",
        "save": "Save search",
        "saved": "Saved searches",
        "with": "With it",
        "area": "Area (with those inside)",
        "print": "Print the papers",
        "none": "No case meets the conditions",
    },
}
APPLICATION = {
    "institution_name": "运河纺织职工培训中心",
    "credit_code": "91SAMPLE0000000006",
    "address_area": "321302",
    "address": "宿城区运河路1号",
    "employees": 620,
    "industry_bureau": "industry_it_bureau",
    "premises": "教室4间",
    "equipment_list": "织机12台",
    "teacher_list": "专职教师5人",
    "training_plan": "每年400人次",
    "rules": "教学管理制度",
    "safety_papers": "消防验收合格",
}
SEED = "20260302"


@pytest.fixture(scope="module")
def cases(served: Served) -> list[dict[str, Any]]:
    """Six applications, oldest first; two accepted, five with an amount, one under a rule."""
    body = {"process": "accred_enterprise_centre", "area": "321300", "fields": APPLICATION}
    found = [served.api("zhang.lan").command("/cases", body) for _ in range(6)]
    clerk = served.api("han.mei")
    for case in found[:2]:
        [task] = open_tasks(served, case["case_id"])
        path = f"/cases/{case['case_id']}/tasks/{task}"
        clerk.command(f"{path}/claim")
        clerk.command(f"{path}/complete", {"outcome": "accept", "opinion": "材料齐全"})
    with psycopg.connect(plain(served.office), autocommit=True) as connection:
        for place, amount in enumerate((800, 1200, 3000, 4000, 5000)):
            key = UUID(found[place]["case_id"])
            connection.execute(CLAIM, (key, 1, amount, amount))
        connection.execute(LINE, (UUID(found[2]["case_id"]), "321302199001011234", ["E-04"]))
    return found


def open_tasks(served: Served, case_id: str) -> list[int]:
    """Waits for the service tasks before the first one."""

    def look() -> list[int]:
        tasks = served.api("tian.song").get(f"/cases/{case_id}")["tasks"]
        return [each["task"] for each in tasks if each["state"] == "open"]

    found: list[int] = until(look, "an open task")
    return found


def counted(page: Page) -> list[int]:
    """The counts after each condition, once they are all there."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('.find-funnel li')].every("
        "(each) => each.querySelector('[data-count]'))"
    )
    return [
        int(each.get_attribute("data-count") or -1)
        for each in page.locator(".find-funnel [data-count]").all()
    ]


def rows(page: Page) -> Any:
    return page.locator(".ant-table-tbody tr.ant-table-row")


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as taken:
        page.get_by_role("link", name=name).click()
    return Path(taken.value.path()).read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_find_cases_by_several_conditions(
    language: str,
    cases: list[dict[str, Any]],
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words = WORDS[language]
    page = sign_in("tian.song", language, path="audit/cases?process=accred_enterprise_centre")
    expect(rows(page)).to_have_count(6)
    # when
    page.get_by_label(words["amount"]).fill("￥1,000")
    page.get_by_label(words["amount"]).press("Enter")
    # then
    expect(rows(page)).to_have_count(4)
    assert counted(page)[-2:] == [6, 4]
    axe(page)
    # when
    page.get_by_label(words["rule"]).fill("E-04")
    page.get_by_role("button", name=words["find"], exact=True).click()
    # then
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(cases[2]["number"])
    table = downloaded(page, words["csv"]).decode("utf-8-sig")
    assert [line[0] for line in csv.reader(io.StringIO(table))][1:] == [cases[2]["number"]]
    # when a condition is taken away, and back brings it again
    page.get_by_role("button", name=f"{words['remove']}", exact=False).last.click()
    expect(rows(page)).to_have_count(4)
    page.go_back()
    expect(rows(page)).to_have_count(1)
    # when nothing is left
    page.get_by_label(words["number"]).fill("999999")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words["none"])).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_narrow_by_the_diagram_and_by_paths(
    language: str,
    cases: list[dict[str, Any]],
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words = WORDS[language]
    step = "受理审查" if language == "zh" else "Acceptance check"
    page = sign_in(
        "tian.song", language, path="audit/cases?process=accred_enterprise_centre&view=map"
    )
    # when
    expect(page.locator(".djs-container svg").first).to_be_visible()
    axe(page)
    page.get_by_role("button", name=step, exact=True).first.click()
    page.get_by_role("button", name=words["with"], exact=True).click()
    # then
    assert counted(page)[-1] == 6
    # when the figure of those that are done opens its cases
    line = rows(page).filter(has_text=step).first
    line.get_by_role("link", name="2", exact=True).first.click()
    # then
    expect(rows(page)).to_have_count(2)
    # when
    page.goto("/app/audit/cases?process=accred_enterprise_centre&view=variants")
    line = rows(page).filter(has_text="→").first
    expect(line).to_be_visible()
    axe(page)
    line.get_by_role("button").click()
    # then
    expect(rows(page)).to_have_count(2)
    assert "variant=" in page.url


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_keep_a_search(
    language: str, cases: list[dict[str, Any]], sign_in: Callable[..., Page]
) -> None:
    # given
    words, name = WORDS[language], f"大额 {language}"
    page = sign_in("tian.song", language, path="audit/cases?amount_from=2000")
    # when
    page.get_by_role("button", name=words["saved"]).click()
    page.get_by_role("tooltip").get_by_role("textbox").fill(name)
    page.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.goto("/app/audit/cases")
    page.get_by_role("button", name=words["saved"]).click()
    page.get_by_role("link", name=name).click()
    # then
    expect(page).to_have_url(re.compile("amount_from=2000"))
    expect(rows(page)).to_have_count(3)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_draw_a_sample_and_work_its_papers(
    language: str,
    served: Served,
    cases: list[dict[str, Any]],
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words = WORDS[language]
    page = sign_in("tian.song", language, path="audit/cases?process=accred_enterprise_centre")
    expect(rows(page)).to_have_count(6)
    page.get_by_role("link", name=words["sample"]).click()
    axe(page)
    # when
    page.get_by_label(words["title"]).fill("三月抽查")
    page.get_by_label(words["size"]).fill("3")
    page.get_by_label(words["seed"]).fill(SEED)
    page.get_by_role("button", name=words["freeze"]).click()
    # then nothing is drawn yet, and everything that will decide is shown
    draw = page.get_by_role("button", name=words["draw"])
    expect(draw).to_be_visible()
    expect(page.get_by_text(SEED, exact=True)).to_be_visible()
    axe(page)
    # when
    draw.click()
    page.get_by_role("tooltip").get_by_role("button", name=words["draw"]).click()
    # then the items are those that anybody would draw
    expected = [name for _, name in lowest_tickets([c["number"] for c in cases], SEED, 3)]
    items = page.get_by_role("button", name=words["paper"])
    expect(items).to_have_count(3)
    assert [row.split("\t")[1] for row in rows(page).all_inner_texts()] == expected
    # when
    items.first.click()
    paper = page.get_by_role("dialog")
    paper.get_by_text(words["finding"], exact=True).click()
    paper.get_by_label(words["type"]).click()
    page.get_by_title(words["procedure"], exact=True).click()
    paper.get_by_label(words["text"]).fill("受理早于材料齐全")
    paper.get_by_role("button", name=words["write"]).click()
    expect(paper.locator("[data-kind=finding]")).to_contain_text("受理早于材料齐全")
    paper.get_by_text(words["conclusion"], exact=True).first.click()
    paper.get_by_text(words["improper"], exact=True).click()
    paper.get_by_role("button", name=words["write"]).click()
    # then
    expect(paper.locator("[data-kind=conclusion]")).to_contain_text(words["improper"])
    axe(page)
    page.keyboard.press("Escape")
    expect(paper).to_have_count(0)
    expect(rows(page).first).to_contain_text(words["improper"])
    document = json.loads(downloaded(page, words["json"]))
    assert [item["number"] for item in document["items"]] == expected
    assert [entry["kind"] for entry in document["papers"]] == ["finding", "conclusion"]
    assert len(document["population"]) == 6
    with page.context.expect_page() as printed:
        page.get_by_role("link", name=words["print"]).click()
    expect(printed.value.get_by_text("受理早于材料齐全")).to_be_visible()
