"""The approval sheet of a case that was worked to its end, and who may print it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.played import EVERY_BUNDLE, played
from tests.printing.reading import pages_of


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=EVERY_BUNDLE, today=date(2027, 3, 1), with_worker=True) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def paid(office: Office) -> dict[str, Any]:
    return played(office, "EX-06")


def text_of(office: Office, person: str, case: dict[str, Any], **asked: Any) -> str:
    address = f"/cases/{case['case_id']}/approval-sheet.pdf"
    answer = office.as_(person).raw("GET", address, params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(pages_of(answer.content))


def test_should_print_facts_amounts_opinions_and_the_head_of_the_chain(
    office: Office, paid: dict[str, Any]
) -> None:
    # given
    journal = office.as_("tian.song").get(f"/cases/{paid['case_id']}/journal", limit=1_000)
    # when
    text = text_of(office, "jiang.bin", paid)
    # then
    for expected in (
        *("项目制培训结算审批表", f"编号：{paid['number']}", "转岗培训补贴"),
        *("¥30,600.00", "人民币叁万零陆佰元整", "材料齐全", "核对无误"),
        *("受理审查", "复核", "银行回单", "签名（盖章）：宿迁市财政局"),
        journal["items"][-1]["hash"],
    ):
        assert expected in text, expected


def test_should_write_a_stroke_where_a_step_was_not_reached(office: Office) -> None:
    # given
    case = played(office, "EX-01", acts=1)
    # when
    text = text_of(office, "zhao.min", case)
    # then
    assert "受理。材料齐全" in text
    assert "初审（办理中）" in text
    assert "复核/" in text and "审批/" in text


def test_should_not_tell_applicants_who_decided_what(office: Office, paid: dict[str, Any]) -> None:
    answer = office.as_("zhang.lan").raw("GET", f"/cases/{paid['case_id']}/approval-sheet.pdf")
    assert answer.status_code == 404


def test_should_record_that_an_auditor_printed_it(office: Office, paid: dict[str, Any]) -> None:
    assert text_of(office, "tian.song", paid)
    with office.engine.database.connect() as connection:
        found = connection.exec_driver_sql(
            "select person from engine.reading where what = 'approval sheet'"
        ).all()
    assert [row.person for row in found] == ["tian.song"]


def test_should_tell_the_case_as_it_stood_after_an_entry_or_on_a_day(
    office: Office, paid: dict[str, Any]
) -> None:
    # given the entry with which the window clerk accepted the application
    journal = office.as_("tian.song").get(f"/cases/{paid['case_id']}/journal", limit=1_000)
    items = journal["items"]
    accepted = next(each for each in items if "材料齐全" in str(each["document"]))
    # when
    text = text_of(office, "jiang.bin", paid, entry=accepted["entry"])
    # then
    assert f"按第{accepted['entry']}条记录" in text and accepted["hash"] in text
    assert "材料齐全" in text
    assert "核对无误" not in text and "¥30,600.00" not in text
    assert "已拨付" not in text
    # when
    now = text_of(office, "jiang.bin", paid, on=items[-1]["at"][:10])
    # then
    assert "已拨付" in now and "其后的办理不在此表" not in now
    # when
    before = office.as_("jiang.bin").raw(
        "GET", f"/cases/{paid['case_id']}/approval-sheet.pdf", params={"on": "2020-01-01"}
    )
    # then
    assert before.status_code == 404
    assert before.json()["type"].endswith("no-entry-then")


def test_should_be_english_for_those_who_ask(office: Office, paid: dict[str, Any]) -> None:
    # when
    text = text_of(office, "jiang.bin", paid, language="en")
    # then
    for expected in (
        *("approvalsheet", "Signature(seal):SuqianFinanceBureau", "人民币叁万零陆佰元整"),
        *("State", "paid", "Page1of"),
    ):
        assert expected in text, expected
    assert "签名" not in text
