"""A roster corrected on the page: all errors at once, Enter from error to error, nothing lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.hands import Hands
from tests.web.served import Served
from tests.workflows.claims.desk import id_number

#: Row → (column, what is wrong there, what is right).
ROWS = (4, 51, 121, 401, 402, 801, 1201, 1501, 2000, 2401, 2701, 3000)
WRONG = {
    row: ((1, "1101", id_number(row)), (2, "大师", "中级工"), (3, "2027-13-01", "2027-02-05"))[
        n % 3
    ]
    for n, row in enumerate(ROWS)
}
HEADINGS = {
    "zh": ("姓名", "身份证号", "等级", "发证日期"),
    "en": ("Name", "ID number", "Level", "Certificate date"),
}
WORDS = {
    "zh": {"start": "取证补贴", "rows": "3000 行", "errors": "{n} 处错误", "none": "没有错误"},
    "en": {
        "start": "Certificate subsidy",
        "rows": "3000 rows",
        "errors": "{n} errors",
        "none": "No errors",
    },
}


def table(language: str, count: int = 3_000) -> str:
    rows = []
    for row in range(1, count + 1):
        cells = [f"学员{row}", id_number(row), "中级工", "2027-02-05"]
        if row in WRONG:
            column, wrong, _ = WRONG[row]
            cells[column] = wrong
        rows.append(cells)
    return "\n".join("\t".join(cells) for cells in [HEADINGS[language], *rows])


def paste(page: Page, text: str) -> None:
    """As Ctrl+V does, into what has the focus."""
    page.evaluate(
        """(text) => {
          const data = new DataTransfer()
          data.setData('text/plain', text)
          data.setData('text', text)
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        text,
    )


@pytest.fixture
def open_form(sign_in: Callable[..., Page], served: Served) -> Callable[..., Page]:
    def enter(language: str = "zh", **options: int) -> Page:
        served.api("chen.jing").raw("DELETE", "/start-drafts/claim_certificate")
        page = sign_in("chen.jing", language, path="apply/claim_certificate", **options)
        page.get_by_role("radio", name=WORDS[language]["start"], exact=True).wait_for()
        return page

    return enter


@pytest.mark.parametrize("language", ["zh", "en"])
def test_should_correct_twelve_errors_among_three_thousand_rows(
    language: str, open_form: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    # given
    words = WORDS[language]
    page = open_form(language)
    hands = Hands(page)
    hands.click(page.get_by_label("在此粘贴表格" if language == "zh" else "Paste the table here"))
    # when
    paste(page, table(language))
    hands.count += 1  # Ctrl+V
    # then: all errors at once, grouped by kind
    expect(page.get_by_text(words["rows"], exact=True)).to_be_visible()
    expect(page.get_by_text(words["errors"].format(n=12), exact=True)).to_be_visible()
    kinds = [f"{heading} 4" for heading in HEADINGS[language][1:]]
    for kind in kinds:
        expect(page.get_by_text(kind, exact=True)).to_be_visible()
    axe(page)
    # when
    hands.click(page.get_by_role("button", name="下一处错误" if language == "zh" else "Next error"))
    for row, (column, _, right) in WRONG.items():
        name = HEADINGS[language][column]
        cell = f"{name}，第 {row} 行" if language == "zh" else f"{name}, row {row}"
        expect(page.get_by_label(cell, exact=True)).to_be_focused()
        hands.type(right)
        hands.press("Enter")
    # then
    expect(page.get_by_text(words["none"], exact=True).first).to_be_visible()
    assert hands.count <= 26, "more keys and clicks beside typing than the job should need"


def test_should_show_only_rows_with_errors_and_walk_through_one_kind(
    open_form: Callable[..., Page],
) -> None:
    # given
    page = open_form()
    page.get_by_label("在此粘贴表格").focus()
    paste(page, table("zh", 500))
    expect(page.get_by_text("5 处错误", exact=True)).to_be_visible()
    # when
    page.get_by_text("等级 2", exact=True).click()
    # then
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(2)
    expect(rows).to_have_text(["51", "402"])


def test_should_fill_down_and_undo(open_form: Callable[..., Page]) -> None:
    # given
    page = open_form()
    page.get_by_label("在此粘贴表格").focus()
    rows = [f"学员{n}\t{id_number(n)}" for n in range(1, 6)]
    paste(page, "\n".join(["姓名\t身份证号\t等级", *rows]))
    level = page.get_by_role("gridcell").nth(2)
    level.click()
    # when
    page.keyboard.insert_text("高级工")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+d")
    # then
    expect(page.get_by_role("gridcell", name="高级工")).to_have_count(5)
    # when
    page.keyboard.press("Control+z")
    # then
    expect(page.get_by_role("gridcell", name="高级工")).to_have_count(1)
    expect(page.get_by_label("等级，第 1 行")).to_have_value("高级工")


def test_should_check_a_row_when_it_is_left(open_form: Callable[..., Page]) -> None:
    # given
    page = open_form()
    page.get_by_role("button", name="直接填写").click()
    expect(page.get_by_label("姓名，第 1 行")).to_be_focused()
    # when
    page.keyboard.insert_text("古丽·买买提")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("１１０１")
    page.get_by_role("button", name="添加一行").click()
    # then
    expect(page.get_by_text("1 处错误", exact=True)).to_be_visible()
    # when
    page.get_by_role("gridcell").nth(1).click()
    page.keyboard.insert_text(id_number(1))
    page.keyboard.press("ArrowDown")
    # then
    expect(page.get_by_text("没有错误", exact=True).first).to_be_visible()
    # when
    page.keyboard.insert_text("7")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    # then
    expect(page.get_by_text("第 2 行：缺少姓名")).to_be_visible()


def test_should_take_a_file_and_give_a_sheet_with_its_errors(
    open_form: Callable[..., Page], tmp_path: Path
) -> None:
    # given
    page = open_form()
    file = tmp_path / "名册.csv"
    file.write_text(f"姓名,身份证号,备注\n陈一,{id_number(1)},x\n李二,99,\n", encoding="gb18030")
    # when
    page.locator("#field-roster").set_input_files(file)
    # then
    expect(page.get_by_text("以下列不认识，没有导入：备注")).to_be_visible()
    expect(page.get_by_label("身份证号，第 2 行")).to_be_focused()
    with page.expect_download() as begun:
        page.get_by_role("button", name="下载带错误列的表格").click()
    assert begun.value.suggested_filename == "花名册-错误.xlsx"


def test_should_not_go_on_with_errors(open_form: Callable[..., Page]) -> None:
    # given
    page = open_form()
    page.get_by_role("radio", name="取证补贴", exact=True).check()
    page.get_by_label("在此粘贴表格").focus()
    paste(page, f"姓名\t身份证号\n陈一\t{id_number(1)}\n李二\t99")
    expect(page.get_by_text("1 处错误", exact=True)).to_be_visible()
    # when
    page.get_by_role("button", name="检查填写内容").click()
    # then
    expect(page.get_by_text("名册还有 1 处错误，改正后才能提交。")).to_be_visible()
    expect(page.get_by_label("身份证号，第 2 行")).to_be_focused()
