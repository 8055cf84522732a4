"""Signing in with a certified provider, as people do it: its pages, its consent, back to ours."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from api.auth.oidc import provider as provider_module
from engine.store.postgres import EmbeddedPostgres
from tests.api.identity_provider import CLIENT, SECRET
from tests.web.browser import NODE
from tests.web.served import Served, demo_served


@contextmanager
def provider_at(port: int, redirect_uri: str, key: str) -> Iterator[None]:
    """`oidc-provider` with a new signing key of that name."""
    program = Path(__file__).with_name("oidc_provider.mjs")
    process = subprocess.Popen(
        [str(NODE), str(program), str(port), redirect_uri, key],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert any("listening" in line for line in process.stdout), "the provider ended"
        yield
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


@pytest.fixture(scope="module")
def served(postgres_server: EmbeddedPostgres, port: int) -> Iterator[Served]:
    with demo_served(
        postgres_server,
        oidc_issuer=f"http://127.0.0.1:{port}",
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    ) as opened:
        yield opened


def no_foreign_fonts(route: Route) -> None:
    """The provider's sample pages would fetch letters from elsewhere."""
    route.continue_() if route.request.url.startswith("http://127.0.0.1") else route.abort()


def enter_at_provider(page: Page, name: str) -> None:
    page.route("**/*", no_foreign_fonts)
    page.goto("/app/registers/payments")
    page.get_by_role("link", name="通过统一身份认证登录").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("whatever it asks")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]", has_text="Continue").click()


def test_should_sign_in_with_a_certified_provider(
    served: Served, port: int, new_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    redirect = f"{served.url}/sign-in/oidc/callback"
    with provider_at(port, redirect, "first"):
        # when
        page = new_page()
        enter_at_provider(page, "wang.fang")
        # then the page that was asked for
        page.wait_for_url("**/app/registers/payments")
        expect(page.get_by_role("button", name="王芳")).to_be_visible()
        # when nobody here has that name
        stranger = new_page()
        enter_at_provider(stranger, "nobody.here")
        # then
        expect(stranger.get_by_role("alert")).to_contain_text("尚未在本系统登记")
    # when the provider comes back with other keys
    monkeypatch.setattr(provider_module, "KEYS_AGAIN_SECONDS", 0.0)
    with provider_at(port, redirect, "second"):
        again = new_page()
        enter_at_provider(again, "wang.fang")
        # then
        expect(again.get_by_role("button", name="王芳")).to_be_visible()
    # when it is away
    monkeypatch.setattr(provider_module, "KEPT_SECONDS", 0.0)
    late = new_page()
    late.goto("/app/")
    late.get_by_role("link", name="通过统一身份认证登录").click()
    # then
    expect(late.get_by_role("alert")).to_contain_text("统一身份认证暂时没有正常应答")
