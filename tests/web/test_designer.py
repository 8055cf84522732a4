"""The designer in a browser: diagrams, tables, forms, checks, saving, undo, two people at once."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import APIResponse, FilePayload, Locator, Page, Route, expect

from api.client import Client
from tests.api.examples import until
from tests.web import fields
from tests.web.conftest import SignIn
from tests.web.served import BPMN, Served

DESIGNER = "lin.chuan"
WORDS = {
    "zh": {
        "elements": "流程图元素",
        "review": "初审",
        "limit": "办理期限（工作日）",
        "saved": "已保存",
        "undo": "撤销",
        "gap": "缺口",
        "complete": "没有缺口或重叠",
        "checks": "检查",
        "none": "没有问题",
        "source": "源码",
        "design": "设计",
    },
    "en": {
        "elements": "Elements of the diagram",
        "review": "First review",
        "limit": "Limit in working days",
        "saved": "Saved",
        "undo": "Undo",
        "gap": "Gap",
        "complete": "no gaps and no overlaps",
        "checks": "Checks",
        "none": "No problems",
        "source": "Source",
        "design": "Design",
    },
}
TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:t">
  <decision id="level" name="level">
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i" label="金额"><inputExpression id="e" typeRef="number"><text>amount_yuan</text>
        </inputExpression></input>
      <output id="o" name="level" typeRef="string"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 10</text></inputEntry>
        <outputEntry id="b1"><text>"low"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>&gt;= 20</text></inputEntry>
        <outputEntry id="b2"><text>"high"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""


PASTE = """([id, lines]) => {
  const data = new DataTransfer()
  data.setData('text/plain', lines.join('\\n'))
  const cell = document.querySelector(`[data-element-id="${id}"]`)
  const target = cell.querySelector('[contenteditable]') ?? cell
  target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
    cancelable: true}))
}"""


def draft_of(served: Served, key: str) -> str:
    """A workspace over what is published."""
    [bundle] = served.api(DESIGNER).get("/bundles", key=key, state="published")
    made = served.api(DESIGNER).command("/workspaces", {"bundle": bundle["bundle"], "title": key})
    return str(made["id"])


def make(served: Served, template: str = "approval", key: str = "my_flow") -> str:
    done = served.api(DESIGNER).raw("POST", "/workspaces", json={"template": template, "key": key})
    assert done.status_code == 201, done.text
    made: str = done.json()["id"]
    return made


def put(client: Client, workspace: str, path: str, content: str) -> Any:
    headers = {"Content-Type": "application/octet-stream"}
    address = f"/workspaces/{workspace}/files/{path}"
    done = client.raw("PUT", address, content=content.encode(), headers=headers)
    assert done.status_code == 200, done.text
    return done.json()


def held(served: Served, workspace: str, path: str) -> str:
    return served.api(DESIGNER).raw("GET", f"/workspaces/{workspace}/files/{path}").text


def until_held(served: Served, workspace: str, path: str, holds: Callable[[str], bool]) -> str:
    """The file as soon as it is so."""

    def look() -> str:
        text = held(served, workspace, path)
        return text if holds(text) else ""

    found: str = until(look, f"the change of {path}")
    return found


def choose(page: Page, language: str, name: str) -> None:
    """Select an element by the list beside the drawing."""
    words = WORDS[language]
    listed = page.get_by_role("navigation", name=words["elements"])
    opener = listed.get_by_role("button", name=words["elements"])
    if opener.get_attribute("aria-expanded") != "true":
        opener.click()
    listed.get_by_role("button", name=name, exact=True).click()


def open_file(page: Page, path: str) -> None:
    name = path.rpartition("/")[2]
    page.locator("li.hq-file", has_text=name).get_by_role("button").first.click()


def pill(page: Page) -> Locator:
    return page.locator(".hq-pill")


def saved(page: Page) -> None:
    expect(pill(page)).to_have_attribute("data-state", "saved")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_save_a_changed_deadline_and_undo_it_after_a_reload(
    served: Served, sign_in: SignIn, language: str
) -> None:
    # given
    words = WORDS[language]
    workspace = make(served)
    before = held(served, workspace, "my_flow.bpmn")
    page = sign_in(DESIGNER, language, path=f"workspaces/{workspace}")
    choose(page, language, words["review"])
    # when
    field = page.get_by_label(words["limit"])
    field.fill("7")
    field.press("Tab")
    # then it is saved by itself, and the rest of the file is as it was
    after = until_held(served, workspace, "my_flow.bpmn", lambda text: limit_count(text, 7) == 1)
    saved(page)
    assert parts(after) - parts(before) == {limit(7)}
    assert parts(before) - parts(after) <= {limit(5)}
    # when
    page.reload()
    choose(page, language, words["review"])
    # then
    expect(page.get_by_label(words["limit"])).to_have_value("7")
    # when
    page.get_by_role("button", name=words["undo"], exact=True).click()
    # then
    expect(page.get_by_label(words["limit"])).to_have_value("5")
    until_held(served, workspace, "my_flow.bpmn", lambda text: limit_count(text, 7) == 0)


def parts(xml: str) -> set[str]:
    """Every start tag of the file, whatever the order of its attributes."""
    return set(ordered(xml))


def ordered(xml: str) -> list[str]:
    found = []
    for tag in re.findall(r"<[a-zA-Z][^<>]*>", xml):
        name, *attributes = re.findall(r"[^\s=]+=\"[^\"]*\"|[^\s<>/=]+", tag)
        found.append(unescape(f"{name} {' '.join(sorted(attributes))}"))
    return found


def limit(days: int) -> str:
    return f'zeebe:property name="huiqian:limitWorkingDays" value="{days}"'


def limit_count(xml: str, days: int) -> int:
    return xml.count(f'name="huiqian:limitWorkingDays" value="{days}"')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_tell_gaps_of_a_table_and_see_them_close(
    served: Served, sign_in: SignIn, language: str
) -> None:
    # given
    words = WORDS[language]
    workspace = make(served)
    put(served.api(DESIGNER), workspace, "level.dmn", TABLE)
    page = sign_in(DESIGNER, language, path=f"workspaces/{workspace}?file=level.dmn")
    findings = page.locator(".hq-findings")
    expect(findings.get_by_text(words["gap"], exact=True).first).to_be_visible()
    expect(findings).to_contain_text("amount_yuan")
    # when the second row begins where the first ends
    cell = page.locator('[data-element-id="a2"]')
    cell.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(">= 10")
    page.keyboard.press("Tab")
    # then
    expect(findings).to_contain_text(words["complete"])
    text = until_held(served, workspace, "level.dmn", lambda text: "&gt;= 10" in text)
    assert "DMN/20230324/MODEL" in text


def test_should_fill_a_table_from_a_spreadsheet(served: Served, sign_in: SignIn) -> None:
    # given
    workspace = make(served)
    put(served.api(DESIGNER), workspace, "level.dmn", TABLE)
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file=level.dmn")
    cell = page.locator('[data-element-id="a2"]')
    cell.click()
    # when
    page.evaluate(PASTE, ["a2", ['[10..20)\t"middle"', '>= 20\t"high"']])
    # then
    expect(page.locator(".hq-table tbody tr")).to_have_count(3)
    expect(page.locator(".hq-findings")).to_contain_text(WORDS["zh"]["complete"])
    text = until_held(served, workspace, "level.dmn", lambda text: '"middle"' in text)
    assert text.count("<rule ") == 3
    # when far more than a screen is pasted, and the last cell's column filled down from the top
    page.evaluate(PASTE, ["a1", [f'[{n}..{n + 1})\t"v{n}"' for n in range(500)]])
    expect(page.locator(".hq-table tbody tr")).to_have_count(500)
    # then the keyboard goes on where it was
    focused = page.locator('[data-element-id="a1"] .cm-content')
    expect(focused).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('[data-element-id="b1"] .cm-content')).to_be_focused()
    page.get_by_role("button", name="向下填充").click()
    expect(page.locator(".hq-table tbody tr").last).to_contain_text('"v0"')
    text = until_held(served, workspace, "level.dmn", lambda text: text.count('"v0"') == 500)
    assert text.count("<rule ") == 500
    # and each is one step back
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".hq-table tbody tr").last).to_contain_text('"v499"')
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".hq-table tbody tr")).to_have_count(3)


def test_should_check_and_complete_expressions_in_cells(served: Served, sign_in: SignIn) -> None:
    # given a table whose tests and values are about what its decision requires
    workspace = draft_of(served, "credit_rating")
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file=A9_grade.dmn")
    value = page.locator(".hq-table td.output-cell", has_text='"B"')
    # when: a value is an expression over names of the model
    value.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("A9_sc")
    choices = page.locator(".cm-tooltip-autocomplete")
    choices.get_by_text("A9_score").click()
    cell = page.locator(".hq-table td.output-cell .cm-content")
    expect(cell).to_have_text("A9_score")
    page.keyboard.type(" + ")
    # then what is wrong stands below the text
    wrong = page.locator(".hq-table .hq-feel-wrong")
    expect(wrong).to_contain_text("此处应为一个值")
    # when it is a test instead
    test = page.locator(".hq-table td.input-cell", has_text=">= 75")
    test.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(">= 70, A9_scor")
    # then a name that nothing sets is marked, with the one that was meant
    expect(page.locator(".hq-table .cm-lintRange-warning")).to_have_text("A9_scor")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+A")
    page.keyboard.type(">= 70")
    expect(page.locator(".hq-table .cm-lintRange")).to_have_count(0)
    # and Enter goes on to the cell below
    page.keyboard.press("Enter")
    below = page.locator(".hq-table td.input-cell", has=page.locator(".cm-content"))
    expect(below).to_contain_text(">= 60")


def test_should_draw_how_decisions_hang_together(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    # given decisions without a drawing
    workspace = draft_of(served, "credit_rating")
    before = held(served, workspace, "A9_grade.dmn")
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file=A9_grade.dmn")
    page.locator(".hq-table td").first.wait_for()
    # when
    page.locator(".ant-segmented-item", has_text="决策关系图").click()
    # then each requirement is a line, and looking changes nothing
    drawn = page.locator(".hq-table .djs-element")
    expect(drawn.locator("xpath=self::*[contains(@class, 'djs-connection')]")).to_have_count(6)
    expect(page.locator(".hq-table .dmn-js-parent a[href*='bpmn.io']").first).to_be_visible()
    axe(page)
    assert held(served, workspace, "A9_grade.dmn") == before
    # when the expression of a decision is opened and changed
    page.locator(".hq-table [title='打开表达式']").click()
    editor = page.locator(".hq-table .cm-content")
    expect(editor).to_contain_text("max(0, pass_rate * 0.5")
    expect(page.locator(".hq-table .dmn-js-parent a[href*='bpmn.io']").first).to_be_visible()
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" + A9_grad")
    # then it is checked where it stands, saved as it is, and taken back
    expect(page.locator(".hq-table .cm-lintRange-warning")).to_have_text("A9_grad")
    until_held(served, workspace, "A9_grade.dmn", lambda text: "+ A9_grad</text>" in text)
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".hq-table .cm-content")).not_to_contain_text("A9_grad")


def test_should_show_findings_of_the_engine_with_a_fix(served: Served, sign_in: SignIn) -> None:
    # given
    workspace = make(served)
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}")
    page.locator(".djs-element").first.wait_for()
    row = page.locator("li.hq-file", has_text="review.json")
    row.hover()
    # when
    row.get_by_role("button", name="移除此文件: review.json").click()
    page.locator(".ant-segmented-item", has_text="检查").click()
    # then: in the list and at the element
    checks = page.get_by_role("region", name="检查")
    expect(checks).to_contain_text("发布包中没有表单 forms/review.json")
    expect(page.locator(".hq-badge-error")).to_be_visible()
    # when
    checks.get_by_role("button", name="新建表单“review”").click()
    # then
    expect(checks).to_contain_text("没有问题")
    until_held(served, workspace, "forms/review.json", lambda text: '"id": "review"' in text)
    # when a step is drawn after which nothing comes
    open_file(page, "my_flow.bpmn")
    page.locator(".djs-element").first.wait_for()
    page.evaluate(
        """() => {
          const modeler = document.querySelector('.hq-canvas').modeler
          const shape = modeler.get('elementFactory').createShape({ type: 'bpmn:UserTask' })
          modeler.get('autoPlace').append(modeler.get('elementRegistry').get('review'), shape)
        }"""
    )
    page.locator(".ant-segmented-item", has_text="检查").click()
    # then it is told in words, not by its id, and what may come next is a click away
    expect(checks).to_contain_text("“未命名的经办步骤”没有流出")
    expect(checks).not_to_contain_text("Activity_")
    checks.get_by_role("button", name="接着画下一步").click()
    expect(page.locator(".djs-popup")).to_contain_text("经办步骤")


def test_should_lose_nothing_when_two_designers_save(served: Served, sign_in: SignIn) -> None:
    # given somebody has the form open, and does not hear of others
    workspace = make(served)
    path = "forms/review.json"
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file={path}")
    page.route("**/visits", lambda route: route.abort())
    title = page.get_by_label("表单名称（中文）")
    expect(title).to_have_value("初审")
    theirs = held(served, workspace, path).replace("初审", "对方的初审")
    put(served.api(DESIGNER), workspace, path, theirs)
    # when
    title.fill("我的初审")
    # then
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("已保存“forms/review.json”")
    expect(dialog.get_by_role("region", name="对方的")).to_contain_text("对方的初审")
    expect(dialog.get_by_role("region", name="我的")).to_contain_text("我的初审")
    assert "对方的初审" in held(served, workspace, path)
    # when
    dialog.get_by_role("button", name="用对方的").click()
    # then theirs goes on, and mine is among the saves
    expect(title).to_have_value("对方的初审")
    saved(page)
    kept = served.api(DESIGNER).get(f"/workspaces/{workspace}/saves")
    texts = [
        served.api(DESIGNER).raw("GET", f"/workspaces/{workspace}/saves/{each['number']}").text
        for each in kept
        if each["path"] == path
    ]
    assert any("我的初审" in text for text in texts)


def test_should_keep_a_new_file_although_an_older_answer_does_not_list_it(
    served: Served, sign_in: SignIn
) -> None:
    # given a form that was removed, and a late answer from before it was made anew
    workspace, path = make(served), "forms/review.json"
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}")
    page.locator(".djs-element").first.wait_for()
    row = page.locator("li.hq-file", has_text="review.json")
    row.hover()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        row.get_by_role("button", name="移除此文件: review.json").click()
    page.locator(".ant-segmented-item", has_text="检查").click()
    anew = page.get_by_role("button", name="新建表单“review”")
    anew.wait_for()
    late: list[tuple[Route, APIResponse]] = []
    page.route("**/visits", lambda route: late.append((route, route.fetch())), times=1)
    # when
    anew.click()
    until(lambda: page.title() and late, "the question what others did")
    until_held(served, workspace, path, lambda text: '"id": "review"' in text)
    saved(page)
    route, answer = late.pop()
    route.fulfill(response=answer)
    with page.expect_response("**/visits"):
        pass
    # then
    expect(row).to_be_visible()


def test_should_lose_nothing_typed_without_a_connection_in_a_tab_that_dies(
    served: Served, sign_in: SignIn
) -> None:
    # given: diagram, table and form, each seen once
    workspace = make(served)
    put(served.api(DESIGNER), workspace, "level.dmn", TABLE)
    paths = ("my_flow.bpmn", "level.dmn", "forms/review.json")
    before = [held(served, workspace, path) for path in paths]
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file=forms/review.json")
    title = page.get_by_label("表单名称（中文）")
    expect(title).to_have_value("初审")
    open_file(page, "level.dmn")
    page.locator('[data-element-id="a2"]').wait_for()
    open_file(page, "my_flow.bpmn")
    choose(page, "zh", "初审")
    # when the connection goes, each is changed, and the tab dies
    page.context.set_offline(True)
    limit_field = page.get_by_label(WORDS["zh"]["limit"])
    limit_field.fill("7")
    limit_field.press("Tab")
    open_file(page, "level.dmn")
    page.locator('[data-element-id="a2"]').click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(">= 10")
    open_file(page, "forms/review.json")
    title.fill("断线时填的")
    expect(pill(page)).to_have_attribute("data-state", "failed")
    context = page.context
    page.close()
    context.set_offline(False)
    assert [held(served, workspace, path) for path in paths] == before
    # then all of it is there when one comes back, and reaches the server
    page = context.new_page()
    page.goto(f"/app/workspaces/{workspace}?file=forms/review.json")
    title = page.get_by_label("表单名称（中文）")
    expect(title).to_have_value("断线时填的")
    saved(page)
    diagram, table, form = (held(served, workspace, path) for path in paths)
    assert limit_count(diagram, 7) == 1 and "&gt;= 10" in table and "断线时填的" in form
    # and one undo spans all three, across another reload
    page.reload()
    title.wait_for()
    undo = page.get_by_role("button", name="撤销", exact=True)
    undo.click(click_count=3)
    for path, typed in zip(paths, (limit(7), "&gt;= 10", "断线时填的"), strict=True):
        part = typed.removeprefix("zeebe:property ")
        until_held(served, workspace, path, lambda text, part=part: part not in text)
    assert held(served, workspace, "level.dmn").count("&gt;= 20") == 1


@pytest.mark.parametrize("width", [1440, 1024])
def test_should_undo_again_where_the_pointer_is_when_another_file_opens(
    served: Served, sign_in: SignIn, width: int
) -> None:
    # given: a form was changed first, then the diagram, and the form is shown again
    workspace = make(served)
    paths = ("forms/review.json", "my_flow.bpmn")
    before = [held(served, workspace, path) for path in paths]
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}?file=forms/review.json")
    page.set_viewport_size({"width": width, "height": 800})
    title = page.get_by_label("表单名称（中文）")
    title.fill("第一")
    saved(page)
    open_file(page, "my_flow.bpmn")
    choose(page, "zh", "初审")
    limit_field = page.get_by_label(WORDS["zh"]["limit"])
    limit_field.fill("7")
    limit_field.press("Tab")
    until_held(served, workspace, "my_flow.bpmn", lambda text: limit_count(text, 7) == 1)
    open_file(page, "forms/review.json")
    title.wait_for()
    # when undo is pressed twice without moving the pointer, each time after the page came to rest
    undo = page.get_by_role("button", name="撤销", exact=True)
    place = undo.bounding_box()
    assert place is not None
    point = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.click(*point)
    page.locator(".djs-container").wait_for()
    until_held(served, workspace, "my_flow.bpmn", lambda text: limit_count(text, 7) == 0)
    page.mouse.click(*point)
    # then both are gone
    expect(title).to_have_value("初审")
    saved(page)
    assert [held(served, workspace, path) for path in paths] == before
    assert undo.bounding_box() == place


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_show_a_form_as_people_will_see_it(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None], language: str
) -> None:
    # given
    chinese = language == "zh"
    workspace = make(served)
    page = sign_in(DESIGNER, language, path=f"workspaces/{workspace}?file=forms/start.json")
    preview = page.get_by_role("region", name="预览" if chinese else "Preview")
    expect(preview.get_by_label("事项" if chinese else "Matter")).to_be_visible()
    # when
    page.get_by_role("button", name="添加字段" if chinese else "Add a field").click()
    label = page.get_by_label("字段名称（中文）" if chinese else "Label (English)", exact=True)
    label.fill("联系电话")
    # then
    expect(preview.get_by_label("联系电话")).to_be_visible()
    # when it names a person of the finance bureau
    fields.choose(
        page,
        page.get_by_label("类型" if chinese else "Type", exact=True),
        "人员" if chinese else "Person",
    )
    fields.choose(
        page,
        page.get_by_label("所在机构（最近的）" if chinese else "In the nearest"),
        "财政局" if chinese else "Finance bureau",
    )
    fields.choose(
        page,
        page.get_by_label("岗位" if chinese else "Role", exact=True),
        "财政审核" if chinese else "Finance officer",
    )
    # then
    until_held(
        served,
        workspace,
        "forms/start.json",
        lambda text: '"x-refers-to": "person:finance_bureau.finance_officer"' in text,
    )
    # when
    preview.get_by_role(
        "button", name="填入错误示例" if chinese else "Fill in wrong values"
    ).click()
    preview.get_by_role("button", name="检查填写" if chinese else "Check the input").click()
    # then
    expect(preview.get_by_role("alert").first).to_be_visible()
    until_held(served, workspace, "forms/start.json", lambda text: "联系电话" in text)
    axe(page)


def test_should_keep_a_diagram_that_does_not_parse_and_mend_it_as_text(
    served: Served, sign_in: SignIn
) -> None:
    # given
    whole = held(served, make(served, "blank"), "my_flow.bpmn")
    broken = whole.replace("</bpmn:process>", "</bpmn:proces>")
    page = sign_in(DESIGNER, path="bundles")
    page.get_by_role("button", name="导入文件").click()
    # when
    page.locator("input[type=file]").set_input_files(
        files=[FilePayload(name="old.bpmn", mimeType="text/xml", buffer=broken.encode())]
    )
    # then
    page.wait_for_url("**/workspaces/**")
    expect(page.get_by_text("此文件现在不能以图形显示，内容原样保留。")).to_be_visible()
    workspace = page.url.split("/workspaces/")[1].split("?")[0]
    assert held(served, workspace, "old.bpmn") == broken
    # when
    page.get_by_role("button", name="查看源码").click()
    editor = page.get_by_role("textbox", name="源码 old.bpmn")
    expect(editor).to_contain_text("bpmn:proces")
    put(served.api(DESIGNER), workspace, "old.bpmn", whole)
    # then the repair of the other is followed, and drawn
    page.locator(".ant-segmented-item", has_text="设计").click()
    page.locator(".djs-element").first.wait_for()


def test_should_judge_an_expression_while_it_is_typed(served: Served, sign_in: SignIn) -> None:
    # given
    workspace = make(served)
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}")
    page.locator(".djs-element").first.wait_for()
    page.evaluate(
        "([id, text]) => localStorage.setItem(`huiqian.example.${id}`, text)",
        [workspace, '{"acceptance_outcome": "accept"}'],
    )
    page.locator('[data-element-id="accepted_to_review"]').first.click(force=True)
    field = page.locator(".hq-panel .cm-content").first
    field.click()
    # when
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" and amount_yaun > 5")
    # then
    expect(page.locator(".hq-panel .cm-lintRange-warning").first).to_be_visible()
    # when
    page.keyboard.press("Control+A")
    page.keyboard.insert_text('acceptance_outcome = "accept"')
    # then
    expect(page.locator(".hq-feel-value").first).to_have_text("示例值：true")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_draw_by_purpose(
    served: Served, sign_in: SignIn, axe: Callable[[Page], None], language: str
) -> None:
    # given
    chinese = language == "zh"
    workspace = make(served, "blank")
    page = sign_in(DESIGNER, language, path=f"workspaces/{workspace}")
    choose(page, language, "提交申请" if chinese else "Application filed")
    # when
    page.locator(".djs-context-pad .hq-pad-append").click()
    menu = page.locator(".djs-popup")
    expect(menu).to_contain_text("某岗位在限期内填表" if chinese else "A post fills in a form")
    menu.get_by_text("经办步骤" if chinese else "Bureau step", exact=True).click()
    # then
    expect(
        page.get_by_label("办理期限（工作日）" if chinese else "Limit in working days")
    ).to_have_value("5")
    # when another person is to look at it again
    page.locator(".djs-context-pad .hq-pad-append").click()
    second = "另一人复核" if chinese else "Review by another person"
    page.locator(".djs-popup").get_by_text(second, exact=True).click()
    # then the two duties are apart without further ado
    apart = page.locator("[data-group-id='group-hq-duties']")
    expect(apart.get_by_role("checkbox", checked=True)).to_have_count(1)
    diagram = until_held(
        served, workspace, "my_flow.bpmn", lambda text: "huiqian:separateFrom" in text
    )
    [step] = re.findall(r'huiqian:separateFrom" value="(\w+)"', diagram)
    assert f'<bpmn:userTask id="{step}"' in diagram
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    axe(page)


def test_should_say_everything_in_chinese(served: Served, sign_in: SignIn) -> None:
    """Every element type, its panel, its menus, a table with its menus: no key without Chinese."""
    # given
    workspace = make(served, "countersign")
    put(served.api(DESIGNER), workspace, "level.dmn", TABLE)
    page = sign_in(DESIGNER, path=f"workspaces/{workspace}")
    page.locator(".djs-element").first.wait_for()
    # when: each type of element is made, selected, and its menus are opened
    types = page.evaluate(DRIVE)
    assert types > 20
    page.locator("li.hq-file", has_text="level.dmn").get_by_role("button").first.click()
    page.locator(".hq-table td").first.wait_for()
    for place in ("a1", "b1"):
        page.locator(f'[data-element-id="{place}"]').click()
        page.locator(f'[data-element-id="{place}"]').click(button="right")
        page.locator(".context-menu").first.wait_for()
        page.keyboard.press("Escape")
    # and how decisions hang together: each type with its menus, and the views of what is in them
    page.locator(".ant-segmented-item", has_text="决策关系图").click()
    page.locator(".hq-table .djs-element").first.wait_for()
    kinds = page.evaluate(DRIVE_DECISIONS)
    assert kinds == ["boxedExpression", "decisionTable", "drd", "literalExpression"]
    # then
    assert page.evaluate("() => [...(window.__untranslated ?? [])]") == []


def test_should_write_every_shipped_diagram_back_as_it_was(served: Served, sign_in: SignIn) -> None:
    """Elements, attributes and their order; only the drawing's order of shapes may differ."""
    # given
    page = sign_in(DESIGNER, path=f"workspaces/{make(served)}")
    page.locator(".djs-element").first.wait_for()
    written = """async (xml) => {
      const modeler = document.querySelector('.hq-canvas').modeler
      await modeler.importXML(xml)
      return (await modeler.saveXML({ format: true })).xml
    }"""
    for file in sorted(BPMN.glob("*/*.bpmn")):
        before = file.read_text(encoding="utf-8")
        # when
        after = page.evaluate(written, before)
        # then
        model, drawing = ordered(before), ordered(after)
        cut = next(i for i, each in enumerate(model) if "BPMNDiagram" in each)
        assert drawing[:cut] == model[:cut], file.name
        assert sorted(drawing) == sorted(model), file.name


DRIVE_DECISIONS = """async () => {
  const decisions = document.querySelector('.hq-table').decisions
  const rest = () => new Promise((done) => setTimeout(done, 60))
  const viewer = decisions.getActiveViewer()
  const [modeling, factory, moddle, popup, pad, canvas] =
    ['modeling', 'elementFactory', 'drdFactory', 'popupMenu', 'contextPad', 'canvas']
      .map((name) => viewer.get(name))
  for (const type of ['Decision', 'InputData', 'KnowledgeSource', 'BusinessKnowledgeModel',
      'TextAnnotation']) {
    const shape = modeling.createShape(factory.createShape({ type: `dmn:${type}` }),
      { x: 400, y: 500 }, canvas.getRootElement())
    pad.open(shape)
    await rest()
    if (type === 'Decision') {
      popup.open(shape, 'dmn-replace', { x: 300, y: 300 })
      await rest()
      popup.close()
      shape.businessObject.decisionLogic = moddle.create('dmn:LiteralExpression', { text: '1' })
    }
    if (type === 'BusinessKnowledgeModel')
      shape.businessObject.encapsulatedLogic = moddle.create('dmn:FunctionDefinition', {
        kind: 'FEEL', formalParameter: [moddle.create('dmn:InformationItem', { name: 'x' })],
        body: moddle.create('dmn:LiteralExpression', { text: 'x' }) })
  }
  decisions._updateViews()
  const kinds = new Set()
  for (const view of [...decisions.getViews()]) {
    await decisions.open(view)
    await rest()
    for (const button of document.querySelectorAll('.hq-table .dmn-boxed-expression-container button'))
      button.click()
    kinds.add(view.type)
  }
  return [...kinds].sort()
}"""
DRIVE = """async () => {
  const modeler = document.querySelector('.hq-canvas').modeler
  const get = (name) => modeler.get(name)
  const [modeling, factory, selection, popup, canvas] =
    ['modeling', 'elementFactory', 'selection', 'popupMenu', 'canvas'].map(get)
  const rest = () => new Promise((done) => setTimeout(done, 60))
  const types = ['Task', 'UserTask', 'ServiceTask', 'ScriptTask', 'BusinessRuleTask', 'SendTask',
    'ReceiveTask', 'ManualTask', 'CallActivity', 'SubProcess', 'ExclusiveGateway', 'InclusiveGateway',
    'ParallelGateway', 'EventBasedGateway', 'StartEvent', 'EndEvent', 'IntermediateThrowEvent',
    'TextAnnotation', 'Group'].map((type) => ({ type: `bpmn:${type}` }))
  for (const event of ['Message', 'Timer', 'Signal', 'Error', 'Escalation'])
    types.push({ type: event === 'Error' || event === 'Escalation' ? 'bpmn:EndEvent'
      : 'bpmn:IntermediateCatchEvent', eventDefinitionType: `bpmn:${event}EventDefinition` })
  let count = 0
  for (const each of types) {
    const shape = modeling.createShape(factory.createShape(each), { x: 400, y: 900 },
      canvas.getRootElement())
    selection.select(shape)
    await rest()
    for (const group of document.querySelectorAll('.hq-panel [data-group-id] .bio-properties-panel-group-header'))
      if (!group.classList.contains('open')) group.click()
    await rest()
    for (const menu of ['bpmn-replace', 'hq-append'])
      if (!popup.isEmpty(shape, menu)) {
        popup.open(shape, menu, { x: 300, y: 300 }, { search: true })
        await rest()
        popup.close()
      }
    count += 1
    modeling.removeElements([shape])
  }
  const flow = get('elementRegistry').find((each) => each.type === 'bpmn:SequenceFlow')
  selection.select(flow)
  await rest()
  return count
}"""
