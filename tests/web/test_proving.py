"""Designers prove a flow in the browser: try-out, scenarios, comparison, impact, publishing."""

import re
from collections.abc import Callable
from typing import Any

import yaml
from playwright.sync_api import Locator, Page, expect

from api.chores.deploy import pack
from engine.model.bundle_files import files_of_folder
from tests.web.conftest import SignIn
from tests.web.hands import Hands
from tests.web.served import BPMN, Served

KEY = "credit_rating"
AREA = "321300"
START = {
    "institution": "hongze_school",
    "year": 2025,
    "pass_rate": "92",
    "employment_rate": "80",
    "complaints": 1,
}
LIMIT = b'name="huiqian:limitWorkingDays" value="5"'
SHORTER = b'name="huiqian:limitWorkingDays" value="3"'
ROW = b"&gt;= 75"
LOWER = b"&gt;= 70"


def published(served: Served, key: str = KEY) -> dict[str, Any]:
    found: dict[str, Any] = served.api("lin.chuan").get("/bundles", key=key, state="published")[0]
    return found


def workspace(served: Served, title: str) -> str:
    made: dict[str, Any] = served.api("lin.chuan").command(
        "/workspaces", {"bundle": published(served)["bundle"], "title": title}
    )
    return str(made["id"])


def save(served: Served, place: str, path: str, content: bytes) -> None:
    """A file of a workspace, new or over what is there."""
    api = served.api("lin.chuan")
    address = f"/workspaces/{place}/files/{path}"
    there = api.raw("GET", address)
    headers = {"If-Match": there.headers["etag"]} if there.status_code == 200 else {}
    api.request("PUT", address, content=content, headers=headers)


def draft(served: Served) -> str:
    """A deployed draft with a shorter limit and another row."""
    files = files_of_folder(BPMN / KEY)
    files[f"{KEY}.bpmn"] = files[f"{KEY}.bpmn"].replace(LIMIT, SHORTER, 1)
    files["A9_grade.dmn"] = files["A9_grade.dmn"].replace(ROW, LOWER, 1)
    api = served.api("lin.chuan")
    done = api.upload("/bundles", pack(files), "application/zip", key=KEY)
    return str(done["bundle"])


def choose(page: Page, label: str, option: str) -> None:
    """In a list that opens: type, then take what is found."""
    page.get_by_role("combobox", name=label).first.fill(option)
    page.locator(".ant-select-item-option", has_text=option).first.click()


def test_should_try_out_with_the_clock_moved_and_save_a_scenario(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    place = workspace(served, "试走评级")
    page = sign_in("lin.chuan", path=f"try-outs?workspace={place}")
    choose(page, "区域", "宿迁市")
    page.get_by_role("button", name="开始试运行").click()
    # when: filed, the call answered, the limit of ten working days runs out, passed, decided
    choose(page, "申请人", "陶苒")
    for label, value in (
        ("机构（机构编号）", "hongze_school"),
        ("年度", "2025"),
        ("合格率（%）", "92"),
        ("就业率（%）", "80"),
        ("属实投诉数", "1"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="发起", exact=True).click()
    answer = page.get_by_label("答复（FEEL 上下文）")
    expect(answer).to_have_value("{audit_findings: null, fraud_confirmed: null}")
    answer.fill("{audit_findings: 0, fraud_confirmed: false}")
    page.get_by_role("button", name="答复", exact=True).click()
    expect(page.get_by_text("提出意见").first).to_be_visible()
    axe(page)
    page.get_by_role("tab", name="发生了什么").click()
    expect(page.get_by_text("命中第3行")).to_be_visible()
    page.get_by_label("工作日数").fill("11")
    page.get_by_role("button", name="过11个工作日").click()
    steps = page.get_by_role("list", name="步骤").get_by_role("button")
    expect(steps).to_have_count(5)
    expect(steps.nth(3)).to_have_text(re.compile("定时触发"))
    page.get_by_role("button", name="办结").click()
    # then: the second reviewer was taken from the group; back, jump and on again
    expect(steps.last).to_have_text(re.compile("复核"))
    page.get_by_role("button", name="上一步").click()
    expect(page.locator("[aria-current=step]")).to_have_text(re.compile("时间推移"))
    steps.nth(1).click()
    expect(page.get_by_label("答复（FEEL 上下文）")).to_be_visible()
    steps.last.click()
    expect(page.get_by_text("审定等级").first).to_be_visible()
    page.get_by_role("switch", name="在图上标出走过的").click()
    expect(page.locator(".hq-visited").first).to_be_attached()
    # when: saved as a scenario of the workspace
    page.get_by_role("button", name="存为场景").click()
    page.get_by_label("场景编号").fill("A9-tried")
    page.get_by_label("中文名称").fill("逾期未提意见")
    page.get_by_role("checkbox", name="proposed_grade").check()
    axe(page)
    page.get_by_role("button", name="存入设计稿").click()
    # then
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("已存入设计稿：scenarios/A9-tried.yaml")).to_be_visible()
    expect(page.get_by_text("服务调用的答复不写入场景")).to_be_visible()
    api = served.api("lin.chuan")
    kept = api.request("GET", f"/workspaces/{place}/files/scenarios/A9-tried.yaml")
    told = yaml.safe_load(kept.content)
    assert told["acts"][0] == {"wait": "11wd"}
    assert told["expect"]["variables"] == {"proposed_grade": "B"}


def test_should_say_expected_against_found_for_a_scenario_that_fails(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    place = workspace(served, "场景")
    scenario = {
        "id": "A9-wrong",
        "title": {"zh": "误判", "en": "Wrongly expected"},
        "process": KEY,
        "area": AREA,
        "applicant": "tao.ran",
        "start": START,
        "acts": [{"task": "comment", "by": "lang.yue", "outcome": "accept"}],
        "expect": {"variables": {"proposed_grade": "A"}},
    }
    api = served.api("lin.chuan")
    address = f"/workspaces/{place}/files/scenarios/rating.yaml"
    there = api.raw("GET", address)
    api.request("DELETE", address, headers={"If-Match": there.headers["etag"]})
    text = yaml.safe_dump(scenario, allow_unicode=True).encode()
    save(served, place, "scenarios/wrong.yaml", text)
    page = sign_in("lin.chuan", language="en", path=f"scenarios?workspace={place}")
    # when
    page.get_by_role("button", name="Play all").click()
    # then
    verdict = page.get_by_role("cell", name="fails", exact=True)
    expect(verdict).to_be_visible(timeout=180_000)
    row = page.get_by_role("row", name=re.compile("variable proposed_grade"))
    expect(row.get_by_role("cell", name="A", exact=True)).to_be_visible()
    expect(row.get_by_role("cell", name="B", exact=True)).to_be_visible()
    axe(page)


def test_should_compare_in_two_clicks_and_walk_from_change_to_change(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given
    draft(served)
    page = sign_in("lin.chuan", path="bundles")
    hands = Hands(page)
    page.get_by_label("查找流程或设计稿").first.fill(KEY)
    row = page.get_by_role("row", name=re.compile(KEY))
    # when
    hands.click(row.locator(".ant-table-row-expand-icon").first)
    inner = page.locator(".ant-table-expanded-row").get_by_role("row", name=re.compile("草案"))
    hands.click(inner.first.get_by_role("link", name="版本比对"))
    # then
    assert hands.count == 2
    limit = page.get_by_role("button", name="“复核”的期限由5个工作日改为3个工作日")
    table = page.get_by_role("button", name=re.compile("第3行：.*由>= 75改为>= 70"))
    expect(limit).to_be_visible()
    expect(table).to_be_visible()
    page.keyboard.press("j")
    expect(limit).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(table).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("第2处，共2处", exact=True)).to_be_visible()
    expect(page.locator(".hq-changed").first).to_be_attached()
    # both canvases move together
    canvases = page.locator(".djs-container")
    expect(canvases).to_have_count(2)
    before = view_of(canvases.nth(0))
    page.get_by_role("button", name="放大").first.click()
    assert view_of(canvases.nth(0)) == view_of(canvases.nth(1)) != before
    axe(page)


def test_should_publish_a_deadline_and_a_table_with_a_second_person(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given: a running case at the step whose limit is changed, and a workspace with both changes
    before = published(served)
    case = served.api("tao.ran").command("/cases", {"process": KEY, "area": AREA, "fields": START})
    reviewed = to_review(served, case)
    place = workspace(served, "缩短复核期限")
    files = files_of_folder(BPMN / KEY)
    save(served, place, f"{KEY}.bpmn", files[f"{KEY}.bpmn"].replace(LIMIT, SHORTER, 1))
    save(served, place, "A9_grade.dmn", files["A9_grade.dmn"].replace(ROW, LOWER, 1))
    page = sign_in("lin.chuan", path=f"workspaces/{place}")
    hands = Hands(page)
    # when: the first person asks
    hands.click(page.get_by_role("link", name="申请发布"))
    expect(page.get_by_text("“复核”的期限由5个工作日改为3个工作日").first).to_be_visible()
    impact = page.get_by_role("row", name=re.compile("^复核"))
    expect(impact.get_by_role("cell", name="1", exact=True)).to_be_visible()
    expect(page.get_by_text("1件在办，继续按第1版办理")).to_be_visible()
    expect(impact.get_by_text(re.compile("5 → 3 个工作日"))).to_be_visible()
    hands.type("按省里要求缩短复核期限，并调低B级分数线")
    axe(page)
    hands.click(page.get_by_role("button", name="提交申请"))
    expect(page.get_by_text("这是您提出的申请，须由另一位设计人员签署。")).to_be_visible()
    expect(page.get_by_role("button", name="签署并发布")).to_have_count(0)
    assert hands.count <= 8
    # when: the second person signs on the same page, in English
    other = sign_in("guo.yi", language="en", path="publish-requests")
    signing = Hands(other)
    signing.click(other.get_by_role("link", name=re.compile("Credit rating")))
    expect(
        other.get_by_text(
            "Second review: the limit went from 5 working days to 3 working days"
        ).first
    ).to_be_visible()
    signing.click(other.get_by_role("button", name="Sign and publish"))
    axe(other)
    signing.click(other.get_by_role("dialog").get_by_role("button", name="Sign and publish"))
    expect(other.get_by_text("published", exact=True).first).to_be_visible()
    # then
    assert signing.count == 3
    now = published(served)
    assert now["version"] > before["version"] and now["published_by"] == "guo.yi"
    view = served.api("tao.ran").get(f"/cases/{case['case_id']}")
    assert view["bundles"][KEY] == before["bundle"]
    assert task_of(served, case)["due_at"] == reviewed["due_at"]


def view_of(canvas: Locator) -> list[float]:
    """Scale and place of a drawing; the viewer writes the numbers more or less exactly."""
    transform = canvas.locator(".viewport").first.get_attribute("transform") or ""
    return [round(float(number), 1) for number in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", transform)]


def to_review(served: Served, case: dict[str, Any]) -> dict[str, Any]:
    """The institution agrees; gives the task of the second review."""
    path = None
    for _ in range(300):
        found = served.api("lang.yue").get("/tasks", box="groups", number=case["number"])["items"]
        if found:
            path = f"/cases/{case['case_id']}/tasks/{found[0]['task']}"
            break
    assert path is not None
    served.api("lang.yue").command(f"{path}/complete", {"outcome": "accept"})
    return task_of(served, case)


def task_of(served: Served, case: dict[str, Any]) -> dict[str, Any]:
    found = served.api("zhu.feng").get("/tasks", box="groups", number=case["number"])["items"]
    task: dict[str, Any] = found[0]
    return task
