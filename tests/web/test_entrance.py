"""Getting in, staying in, getting out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.demo.load import PASSWORD
from tests.api.examples import start_claim
from tests.web.served import Served

TEXTS = {
    "zh": {"user": "用户名", "password": "密码", "in": "登录", "out": "退出登录"},
    "en": {"user": "User name", "password": "Password", "in": "Sign in", "out": "Sign out"},
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_let_a_clerk_in_and_out(
    language: str, served: Served, new_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    words = TEXTS[language]
    page = new_page(language=language)
    page.goto("/")
    expect(page.get_by_role("button", name=words["in"], exact=True)).to_be_visible()
    axe(page)
    # when
    page.get_by_label(words["user"]).fill("zhao.min")
    page.get_by_label(words["password"], exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    # then
    person = page.get_by_role("button", name="赵敏" if language == "zh" else "Zhao Min")
    expect(person).to_be_visible()
    # when
    person.click()
    page.get_by_role("menuitem", name=words["out"]).click()
    # then
    expect(page.get_by_role("button", name=words["in"], exact=True)).to_be_visible()


def test_should_not_say_which_part_was_wrong(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/app/")
    page.get_by_label("用户名").fill("nobody.here")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("未能登录")
    expect(page.get_by_label("用户名")).to_have_value("nobody.here")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_end_a_session_on_another_device(
    language: str, served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given two devices
    other = sign_in("zhao.min", language)
    page = sign_in("zhao.min", language, path="account")
    end = page.get_by_role("button", name="结束" if language == "zh" else "End", exact=True)
    expect(end.first).to_be_visible()
    axe(page)
    # when
    for left in reversed(range(end.count())):
        end.first.click()
        page.get_by_role("tooltip").get_by_role("button").last.click()
        expect(end).to_have_count(left)
    # then
    other.goto("/app/account")
    expect(other.get_by_role("button", name=TEXTS[language]["in"], exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_still_show_deadlines_in_an_old_browser(
    language: str,
    served: Served,
    new_page: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given a browser without what the workspaces need, and a task of the window clerk
    start_claim(served.api("chen.jing"))
    words = {
        "zh": ("用户名", "密码", "登录", "剩 5 个工作日", "退出登录"),
        "en": ("User name", "Password", "Sign in", "5 working days left", "Sign out"),
    }[language]
    user, password, enter, left, leave = words
    page = new_page(language=language)
    page.add_init_script("delete Object.hasOwn")
    # when
    page.goto("/app/tasks")
    # then
    page.wait_for_url("**/plain/tasks")
    axe(page)
    # when
    page.get_by_label(user).fill("zhao.min")
    page.get_by_label(password).fill("wrong")
    page.get_by_role("button", name=enter).click()
    # then
    expect(page.get_by_role("alert")).to_be_visible()
    # when
    page.get_by_label(user).fill("zhao.min")
    page.get_by_label(password).fill(PASSWORD)
    page.get_by_role("button", name=enter).click()
    # then
    expect(page.get_by_role("cell", name=left).first).to_be_visible()
    axe(page)
    # when
    page.get_by_role("button", name=leave).click()
    # then
    expect(page.get_by_role("button", name=enter)).to_be_visible()
