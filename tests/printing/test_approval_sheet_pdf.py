"""The approval sheet on paper: real text, boxes whole, head and foot on each page, same bytes."""

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdf
import pytest

from api.printing.approval_sheet import Amount, ApprovalSheet, Fact, OpinionBox
from api.printing.approval_sheet_pdf import approval_sheet_pdf
from api.printing.font import printable
from api.printing.words import CHINESE, ENGLISH
from tests.printing.reading import pages_of

LONG = "经核对，材料齐全；第 3 行（C000003）按 L-02 不予通过。"


def box(title: str, text: str, outcome: str = "通过") -> OpinionBox:
    return OpinionBox(title, outcome, text, "赵敏", "某市人力资源和社会保障局", "2027年3月2日", 3)


SHEET = ApprovalSheet(
    words=CHINESE,
    title="取证培训补贴申领审批表",
    number="P1_CITY-claim_certificate-2027-000001",
    dated="2027年3月1日",
    facts=(Fact("申请单位", "星河精密制造有限公司"), Fact("申请人", "古力娜尔·麦麦提")),
    amounts=(Amount("应付金额", "¥27,000.00", "人民币贰万柒仟元整"),),
    boxes=(
        box("受理审查", "材料齐全"),
        box("初审", LONG),
        OpinionBox("审批", "", "/", "", "", "", None),
    ),
    printed_by="王芳",
    printed_at=datetime(2027, 3, 5, 14, 5, tzinfo=ZoneInfo("Asia/Shanghai")),
    entry=12,
    hash="ab" * 32,
    as_of=None,
)


def pages(sheet: ApprovalSheet) -> list[str]:
    return pages_of(approval_sheet_pdf(sheet))


def test_should_hold_real_text_of_everything() -> None:
    # when
    [page] = pages(SHEET)
    # then
    for text in (
        *("取证培训补贴申领审批表", "编号：P1_CITY-claim_certificate-2027-000001", "2027年3月1日"),
        *("星河精密制造有限公司", "古力娜尔·麦麦提", "¥27,000.00", "人民币贰万柒仟元整"),
        *("材料齐全", "签名（盖章）：某市人力资源和社会保障局赵敏", "（第3条记录）"),
        *("打印：王芳2027年3月5日14:05", "ab" * 32, "第1页共1页"),
    ):
        assert text in page, text


def test_should_say_in_english_what_it_tells_and_as_of_when() -> None:
    # given
    sheet = replace(
        SHEET,
        words=ENGLISH,
        title="Certificate subsidy: approval sheet",
        as_of=datetime(2027, 3, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
    )
    # when
    [page] = pages(sheet)
    # then
    for text in (
        *("Certificatesubsidy:approvalsheet", "No.P1_CITY-claim_certificate-2027-000001"),
        *("大写", "人民币贰万柒仟元整", "Signature(seal):", "(record3)"),
        *("Printedby王芳,5March202714:05", "Page1of1"),
        "Printedasthecasestoodafterrecord12(3March202709:30)",
    ):
        assert text in page, text
    assert "签名" not in page and "编号" not in page


def test_should_give_the_same_bytes_for_the_same_document() -> None:
    assert approval_sheet_pdf(SHEET) == approval_sheet_pdf(SHEET)
    assert approval_sheet_pdf(SHEET) != approval_sheet_pdf(replace(SHEET, hash="cd" * 32))


def test_should_embed_a_small_subset_of_the_font() -> None:
    data = approval_sheet_pdf(SHEET)
    assert len(data) < 200_000
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    fonts = [each.get_object() for each in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert all("/ToUnicode" in each for each in fonts)
    descriptors = [
        each["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for each in fonts
    ]
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each) for each in descriptors)


def test_should_never_split_a_box_over_two_pages() -> None:
    # given
    boxes = tuple(
        OpinionBox(f"意见{n}", "通过", f"起{n}。{LONG * 5}止{n}。", "赵敏", "", "2027年3月2日", n)
        for n in range(1, 13)
    )
    # when
    found = pages(replace(SHEET, boxes=boxes))
    # then
    assert len(found) > 2
    for n in range(1, 13):
        assert [f"起{n}。" in page for page in found] == [f"止{n}。" in page for page in found]
    for number, page in enumerate(found, start=1):
        assert "取证培训补贴申领审批表" in page
        assert f"第{number}页共{len(found)}页" in page


def test_should_go_on_with_an_opinion_longer_than_a_page() -> None:
    # given
    text = "".join(f"第{n}项同意。" for n in range(1, 600))
    # when
    found = pages(replace(SHEET, boxes=(box("审批", text),)))
    # then
    everything = "".join(found)
    assert "第1项同意。" in everything and "第599项同意。" in everything
    assert "审批（续）" in everything
    assert everything.count("签名（盖章）") == 1


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("𠮷野", "〔U+20BB7〕野"),
        ("㐂䶮", "㐂䶮"),
        ("a\x07b", "ab"),
    ],
)
def test_should_say_which_character_the_font_lacks(given: str, printed: str) -> None:
    assert printable(given) == printed


def test_should_have_every_character_of_the_basic_blocks() -> None:
    basic = "".join(map(chr, range(0x4E00, 0x9FA6))) + "".join(map(chr, range(0x3400, 0x4DB6)))
    assert printable(basic) == basic


def test_should_keep_a_long_signature_inside_its_box() -> None:
    # given
    signed = OpinionBox(
        "Decision", "", "Agreed", "Liu Yuan", "Human Resources Bureau " * 9, "3 May 2026", 3
    )
    # when
    data = approval_sheet_pdf(replace(SHEET, words=ENGLISH, boxes=(signed,)))
    # then every piece of text begins right of the column of labels
    starts: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if "Bureau" in text.replace("\0", ""):
            starts.append(matrix[4])

    pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    assert starts and min(starts) > (28 + 28) / 25.4 * 72
