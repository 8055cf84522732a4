"""Sign-in with an identity provider: the whole way round, and every way in which it must fail."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from api.auth.oidc.return_address import HOME, safe_return
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.identity_provider import CLIENT, SECRET, CheatingProvider, real_provider
from tests.api.office import Office

SESSION = "__Host-huiqian"


class Browser:
    """Follows the redirects and keeps cookies by hand, as jars hold Secure ones back on http."""

    def __init__(self, office: Office) -> None:
        self._http = httpx.Client(follow_redirects=False)
        self._office = office.url
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> httpx.Response:
        if address.startswith("/"):
            address = self._office + address
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._http.get(address, headers={"Cookie": cookie} if cookie else {})
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value and "Max-Age=0" not in line:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def begin(self, return_to: str = "/app/tasks") -> str:
        """To the provider; gives where it sends the browser back to."""
        start = self.get(f"/sign-in/oidc?return_to={return_to}")
        assert start.status_code == 303
        return str(self.get(start.headers["location"]).headers["location"])

    def sign_in(self, return_to: str = "/app/tasks") -> str:
        """The whole way; gives where the browser ends."""
        return str(self.get(self.begin(return_to)).headers["location"])

    def me(self) -> dict[str, Any]:
        found: dict[str, Any] = self.get("/me").json()
        return found

    def close(self) -> None:
        self._http.close()


@pytest.fixture(scope="module")
def provider() -> Iterator[CheatingProvider]:
    with CheatingProvider() as running:
        yield running


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres, provider: CheatingProvider) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(
            url,
            oidc_issuer=provider.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
        ) as opened,
    ):
        yield opened


@pytest.fixture
def browser(office: Office, provider: CheatingProvider) -> Iterator[Browser]:
    provider.wrong, provider.signed_with = {}, None
    opened = Browser(office)
    yield opened
    opened.close()


def problem_of(address: str) -> str:
    parts = urlsplit(address)
    assert parts.path == "/app/sign-in", address
    return parse_qs(parts.query)["problem"][0]


def test_should_sign_in_with_a_real_provider_in_a_process_of_its_own(database_url: str) -> None:
    # given
    zhao = {"sub": "4711", "preferred_username": "zhao.min", "name": "赵敏"}
    with (
        real_provider(zhao) as issuer,
        Office(
            database_url,
            oidc_issuer=issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
        ) as office,
    ):
        browser = Browser(office)
        start = browser.get("/sign-in/oidc?return_to=/app/tasks")
        # when
        back = httpx.post(start.headers["location"], data={"sub": "4711"})
        end = browser.get(back.headers["location"])
        # then
        assert end.headers["location"] == "/app/tasks"
        assert browser.me()["id"] == "zhao.min"
        browser.close()


def test_should_tell_the_sign_in_page_which_ways_there_are(office: Office) -> None:
    methods = office.anonymous().get("/sign-in/methods")
    assert methods["local"] is True
    assert methods["provider"]["label"] == {"zh": "统一身份认证", "en": "Single sign-on"}
    assert methods["provider"]["address"] == "/sign-in/oidc"


def test_should_ask_for_a_code_with_pkce_state_and_nonce(
    browser: Browser, provider: CheatingProvider
) -> None:
    # when
    assert browser.sign_in("/app/tasks?box=mine") == "/app/tasks?box=mine"
    # then
    asked = provider.requests[-1]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 40 and len(asked["nonce"]) >= 40
    assert asked["scope"].split() == ["openid", "profile"]
    assert browser.me()["id"] == "zhao.min"
    assert set(browser.cookies) == {SESSION}, "the cookie of the attempt is gone"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://other.example"},
        {"aud": "another-application"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"exp": timedelta(seconds=-300)},
        {"exp": None},
        {"exp": True},
        {"iat": timedelta(seconds=4_000)},
        {"iat": timedelta(seconds=-4_000)},
        {"nbf": timedelta(seconds=4_000)},
        {"sub": None},
        {"sub": 7},
    ],
    ids=str,
)
def test_should_not_trust_a_wrong_token(
    browser: Browser, provider: CheatingProvider, wrong: dict[str, Any]
) -> None:
    now = time.time()
    provider.wrong = {
        claim: int(now + each.total_seconds()) if isinstance(each, timedelta) else each
        for claim, each in wrong.items()
    }
    assert problem_of(browser.sign_in()) == "id-token-untrusted"
    assert browser.get("/me").status_code == 401
    assert browser.cookies == {}


def test_should_not_trust_a_foreign_signature(browser: Browser, provider: CheatingProvider) -> None:
    provider.signed_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert problem_of(browser.sign_in()) == "id-token-untrusted"


def test_should_take_new_keys_of_the_provider(
    browser: Browser, provider: CheatingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: the keys are known already, then the provider changes them
    assert browser.sign_in() == "/app/tasks"
    monkeypatch.setattr("api.auth.oidc.provider.KEYS_AGAIN_SECONDS", 0.0)
    second = RSAKey.generate_key(2048, {"kid": "two"})
    provider.published = [provider.key, second]
    provider.signed_with = second
    # then
    assert browser.sign_in() == "/app/tasks"


def test_should_refuse_another_state(browser: Browser) -> None:
    back = browser.begin()
    state = parse_qs(urlsplit(back).query)["state"][0]
    answer = browser.get(back.replace(state, "A" * len(state)))
    assert problem_of(answer.headers["location"]) == "sign-in-stale"
    assert SESSION not in browser.cookies


def test_should_refuse_a_sign_in_that_another_browser_began(
    browser: Browser, office: Office, provider: CheatingProvider
) -> None:
    # given: an attacker begins and hands the last address to somebody else
    attacker = Browser(office)
    back = attacker.begin()
    before = provider.seen_tokens
    # when
    answer = browser.get(back)
    # then
    assert problem_of(answer.headers["location"]) == "sign-in-stale"
    assert provider.seen_tokens == before, "the code was not even used"
    attacker.close()


def test_should_refuse_a_code_that_was_used(browser: Browser, office: Office) -> None:
    # given
    back = browser.begin()
    kept = dict(browser.cookies)
    assert browser.get(back).headers["location"] == "/app/tasks"
    # when: the same address again, with the cookie of the attempt
    again = Browser(office)
    again.cookies = kept
    # then
    assert problem_of(again.get(back).headers["location"]) == "sign-in-stale"
    again.close()


def test_should_refuse_a_code_of_another_attempt(browser: Browser) -> None:
    first, second = browser.begin(), browser.begin()
    code = parse_qs(urlsplit(first).query)["code"][0]
    own = parse_qs(urlsplit(second).query)["code"][0]
    answer = browser.get(second.replace(own, code))
    assert problem_of(answer.headers["location"]) == "provider-unreachable", "PKCE does not fit"
    assert SESSION not in browser.cookies


def test_should_tell_that_the_provider_refused(browser: Browser) -> None:
    back = browser.begin()
    state = parse_qs(urlsplit(back).query)["state"][0]
    answer = browser.get(f"/sign-in/oidc/callback?error=access_denied&state={state}")
    assert problem_of(answer.headers["location"]) == "provider-refused"


def test_should_refuse_an_answer_of_another_issuer(browser: Browser) -> None:
    answer = browser.get(browser.begin() + "&iss=https://other.example")
    assert problem_of(answer.headers["location"]) == "id-token-untrusted"


def test_should_refuse_an_unknown_person(browser: Browser, provider: CheatingProvider) -> None:
    for claim in ("nobody.here", "../admin", "", None):
        provider.wrong = {"sub": f"s-{claim}", "preferred_username": claim}
        assert problem_of(browser.sign_in()) == "person-not-known-here"


def test_should_refuse_a_disabled_person(
    browser: Browser, office: Office, provider: CheatingProvider
) -> None:
    # given
    provider.wrong = {"sub": "s-wu", "preferred_username": "WU.jie"}
    assert browser.sign_in() == "/app/tasks"
    body = {"status": "disabled"}
    office.as_("admin").command("/people/wu.jie/status", body, method="PUT")
    # then
    assert browser.get("/me").status_code == 401
    assert problem_of(browser.sign_in()) == "person-not-known-here"


def test_should_open_nothing_to_a_name_that_was_given_away(
    browser: Browser, provider: CheatingProvider
) -> None:
    # given: the name is bound to the first subject that came with it
    provider.wrong = {"sub": "s-first", "preferred_username": "li.wei"}
    assert browser.sign_in() == "/app/tasks"
    # when: the provider gives the name to somebody else
    provider.wrong = {"sub": "s-second", "preferred_username": "li.wei"}
    # then
    assert problem_of(browser.sign_in()) == "identity-taken"
    provider.wrong = {"sub": "s-first", "preferred_username": "renamed"}
    assert browser.sign_in() == "/app/tasks"
    assert browser.me()["id"] == "li.wei"


def test_should_add_an_unknown_person_without_roles_where_that_is_set(
    database_url: str, provider: CheatingProvider
) -> None:
    provider.wrong = {"sub": "s-new", "preferred_username": "He.Na", "name": "何娜"}
    with Office(
        database_url,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_refuse_unknown=False,
        local_sign_in=False,
    ) as office:
        browser = Browser(office)
        assert browser.sign_in() == "/app/tasks"
        assert browser.me()["id"] == "he.na"
        assert browser.me()["name_zh"] == "何娜"
        assert browser.me()["groups"] == []
        # and: local accounts are off here
        refused = office.sign_in("admin")
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:huiqian:problem:local-sign-in-off"
        browser.close()


def test_should_replace_the_session_the_browser_came_with(browser: Browser) -> None:
    # given: somebody planted a cookie, or is signed in already
    browser.sign_in()
    first = browser.cookies[SESSION]
    # when
    browser.sign_in()
    # then
    assert browser.cookies[SESSION] != first
    browser.cookies[SESSION] = first
    assert browser.get("/me").status_code == 401


def test_should_tell_when_there_is_no_provider(database_url: str) -> None:
    with Office(database_url) as office:
        browser = Browser(office)
        assert office.anonymous().get("/sign-in/methods")["provider"] is None
        for address in ("/sign-in/oidc", "/sign-in/oidc/callback?state=x&code=y"):
            assert problem_of(browser.get(address).headers["location"]) == "oidc-not-configured"
        browser.close()


def test_should_tell_when_the_provider_does_not_answer(database_url: str) -> None:
    with (
        CheatingProvider() as gone,
        Office(database_url, oidc_issuer=f"{gone.issuer}/other", oidc_client_id=CLIENT) as office,
    ):
        browser = Browser(office)
        answer = browser.get("/sign-in/oidc")
        assert problem_of(answer.headers["location"]) == "provider-unreachable"
        browser.close()


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example"),
        *("/app//evil.example/../..", "/\t/evil.example", "javascript:alert(1)", "/app\n/x"),
        *("/sessions", "", None, "/app/sign-in?return_to=/app/", "http:/app/", "/app/../me"),
        *("https:app/", "//evil.example/app/", "/appx", "/app/" + "x" * 3_000),
    ],
)
def test_should_never_send_the_browser_elsewhere(wanted: str | None) -> None:
    assert safe_return(wanted) == HOME


@pytest.mark.parametrize("page", ["/app/", "/app", "/app/tasks?box=mine&x=%2F#a", "/app/案件"])
def test_should_send_the_browser_back_to_its_page(page: str) -> None:
    assert safe_return(page) == page
