"""Administration in a browser: plan, look at the effect, apply; repair; both languages."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.chores.deploy import deploy_directly
from tests.api.stopping_bundle import stopping_bundle
from tests.web.fields import choose
from tests.web.served import Served

SignIn = Callable[..., Page]
TEXTS = {
    "zh": {
        "search": "查找人员",
        "take": "移除某市人力资源和社会保障局 · 受理人员",
        "last": "某市人力资源和社会保障局 · 受理人员：无其他在岗人员",
        "held": "手上的未结任务",
        "disable": "停用",
        "pending": "待生效的变更",
        "plan": "停用此人",
        "undo": "撤销 停用此人",
        "apply": "生效",
        "enable": "恢复在岗",
        "status": "已停用",
        "day": "2026年3月3日 周二，工作日",
        "off": "2026年3月3日 周二，节假日，待生效",
        "set": "2026年3月3日 周二，节假日",
        "rest": "改为休息",
        "applied": "日历已生效",
        "look": "查看并修复",
        "type": "urgency 类型",
        "number": "数字",
        "value": "urgency 新值",
        "reason": "理由",
        "repair": "修复并重试此步骤",
        "resolved": re.compile("此异常已由 xia.qing 于 .* 处理"),
        "not_number": "不是数字",
    },
    "en": {
        "search": "Find people",
        "take": "Take away City of Plan 1 Human Resources and Social Security Bureau · Acceptance clerk",
        "last": "City of Plan 1 Human Resources and Social Security Bureau · Acceptance clerk"
        "：nobody else is left",
        "held": "Open tasks in hand",
        "disable": "Disable",
        "pending": "Pending changes",
        "plan": "Disable this person",
        "undo": "Undo Disable this person",
        "apply": "Apply",
        "enable": "Enable",
        "status": "Disabled",
        "day": "Tuesday 3 March 2026, working day",
        "off": "Tuesday 3 March 2026, holiday, pending",
        "set": "Tuesday 3 March 2026, holiday",
        "rest": "becomes a day off",
        "applied": "Calendar applied",
        "look": "Look and repair",
        "type": "urgency Type",
        "number": "Number",
        "value": "urgency New value",
        "reason": "Reason",
        "repair": "Repair and run the step again",
        "resolved": re.compile("Resolved by xia.qing at .*"),
        "not_number": "Not a number",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_what_disabling_does_and_then_do_it(
    language: str, served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given: found by the initials of the name
    words = TEXTS[language]
    page = sign_in("admin", language, path="people")
    page.get_by_label(words["search"]).fill("zm")
    name = "赵敏" if language == "zh" else "Zhao Min"
    page.get_by_role("link", name=name, exact=True).click()
    pending = page.get_by_role("region", name=words["pending"])
    # when
    page.get_by_role("button", name=words["disable"], exact=True).click()
    # then: nothing has happened yet, and the effect is named
    expect(pending.get_by_text(words["plan"])).to_be_visible()
    expect(pending.get_by_text(words["last"])).to_be_visible()
    axe(page)
    assert served.api("admin").get("/people/zhao.min")["status"] == "active"
    # when undone and planned again, then applied
    pending.get_by_role("button", name=words["undo"]).click()
    expect(pending.get_by_text(words["plan"])).to_have_count(0)
    page.get_by_role("button", name=words["disable"], exact=True).click()
    pending.get_by_role("button", name=words["apply"], exact=True).click()
    # then
    expect(page.get_by_text(words["status"], exact=True)).to_be_visible()
    assert served.api("admin").get("/people/zhao.min")["status"] == "disabled"
    # when
    page.get_by_role("button", name=words["enable"], exact=True).click()
    pending.get_by_role("button", name=words["apply"], exact=True).click()
    expect(page.get_by_text(words["status"], exact=True)).to_have_count(0)


def test_should_take_a_role_away_and_give_another(served: Served, sign_in: SignIn) -> None:
    # given
    words = TEXTS["zh"]
    page = sign_in("admin", path="people/wu.jie")
    # when
    page.get_by_role("button", name=re.compile("移除.*会签人员")).click()
    choose(page, page.get_by_role("combobox", name="所属机构"), "某市财政局")
    choose(page, page.get_by_role("combobox", name="岗位"), "初审")
    page.get_by_role("button", name=re.compile("添加$")).click()
    page.get_by_role("button", name=words["apply"], exact=True).click()
    # then
    expect(page.get_by_text("尚无变更")).to_be_visible()
    groups = served.api("admin").get("/people/wu.jie")["groups"]
    assert groups == ["P1_CITY.finance_bureau.reviewer"]
    expect(page.get_by_text("失去 某市人力资源和社会保障局 · 会签人员")).to_be_visible()


@pytest.mark.parametrize(("language", "area"), [("zh", "530500"), ("en", "321300")])
def test_should_plan_a_calendar_by_keyboard(
    language: str, area: str, served: Served, sign_in: SignIn
) -> None:
    # given: the focus is one tab stop; arrows move inside
    words = TEXTS[language]
    page = sign_in("admin", language, path=f"calendars?area={area}")
    monday = page.locator('[data-day="2026-03-02"]')
    monday.focus()
    # when
    page.keyboard.press("ArrowRight")
    tuesday = page.get_by_role("button", name=words["day"], exact=True)
    expect(tuesday).to_be_focused()
    page.keyboard.press("Space")
    # then
    expect(page.get_by_role("button", name=words["off"], exact=True)).to_be_focused()
    expect(page.get_by_text("2026-03-03 " + words["rest"])).to_be_visible()
    expect(page.get_by_text("2026-03-09 → 2026-03-10")).to_be_visible()
    assert "2026-03-03" not in served.api("admin").get(f"/calendars/{area}")["holidays"]
    # when
    page.get_by_role("button", name=words["apply"], exact=True).click()
    # then
    expect(page.get_by_role("button", name=words["set"], exact=True)).to_be_visible()
    assert "2026-03-03" in served.api("admin").get(f"/calendars/{area}")["holidays"]


@pytest.fixture(scope="module")
def stopped(served: Served) -> Callable[[], dict[str, Any]]:
    """Makes a case that stands still."""
    with tempfile.TemporaryDirectory() as folder:
        said: list[str] = []
        bundle = stopping_bundle(Path(folder))
        assert not deploy_directly(served.office.engine, [bundle], said.append), said

    def start() -> dict[str, Any]:
        body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "培训"}}
        made: dict[str, Any] = served.api("chen.jing").command("/cases", body)
        return made

    return start


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_repair_an_incident_where_it_is(
    language: str, stopped: Callable[[], dict[str, Any]], served: Served, sign_in: SignIn
) -> None:
    # given
    words = TEXTS[language]
    number = stopped()["number"]
    page = sign_in("xia.qing", language, path="incidents")
    # when
    page.get_by_role("link", name=f"{words['look']} {number}").click()
    # then: cause, place and data stand together, with the mark of the drawing
    expect(page.get_by_text("urgency > 3").first).to_be_visible()
    mark = page.locator(".bjs-powered-by")
    expect(mark).to_be_visible()
    # when
    page.get_by_label(words["type"]).click()
    page.get_by_title(words["number"], exact=True).click()
    page.get_by_label(words["value"]).fill("eins")
    page.get_by_label(words["reason"]).fill("补录")
    page.get_by_role("button", name=words["repair"]).click()
    expect(page.get_by_text(words["not_number"])).to_be_visible()
    page.get_by_label(words["value"]).fill("１")
    page.get_by_role("button", name=words["repair"]).click()
    # then
    expect(page.get_by_text(words["resolved"])).to_be_visible()
    assert number not in [
        each["number"] for each in served.api("xia.qing").get("/incidents")["items"]
    ]


def test_should_move_the_clock_of_a_trial(served: Served, sign_in: SignIn) -> None:
    page = sign_in("admin", path="health")
    before = served.api("admin").get("/clock")["now"]
    page.get_by_text("1 个工作日", exact=True).click()
    page.get_by_role("button", name="拨快", exact=True).click()
    expect(page.get_by_text(re.compile("时钟已拨到 2026-03-0[3-9]")).first).to_be_visible()
    assert served.api("admin").get("/clock")["now"] > before


def test_should_record_and_revoke_a_letter(served: Served, sign_in: SignIn) -> None:
    # given
    page = sign_in("admin")
    page.route("**/clock", lambda route: route.fulfill(status=500, json={}))
    page.goto("/app/entrustments")
    add = page.get_by_role("button", name="登记委托书")
    # A letter begins on the product's day, not on this computer's: without it, none is written.
    retry = page.get_by_role("alert").get_by_role("button", name="重试")
    expect(retry).to_be_visible()
    expect(add).to_be_disabled()
    page.unroute("**/clock")
    retry.click()
    # when
    add.click()
    dialog = page.get_by_role("dialog")
    today = served.api("admin").get("/clock")["now"][:10]
    expect(dialog.get_by_label("查阅期限")).to_have_value(today)
    choose(page, dialog.get_by_label("审计人员"), "gu.qin")
    dialog.get_by_label("委托书编号").fill("审委〔2026〕7号")
    dialog.get_by_label("区划（含下级）").click()
    page.get_by_title("宿迁市", exact=True).click()
    dialog.get_by_label("委托书编号").click()
    dialog.get_by_role("button", name="登记", exact=True).click()
    # then
    row = page.get_by_role("row", name=re.compile("审委〔2026〕7号"))
    expect(row.get_by_text("生效中")).to_be_visible()
    row.get_by_role("button", name=re.compile("撤销")).click()
    page.get_by_role("tooltip").get_by_role("button").last.click()
    expect(row).to_have_count(0)
