"""Dashboards: every number opens as many cases as it says, the period is dragged or typed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.served import TODAY, Served
from tests.web.test_finding_cases import cases  # noqa: F401

HEADINGS = {"zh": ("按事项与部门", "各环节停留与用时"), "en": ("By process", "Waiting and time")}


def opens_as_many(page: Page, link: Locator) -> None:
    """Follow the number, count the cases that are listed, come back."""
    here, said = page.url, int(link.inner_text())
    link.click()
    expect(page).to_have_url(re.compile("audit/cases"))
    expect(page.locator(".ant-table-tbody tr.ant-table-row")).to_have_count(said)
    page.goto(here)


@pytest.mark.parametrize(("person", "language"), [("jiang.bin", "zh"), ("tian.song", "en")])
def test_should_open_the_cases_behind_every_number(
    person: str,
    language: str,
    served: Served,
    cases: list[object],  # noqa: F811
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    # given
    page = sign_in(person, language, path="overview")
    sections = [page.get_by_role("region", name=name) for name in HEADINGS[language]]
    expect(sections[0].get_by_role("link").first).to_be_visible()
    expect(page.locator(".djs-container svg").first).to_be_visible()
    axe(page)
    # then
    for section in sections:
        for place in range(min(4, section.get_by_role("link").count())):
            expect(section.get_by_role("link").nth(place)).to_be_visible()
            link = section.get_by_role("link").nth(place)
            if link.inner_text().isdigit():
                opens_as_many(page, link)


def test_should_choose_a_period_by_dragging(
    cases: list[object],  # noqa: F811
    sign_in: Callable[..., Page],
) -> None:
    # given
    page = sign_in("jiang.bin", path="overview")
    chart = page.get_by_role("group", name="每周到达与办完（件）")
    expect(chart).to_be_visible()
    expect(page.locator(".djs-container svg").first).to_be_visible()  # nothing moves any more
    box = chart.bounding_box()
    assert box is not None
    # when dragged over the last three of twelve weeks
    page.mouse.move(box["x"] + box["width"] * 9.5 / 12, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 10.5 / 12, box["y"] + 50)
    page.mouse.move(box["x"] + box["width"] * 11.5 / 12, box["y"] + 60)
    page.mouse.up()
    # then
    expect(page).to_have_url(re.compile("first=2026-02-16&last=2026-03-08"))
    expect(page.get_by_label("起日")).to_have_value("2026-02-16")
    # when typed
    page.get_by_label("起日").fill("2026-03-02")
    page.get_by_label("止日").fill(TODAY.isoformat())
    page.get_by_role("button", name="查看", exact=True).click()
    # then
    expect(page).to_have_url(re.compile("first=2026-03-02&last=2026-03-02"))
    # when the table says the same as the chart
    page.get_by_text("以表格显示").click()
    expect(page.get_by_role("cell", name="2026-03-02")).to_be_visible()


def test_should_keep_heads_to_their_bureau(
    cases: list[object],  # noqa: F811
    sign_in: Callable[..., Page],
) -> None:
    page = sign_in("gao.yuan", path="overview")
    expect(page.get_by_text("本期没有办理记录")).to_be_visible()
