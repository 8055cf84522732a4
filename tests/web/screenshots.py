"""Screenshots of every page in both languages, for `docs/screenshots/`: `./dev screenshots`.

The pages are those the features register; the data is the demo's, so that two runs look alike. WebP,
encoded by the browser itself.
"""

import argparse
import base64
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.demo.cases import play_samples
from api.demo.load import PASSWORD
from tests import database
from tests.api.examples import open_task, start_claim
from tests.web.browser import ARGUMENTS, NODE, find_browser
from tests.web.pages import Examples, every_path, opener_of, pages_of
from tests.web.served import BPMN, Served, demo_served

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
#: PNG in, WebP out: the browser has the encoder, so no imaging library is needed.
ENCODE = """async ([png, quality]) => {
  const image = new Image()
  image.src = `data:image/png;base64,${png}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas.toDataURL('image/webp', quality).split(',')[1]
}"""


class Photographer:
    """Opens pages as whoever may see them and keeps what they look like."""

    def __init__(self, browser: Browser, served: Served, options: argparse.Namespace) -> None:
        self._browser, self._served, self._options = browser, served, options
        self.examples = Examples(served)
        self._may: dict[str, list[str]] = {}
        self._encoder = browser.new_page()

    @contextmanager
    def _page(self, language: str) -> Iterator[Page]:
        context: BrowserContext = self._browser.new_context(
            base_url=self._served.url,
            locale=LANGUAGES[language],
            viewport={"width": self._options.width, "height": self._options.height},
            reduced_motion="reduce",
            color_scheme="dark" if self._options.dark else "light",
        )
        context.set_default_timeout(60_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    def may_open(self, person: str) -> list[str]:
        if person not in self._may:
            with self._page("zh") as page:
                self._enter(page, person, "")
                self._may[person] = pages_of(page)
        return self._may[person]

    def _enter(self, page: Page, person: str, path: str) -> None:
        page.request.post("/sessions", data={"user": person, "password": PASSWORD})
        page.goto(f"/app/{path}")
        page.get_by_role("main").wait_for()

    def take(self, path: str, language: str) -> Path:
        person = opener_of(path, self.may_open)
        with self._page(language) as page:
            self._enter(page, person, self._address(path))
            return self._keep(page, path, language)

    def _address(self, path: str) -> str:
        """The page with something to look at."""
        asked = ABOUT.get(path)
        return self.examples.fill(path) + (f"?{asked(self.examples)}" if asked else "")

    def take_sign_in(self, language: str) -> Path:
        with self._page(language) as page:
            page.goto("/app/")
            page.get_by_role("main").wait_for()
            return self._keep(page, "sign-in", language)

    def _keep(self, page: Page, path: str, language: str) -> Path:
        quiet(page)
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r":\w+\??", "one", path).lower()).strip("-")
        file = Path(self._options.to) / f"{name or 'start'}.{language}.webp"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = page.screenshot(full_page=self._options.full)
        if self._options.png:
            file = file.with_suffix(".png")
            file.write_bytes(picture)
        else:
            text = base64.b64encode(picture).decode()
            encoded = self._encoder.evaluate(ENCODE, [text, self._options.quality])
            file.write_bytes(base64.b64decode(encoded))
        return file


def _changed_workspace(examples: Examples) -> str:
    """The rating of institutions with a shorter deadline and another row of its table."""
    api = examples.served.api("lin.chuan")
    bundle = api.get("/bundles", key="credit_rating", state="published")[0]["bundle"]
    made = api.command("/workspaces", {"bundle": bundle})["id"]
    for path, before, after in (
        ("credit_rating.bpmn", 'limitWorkingDays" value="5"', 'limitWorkingDays" value="3"'),
        ("A9_grade.dmn", "&gt;= 75", "&gt;= 70"),
    ):
        address = f"/workspaces/{made}/files/{path}"
        there = api.raw("GET", address)
        content = there.text.replace(before, after, 1)
        assert content != there.text
        headers = {"If-Match": there.headers["etag"]}
        api.request("PUT", address, content=content.encode(), headers=headers)
    return str(made)


def _of_workspace(examples: Examples) -> str:
    if "changedWorkspace" not in examples:
        examples.know("changedWorkspace", _changed_workspace(examples))
    return f"workspace={examples.value('changedWorkspace')}"


def _two_cases(examples: Examples) -> str:
    """One that was refused at the window, and one that waits there."""
    if "refusedCase" not in examples:
        refused = start_claim(examples.served.api("lu.ming"))["case_id"]
        clerk = examples.served.api("zhao.min")
        task = open_task(clerk, refused, "acceptance")["task"]
        body = {"outcome": "not_accept", "opinion": "不属于本市受理范围"}
        clerk.command(f"/cases/{refused}/tasks/{task}/complete", body)
        examples.know("refusedCase", refused)
    return f"a={examples.value('caseId')}&b={examples.value('refusedCase')}"


#: Pages that show nothing before they are asked about something: path → the question.
ABOUT: dict[str, Callable[[Examples], str]] = {
    "compare": _of_workspace,
    "scenarios": _of_workspace,
    "publish": _of_workspace,
    "audit/compare": _two_cases,
}


def quiet(page: Page) -> None:
    """Until no skeleton stands any more and nothing has been asked for half a second."""
    page.wait_for_function(
        """() => {
          const asked = performance.getEntriesByType('resource')
          const last = Math.max(0, ...asked.map((each) => each.responseEnd || each.startTime))
          const waiting = document.querySelector('.ant-skeleton, .ant-spin-spinning')
          return waiting === null && performance.now() - last > 500
        }"""
    )


@contextmanager
def everything() -> Iterator[tuple[Browser, Served]]:
    """A server of the demo over a database of its own, and a browser."""
    program = find_browser()
    if program is None:
        sys.exit("no browser: run ./dev web, or set HUIQIAN_BROWSER")
    if NODE.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    lock = database.make_run_folder()
    try:
        with (
            database.running_server() as server,
            demo_served(server) as served,
            sync_playwright() as playwright,
        ):
            play_samples(served.url, BPMN, print)
            browser = playwright.chromium.launch(
                executable_path=program.path,
                args=list(ARGUMENTS),
                env={**os.environ, **program.environment},
            )
            yield browser, served
            browser.close()
    finally:
        database.remove_run_folder(Path(os.environ.pop(database.FOLDER_VARIABLE)))
        os.close(lock)


def write_index(folder: Path) -> None:
    """A page that shows every picture of the folder, Chinese beside English."""
    names = sorted({each.name.split(".")[0] for each in folder.glob("*.*.webp")})
    lines = [
        "# Screenshots 页面截图",
        "",
        "Made by `./dev screenshots`, with the sample cases of a demo.",
        "",
    ]
    for name in names:
        lines += [f"## {name}", "", f"![]({name}.zh.webp) ![]({name}.en.webp)", ""]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")


def main(arguments: list[str], say: Callable[[str], None]) -> None:
    parser = argparse.ArgumentParser(prog="./dev screenshots", description=__doc__)
    parser.add_argument("only", nargs="*", help="paths that begin so; all of them without")
    parser.add_argument("--to", default=str(FOLDER))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--quality", type=float, default=0.82)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--full", action="store_true", help="the whole page, not only the window")
    parser.add_argument("--png", action="store_true")
    options = parser.parse_args(arguments)
    paths = sorted(set(every_path()))
    wanted = [each for each in paths if not options.only or each.startswith(tuple(options.only))]
    taken, failed = [], []
    with everything() as (browser, served):
        photographer = Photographer(browser, served, options)
        for language in options.language or LANGUAGES:
            if not options.only or "sign-in" in options.only:
                taken.append(photographer.take_sign_in(language))
            for path in wanted:
                try:
                    taken.append(photographer.take(path, language))
                except Exception as wrong:  # noqa: BLE001 (the other pages are worth having)
                    failed.append(f"{path} ({language}): {str(wrong).splitlines()[0]}")
    write_index(Path(options.to))
    size = sum(each.stat().st_size for each in taken)
    say(f"{len(taken)} screenshots, {size / 1e6:.1f} MB, in {options.to}")
    for line in failed:
        say(f"not taken: {line}")
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:], print)
