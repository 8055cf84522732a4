"""EX-03 worked through the browser by everybody: no recognised centre, so nothing is granted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.api.played import import_facts, roster_csv
from tests.web.parties import Parties, SignIn, of_others
from tests.web.served import Served
from tests.web.test_roster_in_place import paste

#: What must not happen in a claim that is refused as a whole.
FORBIDDEN = {"countersign", "finance_check", "finance_release", "bank_receipt"}


@pytest.fixture(scope="module", autouse=True)
def _facts(served: Served) -> None:
    import_facts(served.url, "EX-03")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_refuse_a_claim_without_a_recognised_centre(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    parties = Parties(served, sign_in, language)
    say = parties.say
    table = roster_csv("EX-03")

    def fill(page: Page) -> None:
        benefit = say("取证补贴", "Certificate subsidy")
        page.get_by_role("radio", name=benefit, exact=True).check()
        page.get_by_label(say("在此粘贴表格", "Paste the table here")).focus()
        paste(page, (table if language == "zh" else of_others(table)).replace(",", "\t"))
        expect(page.get_by_text(say("8 行", "8 rows"), exact=True)).to_be_visible()

    # when the enterprise claims, and the bureau finds that the condition is not met
    lu = parties.applicant("lu.ming")
    case = lu.applies(say("取证培训补贴申领", "Certificate subsidy"), fill)
    parties.clerk("zhao.min").decides(
        case, say("受理审查", "Acceptance check"), say("受理", "Accept")
    )
    li = parties.clerk("li.wei")
    side = li.opens(case, say("初审", "First review"))
    expect(side).to_contain_text("R1-02")
    expect(side).to_contain_text("¥12,000.00")
    reason = say(
        "R1-02：企业没有已认定的职工培训中心", "R1-02: the enterprise has no recognised centre"
    )
    li.concludes(side, case, say("拟不予通过", "Propose refusal"), reason)
    wang = parties.clerk("wang.fang")
    side = wang.opens(case, say("复核", "Second review"))
    expect(side).to_contain_text(reason)
    wang.concludes(side, case, say("同意", "Pass"), say("同意不予通过", "refusal is right"))
    liu = parties.clerk("liu.yuan")
    side = liu.opens(case, say("审批", "Decision"))
    expect(side).to_contain_text(say("拟不予通过", "Refuse"))
    liu.concludes(side, case, say("不予通过", "Refuse"), reason)
    # then the enterprise reads that it gets nothing, why, and what would help
    lu.sees(case, say("本件已办结：不予通过", "This case is closed: refused"))
    lu.sees(case, "¥12,000.00", "¥0.00", "R1-02")
    # and neither countersign nor finance ever had a task
    elements = {each["element"] for each in parties.steps(case, "liu.yuan")}
    assert elements >= {"acceptance", "first_review", "second_review", "decision"}
    assert not elements & FORBIDDEN
    assert served.api("liu.yuan").get(f"/cases/{case.id}/claim")["orders"] == []
