"""The workbench over HTTP: rows, counts, columns, saved views, notices."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle


def searchable_bundle(folder: Path) -> Path:
    """The small bundle with a limit of three working days and a name and an amount to search."""
    bundle = small_bundle(folder)
    diagram = bundle / "small.bpmn"
    task = '<zeebe:formDefinition formId="acceptance"/>'
    limit = (
        '<zeebe:properties><zeebe:property name="huiqian:limitWorkingDays" value="3"/>'
        '<zeebe:property name="huiqian:name.en" value="Acceptance"/></zeebe:properties>'
    )
    text = diagram.read_text(encoding="utf-8")
    diagram.write_text(text.replace(task, task + limit), encoding="utf-8")
    start = bundle / "forms" / "start.json"
    form = json.loads(start.read_text(encoding="utf-8"))
    form["schema"]["properties"]["purpose"]["x-search"] = True
    form["schema"]["properties"]["amount_yuan"] = {
        "type": "string",
        "format": "decimal",
        "x-label": {"zh": "金额（元）", "en": "Amount (yuan)"},
        "x-search": True,
    }
    start.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    return bundle


@pytest.fixture(scope="module")
def office(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = searchable_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as opened,
    ):
        yield opened


def start(office: Office, purpose: str, amount: str = "27000") -> dict[str, Any]:
    fields = {"purpose": purpose, "amount_yuan": amount}
    body = {"process": "small", "area": "P1_CITY", "fields": fields}
    done: dict[str, Any] = office.as_("chen.jing").command("/cases", body)
    return done


def call(office: Office, person: str, method: str, path: str, body: Any = None) -> Any:
    answer = office.as_(person).raw(method, path, json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def listed(office: Office, person: str, **query: Any) -> list[dict[str, Any]]:
    answer = office.as_(person).raw("GET", "/tasks", params={"box": "open", **query})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_should_tell_in_a_row_what_a_clerk_chooses_by(office: Office) -> None:
    # given
    done = start(office, "焊工培训")
    # when
    (row,) = listed(office, "zhao.min", text="hgpx")
    # then
    assert row["number"] == done["number"]
    assert (row["applicant_zh"], row["organisation_zh"][:2]) == ("陈静", "星河")
    assert (row["amount_yuan"], row["fields"]["purpose"]) == ("27000", "焊工培训")
    assert (row["days_left"], row["overdue"], row["flags"]) == (3, False, [])
    assert row["candidates"][0]["zh"].endswith("受理人员")
    assert (row["process_zh"], row["process_en"]) == ("小流程", "Small process")


def test_should_find_by_the_end_of_the_number_and_by_the_applicant(office: Office) -> None:
    done = start(office, "电工培训")
    for typed in (done["number"][-6:], "陈静 电工", "cj dgpx", "xinghe 电工"):
        found = listed(office, "zhao.min", text=typed)
        assert done["case_id"] in {row["case_id"] for row in found}, typed
    assert listed(office, "li.wei", text=done["number"]) == []


def test_should_count_days_by_the_clock_of_the_database(office: Office) -> None:
    # given
    done = start(office, "期限")
    assert listed(office, "zhao.min", text="期限", due="today") == []
    # when
    call(office, "admin", "POST", "/clock/advance", {"by": "3wd"})
    # then
    (row,) = listed(office, "zhao.min", text="期限", due="today")
    assert (row["case_id"], row["days_left"]) == (done["case_id"], 0)
    counts = call(office, "zhao.min", "GET", "/tasks/counts")
    assert counts["today"]["count"] >= 1 and counts["overdue"]["count"] == 0
    bureau = next(each for each in counts["bureaus"] if each["id"] == "P1_CITY.hrss_bureau")
    assert bureau["count"] == counts["groups"]["count"]
    # when
    call(office, "admin", "POST", "/clock/advance", {"by": "1wd"})
    # then
    (row,) = listed(office, "zhao.min", text="期限", due="overdue")
    assert (row["days_left"], row["overdue"], row["flags"]) == (-1, True, ["overdue"])


def test_should_name_the_columns_of_a_process_without_personal_data(office: Office) -> None:
    (process,) = call(office, "zhao.min", "GET", "/tasks/columns")
    columns = {each["name"]: (each["zh"], each["kind"]) for each in process["columns"]}
    assert columns == {"purpose": ("字段", "text"), "amount_yuan": ("金额（元）", "money")}


def view(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "box": "groups", "filter": {"process": "small"}, **more}


def test_should_keep_views_and_share_them_with_a_bureau(office: Office) -> None:
    # given
    zhao, li, chen = "zhao.min", "li.wei", "chen.jing"
    shared = view("本局待受理", bureau="P1_CITY.hrss_bureau", columns=["number"], sort="amount")
    # when
    kept = call(office, zhao, "POST", "/views", shared)
    call(office, zhao, "POST", "/views", view("我的"))
    # then
    assert (kept["mine"], kept["sort"], kept["filter"]["process"]) == (True, "amount", "small")
    assert [each["name"] for each in call(office, zhao, "GET", "/views")] == ["我的", "本局待受理"]
    (seen,) = call(office, li, "GET", "/views")
    assert (seen["name"], seen["mine"], seen["owner_zh"]) == ("本局待受理", False, "赵敏")
    assert call(office, chen, "GET", "/views") == []
    # when: only the owner changes it
    path = f"/views/{kept['id']}"
    assert office.as_(li).raw("PUT", path, json=view("mine now")).status_code == 404
    assert office.as_(li).raw("DELETE", path).status_code == 404
    changed = call(office, zhao, "PUT", path, view("只给自己"))
    # then
    assert changed["bureau"] is None and call(office, li, "GET", "/views") == []
    call(office, zhao, "DELETE", path)
    assert [each["name"] for each in call(office, zhao, "GET", "/views")] == ["我的"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (view("x", bureau="P1_CITY.finance_bureau"), 403),
        (view("  "), 422),
        (view("x", box="everything"), 422),
        (view("x", filter={"sql": "1=1"}), 422),
        (view("x", density="tiny"), 422),
    ],
)
def test_should_decline_views_that_do_not_fit(
    office: Office, given: dict[str, Any], status: int
) -> None:
    assert office.as_("zhao.min").raw("POST", "/views", json=given).status_code == status


def test_should_decline_a_second_view_of_one_name(office: Office) -> None:
    call(office, "li.wei", "POST", "/views", view("一样"))
    answer = office.as_("li.wei").raw("POST", "/views", json=view("一样"))
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "urn:huiqian:problem:view-name-taken",
    )


def test_should_tell_the_reader_what_changed_and_forget_what_was_read(office: Office) -> None:
    # given
    group = "P1_CITY.hrss_bureau.window_clerk"
    call(office, "admin", "PUT", "/people/zheng.hao/groups", {"groups": [group]})
    done = start(office, "转办")
    path = f"/cases/{done['case_id']}/tasks/{done['opened'][0]['task']}"
    zhao, zheng = office.as_("zhao.min"), "zheng.hao"
    zhao.command(f"{path}/claim")
    # when
    zhao.command(f"{path}/transfer", {"to": zheng, "reason": "出差"})
    # then
    (told,) = call(office, zheng, "GET", "/me/notices")["items"]
    assert (told["kind"], told["number"], told["unread"]) == ("transferred", done["number"], True)
    assert call(office, zheng, "GET", "/tasks/counts")["unread"]["count"] == 1
    # when
    call(office, zheng, "PUT", "/me/notices/read", {"until": told["at"]})
    # then
    assert call(office, zheng, "GET", "/tasks/counts")["unread"]["count"] == 0
    assert [each["unread"] for each in call(office, zheng, "GET", "/me/notices")["items"]] == [
        False
    ]
    assert call(office, "zhao.min", "GET", "/me/notices")["items"] == []


def test_should_decline_marks_and_sorts_that_fit_no_list(office: Office) -> None:
    zhao = office.as_("zhao.min")
    for query in ({"after": "x"}, {"sort": "colour"}, {"due": "never"}, {"text": "\x00"}):
        answer = zhao.raw("GET", "/tasks", params={"box": "open", **query})
        assert answer.status_code == 422, query
