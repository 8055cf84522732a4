"""What is claimed for whom stands beside the form: the roster as filed, then the lines with rules."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.api.examples import open_task, start_claim
from tests.web.served import Served

TEXTS = {
    "zh": {
        "roster": "花名册",
        "lines": "明细（8）",
        "risk": "登记中查无此人",
        "less": "不予通过或核减",
    },
    "en": {
        "roster": "Roster",
        "lines": "Lines (8)",
        "risk": "the person is not found in the register",
        "less": "Refused or cut",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_roster_and_lines_to_whoever_judges_them(
    served: Served,
    sign_in: Callable[..., Page],
    axe: Callable[[Page], None],
    language: str,
) -> None:
    # given
    served.clock("2027-03-01", area="P1_CITY")
    words = TEXTS[language]
    case_id = start_claim(served.api("lu.ming"))["case_id"]
    clerk, reviewer = served.api("zhao.min"), served.api("li.wei")
    task = open_task(clerk, case_id, "acceptance")["task"]
    # when the clerk sees whether everything is there
    page = sign_in("zhao.min", language=language, path=f"cases/{case_id}/tasks/{task}")
    expect(page.get_by_role("tab", name=words["roster"])).to_have_attribute("aria-selected", "true")
    rows = page.get_by_role("tabpanel").get_by_role("row")
    expect(rows).to_have_count(9)
    expect(page.get_by_role("tabpanel")).to_contain_text("**")
    axe(page)
    # and the reviewer what the system found in each line
    clerk.command(f"/cases/{case_id}/tasks/{task}/complete", {"outcome": "accept"})
    task = open_task(reviewer, case_id, "first_review")["task"]
    page = sign_in("li.wei", language=language, path=f"cases/{case_id}/tasks/{task}")
    panel = page.get_by_role("tabpanel")
    expect(page.get_by_role("tab", name=words["lines"])).to_be_visible()
    expect(panel.get_by_text(words["risk"]).first).to_be_visible()
    panel.get_by_text(words["less"]).click()
    expect(panel.get_by_role("row")).to_have_count(9)
    axe(page)
