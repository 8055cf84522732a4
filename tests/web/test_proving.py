"""Designers prove a flow in the browser: try-out, scenarios, comparison, impact, publishing."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from api.chores.deploy import pack
from engine.model.bundle_files import files_of_folder
from tests.api.examples import until
from tests.web import fields as fields_of
from tests.web.conftest import SignIn
from tests.web.hands import Hands
from tests.web.served import BPMN, TODAY, Served

KEY = "credit_rating"
AREA = "321300"
START = {
    "institution": "hongze_school",
    "year": 2025,
    "pass_rate": "92",
    "employment_rate": "80",
    "complaints": 1,
}
ZONE = ZoneInfo("Asia/Shanghai")
LIMIT = b'name="huiqian:limitWorkingDays" value="5"'
SHORTER = b'name="huiqian:limitWorkingDays" value="3"'
ROW = b"&gt;= 75"
LOWER = b"&gt;= 70"


NAMING = {
    "zh": {
        "return": "一次性告知补正",
        "fields": "指明补正栏目",
        "papers": "安全与消防材料",
        "opinion": "办理意见",
        "why": "补正理由",
        "complete": "办结",
    },
    "en": {
        "return": "One-time notice to complete",
        "fields": "Fields to correct",
        "papers": "Safety and fire papers",
        "opinion": "Opinion",
        "why": "why",
        "complete": "Complete",
    },
}
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "none_unread": "通知，没有未读",
        "unread": "1 条未读通知",
        "notices": "通知",
        "search": "查找流程或设计稿",
        "draft": "起草新版本",
        "limit": "办理期限（工作日）",
        "try": "试运行",
        "area": "区域",
        "city": "宿迁市",
        "begin": "开始试运行",
        "applicant": "申请人",
        "tao_ran": "陶苒",
        "school": "洪泽职业培训学校",
        "fields": ("年度", "合格率（%）", "就业率（%）", "属实投诉数"),
        "start": "发起",
        "answer": "答复（FEEL 上下文）",
        "reply": "答复",
        "happened": "发生了什么",
        "row 3": "命中第3行",
        "how many": "工作日数",
        "pass 11": "过11个工作日",
        "can do": "现在可以做",
        "to workspace": "回到设计稿",
        "mark read": "全部标为已读",
        "ask": "申请发布",
        "changed": "“复核”的期限由{}个工作日改为{}个工作日",
        "counts": ("在办办件", "相关待办", "持有人"),
        "review": "复核",
        "send": "提交申请",
        "mine": "这是您提出的申请，须由另一位设计人员签署。",
        "sign": "签署并发布",
        "asks": "林川申请发布“信用等级评定”",
        "is published": "已发布",
    },
    "en": {
        "none_unread": "Notices, none unread",
        "unread": "1 unread notice",
        "notices": "Notices",
        "search": "Find a process or workspace",
        "draft": "Draft a new version",
        "limit": "Limit in working days",
        "try": "Try out",
        "area": "Area",
        "city": "Suqian",
        "begin": "Begin the try-out",
        "applicant": "Applicant",
        "tao_ran": "Tao Ran",
        "school": "Hongze Training School",
        "fields": ("Year", "Pass rate (%)", "Employment rate (%)", "Complaints upheld"),
        "start": "Start",
        "answer": "Answer (a FEEL context)",
        "reply": "Answer",
        "happened": "What happened",
        "row 3": "row 3 matched",
        "how many": "Number of working days",
        "pass 11": "Pass 11 working days",
        "can do": "What can be done now",
        "to workspace": "Back to the workspace",
        "mark read": "Mark all as read",
        "ask": "Ask to publish",
        "changed": "Second review: the limit went from {} working days to {} working days",
        "counts": ("Open cases", "Tasks concerned", "People holding them"),
        "review": "Second review",
        "send": "Send the request",
        "mine": "This is your request; another designer has to sign it.",
        "sign": "Sign and publish",
        "asks": "Lin Chuan asks to publish “Credit rating”",
        "is published": "published",
    },
}


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
    fields_of.choose(page, page.locator("#field-institution"), "洪泽职业培训学校")
    for label, value in (
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_name_a_field_in_a_try_out(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given an application that is to be checked
    api = served.api("lin.chuan")
    key = "accred_enterprise_centre"
    bundle = api.get("/bundles", key=key, state="published")[0]["bundle"]
    given = {"bundle": bundle, "area": AREA, "today": "2026-03-02"}
    place = api.command("/sandboxes", given)["sandbox"]["id"]
    fields = {
        "institution_name": "运河培训中心",
        "credit_code": "91SAMPLE0000000006",
        "address_area": "321302",
        "address": "宿城区运河路1号",
        "employees": 620,
        "industry_bureau": "industry_it_bureau",
        **dict.fromkeys(("premises", "equipment_list", "teacher_list"), "齐全"),
        **dict.fromkeys(("training_plan", "rules", "safety_papers"), "合格"),
    }
    begin = {"kind": "start", "position": 0, "person": "zhang.lan", "fields": fields}
    view = api.command(f"/sandboxes/{place}/acts", begin)
    while call := next((each for each in view["choices"] if each["kind"] == "call"), None):
        answer = {"kind": "answer", "n": call["n"], "answer": "{}", "position": view["step"]}
        view = api.command(f"/sandboxes/{place}/acts", answer)
    words = NAMING[language]
    page = sign_in("lin.chuan", language, path=f"try-outs/{place}")
    # when
    page.get_by_role("radio", name=words["return"]).check()
    select = page.get_by_label(words["fields"], exact=True)
    fields_of.choose(page, select, words["papers"], goes_on=True)
    page.keyboard.press("Escape")
    page.get_by_label(re.compile(f"{words['papers']}.*{words['why']}")).fill("缺消防验收材料")
    page.get_by_label(words["opinion"], exact=True).fill("请补齐材料")
    axe(page)
    page.get_by_role("button", name=words["complete"]).click()
    # then only that field is open in the correction
    expect(page.locator("#field-safety_papers")).to_be_editable()
    expect(page.locator("#field-address")).to_have_count(0)


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
    right = scenario | {"id": "A9-right", "expect": {"variables": {"proposed_grade": "B"}}}
    for name, each in (("wrong", scenario), ("right", right)):
        text = yaml.safe_dump(each, allow_unicode=True).encode()
        save(served, place, f"scenarios/{name}.yaml", text)
    page = sign_in("lin.chuan", language="en", path=f"scenarios?workspace={place}")
    # when
    page.get_by_role("button", name="Play all").click()
    # then
    verdict = page.get_by_role("cell", name="fails", exact=True)
    expect(verdict).to_be_visible(timeout=180_000)
    row = page.get_by_role("row", name=re.compile("variable proposed_grade"))
    expect(row.get_by_role("cell", name="A", exact=True)).to_be_visible()
    expect(row.get_by_role("cell", name="B", exact=True)).to_be_visible()
    # and what those that hold reach, with what none reaches by name
    reached = page.get_by_role("region", name="What all scenarios reach")
    expect(reached.get_by_text("rows 1/5")).to_be_visible()
    expect(reached.get_by_text("row 1: true, -")).to_be_visible()
    expect(reached.get_by_text("Decide the grade", exact=True)).to_be_visible()
    reached.get_by_role("button", name="Show on the diagram").click()
    expect(reached.locator(".hq-visited").first).to_be_attached()
    axe(page)
    # and the same where it is drawn
    page.goto(f"/app/workspaces/{place}")
    page.locator(".djs-element").first.wait_for()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Mark what no scenario reaches").click()
    expect(page.locator('[data-element-id="decide_rating"]')).to_have_class(
        re.compile("hq-unreached")
    )
    expect(page.locator('[data-element-id="comment"]')).not_to_have_class(
        re.compile("hq-unreached")
    )
    page.locator("li.hq-file", has_text="A9_grade.dmn").get_by_role("button").first.click()
    expect(page.locator(".hq-row-unreached")).to_have_count(4)


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_change_a_deadline_and_a_table_and_publish_them_with_a_second_person(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None], language: str
) -> None:
    """From the first click: every edit in the pages, running cases keep their version."""
    # given: of two running cases one waits for the institution, one is held at the second review
    t = WORDS[language]
    before = published(served)
    days, least = rules_of(served, before["bundle"])
    new_days, new_least = days - 1, least - 2
    start = START | {name: str(new_least + 4) for name in ("pass_rate", "employment_rate")}
    waiting, held = (begin(served, start) for _ in range(2))
    task = to_review(served, held)
    served.api("zhu.feng").command(f"/cases/{held['case_id']}/tasks/{task['task']}/claim")
    other = sign_in("guo.yi", language, path="bundles")
    expect(other.get_by_role("button", name=t["none_unread"])).to_be_visible()
    # when: a new version is drafted and opened
    page = sign_in("lin.chuan", language, path="bundles")
    page.get_by_label(t["search"]).first.fill(KEY)
    row = page.get_by_role("row", name=re.compile(KEY)).last
    row.get_by_role("button", name=t["draft"]).click()
    page.wait_for_url("**/workspaces/**")
    # and the deadline of a step is changed
    job = Hands(page)
    job.click(page.locator('.djs-element[data-element-id="review_rating"]'))
    job.click(page.get_by_label(t["limit"]))
    job.press("Control+A")
    job.type(str(new_days))
    # and a cell of the decision table
    page.locator("li.hq-file", has_text="A9_grade.dmn").get_by_role("button").first.click()
    page.locator(".hq-table td", has_text=f">= {least}").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f">= {new_least}")
    page.keyboard.press("Tab")
    expect(page.locator(".hq-pill")).to_have_attribute("data-state", "saved")
    # and both are tried out, with the clock moved over the ten days the institution has
    page.get_by_role("link", name=t["try"]).click()
    choose(page, t["area"], t["city"])
    page.get_by_role("button", name=t["begin"]).click()
    choose(page, t["applicant"], t["tao_ran"])
    fields_of.choose(page, page.locator("#field-institution"), t["school"])
    figures = [value for name, value in start.items() if name != "institution"]
    for label, value in zip(t["fields"], figures, strict=True):
        page.get_by_label(label).fill(str(value))
    page.get_by_role("button", name=t["start"], exact=True).click()
    page.get_by_label(t["answer"]).fill("{audit_findings: 0, fraud_confirmed: false}")
    page.get_by_role("button", name=t["reply"], exact=True).click()
    page.get_by_role("tab", name=t["happened"]).click()
    expect(page.get_by_text(t["row 3"])).to_be_visible()
    page.get_by_label(t["how many"]).fill("11")
    page.get_by_role("button", name=t["pass 11"]).click()
    due = due_after(10, new_days)
    expect(
        page.get_by_role("region", name=t["can do"]).get_by_text(re.compile(due))
    ).to_be_visible()
    # and publishing is asked for, over the impact of now
    page.get_by_role("link", name=t["to workspace"]).click()
    job.click(page.get_by_role("link", name=t["ask"]))
    expect(page.get_by_text(t["changed"].format(days, new_days)).first).to_be_visible()
    expect(page.get_by_text(f">= {new_least}").first).to_be_visible()
    cases, tasks, people = open_work(served)
    for title, count in zip(t["counts"], (cases, tasks, people), strict=True):
        expect(page.locator(".ant-statistic", has_text=title)).to_have_text(f"{title}{count}")
    impact = page.get_by_role("row", name=re.compile("^" + t["review"]))
    expect(impact.get_by_role("cell", name=str(tasks), exact=True).first).to_be_visible()
    expect(impact.get_by_text(re.compile(f"{days} → {new_days} "))).to_be_visible()
    job.type("按省里要求缩短复核期限，并调低B级分数线")
    axe(page)
    job.click(page.get_by_role("button", name=t["send"]))
    expect(page.get_by_text(t["mine"])).to_be_visible()
    expect(page.get_by_role("button", name=t["sign"])).to_have_count(0)
    # then
    assert job.count == 5
    # when the second person, who is told wherever they are, signs on the same page
    expect(other.locator(".ant-notification")).to_contain_text(t["asks"])
    signing = Hands(other)
    signing.click(other.get_by_role("button", name=t["unread"]))
    axe(other)
    notices = other.get_by_role("region", name=t["notices"])
    signing.click(notices.get_by_role("link", name=re.compile(t["asks"])))
    expect(other.get_by_text(t["changed"].format(days, new_days)).first).to_be_visible()
    signing.click(other.get_by_role("button", name=t["sign"]))
    expect(other.get_by_text(t["is published"], exact=True).first).to_be_visible()
    axe(other)
    # then the first person sees it without doing anything
    assert signing.count == 3
    expect(page.get_by_text(t["is published"], exact=True).first).to_be_visible()
    page.get_by_role("button", name=t["unread"]).click()
    page.get_by_role("button", name=t["mark read"]).click()
    expect(page.get_by_role("button", name=t["none_unread"])).to_be_visible()
    now = published(served)
    assert now["version"] > before["version"] and now["published_by"] == "guo.yi"
    assert rules_of(served, now["bundle"]) == (new_days, new_least)
    # and the running cases go on as they began: the old limit, and at a second look the old table
    review = to_review(served, waiting)
    assert limit_of(review) == days
    back = {"outcome": "back", "opinion": "重新归集"}
    path = f"/cases/{waiting['case_id']}/tasks/{review['task']}"
    served.api("zhu.feng").command(f"{path}/claim")
    served.api("zhu.feng").command(f"{path}/complete", back)
    assert graded(served, waiting) == "C"
    for case in (waiting, held):
        view = served.api("tao.ran").get(f"/cases/{case['case_id']}")
        assert view["bundles"][KEY] == before["bundle"]
    # while one that begins now is judged by the new ones
    fresh = begin(served, start)
    assert graded(served, fresh) == "B"
    assert limit_of(to_review(served, fresh)) == new_days


def view_of(canvas: Locator) -> list[float]:
    """Scale and place of a drawing; the viewer writes the numbers more or less exactly."""
    transform = canvas.locator(".viewport").first.get_attribute("transform") or ""
    return [round(float(number), 1) for number in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", transform)]


def rules_of(served: Served, bundle: str) -> tuple[int, int]:
    """Limit of the second review in working days, and the least score of a B."""
    api = served.api("lin.chuan")
    diagram = api.request("GET", f"/bundles/{bundle}/files/{KEY}.bpmn").content.decode()
    step = diagram[diagram.index('id="review_rating"') :]
    table = api.request("GET", f"/bundles/{bundle}/files/A9_grade.dmn").content.decode()
    limit = re.search(r'limitWorkingDays" value="(\d+)"', step)
    rows = re.findall(r"&gt;= (\d+)|>= (\d+)", table)
    assert limit is not None
    return int(limit[1]), int("".join(rows[1]))


def begin(served: Served, fields: dict[str, Any]) -> dict[str, Any]:
    body = {"process": KEY, "area": AREA, "fields": fields}
    started: dict[str, Any] = served.api("tao.ran").command("/cases", body)
    return started


def due_after(*spans: int) -> str:
    """When the last of these spans of working days runs out, as limits do: with the end of its last
    day; the next span begins then."""
    day = TODAY
    for left in spans:
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        day += timedelta(days=1)
    return f"{day - timedelta(days=1)} 24:00"


def open_work(served: Served) -> tuple[int, int, int]:
    """Open cases of the process, open tasks at the second review, people who hold one."""
    with served.office.engine.database.connect() as connection:
        [cases] = connection.execute(
            text("select count(*) from engine.case where process = :key and ended_at is null"),
            {"key": KEY},
        ).one()
        tasks = connection.execute(
            text(
                "select assignee from engine.task"
                " where process = :key and node = 'review_rating' and state = 'open'"
            ),
            {"key": KEY},
        ).all()
    return cases, len(tasks), len({row[0] for row in tasks if row[0]})


def limit_of(task: dict[str, Any]) -> int:
    """Working days from the task's opening to its limit."""
    opened, due = (datetime.fromisoformat(task[each]) for each in ("opened_at", "due_at"))
    # A limit runs out when its last day ends.
    first, last = opened.astimezone(ZONE).date(), (due.astimezone(ZONE) - timedelta(1)).date()
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(each.weekday() < 5 for each in days)


def graded(served: Served, case: dict[str, Any]) -> str:
    """The grade that is proposed to the institution, once it is."""
    task_at(served, "lang.yue", case)
    with served.office.engine.database.connect() as connection:
        value = connection.execute(
            text(
                "select value #>> '{}' from engine.variable"
                " where case_id = :case and name = 'proposed_grade' order by scope limit 1"
            ),
            {"case": case["case_id"]},
        ).scalar_one()
    return str(value)


def task_at(served: Served, person: str, case: dict[str, Any]) -> dict[str, Any]:
    """The task of the case that the person's group is offered, as soon as it is there."""
    asked = served.api(person)
    found: list[dict[str, Any]] = until(
        lambda: asked.get("/tasks", box="groups", number=case["number"])["items"],
        f"a task of {case['number']} for {person}",
    )
    return found[0]


def to_review(served: Served, case: dict[str, Any]) -> dict[str, Any]:
    """The institution agrees; gives the task of the second review."""
    task = task_at(served, "lang.yue", case)
    path = f"/cases/{case['case_id']}/tasks/{task['task']}"
    served.api("lang.yue").command(f"{path}/complete", {"outcome": "accept"})
    return task_at(served, "zhu.feng", case)
