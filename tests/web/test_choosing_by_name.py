"""Areas, organisations, persons and projects are chosen and read by name; a typed code is kept."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from engine.store.postgres import EmbeddedPostgres
from tests.api.examples import import_facts, open_task
from tests.web.fields import OPEN_LIST, choose
from tests.web.parties import Case, Parties
from tests.web.served import Served, demo_served

SignIn = Callable[..., Page]
AREA = "321300"  #: Suqian


@pytest.fixture(scope="module")
def served(postgres_server: EmbeddedPostgres) -> Iterator[Served]:
    """With a trade list of one entry."""
    listed = {
        "list": "trade",
        "code": "6-04-01-01",
        "name": "纺织工",
        "valid_from": "2026-03-02",
        "reason": "年度目录",
        "contact": "0527-12345678",
    }
    with demo_served(postgres_server) as opened:
        keeper, head = opened.api("tao.ran"), opened.api("jiang.bin")
        import_facts(keeper, head, {"directory": [listed]}, area=AREA)
        yield opened


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_choose_a_listed_project_and_keep_a_code_that_is_not_listed(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    page = sign_in("zhang.lan", language, path="apply/claim_certificate")
    project = page.locator("#field-project_id")
    shown = page.locator(".field[data-field=project_id]")
    # when a code is typed that the directory does not have, and one goes on
    project.fill("PX-2026-77")
    said = "不在列表中" if language == "zh" else "not in the list"
    expect(page.locator(OPEN_LIST)).to_contain_text(said)
    page.keyboard.press("Tab")
    # then it is kept
    expect(shown).to_contain_text("PX-2026-77")
    axe(page)
    # when the name of a listed one is typed instead
    choose(page, project, "纺织")
    # then
    expect(shown).to_contain_text("纺织工")
    expect(shown).not_to_contain_text("PX-2026-77")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_name_a_verifier_whom_the_case_then_waits_for(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    parties = Parties(served, sign_in, language)
    say = parties.say
    fields = {"subject_case": "321300-dir_trade-2026-000001", "grounds": "收取学员费用"}
    body = {"process": "complaint", "area": AREA, "fields": fields}
    done = served.api("ling.yan").command("/cases", body)
    case = Case(done["case_id"], done["number"])
    clerk = served.api("han.mei")
    task = open_task(clerk, case.id, "register_complaint")["task"]
    sent = {"outcome": "registered", "opinion": "", "fields": {"kind": "complaint"}}
    clerk.command(f"/cases/{case.id}/tasks/{task}/complete", sent)
    # when
    chief = parties.clerk("zhu.feng")

    def verifier(page: Page) -> None:
        choose(page, page.locator("#field-verifier"), say("沈涛", "Shen Tao"))
        axe(page)

    chief.decides(case, say("决定是否受理", "Admit or refer"), say("受理", "Admit"), fill=verifier)
    # then
    parties.clerk("shen.tao").opens(case, say("核查", "Verify"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_take_no_organisation_that_is_not_there(
    language: str, served: Served, sign_in: SignIn
) -> None:
    # given
    page = sign_in("yang.lin", language, path="apply/special_audit")
    asked = page.locator(".field[data-field=auditee]")
    # when
    auditee = page.locator("#field-auditee")
    auditee.fill("no such place")
    page.keyboard.press("Tab")
    # then it is said, and nothing is taken
    said = "没有“no such place”" if language == "zh" else "“no such place” is not in the list"
    expect(asked.get_by_role("status")).to_contain_text(said)
    expect(page.locator(OPEN_LIST)).to_have_count(0)
    # when
    name = "运河纺织" if language == "zh" else "Yunhe Textile"
    choose(page, auditee, name)
    # then
    expect(asked).to_contain_text(name)
    expect(asked.get_by_role("status")).to_have_count(0)
