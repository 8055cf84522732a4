"""A served product and real browsers, for tests of the pages.

`served`    the product (one per file), see `tests/web/served.py`
`sign_in`   `sign_in("zhao.min", language="en", width=1024)` → a page of that person
`axe`       `axe(page)`: no accessibility problem that axe-core knows
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from api.demo.load import PASSWORD
from engine.store.postgres import EmbeddedPostgres
from tests.web.browser import ARGUMENTS, NODE, ROOT, find_browser
from tests.web.served import Served, demo_served
from tests.web.slow import work_slowly

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
#: Generous: the machine may be busy. Tests wait for what should be there, never for time.
PATIENCE_MS = int(os.environ.get("HUIQIAN_PATIENCE_MS", "30000"))

SignIn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if NODE.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = find_browser()
    assert program is not None
    opened = playwright.chromium.launch(
        executable_path=program.path,
        args=list(ARGUMENTS),
        env={**os.environ, **program.environment},
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def served(postgres_server: EmbeddedPostgres) -> Iterator[Served]:
    with demo_served(postgres_server) as opened:
        yield opened


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Every browser context of the test; closed after it."""
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """Errors of the pages of the test: uncaught ones and what the security policy stopped."""
    seen: list[str] = []
    yield seen
    assert not seen, "\n".join(seen)


@pytest.fixture
def new_page(
    browser: Browser, served: Served, contexts: list[BrowserContext], troubles: list[str]
) -> Callable[..., Page]:
    """A page of nobody yet: `new_page(language="en", width=1024, path="public/directory")`."""

    def open_page(
        language: str = "zh", width: int = 1440, height: int = 900, **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=served.url,
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        watch(page, troubles)
        context.on("page", lambda other: watch(other, troubles))
        return page

    return open_page


def watch(page: Page, troubles: list[str]) -> None:
    work_slowly(page)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))

    def console(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            troubles.append(f"{page.url}: {message.text}")

    page.on("console", console)


@pytest.fixture
def sign_in(served: Served, new_page: Callable[..., Page]) -> SignIn:
    def enter(person: str, language: str = "zh", path: str = "", **options: Any) -> Page:
        page = new_page(language=language, **options)
        answer = page.request.post(
            f"{served.url}/sessions", data={"user": person, "password": PASSWORD}
        )
        assert answer.ok, answer.text()
        page.goto(f"/app/{path}")
        page.get_by_role("main").wait_for()
        return page

    return enter


#: What axe-core says of colours; the same in every language, another in every theme.
OF_COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Fail with every problem that axe-core finds on the page (WCAG 2.2 A and AA).

    `axe(page, of="colours")` asks for what a theme changes, `of="words"` for all but that.
    """
    source = AXE.read_text(encoding="utf-8") + "; undefined"

    def check(page: Page, exclude: tuple[str, ...] = (), of: str = "all") -> None:
        # What is to be judged may still be on its way: parts of the pages are fetched when needed.
        expect(page.locator("#content[aria-busy=true]")).to_have_count(0)
        expect(page.locator("h1").filter(visible=True)).not_to_have_count(0)
        # The build takes the English names of icons away (web/vite.config.ts).
        expect(page.locator(".anticon[role=img]:not([aria-hidden=false])")).to_have_count(0)
        # Added by the browser's own tools, which the page's security policy does not bind.
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        found = page.evaluate(
            """([exclude, colours, of]) => axe.run({exclude: exclude.map((each) => [each])},
                 of === 'colours' ? { runOnly: colours } : {
                 runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                 rules: of === 'all' ? {} :
                   Object.fromEntries(colours.map((each) => [each, { enabled: false }])),
               })""",
            [list(exclude), list(OF_COLOURS), of],
        )
        lines = [
            f"{each['id']}: {each['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"][:5]
        ]
        assert not lines, page.url + "\n" + "\n".join(lines)

    return check
