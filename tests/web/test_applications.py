"""Applications on the page: filled in, kept, checked, submitted once, followed, withdrawn."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from api.demo.load import PASSWORD
from tests.api.examples import open_task, start_claim
from tests.api.played import import_facts, roster_csv
from tests.web.served import Served
from tests.web.test_roster_in_place import paste


@pytest.fixture(scope="module", autouse=True)
def _facts(served: Served) -> None:
    import_facts(served.url, "EX-01")


@pytest.fixture(autouse=True)
def _no_drafts(served: Served) -> Iterator[None]:
    yield
    for process in ("claim_certificate", "tuition_reimbursement"):
        served.api("chen.jing").raw("DELETE", f"/start-drafts/{process}")


def fill_in(page: Page) -> None:
    """The claim of EX-01 with its roster."""
    page.get_by_role("radio", name="取证补贴", exact=True).check()
    page.get_by_label("在此粘贴表格").focus()
    paste(page, roster_csv("EX-01").replace(",", "\t"))
    expect(page.get_by_text("15 行", exact=True)).to_be_visible()
    expect(page.get_by_text("没有错误", exact=True)).to_be_visible()


def cases_of(served: Served, person: str = "chen.jing") -> list[str]:
    return [each["number"] for each in served.api(person).get("/cases", applicant=person)["items"]]


def test_should_keep_a_draft_over_a_reload(served: Served, sign_in: Callable[..., Page]) -> None:
    # given
    page = sign_in("chen.jing", path="apply/claim_certificate")
    fill_in(page)
    page.get_by_label("班级编号").fill("2027-春-01")
    expect(page.get_by_text("正在保存…")).not_to_be_visible()
    expect(page.get_by_text("已保存")).to_be_visible()
    # when
    page.reload()
    # then
    expect(page.get_by_label("班级编号")).to_have_value("2027-春-01")
    expect(page.get_by_role("radio", name="取证补贴", exact=True)).to_be_checked()
    expect(page.get_by_text("15 行", exact=True)).to_be_visible()
    # when
    page.goto("/app/applications?tab=drafts")
    # then
    expect(page.get_by_role("link", name="取证培训补贴申领")).to_be_visible()


def test_should_submit_once_although_the_answer_was_lost(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given: the server does it, but nobody hears of it
    page = sign_in("chen.jing", path="apply/claim_certificate")
    fill_in(page)
    page.get_by_role("button", name="检查填写内容").click()
    before = len(cases_of(served))

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/cases", lose)
    # when
    page.get_by_role("button", name="提交申请").click()
    # then
    expect(page.get_by_role("alert")).to_contain_text("同一份申请不会提交两次")
    # when
    page.unroute("**/cases")
    page.get_by_role("button", name="提交申请").click()
    # then
    expect(page.get_by_role("link", name="查看进度")).to_be_visible()
    assert len(cases_of(served)) == before + 1


def test_should_go_on_after_the_session_has_ended(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given
    page = sign_in("chen.jing", path="apply/tuition_reimbursement")
    page.get_by_label("学习计划").fill("业余时间攻读本科")
    expect(page.get_by_text("已保存")).to_be_visible()
    page.request.delete(f"{served.url}/sessions/current")
    # when
    page.get_by_label("学习计划").fill("业余时间攻读硕士")
    # then
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("登录已过期")
    # when
    dialog.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    # then
    expect(dialog).not_to_be_visible()
    expect(page.get_by_label("学习计划")).to_have_value("业余时间攻读硕士")
    expect(page.get_by_text("已保存")).to_be_visible()
    kept = served.api("chen.jing").get("/start-drafts/tuition_reimbursement")
    assert kept["fields"]["study_plan"] == "业余时间攻读硕士"


def test_should_keep_what_is_typed_without_a_connection(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given
    page = sign_in("chen.jing", path="apply/tuition_reimbursement")
    plan = page.get_by_label("学习计划")
    plan.fill("一")
    expect(page.get_by_text("已保存")).to_be_visible()
    page.context.set_offline(True)
    # when
    plan.fill("一二三")
    # then
    expect(page.get_by_text("未保存到服务器，已留在本机")).to_be_visible()
    # when
    page.context.set_offline(False)
    # then
    expect(page.get_by_text("已保存")).to_be_visible()
    kept = served.api("chen.jing").get("/start-drafts/tuition_reimbursement")
    assert kept["fields"]["study_plan"] == "一二三"


def test_should_not_overwrite_another_window(served: Served, sign_in: Callable[..., Page]) -> None:
    # given
    page = sign_in("chen.jing", path="apply/tuition_reimbursement")
    page.get_by_label("学习计划").fill("这里")
    expect(page.get_by_text("已保存")).to_be_visible()
    chen = served.api("chen.jing")
    address = "/start-drafts/tuition_reimbursement"
    revision = chen.get(address)["revision"]
    other = {"fields": {"study_plan": "那边"}, "revision": revision, "area": "P1_CITY"}
    assert chen.raw("PUT", address, json=other).status_code == 200
    # when
    page.get_by_label("学习计划").fill("这里改了")
    # then
    expect(page.get_by_role("alert")).to_contain_text("在别的窗口改过")
    expect(page.get_by_label("学习计划")).to_have_value("这里改了")
    # when
    page.get_by_role("button", name="用那边的").click()
    # then
    expect(page.get_by_label("学习计划")).to_have_value("那边")


def test_should_tell_what_is_wrong_and_lead_there(sign_in: Callable[..., Page]) -> None:
    # given
    page = sign_in("chen.jing", path="apply/tuition_reimbursement")
    # when
    page.get_by_role("button", name="检查填写内容").click()
    # then
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_correct_what_was_returned(
    language: str, served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    is_zh = language == "zh"
    case = start_claim(served.api("chen.jing"), "EX-01")
    task = open_task(served.api("tian.song"), case["case_id"], "acceptance")["task"]
    clerk = served.api("zhao.min")
    path = f"/cases/{case['case_id']}/tasks/{task}"
    clerk.command(f"{path}/claim")
    named = [
        {"field": "corrected_roster", "note": "第 3 行证书编号有误"},
        {"field": "correction_note", "note": ""},
    ]
    body = {"outcome": "correct", "opinion": "缺少考勤记录", "corrections": named}
    clerk.command(f"{path}/complete", body)
    # when
    page = sign_in("chen.jing", language, path=f"applications/{case['case_id']}")
    page.get_by_role("link", name="去办理" if is_zh else "Go to it").click()
    # then: the reason, and only what may be corrected
    expect(page.get_by_text("缺少考勤记录").first).to_be_visible()
    expect(page.get_by_label("补贴项目" if is_zh else "Benefit")).to_have_count(0)
    expect(page.locator("#field-corrected_roster-reason")).to_contain_text("第 3 行证书编号有误")
    axe(page)
    # when the connection is lost and the tab is closed, what was typed is there again
    note = "补正说明" if is_zh else "What was corrected"
    page.route("**/draft", lambda route: route.abort())
    page.get_by_label("在此粘贴表格" if is_zh else "Paste the table here").focus()
    one_less = "\n".join(roster_csv("EX-01").splitlines()[:-1])
    paste(page, one_less.replace(",", "\t"))
    rows = "14 行" if is_zh else "14 rows"
    expect(page.get_by_text(rows).first).to_be_visible()
    page.get_by_label(note).fill("已补充考勤记录")
    kept = "未保存到服务器，已存在本机" if is_zh else "Not saved on the server; kept on this device"
    expect(page.get_by_text(kept)).to_be_visible()
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_label(note)).to_have_value("已补充考勤记录")
    expect(page.get_by_text(rows).first).to_be_visible()
    # when
    page.get_by_role("button", name="提交补正" if is_zh else "Submit the correction").click()
    summary = page.get_by_role("region", name="提交前请核对" if is_zh else "Check before")
    expect(summary).to_contain_text("已补充考勤记录")
    expect(summary).to_contain_text("14")
    summary.get_by_role("button", name="提交" if is_zh else "Submit", exact=True).click()
    # then
    expect(page.get_by_text("已提交" if is_zh else "Submitted", exact=True).first).to_be_visible()
    assert open_task(served.api("tian.song"), case["case_id"], "acceptance")["task"] != task


def roster_to_correct(served: Served) -> tuple[str, int, str]:
    """A claim whose roster is returned: the case, the task that returned it, where it is mended."""
    case_id = str(start_claim(served.api("chen.jing"), "EX-01")["case_id"])
    task = int(open_task(served.api("tian.song"), case_id, "acceptance")["task"])
    path = f"/cases/{case_id}/tasks/{task}"
    clerk = served.api("zhao.min")
    clerk.command(f"{path}/claim")
    clerk.command(f"{path}/complete", {"outcome": "correct", "opinion": "名册有误"})
    own = open_task(served.api("chen.jing"), case_id, "correction")["task"]
    return case_id, task, f"cases/{case_id}/tasks/{own}"


def test_should_correct_a_roster_on_the_task_page(
    served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    case_id, task, address = roster_to_correct(served)
    # when
    page = sign_in("chen.jing", path=address)
    page.get_by_label("在此粘贴表格").focus()
    paste(page, roster_csv("EX-01").replace(",", "\t"))
    expect(page.get_by_text("没有错误", exact=True)).to_be_visible()
    axe(page)
    # and the page is loaded anew, the table is still there
    page.reload()
    expect(page.get_by_text("没有错误", exact=True)).to_be_visible()
    # when signing out, the person is asked: rosters name people
    page.get_by_role("banner").get_by_role("button", name="陈静").click()
    page.get_by_role("menuitem", name="退出登录").click()
    asked = page.get_by_role("dialog").filter(has_text="尚未提交的花名册")
    axe(page)
    asked.get_by_role("button", name="取消").click()
    expect(asked).to_be_hidden()
    page.get_by_role("button", name="确认名册").click()
    expect(page.get_by_text("名册已确认，共 15 行")).to_be_visible()
    page.get_by_label("补正说明").fill("已更正")
    page.get_by_role("button", name="提交补正", exact=True).click()
    page.keyboard.press("Control+Enter")
    # then
    assert open_task(served.api("tian.song"), case_id, "acceptance")["task"] != task


def test_should_leave_no_roster_on_the_device_after_signing_out(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given a roster that is not sent
    _case_id, _task, address = roster_to_correct(served)
    page = sign_in("chen.jing", path=address)
    page.get_by_label("在此粘贴表格").focus()
    paste(page, roster_csv("EX-01").replace(",", "\t"))
    kept = "() => Object.keys(localStorage).filter((each) => each.includes('sheets')).length"
    page.wait_for_function(kept)
    # when
    page.get_by_role("banner").get_by_role("button", name="陈静").click()
    page.get_by_role("menuitem", name="退出登录").click()
    page.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    # then
    expect(page.get_by_label("用户名")).to_be_visible()
    assert page.evaluate(kept) == 0


def test_should_withdraw_after_asking(
    served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    case = start_claim(served.api("chen.jing"), "EX-01")
    open_task(served.api("tian.song"), case["case_id"], "acceptance")
    page = sign_in("chen.jing", path=f"applications/{case['case_id']}")
    # when
    page.get_by_role("button", name="撤回申请").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("撤回理由").fill("重复申请")
    axe(page)
    dialog.get_by_role("button", name="撤回申请").click()
    # then
    expect(page.get_by_text("本件已办结：已撤回")).to_be_visible()
    assert served.api("chen.jing").get(f"/cases/{case['case_id']}")["state"] == "withdrawn"


def test_should_say_whom_to_ask_when_there_is_nothing_to_file(
    sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    page = sign_in("chen.jing", path="apply")
    page.route(
        "**/processes/catalogue",
        lambda route: route.fulfill(json={"entries": [], "areas": [], "area": None}),
    )
    # when
    page.reload()
    # then
    expect(page.get_by_text("没有您可以发起的办件")).to_be_visible()
    axe(page)


def test_should_send_files_one_by_one_and_say_what_became_of_each(
    served: Served, sign_in: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given files of every fate, and an upload that does not end
    page = sign_in("chen.jing", path="apply/claim_certificate")
    held: list[Route] = []
    is_back = False
    page.route(
        "**/attachments?*", lambda route: route.continue_() if is_back else held.append(route)
    )
    field = page.locator(".field[data-field=evidence]")
    expect(field).to_contain_text("每个不超过 20 MB")
    # when
    with page.expect_request("**/attachments?*"):
        field.locator("input[type=file]").set_input_files(
            [
                {"name": "方案.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 plan"},
                {"name": "工具.exe", "mimeType": "application/x-exe", "buffer": b"MZ"},
                {"name": "空.txt", "mimeType": "text/plain", "buffer": b""},
                {"name": "考勤.csv", "mimeType": "text/csv", "buffer": "姓名\n".encode()},
            ]
        )
    # then each has its answer, and one is sent after the other
    expect(field).to_contain_text("“工具.exe”的格式不在可上传之列")
    expect(field).to_contain_text("“空.txt”是空文件")
    expect(field.get_by_role("progressbar", name="正在上传“方案.pdf”")).to_be_visible()
    expect(field).to_contain_text("等待上传")
    axe(page)
    # when the form is sent too early
    page.get_by_role("button", name="检查填写内容").click()
    # then it says so instead of going without the file
    expect(page.get_by_role("alert").filter(has_text="文件还在上传")).to_be_visible()
    # when the connection breaks, the other is cancelled, and the connection is back
    field.get_by_role("button", name="取消上传“考勤.csv”").click()
    held[0].abort()
    expect(field).to_contain_text("“方案.pdf”没有传完：连接中断")
    is_back = True
    field.get_by_role("button", name="重新上传“方案.pdf”").click()
    # then
    expect(field.get_by_role("button", name="移除 方案.pdf")).to_be_visible()
    expect(field).not_to_contain_text("考勤.csv")
    # when files are dropped on the field
    files = page.evaluate_handle(
        """() => {
          const data = new DataTransfer()
          for (const name of ['签到一.txt', '签到二.txt']) data.items.add(new File([name], name))
          return data
        }"""
    )
    field.locator(".file-drop").dispatch_event("drop", {"dataTransfer": files})
    # then
    expect(field.get_by_role("button", name="移除 签到一.txt")).to_be_visible()
    expect(field.get_by_role("button", name="移除 签到二.txt")).to_be_visible()
    expect(field.get_by_role("button", name="移除 方案.pdf")).to_be_visible()
