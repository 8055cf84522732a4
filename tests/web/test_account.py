"""The account in a browser: the warning before a session ends, password, tokens, the provider."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from api.demo.load import PASSWORD
from engine.store.postgres import EmbeddedPostgres
from tests.api.identity_provider import CLIENT, SECRET, CheatingProvider
from tests.web.served import Served, demo_served

SignIn = Callable[..., Page]
WORDS = {
    "zh": {
        "soon": "登录即将到期",
        "stay": "继续登录",
        "for_good": "不能再延长",
        "provider": "通过统一身份认证登录",
        "stale": "登录请求已失效",
        "person": "赵敏",
    },
    "en": {
        "soon": "Your session is about to end",
        "stay": "Stay signed in",
        "for_good": "cannot be extended",
        "provider": "Sign in with Single sign-on",
        "stale": "This sign-in is over",
        "person": "Zhao Min",
    },
}


@pytest.fixture(scope="module")
def provider() -> Iterator[CheatingProvider]:
    with CheatingProvider() as running:
        yield running


@pytest.fixture(scope="module")
def served(postgres_server: EmbeddedPostgres, provider: CheatingProvider) -> Iterator[Served]:
    with demo_served(
        postgres_server,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    ) as opened:
        yield opened


def shorten(served: Served, person: str, seconds: int, began_hours_ago: int = 1) -> None:
    """The person's sessions end soon, as if they had begun long ago."""
    with served.office.engine.database.begin() as connection:
        connection.execute(
            text(
                "update people.session set expires_at = now() + make_interval(secs => :left),"
                " created_at = now() - make_interval(hours => :ago) where person = :person"
            ),
            {"left": seconds, "ago": began_hours_ago, "person": person},
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_warn_before_the_session_ends_and_stay_with_one_key(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given: somebody types while the end comes near
    words = WORDS[language]
    page = sign_in("li.wei", language, path="account")
    shorten(served, "li.wei", 90)
    page.reload()
    expect(page.get_by_text(words["soon"]).first).to_be_visible()
    axe(page)
    # when
    page.keyboard.press("Control+Shift+L")
    # then
    expect(page.get_by_role("button", name=words["stay"])).to_have_count(0)
    left = page.request.get("/sessions/current").json()["seconds_left"]
    assert left > 3_600


def test_should_say_when_a_session_cannot_be_extended(served: Served, sign_in: SignIn) -> None:
    page = sign_in("wang.fang", path="account")
    shorten(served, "wang.fang", 90, began_hours_ago=24)
    page.reload()
    expect(page.get_by_text(WORDS["zh"]["for_good"])).to_be_visible()
    expect(page.get_by_role("button", name=WORDS["zh"]["stay"])).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_sign_in_with_the_provider_and_come_back_to_the_page(
    language: str, served: Served, new_page: Callable[..., Page]
) -> None:
    # given
    words = WORDS[language]
    page = new_page(language=language)
    page.goto("/app/account")
    # when
    page.get_by_role("link", name=words["provider"]).click()
    # then
    expect(page.get_by_role("button", name=words["person"])).to_be_visible()
    assert page.url == f"{served.url}/app/account"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_say_why_the_provider_did_not_let_somebody_in(
    language: str, new_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given: an address of another browser
    page = new_page(language=language)
    page.goto("/sign-in/oidc/callback?state=stolen&code=stolen")
    # then
    expect(page.get_by_role("alert")).to_contain_text(WORDS[language]["stale"])
    axe(page)
    # and: signing in with the local account goes on to the start page
    page.get_by_label("用户名" if language == "zh" else "User name").fill("zhao.min")
    page.get_by_label("密码" if language == "zh" else "Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=WORDS[language]["person"])).to_be_visible()
    page.wait_for_url(lambda address: "sign-in" not in address)


def test_should_change_the_password_and_ask_for_the_new_one(
    served: Served, sign_in: SignIn
) -> None:
    # given
    page = sign_in("feng.lan", path="account")
    page.get_by_label("现用密码", exact=True).fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("an even better one")
    page.get_by_label("再输一次新密码").fill("an even better two")
    # when
    page.get_by_role("button", name="更改密码").click()
    # then
    expect(page.get_by_text("两次输入的新密码不一致")).to_be_visible()
    page.get_by_label("再输一次新密码").fill("an even better one")
    page.get_by_role("button", name="更改密码").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert served.office.sign_in("feng.lan", "an even better one").status_code == 201


def test_should_show_the_secret_of_a_token_once(served: Served, sign_in: SignIn) -> None:
    page = sign_in("chen.bo", path="account")
    page.get_by_role("button", name="生成令牌").click()
    page.get_by_role("dialog").get_by_label("用途").fill("台账导出")
    page.get_by_role("dialog").get_by_role("button", name="生成", exact=True).click()
    secret = page.get_by_role("textbox", name="令牌密钥").input_value()
    assert served.office.anonymous(token=secret).get("/me")["id"] == "chen.bo"
    page.get_by_role("dialog").get_by_role("button", name="关闭", exact=True).last.click()
    expect(page.get_by_role("row", name="台账导出")).to_be_visible()
    assert secret not in page.content()


def test_should_work_the_way_one_likes(sign_in: SignIn) -> None:
    page = sign_in("gao.yuan", path="account")
    page.get_by_role("radio", name="深色").check()
    page.wait_for_function("() => document.documentElement.style.colorScheme === 'dark'")
    page.get_by_role("radio", name="English").check()
    expect(page.get_by_role("heading", name="Account", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Account", exact=True)).to_be_visible()
    page.wait_for_function("() => document.documentElement.style.colorScheme === 'dark'")
