"""The workbench in a browser: find, tick, decide many, live, keyboard only, in both languages."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from engine.store.postgres import EmbeddedPostgres
from tests.api.examples import until
from tests.web.hands import Hands
from tests.web.served import Served, demo_served

TEXTS = {
    "zh": {
        "list": "任务列表",
        "search": "查找任务",
        "bulk": "批量办结",
        "accept": "受理",
        "ticked": "已选 20 项",
        "done": "已办理 20 项",
        "to_do": "待办",
        "keys": "快捷键",
        "commands": "命令",
        "next_row": "下一行",
        "empty": "没有符合条件的任务",
        "clear": "清除条件",
        "views": "视图",
        "save_view": "保存当前视图",
        "view_name": "视图名称",
        "save": "保存",
    },
    "en": {
        "list": "Tasks",
        "search": "Find tasks",
        "bulk": "Complete in bulk",
        "accept": "Accept",
        "ticked": "20 selected",
        "done": "20 tasks done",
        "to_do": "To do",
        "keys": "Keys",
        "commands": "Commands",
        "next_row": "Next row",
        "empty": "No task matches",
        "clear": "Clear",
        "views": "Views",
        "save_view": "Save this view",
        "view_name": "Name of the view",
        "save": "Save",
    },
}
CLERK = "han.mei"  #: window clerk of Suqian
#: Whether this tab holds the lock of the stream: it asks as who it holds a lock of its own.
LISTENS = """() => navigator.locks.request('huiqian.test', async () => {
  const { held } = await navigator.locks.query()
  const holder = (name) => held.find((each) => each.name === name)?.clientId
  return holder('huiqian.events') === holder('huiqian.test')
})"""


@pytest.fixture(scope="module")
def served(postgres_server: EmbeddedPostgres) -> Iterator[Served]:
    with demo_served(postgres_server, event_beat_seconds=1) as opened:
        yield opened


def apply(served: Served, name: str) -> dict[str, Any]:
    """An application for recognition of a training centre; the acceptance is the clerk's."""
    fields = {
        "institution_name": name,
        "credit_code": "91SAMPLE0000000006",
        "address_area": "321302",
        "address": "宿城区运河路1号",
        "employees": 620,
        "industry_bureau": "industry_it_bureau",
        **dict.fromkeys(("premises", "equipment_list", "teacher_list", "training_plan"), "齐全"),
        **dict.fromkeys(("rules", "safety_papers"), "合格"),
    }
    body = {"process": "accred_enterprise_centre", "area": "321300", "fields": fields}
    done: dict[str, Any] = served.api("zhang.lan").command("/cases", body)
    return done


def path_of(served: Served, done: dict[str, Any]) -> str:
    """Where the clerk's task of the application is, once a worker has led the case there."""
    clerk = served.api(CLERK)
    found = until(lambda: clerk.get("/tasks", box="open", number=done["number"])["items"], "a task")
    return f"/cases/{done['case_id']}/tasks/{found[0]['task']}"


@pytest.fixture(scope="module", autouse=True)
def cases(served: Served) -> list[dict[str, Any]]:
    """Forty applications of one kind, and five of another name."""
    alike = [apply(served, f"运河培训中心（{i}部）") for i in range(40)]
    return alike + [apply(served, f"骆马湖造船学校（{i}部）") for i in range(5)]


def rows(page: Page) -> Locator:
    return page.locator(".wb-row")


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=re.compile(f"^{name}"))


def counted(page: Page, name: str) -> int:
    return int(re.sub(r"\D", "", tab(page, name).locator(".wb-count").inner_text()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_find_a_case_by_the_end_of_its_number(
    language: str, cases: list[dict[str, Any]], sign_in: Callable[..., Page], axe: Any
) -> None:
    # given
    page = sign_in(CLERK, language, path="tasks")
    expect(rows(page).first).to_be_visible()
    hands, number = Hands(page), cases[7]["number"][-6:]
    # when: slash, the number, Enter
    hands.press("/")
    hands.type(number)
    hands.press("Enter")
    # then
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text(number)
    hands.press("j")
    assert hands.count == 3
    axe(page)


@pytest.mark.parametrize("typed", ["骆马湖造船", "lmhzcxx", "船学校"])
def test_should_find_by_name_and_initials_and_say_what_to_do_when_nothing_is_found(
    typed: str, sign_in: Callable[..., Page]
) -> None:
    # given
    page = sign_in(CLERK, path="tasks")
    search = page.get_by_role("searchbox", name=TEXTS["zh"]["search"])
    # when
    search.fill(typed)
    # then
    expect(rows(page)).to_have_count(5)
    search.fill("查无此名")
    expect(page.get_by_text(TEXTS["zh"]["empty"])).to_be_visible()
    page.get_by_role("main").get_by_role("button", name=TEXTS["zh"]["clear"]).last.click()
    expect(rows(page).nth(6)).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_complete_twenty_like_tasks_with_seven_keys(
    language: str, served: Served, sign_in: Callable[..., Page], axe: Any
) -> None:
    # given twenty of one name
    for i in range(20):
        apply(served, f"批量 {language} 中心{i}")
    words = TEXTS[language]
    page = sign_in(CLERK, language, path=f"tasks?q=批量+{language}")
    expect(page.get_by_text("20 项" if language == "zh" else "20 tasks").first).to_be_visible()
    hands = Hands(page)
    # when: the whole view, in bulk, the first outcome, an opinion, decide
    hands.press("Control+a")
    expect(page.get_by_text(words["ticked"])).to_be_visible()
    hands.press("b")
    dialog = page.get_by_role("dialog", name=words["bulk"])
    expect(dialog.get_by_role("radio", name=words["accept"]).first).to_be_visible()
    axe(page)
    hands.press("1")
    hands.type("材料齐全")
    expect(dialog.get_by_role("button", name=re.compile("20"))).to_be_enabled()
    hands.press("Control+Enter")
    # then
    expect(dialog).to_be_hidden()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text(words["done"])).to_be_attached()
    assert hands.count <= 7
    done = served.api(CLERK).get("/tasks", box="done", text=f"批量 {language}", limit=50)
    assert len(done["items"]) == 20


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_approve_the_next_task_with_four_keys(
    language: str, served: Served, sign_in: Callable[..., Page]
) -> None:
    # given two of a name, the first one open
    for i in range(2):
        apply(served, f"逐件 {language} 中心{i}")
    page = sign_in(CLERK, language, path=f"tasks?q=逐件+{language}")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("o")
    side = page.get_by_role("region", name="任务" if language == "zh" else "Task", exact=True)
    expect(side.locator("#field-transfer_area")).to_be_visible()
    hands, first = Hands(page), page.url
    # when: agree, phrases, the first of them, decide
    hands.press("a")
    hands.press("Control+.")
    hands.press("1")
    hands.press("Control+Enter")
    # then: its row has left, the next one is open, a bar says what was done
    expect(rows(page)).to_have_count(1)
    expect(page).not_to_have_url(first)
    expect(page).to_have_url(re.compile("task="))
    expect(page.locator(".wb-result")).to_contain_text("受理" if language == "zh" else "Accept")
    assert hands.count == 4
    # when the last one is decided, the list is empty and says so
    expect(side.locator("#field-transfer_area")).to_be_visible()
    for key in ("a", "Control+.", "1", "Control+Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text(TEXTS[language]["empty"])).to_be_visible()


def test_should_take_the_row_away_at_once_and_bring_it_back_when_declined(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given three of a name; the server answers when it is told to
    made = [apply(served, f"先离后回中心{i}") for i in range(3)]
    page = sign_in(CLERK, path="tasks?q=先离后回&sort=number")
    expect(rows(page)).to_have_count(3)
    held: list[Route] = []
    page.route("**/complete", lambda route: held.append(route))
    side = page.get_by_role("region", name="任务", exact=True)
    page.keyboard.press("j")
    page.keyboard.press("o")
    # when: decided, and nobody has answered yet
    expect(side.locator("#field-transfer_area")).to_be_visible()
    page.keyboard.press("a")
    page.locator("#opinion").fill("材料齐全，予以受理")
    with page.expect_request("**/complete"):
        page.keyboard.press("Control+Enter")
    # then: its row has left, and the next one is open
    expect(rows(page)).to_have_count(2)
    expect(side.get_by_text(re.compile("先离后回中心1")).first).to_be_visible()
    # when: the case was frozen meanwhile
    from uuid import UUID

    from engine.commands.actor import system_actor
    from engine.commands.freeze_case import FreezeCase

    frozen = UUID(made[0]["case_id"])
    served.office.engine.handle(FreezeCase(frozen, "信访核查"), system_actor("test"))
    held.pop().continue_()
    # then: the row is back in its place with the reason, and a bar leads to what was written
    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text("信访核查")
    bar = page.get_by_role("alert").filter(has_text=made[0]["number"][-6:])
    expect(bar).to_contain_text("未办理")
    bar.get_by_role("button", name=re.compile("打开")).click()
    expect(side.get_by_text(re.compile("先离后回中心0")).first).to_be_visible()
    expect(side.get_by_role("alert").filter(has_text="信访核查").first).to_be_visible()
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "材料齐全，予以受理" in kept
    # when the connection breaks after the next one was sent
    rows(page).nth(1).click()
    expect(side.get_by_text(re.compile("先离后回中心1")).first).to_be_visible()
    page.keyboard.press("a")
    with page.expect_request("**/complete"):
        page.keyboard.press("Control+Enter")
    expect(rows(page)).to_have_count(2)
    held.pop().abort("connectionreset")
    # then: it is not done yet and says so, and is sent again until it is
    expect(rows(page).nth(1)).to_contain_text("正在重新提交")
    with page.expect_request("**/complete"):
        pass
    expect(rows(page)).to_have_count(3)
    held.pop().continue_()
    expect(rows(page)).to_have_count(2)
    expect(page.locator(".wb-result")).to_contain_text("受理")


def test_should_keep_those_that_failed_with_their_reason(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given three, one of which somebody has frozen meanwhile
    from uuid import UUID

    from engine.commands.actor import system_actor
    from engine.commands.freeze_case import FreezeCase

    made = [apply(served, f"未成中心{i}") for i in range(3)]
    page = sign_in(CLERK, path="tasks?q=未成中心")
    expect(rows(page)).to_have_count(3)
    frozen = UUID(made[1]["case_id"])
    served.office.engine.handle(FreezeCase(frozen, "信访核查"), system_actor("test"))
    # when
    page.keyboard.press("Control+a")
    page.keyboard.press("b")
    dialog = page.get_by_role("dialog", name="批量办结")
    expect(dialog.get_by_text("不包括 1 项")).to_be_visible()
    expect(dialog.get_by_text("信访核查")).to_be_visible()
    page.keyboard.press("1")
    expect(dialog.get_by_role("button", name=re.compile("2 项"))).to_be_enabled()
    page.keyboard.press("Control+Enter")
    # then
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text("信访核查")
    expect(rows(page).first.get_by_role("checkbox")).to_be_checked()


def test_should_show_within_two_seconds_what_others_do(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given two browsers of one bureau
    served.api("admin").raw(
        "PUT",
        "/people/shen.tao/groups",
        json={"groups": ["321300.hrss_bureau.window_clerk", "321300.hrss_bureau.reviewer"]},
    )
    first = sign_in(CLERK, path="tasks?q=现场直播")
    second = sign_in("shen.tao", path="tasks?q=现场直播")
    for page in (first, second):
        expect(page.get_by_text(TEXTS["zh"]["empty"])).to_be_visible()
    # when
    done = apply(served, "现场直播中心")
    # then
    expect(rows(first)).to_have_count(1)
    expect(rows(second)).to_have_count(1)
    # when: the other one takes it, in the API as well as any browser
    served.api("shen.tao").command(f"{path_of(served, done)}/claim")
    # then
    expect(rows(first)).to_have_count(0)
    expect(rows(second)).to_have_count(1)


def test_should_share_one_stream_among_the_tabs_of_a_browser(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given
    first = sign_in(CLERK, path="tasks?q=两个标签")
    second = first.context.new_page()
    second.goto("/app/tasks?q=两个标签")
    for page in (first, second):
        expect(page.get_by_text(TEXTS["zh"]["empty"])).to_be_visible()
    # when
    apply(served, "两个标签中心一")
    # then: both follow, one listens
    for page in (first, second):
        expect(rows(page)).to_have_count(1)
    listener, other = (first, second) if first.evaluate(LISTENS) else (second, first)
    assert listener.evaluate(LISTENS) and not other.evaluate(LISTENS)
    # when the listening tab is closed, the other one takes over
    with other.expect_request("**/events"):
        listener.close()
    apply(served, "两个标签中心二")
    expect(rows(other)).to_have_count(2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_be_worked_by_keyboard_alone(
    language: str, sign_in: Callable[..., Page], axe: Any
) -> None:
    # given
    words = TEXTS[language]
    page = sign_in(CLERK, language, path="tasks")
    expect(rows(page).nth(3)).to_be_visible()
    # when: two down, one up, tick, range
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(rows(page).first).to_have_attribute("data-active", "true")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator(".wb-row[aria-selected='true']")).to_have_count(3)
    # when: open with Enter, back with Escape
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("task="))
    expect(page.locator(".wb-side")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".wb-side")).to_be_hidden()
    # help and palette
    page.keyboard.press("Shift+Slash")
    help_ = page.get_by_role("dialog", name=words["keys"])
    expect(help_.get_by_text(words["next_row"])).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name=words["commands"])
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.insert_text(words["next_row"])
    expect(palette.get_by_role("option")).to_have_count(1)
    axe(page)
    page.keyboard.press("Enter")
    expect(rows(page).nth(3)).to_have_attribute("data-active", "true")
    # go elsewhere
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile("tab=done"))


def test_should_not_take_letters_while_one_writes_or_composes(
    sign_in: Callable[..., Page],
) -> None:
    # given
    page = sign_in(CLERK, path="tasks")
    expect(rows(page).first).to_be_visible()
    # when
    page.get_by_role("searchbox").focus()
    page.keyboard.press("j")
    page.keyboard.press("x")
    # then
    expect(page.get_by_role("searchbox")).to_have_value("jx")
    expect(page.locator(".wb-row[aria-selected='true']")).to_have_count(0)
    # when an input method composes outside an input
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").blur()
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent('keydown',
             {key: 'Process', code: 'KeyJ', keyCode: 229, isComposing: true, bubbles: true}))"""
    )
    # then
    expect(page.locator(".wb-row[data-active='true']")).to_have_count(0)


def test_should_restore_place_and_scroll_with_the_back_key(
    sign_in: Callable[..., Page],
) -> None:
    # given: far down in the list
    page = sign_in(CLERK, path="tasks?sort=number")
    expect(rows(page).first).to_be_visible()
    page.locator(".wb-scroll").evaluate("(place) => place.scrollTo(0, 900)")
    row = rows(page).filter(has_text="000030")
    row.click()
    expect(page.locator(".wb-side")).to_be_visible()
    # when
    page.get_by_role("link", name=re.compile("^今日到期")).click()
    expect(page).to_have_url(re.compile("tab=today"))
    page.go_back()
    # then
    expect(page).to_have_url(re.compile(r"sort=number&task="))
    expect(rows(page).filter(has_text="000030")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".wb-side")).to_be_hidden()
    expect(rows(page).filter(has_text="000030")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_keep_a_view_with_filter_order_and_columns(
    language: str, served: Served, sign_in: Callable[..., Page], axe: Any
) -> None:
    # given
    words = TEXTS[language]
    path = "tasks?process=accred_enterprise_centre&sort=-number&density=comfortable"
    page = sign_in(CLERK, language, path=path)
    expect(rows(page).first).to_be_visible()
    # when
    page.get_by_role("button", name=words["views"]).click()
    page.get_by_role("menuitem", name=words["save_view"]).click()
    page.get_by_label(words["view_name"]).fill(f"我的 {language}")
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name=words["save"], exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    # then: from elsewhere it brings everything back
    page.goto("/app/tasks?tab=done")
    page.get_by_role("button", name=words["views"]).click()
    page.get_by_role("menuitem", name=f"我的 {language}").click()
    expect(page).to_have_url(re.compile("process=accred_enterprise_centre"))
    expect(page).to_have_url(re.compile("sort=-number"))
    expect(page).to_have_url(re.compile("density=comfortable"))


def test_should_keep_the_list_when_the_connection_is_lost_and_go_on_after(
    served: Served, sign_in: Callable[..., Page]
) -> None:
    # given
    page = sign_in(CLERK, path="tasks?q=断线重连")
    expect(page.get_by_text(TEXTS["zh"]["empty"])).to_be_visible()
    apply(served, "断线重连中心一")
    expect(rows(page)).to_have_count(1)
    # when
    page.context.set_offline(True)
    expect(page.get_by_text("离线").or_(page.get_by_text("断开")).first).to_be_visible()
    apply(served, "断线重连中心二")
    # then: what was there is still there, and comes up to date by itself
    expect(rows(page)).to_have_count(1)
    page.context.set_offline(False)
    expect(rows(page)).to_have_count(2)


def test_should_list_notices_and_count_the_unread(
    served: Served, sign_in: Callable[..., Page], axe: Any
) -> None:
    # given
    served.api("admin").raw(
        "PUT",
        "/people/shen.tao/groups",
        json={"groups": ["321300.hrss_bureau.window_clerk", "321300.hrss_bureau.reviewer"]},
    )
    page = sign_in("shen.tao", path="tasks")
    bell = page.get_by_role("button", name=re.compile("未读"))
    expect(bell).to_be_visible()
    done = apply(served, "转办中心")
    path = path_of(served, done)
    served.api(CLERK).command(f"{path}/claim")
    # when
    served.api(CLERK).command(f"{path}/transfer", {"to": "shen.tao", "reason": "外出"})
    # then
    expect(page.get_by_role("button", name="1 条未读通知")).to_be_visible()
    page.get_by_role("button", name="1 条未读通知").click()
    told = page.get_by_role("link", name="任务“受理审查”转办给您")
    expect(told).to_be_visible()
    axe(page)
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_role("button", name="通知，没有未读")).to_be_visible()
    told.click()
    expect(page).to_have_url(re.compile(f"task={done['case_id']}"))
