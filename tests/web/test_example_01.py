"""EX-01 worked through the browser by everybody: fifteen certificates claimed, approved and paid."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.api.played import import_facts, roster_csv
from tests.web.parties import Parties, SignIn, attach, of_others
from tests.web.pdf_sample import pdf_sample
from tests.web.served import Served
from tests.web.test_roster_in_place import paste


@pytest.fixture(scope="module", autouse=True)
def _facts(served: Served) -> None:
    import_facts(served.url, "EX-01")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_pay_a_claim_for_certificates(
    language: str,
    served: Served,
    sign_in: SignIn,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    # given
    parties = Parties(served, sign_in, language)
    say = parties.say
    table = roster_csv("EX-01")
    certificates = tmp_path / "certificates.pdf"
    certificates.write_bytes(pdf_sample(pages=2))

    def fill(page: Page) -> None:
        benefit = say("取证补贴", "Certificate subsidy")
        page.get_by_role("radio", name=benefit, exact=True).check()
        page.get_by_label(say("在此粘贴表格", "Paste the table here")).focus()
        paste(page, (table if language == "zh" else of_others(table)).replace(",", "\t"))
        expect(page.get_by_text(say("15 行", "15 rows"), exact=True)).to_be_visible()
        expect(page.get_by_text(say("没有错误", "No errors"), exact=True)).to_be_visible()
        attach(page, "evidence", certificates)

    # when the enterprise claims
    chen = parties.applicant("chen.jing")
    title = say("取证培训补贴申领", "Certificate subsidy")
    case = chen.applies(title, fill, look=axe)
    # then it sees with whom it is, and nothing that nobody has decided
    chen.sees(case, say("某市人力资源和社会保障局办理", "With City of Plan 1 Human Resources"))
    expect(chen.page.locator("#content")).not_to_contain_text("¥")
    # when the bureau takes it up: nothing is computed yet, so no amount is shown
    zhao = parties.clerk("zhao.min")
    side = zhao.opens(case, say("受理审查", "Acceptance check"))
    expect(zhao.page.locator(".wb-row").filter(has_text=case.ending)).not_to_contain_text("¥")
    expect(side.locator("canvas[data-drawn]")).to_be_visible()
    zhao.concludes(side, case, say("受理", "Accept"), say("材料齐全", "complete"))
    passed = say("通过", "Pass")
    first = say("初审", "First review")
    parties.clerk("li.wei").decides(case, first, passed, say("核对无误", "checked"))
    second = say("复核", "Second review")
    parties.clerk("wang.fang").decides(case, second, say("同意", "Pass"))
    # then the head sees the sum and what each line gets
    liu = parties.clerk("liu.yuan")
    side = liu.opens(case, say("审批", "Decision"))
    expect(side).to_contain_text("¥27,000.00")
    liu.concludes(side, case, say("通过", "Approve"))
    # when the publicity period is over, finance pays
    chen.sees(case, say("公示", "Publicity"))
    served.clock("6wd", area="P1_CITY")
    chen_bo, xu = parties.clerk("chen.bo"), parties.clerk("xu.hong")
    chen_bo.decides(case, say("账户审核", "Account check"), say("审核无误", "In order"))
    side = xu.opens(case, say("拨付", "Release"))
    side.get_by_role("button", name=say("拨付", "Release the payment"), exact=True).click()
    expect(side).to_contain_text(say("资金立即出账", "the money leaves at once"))
    xu.concludes(side, case, say("拨付", "Release the payment"))

    def receipt(page: Page) -> None:
        page.locator("#field-receipt").fill("HD-0001")

    chen_bo.decides(case, say("银行回单", "Bank receipt"), say("已到账", "Received"), fill=receipt)
    # then the enterprise reads what was granted and paid
    chen.sees(case, say("本件已办结：已拨付", "This case is closed: paid"), "HD-0001")
    chen.sees(case, "¥27,000.00", "人民币贰万柒仟元整")
    axe(chen.page)
