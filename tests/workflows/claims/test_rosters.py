"""Rosters: CSV and XLSX in, typed lines out, or every wrong row by name."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from tests.workflows.claims.desk import id_number
from workflows.registers.rosters import MOST_ROWS, RosterRefused, parse_roster, roster_of

GOOD = id_number(1)


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def codes(name: str, data: bytes) -> list[tuple[int, str | None, str]]:
    with pytest.raises(RosterRefused) as refused:
        parse_roster(name, data)
    assert all(each.zh and each.en for each in refused.value.errors)
    return [(each.row, each.column, each.code) for each in refused.value.errors]


def test_should_read_chinese_and_english_headings() -> None:
    # when
    chinese = parse_roster(
        "r.csv",
        csv("姓名,身份证号,等级,发证日期,考核合格,月工资",
            f"陈一,{GOOD},中级工,2026年1月5日,是,3200.5"),
    )  # fmt: skip
    english = parse_roster(
        "r.csv",
        csv("name,id_number,level,certificate_date,passed,monthly_wage_yuan",
            f"陈一,{GOOD},intermediate,2026-01-05,true,3200.50"),
    )  # fmt: skip
    # then
    [line] = chinese.lines
    assert (line.level, line.certificate_date, line.passed) == (
        "intermediate", date(2026, 1, 5), True,
    )  # fmt: skip
    assert line.monthly_wage_yuan == english.lines[0].monthly_wage_yuan == Decimal("3200.5")


def test_should_read_gb18030_and_give_one_id_per_content() -> None:
    # given
    text = f"姓名,身份证号\n陈一,{GOOD}\n"
    # when
    utf, gb = (parse_roster("r.csv", text.encode(code)) for code in ("utf-8", "gb18030"))
    # then
    assert utf.id == gb.id and len(utf.id) == 64


def test_should_read_xlsx_with_real_dates_and_numbers() -> None:
    # given
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "发证日期", "月工资", "月数"])
    sheet.append(["陈一", GOOD, date(2026, 1, 5), 3200.5, 6])
    kept = io.BytesIO()
    book.save(kept)
    # when
    [line] = parse_roster("r.xlsx", kept.getvalue()).lines
    # then
    assert (line.certificate_date, line.monthly_wage_yuan, line.months) == (
        date(2026, 1, 5), Decimal("3200.5"), 6,
    )  # fmt: skip


def test_should_name_every_wrong_row_at_once() -> None:
    wrong_check = GOOD[:17] + ("0" if GOOD[17] != "0" else "1")
    assert codes(
        "r.csv",
        csv(
            "姓名,身份证号,等级,发证日期,月工资,月数",
            f"甲,{wrong_check},中级工,,,",
            "乙,123,,,,",
            f",{GOOD},,,,",
            f"丁,{id_number(2)},特级,,,",
            f"戊,{id_number(3)},,2026-02-30,,",
            f"己,{id_number(4)},,,12.345,",
            f"庚,{id_number(5)},,,,-3",
            f"辛,{id_number(6)},,,,",
            f"辛,{id_number(6)},,,,",
            "壬,,,,,",
        ),
    ) == [
        (2, "身份证号", "id_number"),
        (3, "身份证号", "id_number"),
        (4, "姓名", "missing"),
        (5, "等级", "choice"),
        (6, "发证日期", "date"),
        (7, "月工资", "amount"),
        (8, "月数", "number"),
        (10, None, "duplicate"),
        (11, "身份证号", "missing"),
    ]


def test_should_refuse_files_that_are_no_roster() -> None:
    assert codes("r.csv", b"") == [(1, "姓名", "heading")]
    assert codes("r.csv", csv("姓名,身份证号")) == [(0, None, "empty")]
    assert codes("r.csv", csv("姓名,身份证号,星座", "a,b,c")) == [(1, "星座", "heading")]
    assert codes("r.csv", csv("姓名,姓名", "a,b")) == [(1, "姓名", "heading")]
    assert codes("r.xlsx", b"nothing") == [(0, None, "unreadable")]
    assert codes("r.xlsx", b"PK\x03\x04broken") == [(0, None, "unreadable")]
    assert codes("r.csv", b"\xff\xfe\x00\x00\x80") == [(0, None, "encoding")]
    assert codes("r.csv", b"a" * (6 * 1024 * 1024)) == [(0, None, "too_large")]


def test_should_refuse_hostile_workbooks() -> None:
    # given
    def archive(part: bytes) -> bytes:
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", part)
        return kept.getvalue()

    # then
    bomb = archive(b" " * (101 * 1024 * 1024))
    assert codes("r.xlsx", bomb) == [(0, None, "too_large")]
    entities = archive(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert codes("r.xlsx", entities) == [(0, None, "unreadable")]


def test_should_take_5000_persons_and_refuse_5001() -> None:
    # given
    rows = [f"学员,{id_number(number)}" for number in range(MOST_ROWS + 1)]
    # then
    assert len(parse_roster("r.csv", csv("姓名,身份证号", *rows[:-1])).lines) == MOST_ROWS
    assert codes("r.csv", csv("姓名,身份证号", *rows))[-1][2] == "too_many_rows"


def test_should_take_records_with_lists_and_dates() -> None:
    # when
    record = {"name": "陈一", "id_number": GOOD, "groups": ["poor_labour"],
              "course_start": date(2026, 1, 5), "months": 6}  # fmt: skip
    # then
    [line] = roster_of("inline", [record]).lines
    assert (line.groups, line.months) == (("poor_labour",), 6)
