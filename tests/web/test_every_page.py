"""Every page, as somebody who may open it, in both languages, light and dark, wide and narrow.

One visit does: language, theme and width are changed while the page stands, as people change them.

Nothing on the console, nothing the security policy had to stop, no missing text, nothing axe-core
finds, no scrolling sideways, and the bpmn.io mark visible wherever a diagram is.
"""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from api.demo.load import PASSWORD
from tests.web.conftest import PATIENCE_MS
from tests.web.pages import Examples, every_path, open_tab, opener_of, pages_of
from tests.web.served import Served

VIOLATIONS = """
window.stopped = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ''}`))
"""
SIDEWAYS = """() => [document.scrollingElement, document.getElementById('content')]
  .filter((each) => each && each.scrollWidth > each.clientWidth + 1)
  .map((each) => `${each.tagName} ${each.scrollWidth} > ${each.clientWidth}`)"""
#: Colours on their way from light to dark are neither.
STILL = """() => document.getAnimations()
  .every((each) => !(each instanceof CSSTransition) || each.playState !== 'running')"""
#: Whether each mark can be seen: something else over it, or outside the window, is against the
#: licence.
MARKS = """() => [...document.querySelectorAll('.bjs-container')].map((place) => {
  const mark = place.querySelector('.bjs-powered-by')
  if (!mark) return 'no mark'
  mark.scrollIntoView({ block: 'center' })
  const box = mark.getBoundingClientRect()
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return box.width > 10 && seen && mark.contains(seen) ? '' : `covered by ${seen?.outerHTML.slice(0, 120)}`
}).filter(Boolean)"""


class Looker:
    """Opens pages as the sample people, each with a browser of their own that is kept."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self._browser, self._served = browser, served
        self.examples = Examples(served)
        self._may: dict[str, list[str]] = {}
        self._contexts: dict[str, BrowserContext] = {}
        self.said: list[str] = []

    def may_open(self, person: str) -> list[str]:
        if person not in self._may:
            page = self.open(person, "")
            self._may[person] = pages_of(page)
            page.close()
        return self._may[person]

    def open(self, person: str, path: str) -> Page:
        """In Chinese, light and wide."""
        page = self._context(person).new_page()
        self.said.clear()
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", self._note)
        page.goto(f"/app/{path}")
        page.get_by_role("main").wait_for()
        return page

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _context(self, person: str) -> BrowserContext:
        if person not in self._contexts:
            context = self._browser.new_context(
                base_url=self._served.url,
                locale="zh-CN",
                viewport={"width": 1440, "height": 900},
                reduced_motion="reduce",
                color_scheme="light",
            )
            context.add_init_script(VIOLATIONS)
            context.set_default_timeout(PATIENCE_MS)
            context.request.post("/sessions", data={"user": person, "password": PASSWORD})
            self._contexts[person] = context
        return self._contexts[person]

    def _note(self, told: ConsoleMessage) -> None:
        # Asking for what is not there (a draft, say) is no mistake; browsers report it all the same.
        if told.type == "error" and "404 (Not Found)" not in told.text:
            self.said.append(told.text)


@pytest.fixture(scope="module")
def looker(browser: Browser, served: Served) -> Iterator[Looker]:
    opened = Looker(browser, served)
    yield opened
    opened.close()


def settle(page: Page) -> None:
    """Until nothing is being asked for, the page is there and no skeleton stands any more."""
    if not streams(page):
        page.wait_for_load_state("networkidle")
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_function(
        "() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null"
    )


def streams(page: Page) -> bool:
    """A page with an open event stream is never idle."""
    return bool(
        page.evaluate(
            "() => performance.getEntriesByType('resource').some((e) => e.name.includes('/events'))"
        )
    )


def speak(page: Page, language: str) -> None:
    """Switch the language where everybody does."""
    page.get_by_role("button", name={"zh": "中文", "en": "English"}[language], exact=True).click()
    page.wait_for_function(f"() => document.documentElement.lang.startsWith('{language}')")
    settle(page)


def shine(page: Page, theme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(f"() => document.documentElement.style.colorScheme === '{theme}'")
    page.wait_for_function(STILL)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("path", sorted(set(every_path())))
def test_should_be_right_in_every_light(
    path: str, looker: Looker, axe: Callable[..., None]
) -> None:
    # given
    person = opener_of(path, looker.may_open)
    # when
    page = looker.open(person, looker.examples.fill(path))
    found: list[str] = []

    def measure(where: str) -> None:
        settle(page)
        found.extend(f"{where}: {each}" for each in page.evaluate(SIDEWAYS))
        assert page.title() not in ("", "Huiqian 会签")

    def look() -> None:
        measure("Chinese")
        axe(page)
        found.extend(page.evaluate(MARKS))
        shine(page, "dark")
        axe(page, of="colours")
        page.set_viewport_size({"width": 1024, "height": 768})
        measure("Chinese at 1024")
        page.set_viewport_size({"width": 1440, "height": 900})
        speak(page, "en")
        axe(page, of="words")
        measure("English")
        page.set_viewport_size({"width": 1024, "height": 768})
        measure("English at 1024")
        page.set_viewport_size({"width": 1440, "height": 900})
        shine(page, "light")
        speak(page, "zh")

    # then
    try:
        look()
        if open_tab(page, path):
            look()
        found += [f"policy: {each}" for each in page.evaluate("() => window.stopped")]
        found += [f"console: {each}" for each in looker.said]
        assert not found, f"{path} as {person}: " + "\n".join(found)
    finally:
        page.evaluate("() => localStorage.setItem('huiqian.language', 'zh')")
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_should_be_readable_under_the_pointer(
    theme: Literal["light", "dark"], looker: Looker, axe: Callable[..., None]
) -> None:
    # given
    page = looker.open("tian.song", "audit/samples/new")
    settle(page)
    shine(page, theme)
    inside = page.get_by_role("main")
    # when, then: a main button, another one, a link
    try:
        for each in (".ant-btn-primary", ".ant-btn-default", "a:not(.ant-btn)"):
            inside.locator(each).filter(visible=True).first.hover()
            page.wait_for_function(STILL)
            axe(page, of="colours")
    finally:
        page.close()
