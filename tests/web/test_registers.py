"""Registers as of a day, a person masked until there is a reason, public pages without script."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.api.test_case_search import plain
from tests.api.test_register_pages import ID_NUMBER, ROWS
from tests.web.served import Served

WORDS = {
    "zh": {
        "as_of": "查询日期",
        "suspended": "暂停",
        "valid": "有效",
        "today": "回到今天",
        "banner": "不是今天的",
        "id": "身份证号",
        "look_up": "查询",
        "reveal": "显示完整信息",
        "reason": "显示原因",
        "order": "拨款通知",
        "paid": "已到账",
        "sums": "按资金来源合计",
        "public": "公开目录（无需登录）",
        "version": "第1版",
        "other": "English",
        "old": "这不是最新版本",
        "find": "查找",
    },
    "en": {
        "as_of": "As of",
        "suspended": "suspended",
        "valid": "valid",
        "today": "Back to today",
        "banner": "not today",
        "id": "ID number",
        "look_up": "Look up",
        "reveal": "Show in full",
        "reason": "Reason for showing it",
        "order": "Payment order",
        "paid": "paid",
        "sums": "Sums by fund source",
        "public": "Public directory (no sign-in)",
        "version": "Version 1",
        "other": "中文",
        "old": "not the newest",
        "find": "Find",
    },
}


@pytest.fixture(scope="module", autouse=True)
def filled(served: Served) -> None:
    with psycopg.connect(plain(served.office), autocommit=True) as connection:
        connection.execute(ROWS.encode())


def rows(page: Page) -> object:
    return page.locator(".ant-table-tbody tr.ant-table-row")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_what_stood_on_a_day(
    language: str, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    words = WORDS[language]
    page = sign_in("sun.ning", language, path="registers/institutions")
    expect(page.get_by_role("cell", name=words["suspended"], exact=True)).to_be_visible()
    axe(page)
    # when
    page.get_by_label(words["as_of"]).fill("2026-02-01")
    # then
    expect(page.get_by_role("cell", name=words["valid"], exact=True)).to_be_visible()
    expect(page.get_by_text(words["banner"])).to_be_visible()
    axe(page)
    # when
    page.get_by_role("button", name=words["today"]).click()
    # then
    expect(page.get_by_role("cell", name=words["suspended"], exact=True)).to_be_visible()
    expect(page.get_by_text(words["banner"])).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_add_up_payments_by_fund(
    language: str, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    words = WORDS[language]
    page = sign_in("sun.ning", language, path="registers/payments")
    sums = page.locator(".ant-card", has_text=words["sums"])
    expect(sums).to_contain_text("¥1,000.00")
    expect(sums).to_contain_text("¥4,000.00")
    expect(page.get_by_role("link", name="PO-1")).to_have_count(1)
    axe(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_a_person_only_for_a_reason(
    language: str,
    served: Served,
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words, reason = WORDS[language], f"信访核实 {language}"
    page = sign_in("sun.ning", language, path="registers/people")
    # when
    page.get_by_role("textbox", name=words["id"]).fill(ID_NUMBER)
    page.get_by_role("button", name=words["look_up"], exact=True).click()
    # then
    expect(page.get_by_text("321***********1234").first).to_be_visible()
    expect(page.get_by_text("张小明")).to_have_count(0)
    axe(page)
    # when
    page.get_by_role("button", name=words["reveal"]).click()
    page.get_by_label(words["reason"]).fill(reason)
    page.get_by_role("dialog").get_by_role("button", name=words["reveal"]).click()
    # then
    expect(page.get_by_text("张小明")).to_be_visible()
    with served.office.engine.database.connect() as connection:
        details = connection.exec_driver_sql(
            "select detail from engine.reading where what = 'person ledger revealed'"
        ).scalars()
        assert f"321***********1234 {reason}" in list(details)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_read_the_public_directory_without_script(
    language: str,
    new_page: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    words = WORDS[language]
    page = new_page(language=language, java_script_enabled=False)
    # when
    page.goto("/public/directory")
    page.get_by_role("link", name=words["version"], exact=True).first.click()
    # then
    expect(page.get_by_role("cell", name="纺织工")).to_be_visible()
    expect(page.get_by_text(words["old"])).to_be_visible()
    # when
    page.get_by_role("textbox").fill("no such trade")
    page.get_by_role("button", name=words["find"]).click()
    # then
    expect(page.get_by_role("cell", name="纺织工")).to_have_count(0)
    # when
    page.get_by_role("link", name=words["other"]).click()
    # then
    other = WORDS["en" if language == "zh" else "zh"]
    expect(page.get_by_text(other["old"])).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_link_the_public_directory_from_the_sign_in_page(
    language: str, new_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = new_page(language=language)
    page.goto("/app/")
    page.get_by_role("link", name=WORDS[language]["public"]).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    page.get_by_role("link", name=WORDS[language]["version"], exact=True).first.click()
    expect(page.get_by_role("table")).to_be_visible()
    axe(page)
