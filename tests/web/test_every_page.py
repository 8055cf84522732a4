"""Every page, as somebody who may open it, in both languages, light and dark, wide and narrow.

Nothing on the console, nothing the security policy had to stop, no missing text, nothing axe-core
finds, no scrolling sideways, and the bpmn.io mark visible wherever a diagram is.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from api.demo.load import PASSWORD
from tests.web.pages import Examples, every_path, opener_of, pages_of
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
    """Opens pages as the sample people; knows which of them may open which."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self._browser, self._served = browser, served
        self.examples = Examples(served)
        self._may: dict[str, list[str]] = {}

    def may_open(self, person: str) -> list[str]:
        if person not in self._may:
            page = self.open(person, "zh", "")
            self._may[person] = pages_of(page)
            page.context.close()
        return self._may[person]

    def open(self, person: str, language: str, path: str) -> Page:
        context = self._browser.new_context(
            base_url=self._served.url,
            locale={"zh": "zh-CN", "en": "en-GB"}[language],
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            color_scheme="light",
        )
        context.add_init_script(VIOLATIONS)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.request.post("/sessions", data={"user": person, "password": PASSWORD})
        self.said: list[str] = []
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", self._note)
        page.goto(f"/app/{path}")
        page.get_by_role("main").wait_for()
        return page

    def _note(self, told: ConsoleMessage) -> None:
        # Asking for what is not there (a draft, say) is no mistake; browsers report it all the same.
        if told.type == "error" and "404 (Not Found)" not in told.text:
            self.said.append(told.text)


@pytest.fixture(scope="module")
def looker(browser: Browser, served: Served) -> Iterator[Looker]:
    yield Looker(browser, served)


def settle(page: Page) -> None:
    """Until nothing is being asked for and no skeleton stands any more."""
    if not streams(page):
        page.wait_for_load_state("networkidle")
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


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", sorted(set(every_path())))
def test_should_be_right_in_every_light(
    path: str, language: str, looker: Looker, axe: Callable[[Page], None]
) -> None:
    # given
    person = opener_of(path, looker.may_open)
    # when
    page = looker.open(person, language, looker.examples.fill(path))
    try:
        settle(page)
        # then
        found: list[str] = []
        axe(page)
        found += page.evaluate(SIDEWAYS)
        found += page.evaluate(MARKS)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("() => document.documentElement.style.colorScheme === 'dark'")
        page.wait_for_function(STILL)
        axe(page)
        page.set_viewport_size({"width": 1024, "height": 768})
        settle(page)
        found += [f"at 1024: {each}" for each in page.evaluate(SIDEWAYS)]
        found += [f"policy: {each}" for each in page.evaluate("() => window.stopped")]
        found += [f"console: {each}" for each in looker.said]
        assert page.title() not in ("", "Huiqian 会签")
        assert not found, f"{path} as {person}: " + "\n".join(found)
    finally:
        page.context.close()
