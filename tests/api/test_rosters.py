"""Rosters in place 花名册: read, all errors at once, corrected as rows or as a sheet, kept."""

import io
from typing import Any

import openpyxl
import pytest

from tests.api.office import Office
from tests.workflows.claims.desk import id_number

FIELDS = ["name", "id_number", "level", "certificate_date"]


def rows_of(count: int) -> list[list[str]]:
    return [[f"学员{n}", id_number(n), "中级工", "2027-02-05"] for n in range(1, count + 1)]


def check(office: Office, rows: list[list[str]], fields: list[str] = FIELDS) -> Any:
    answer = office.as_("chen.jing").raw(
        "POST", "/rosters/check", json={"fields": fields, "rows": rows}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def upload(office: Office, path: str, content: bytes, name: str) -> Any:
    return office.as_("chen.jing").raw(
        "POST",
        path,
        params={"name": name},
        content=content,
        headers={"Content-Type": "application/octet-stream"},
    )


def test_should_tell_errors_of_all_rows_at_once(office: Office) -> None:
    # given
    rows = rows_of(3_000)
    rows[9][1], rows[99][2], rows[2_999][3], rows[500][0] = "123", "大师", "2027-13-01", ""
    rows[700] = rows[600]
    # when
    found = check(office, rows)
    # then
    assert found["complete"] is True
    assert [(each["row"], each["field"], each["rule"]) for each in found["errors"]] == [
        (10, "id_number", "id_number"),
        (100, "level", "choice"),
        (501, "name", "missing"),
        (701, None, "duplicate"),
        (3_000, "certificate_date", "date"),
    ]
    assert all(each["zh"] and each["en"] for each in found["errors"])


def test_should_check_one_row_alone(office: Office) -> None:
    assert check(office, [["王小明", id_number(1), "初级工", ""]])["errors"] == []
    [wrong] = check(office, [["王小明", "1", "初级工", ""]])["errors"]
    assert (wrong["row"], wrong["field"]) == (1, "id_number")


def test_should_take_what_people_paste(office: Office) -> None:
    # given: full-width digits, stray blanks, ￥, both kinds of comma
    fields = ["name", "id_number", "monthly_wage_yuan", "months", "passed"]
    number = " ".join(id_number(1)).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    # when
    found = check(office, [["艾力·买买提", number, "￥3，200.50", "６", " 是 "]], fields)
    # then
    assert found["errors"] == []


def test_should_give_back_a_file_with_errors_to_be_corrected(office: Office) -> None:
    # given
    text = f"姓名,身份证号,备注,等级\n陈一,{id_number(1)},x,中级工\n李二,999,,大师\n"
    # when
    answer = upload(office, "/rosters/read", text.encode("gb18030"), "r.csv")
    # then
    found = answer.json()
    assert answer.status_code == 200
    assert found["fields"] == ["name", "id_number", "level"]
    assert found["rows"][1] == ["李二", "999", "大师"]
    assert found["unknown"] == ["备注"]
    assert [(each["row"], each["field"]) for each in found["errors"]] == [
        (2, "id_number"),
        (2, "level"),
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xff\xfe\x00\xff"])
def test_should_decline_only_a_file_that_cannot_be_read(office: Office, content: bytes) -> None:
    answer = upload(office, "/rosters/read", content, "r.csv")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("roster-invalid")


def test_should_keep_rows_without_errors_only(office: Office) -> None:
    # given
    chen = office.as_("chen.jing")
    given = {"name": "第一期", "fields": FIELDS, "rows": [*rows_of(2), ["", "", "", ""]]}
    # when
    wrong = given | {"rows": [["王", "1", "", ""]]}
    declined = chen.raw("POST", "/rosters/rows", json=wrong)
    kept = chen.raw("POST", "/rosters/rows", json=given)
    # then
    assert declined.status_code == 422
    assert [each["where"] for each in declined.json()["problems"]] == ["1/身份证号"]
    assert kept.status_code == 201 and kept.json()["rows"] == 2
    again = chen.get(f"/rosters/{kept.json()['id']}")
    assert again == {"fields": FIELDS, "rows": rows_of(2)}


def test_should_show_a_roster_to_nobody_else(office: Office) -> None:
    kept = office.as_("chen.jing").raw(
        "POST", "/rosters/rows", json={"name": "r", "fields": FIELDS, "rows": rows_of(3)}
    )
    answer = office.as_("lu.ming").raw("GET", f"/rosters/{kept.json()['id']}")
    assert answer.status_code == 404


def test_should_give_a_sheet_with_errors_that_can_be_given_back(office: Office) -> None:
    # given
    rows = [*rows_of(2), ["=1+1", "1", "大师", ""]]
    chen = office.as_("chen.jing")
    # when
    sheet = chen.raw("POST", "/rosters/sheet", json={"fields": FIELDS, "rows": rows})
    # then
    cells = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0].values)
    assert cells[0] == ("姓名", "身份证号", "等级", "发证日期", "错误")
    assert cells[1][4] is None
    assert cells[3][0] == "=1+1"
    assert cells[3][4] == "身份证号：身份证号应为18位；等级：不在可选值内：大师"
    back = upload(office, "/rosters/read", sheet.content, "r.xlsx").json()
    assert back["rows"] == rows and back["unknown"] == []


@pytest.mark.parametrize(("language", "heading"), [("zh", "姓名"), ("en", "Name")])
def test_should_give_a_template_that_can_be_read(
    office: Office, language: str, heading: str
) -> None:
    # when
    answer = office.as_("chen.jing").raw("GET", "/rosters/template", params={"language": language})
    # then
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A1"].value == heading
    read = upload(office, "/rosters/read", answer.content, "r.xlsx").json()
    assert read["unknown"] == [] and read["rows"] == []


def test_should_decline_a_column_that_is_not_there(office: Office) -> None:
    answer = office.as_("chen.jing").raw(
        "POST", "/rosters/check", json={"fields": ["name", "name"], "rows": []}
    )
    assert answer.status_code == 422


def test_should_name_every_choice_in_both_languages(office: Office) -> None:
    columns = office.as_("chen.jing").get("/rosters/columns")
    assert len(columns) == 24
    assert all(each["zh"] and each["en"] for each in columns)
    choices = [choice for column in columns for choice in column["choices"]]
    assert choices and all(each["zh"] and each["en"] for each in choices)
