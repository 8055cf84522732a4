"""A training centre is recognised, worked through the browser by everybody.

Returned once and corrected, assessed by experts on the spot, countersigned by two bureaus, decided,
published for five working days, entered in the register.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web import fields
from tests.web.hands import Hands
from tests.web.parties import Parties, SignIn, attach, choose
from tests.web.pdf_sample import pdf_sample
from tests.web.served import Served

AREA = "321300"
EXPERTS = {
    "jin.yue": ("金悦", "Jin Yue"),
    "wu.ying": ("吴颖", "Wu Ying"),
    "fang.peng": ("方鹏", "Fang Peng"),
}
#: Applicant, name of the centre, credit code: another one in each language.
CENTRES = {
    "zh": ("zhang.lan", "运河纺织职工培训中心", "91SAMPLE0000000006"),
    "en": ("dou.yi", "Luoma Lake Training Centre", "91SAMPLE0000000007"),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_recognise_a_training_centre(
    language: str,
    served: Served,
    sign_in: SignIn,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    # given
    parties = Parties(served, sign_in, language)
    say = parties.say
    applicant, name, credit_code = CENTRES[language]
    plan = tmp_path / "fire-safety.pdf"
    plan.write_bytes(pdf_sample(pages=1))

    def fill(page: Page) -> None:
        for field, value in (
            ("institution_name", name),
            ("credit_code", credit_code),
            ("address", say("宿城区运河路1号", "1 Yunhe Road, Sucheng")),
            ("employees", "620"),
            ("premises", say("教室4间，实训车间600平方米", "4 class rooms, a workshop of 600 m²")),
            ("equipment_list", say("织机12台，检测仪3台", "12 looms, 3 testers")),
            ("teacher_list", say("专职教师5人", "5 teachers")),
            ("training_plan", say("每年400人次", "400 people a year")),
            ("safety_papers", say("消防验收合格", "fire inspection passed")),
        ):
            page.locator(f"#field-{field}").fill(value)
        choose(page, "address_area", say("宿城", "Sucheng"))
        choose(page, "industry_bureau", say("工业和信息化局", "Industry and IT"))

    # when the enterprise applies, and the window asks for what is missing
    zhang = parties.applicant(applicant)
    title = say("企业职工培训中心认定", "Enterprise training centre recognition")
    case = zhang.applies(title, fill, look=axe)
    han = parties.clerk("han.mei")
    acceptance = say("受理审查", "Acceptance check")
    missing = say("缺消防验收材料", "the fire inspection papers are missing")
    han.decides(case, acceptance, say("一次性告知补正", "One-time notice to complete"), missing)
    # then the applicant reads why, corrects and attaches the papers
    papers = say("消防验收合格意见书，2026年2月", "certificate of fire inspection, February 2026")

    def correct(page: Page) -> None:
        expect(page.locator("#content")).to_contain_text(missing)
        page.locator("#field-safety_papers").fill(papers)
        attach(page, "evidence", plan)

    zhang.answers(case, say("重新提交", "Submit again"), correct, look=axe)
    # when the bureau passes it on to a panel
    side = han.opens(case, acceptance)
    expect(side).to_contain_text(papers)
    expect(side).to_contain_text(say("江苏省宿迁市宿城区", "Sucheng District, Suqian, Jiangsu"))
    expect(side.locator("canvas[data-drawn]")).to_be_visible()
    han.concludes(side, case, say("受理", "Accept"), say("材料齐全", "complete"))
    shen = parties.clerk("shen.tao")
    shen.decides(case, say("初审", "First review"), say("通过", "Pass"), say("符合条件", "fit"))

    def panel(page: Page) -> None:
        field = page.locator("#field-experts")
        for zh, en in EXPERTS.values():
            fields.choose(page, field, say(zh, en), goes_on=True)

    shen.decides(case, say("组建专家组", "Appoint the panel"), say("组建", "Appoint"), fill=panel)
    # and each expert assesses

    def marks(page: Page) -> None:
        for group in ("facilities", "equipment", "teachers"):
            passed = page.locator(f"#field-{group}").get_by_role(
                "radio", name=say("合格", "Pass"), exact=True
            )
            passed.check()

    for person in EXPERTS:
        expert = parties.clerk(person)
        side = expert.opens(case, say("实地评估", "Site assessment"))
        expect(side.locator("canvas[data-drawn]")).to_be_visible()
        marks(expert.page)
        expert.concludes(side, case, say("提交评估", "Submit"), say("条件具备", "all there"))
    # when two bureaus countersign; the second sees what the first said, and signs in four keys
    countersign = say("会签意见", "Countersign opinion")
    agree = say("同意", "Agree")
    parties.clerk("miao.xue").decides(case, countersign, agree, say("支持认定", "in favour"))
    zou = parties.clerk("zou.fang")
    side = zou.opens(case, countersign)
    signers = side.get_by_role("region", name=say("会签情况", "Other signers"))
    expect(signers).to_contain_text(say("支持认定", "in favour"))
    hands = Hands(zou.page)
    hands.press("a")
    expect(side.locator("#opinion")).to_be_focused()
    hands.type(agree)
    hands.press("Control+Enter")
    expect(zou.page.locator(".wb-result")).to_contain_text(agree)
    assert hands.count <= 4
    # when it is decided and its publicity is over
    zhu = parties.clerk("zhu.feng")
    side = zhu.opens(case, say("复核", "Second review"))
    expect(side).to_contain_text(say("专家1：条件具备", "专家1：all there"))
    expect(side).not_to_contain_text("industry_it_bureau")
    zhu.concludes(side, case, say("同意初审意见", "Pass"))
    parties.clerk("jiang.bin").decides(
        case, say("审批", "Decision"), say("通过", "Approve"), say("同意认定", "recognised")
    )
    zhang.sees(case, say("公示", "Publicity"))
    served.clock("6wd", area=AREA)
    # then the applicant has the number, and need not be listed at once

    def numbered(page: Page) -> None:
        expect(page.locator("#content")).to_contain_text("321300-A1-2026-")

    zhang.answers(case, say("暂不申请", "Not now"), numbered)
    zhang.sees(case, say("本件已办结：已通过", "This case is closed: approved"))
    # and the register shows the centre to everybody who reads registers
    keeper = parties.browser("yu.yan", "registers/institutions")
    expect(keeper.get_by_role("row").filter(has_text="321300-A1-2026-")).not_to_have_count(0)
