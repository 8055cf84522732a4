"""Chromium 93: nothing newer is used unless it is made good or asked for first."""

import functools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.api.examples import open_task, start_claim
from tests.web.pdf_sample import pdf_sample
from tests.web.served import Served
from tests.web.test_sources import DIST, SOURCES, chunks, loaded_with

pytestmark = pytest.mark.browser

#: What JavaScript and the browser have learned since Chromium 93 and libraries like to use, by the
#: object that has it.
NEWER = {
    "Array": ("fromAsync",),
    "Array.prototype": ("findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced"),
    "ArrayBuffer.prototype": ("transfer", "transferToFixedLength"),
    "AbortSignal": ("any", "timeout"),
    "Blob.prototype": ("bytes",),
    "Error": ("isError",),
    "globalThis": ("Float16Array", "ImageDecoder", "Iterator", "structuredClone"),
    "Iterator.prototype": (
        *("drop", "every", "filter", "find", "flatMap", "forEach"),
        *("map", "reduce", "some", "take", "toArray"),
    ),
    "Map": ("groupBy",),
    "Map.prototype": ("getOrInsert", "getOrInsertComputed"),
    "Math": ("sumPrecise", "f16round"),
    "Object": ("groupBy",),
    "Promise": ("try", "withResolvers"),
    "RegExp": ("escape",),
    "Response.prototype": ("bytes",),
    "Set.prototype": (
        *("difference", "intersection", "isDisjointFrom", "isSubsetOf", "isSupersetOf"),
        *("symmetricDifference", "union"),
    ),
    "String.prototype": ("isWellFormed", "toWellFormed"),
    "Uint8Array": ("fromBase64", "fromHex"),
    "Uint8Array.prototype": ("setFromBase64", "toBase64", "toHex"),
    "URL": ("canParse", "parse"),
    "WeakMap.prototype": ("getOrInsert", "getOrInsertComputed"),
    "ReadableStream.prototype": ("values",),
}
#: Names that are also methods of other things, so that finding them in a file proves nothing.
COMMON = {
    *("any", "drop", "every", "filter", "find", "flatMap", "forEach", "map", "parse", "reduce"),
    *(
        "some",
        "take",
        "timeout",
        "transfer",
        "try",
        "values",
        "escape",
        "toHex",
        "Iterator",
        "isError",
    ),
}
#: Used only after asking whether it is there.
ASKED_FOR = {"Float16Array", "ImageDecoder"}
TAKE_AWAY = "\n".join(
    f"{{ const home = {'globalThis.Iterator?.prototype' if home == 'Iterator.prototype' else home};"
    f" for (const name of {[each for each in names if each != 'Iterator']})"
    " if (home) delete home[name]; }"
    for home, names in NEWER.items()
)


def made_good() -> set[str]:
    text = (SOURCES / "older.ts").read_text(encoding="utf-8")
    return set(re.findall(r"add\([\w.]+, '(\w+)'", text))


STATIC = "|".join(
    rf"{home}\.{name}" for home, names in NEWER.items() for name in names if "." not in home
)
PLAIN = "|".join({each for names in NEWER.values() for each in names} - COMMON - ASKED_FOR)
USED = re.compile(rf"\b(?:{STATIC}|{PLAIN})(?=\()")


@functools.cache
def newer_in(file: str) -> frozenset[str]:
    text = (DIST / file).read_text(encoding="utf-8")
    return frozenset(each.split(".")[-1] for each in USED.findall(text))


def test_should_use_nothing_newer_that_is_not_made_good() -> None:
    # given every part as the browser loads it, the worker of pdf.js included
    good = made_good()
    older = next(str(c["file"]) for name, c in chunks().items() if "older" in name)
    worker = next(f"assets/{each.name}" for each in (DIST / "assets").glob("pdf-worker-*.js"))
    parts = {name: loaded_with(name) for name, c in chunks().items() if c.get("isDynamicEntry")}
    parts |= {"index.html": loaded_with("index.html"), "pdf-worker": {worker, older}}
    # then
    wrong = []
    for part, files in parts.items():
        used = {each for file in files if file.endswith(".js") for each in newer_in(file)}
        wrong += [f"{part}: {each} is not made good" for each in used - good]
        if used and older not in files:
            wrong.append(f"{part}: {sorted(used)} without older.ts")
    assert not wrong, "\n".join(sorted(wrong))


def test_should_draw_files_and_diagrams_without_what_came_later(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given a browser, and its workers, without any of it
    served.clock("2027-03-01", area="P1_CITY")
    applicant, clerk = served.api("lu.ming"), served.api("zhao.min")
    sample = pdf_sample(pages=2)
    reference = applicant.upload(
        "/attachments",
        sample,
        "application/octet-stream",
        name="a.pdf",
        media_type="application/pdf",
    )["reference"]
    case_id = start_claim(applicant, evidence=[reference])["case_id"]
    task = open_task(clerk, case_id, "acceptance")["task"]
    page = sign_in("zhao.min", path="account")
    page.context.add_init_script(TAKE_AWAY)

    def poorer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"{TAKE_AWAY}\n{answer.text()}")

    page.route("**/pdf-worker-*.js", poorer)
    # when
    page.goto(f"/app/cases/{case_id}/tasks/{task}")
    # then
    assert page.evaluate("'withResolvers' in Promise") is False
    expect(page.locator("canvas[data-drawn]")).to_be_visible()
    expect(page.locator(".unseen").filter(has_text="培训证书 第1页")).to_have_count(1)
    assert page.evaluate("'withResolvers' in Promise") is True
    page.get_by_role("tab", name="流程图").click()
    expect(page.locator(".djs-shape").first).to_be_visible()
