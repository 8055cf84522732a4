"""Administrators see what a change would do before they make it, and what was done afterwards."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.client import Client, Refused
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle

CLERK = "P1_CITY.hrss_bureau.window_clerk"


@pytest.fixture(scope="module")
def office(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as opened,
    ):
        yield opened


@pytest.fixture
def admin(office: Office) -> Client:
    return office.as_("admin")


def file_case(office: Office) -> dict[str, Any]:
    body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "培训"}}
    done: dict[str, Any] = office.as_("chen.jing").command("/cases", body)
    return done


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("赵敏", "zhao.min"),
        ("敏", "zhao.min"),
        ("zhaom", "zhao.min"),
        ("zm", "zhao.min"),
        ("Min", "zhao.min"),
        ("ZHAO.MIN", "zhao.min"),
        ("吕", "lyu.hang"),
    ],
)
def test_should_find_people_by_name_pinyin_and_initials(
    admin: Client, typed: str, found: str
) -> None:
    assert found in [each["id"] for each in admin.get("/people", search=typed)["items"]]


def test_should_filter_people_by_role_status_and_organisation(admin: Client) -> None:
    chosen = {"organisation": "P1_CITY.hrss_bureau", "role": "reviewer", "status": "active"}
    people = admin.get("/people", **chosen)["items"]
    assert [each["id"] for each in people] == ["li.wei", "zheng.hao"]
    assert admin.get("/people", search="%")["items"] == []
    assert admin.get("/people", search="zhao", status="disabled")["items"] == []


def test_should_read_a_page_of_people_in_two_statements(office: Office) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    engine = office.engine.database

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "people.person" in statement or "people.membership" in statement:
            statements.append(statement)

    client = office.as_("admin")
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert len(client.get("/people", limit=50)["items"]) == 50
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(statements) == 2, statements


def test_should_tell_what_disabling_somebody_would_do(office: Office, admin: Client) -> None:
    # given: a free task of the group, and one that the person holds
    file_case(office)
    held = file_case(office)
    clerk = office.signed_in("zhao.min")
    clerk.command(f"/cases/{held['case_id']}/tasks/{held['opened'][0]['task']}/claim")
    # when
    effect = admin.command("/people/zhao.min/preview", {"status": "disabled"})
    # then
    assert [(each["element"], each["tasks"]) for each in effect["held"]] == [("acceptance", 1)]
    assert "case_id" not in str(effect) and held["number"] not in str(effect)
    lost = effect["lost"][0]
    assert (lost["group"], lost["others"]) == (CLERK, 0)
    assert lost["waiting_tasks"] >= 1
    assert [step["element"] for step in lost["steps"]] == ["acceptance"]
    assert effect["sessions_ended"] >= 1
    assert admin.get("/people/zhao.min")["status"] == "active", "nothing happened yet"
    # and: the roles of the area name nobody missing now
    assert admin.get("/roles", area="P1_CITY")["stranded"] == []


def test_should_name_the_tasks_that_nobody_can_take(office: Office, admin: Client) -> None:
    # given
    file_case(office)
    admin.command("/people/zhao.min/status", {"status": "disabled"}, method="PUT")
    # when
    roles = admin.get("/roles", area="P1_CITY")
    # then
    assert [each["group"] for each in roles["stranded"]] == [CLERK]
    row = next(each for each in roles["rows"] if each["organisation"] == "P1_CITY.hrss_bureau")
    cell = next(each for each in row["cells"] if each["role"] == "window_clerk")
    assert cell == {"role": "window_clerk", "holders": [], "needed": True}
    assert admin.get("/roles", area="321300")["stranded"] == []
    admin.command("/people/zhao.min/status", {"status": "active"}, method="PUT")


def test_should_keep_an_administrator(office: Office, admin: Client) -> None:
    effect = admin.command("/people/admin/preview", {"groups": []})
    assert effect["last_administrator"] is True
    for path, body in (
        ("/people/admin/groups", {"groups": []}),
        ("/people/admin/status", {"status": "disabled"}),
    ):
        with pytest.raises(Refused) as refused:
            admin.command(path, body, method="PUT")
        assert refused.value.problem == "last-administrator"
    assert admin.get("/me")["groups"] == ["platform.system_admin"]


def test_should_rename_people_and_organisations(admin: Client) -> None:
    names = {"name_zh": "李薇薇", "name_en": "Li Weiwei"}
    admin.command("/people/li.wei/names", names, method="PUT")
    assert admin.get("/people", search="liweiwei")["items"][0]["id"] == "li.wei"
    office_names = {"name_zh": "某市税务局(新)", "name_en": "Tax Bureau (new)"}
    renamed = admin.command("/organisations/P1_CITY.tax_bureau/names", office_names, method="PUT")
    assert renamed["name_zh"] == "某市税务局(新)"
    what = [each["what"] for each in admin.get("/changes", actor="admin")["items"][:2]]
    assert what == ["organisation.renamed", "person.renamed"]


def test_should_end_sessions_and_tokens_of_others(office: Office, admin: Client) -> None:
    # given
    client = office.signed_in("chen.bo")
    token = client.command("/tokens", {"name": "ledger", "groups": [], "days": 3})
    program = office.anonymous(token=token["secret"])
    listed = admin.get("/tokens/all", person="chen.bo")["items"]
    assert [each["name"] for each in listed] == ["ledger"]
    assert token["secret"] not in str(listed)
    # when
    admin.command(f"/people/chen.bo/tokens/{token['id']}", method="DELETE")
    admin.command("/people/chen.bo/sessions", method="DELETE")
    # then
    assert program.raw("GET", "/me").status_code == 401
    assert client.raw("GET", "/me").status_code == 401
    assert admin.get("/people/chen.bo/sessions") == []
    whats = {each["what"] for each in admin.get("/changes", subject="chen.bo")["items"]}
    assert {"token.revoked", "person.sessions_ended"} <= whats


def test_should_page_through_the_history(admin: Client) -> None:
    first = admin.get("/changes", what="person", limit=2)
    second = admin.get("/changes", what="person", limit=2, after=first["next"])
    numbers = [each["number"] for each in first["items"] + second["items"]]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) == 4
    assert admin.raw("GET", "/changes", params={"after": "rubbish"}).status_code == 422
    assert admin.raw("GET", "/changes", params={"after": "WyJ4Il0"}).status_code == 422


def test_should_tell_by_which_rule_somebody_sees_a_case(office: Office, admin: Client) -> None:
    # given
    number = file_case(office)["number"]

    def sight(person: str) -> tuple[bool, list[str]]:
        found = admin.get(f"/people/{person}/sight", number=number)
        return found["sees"], [each["rule"] for each in found["ways"] if each["holds"]]

    # then
    assert sight("chen.jing") == (True, ["applicant", "organisation"])
    assert sight("zhao.min") == (True, ["task"])
    assert sight("tian.song") == (True, ["office"])
    assert sight("tan.zhe") == (True, ["letter"])
    assert sight("liu.yuan") == (True, ["head"])
    assert sight("li.wei") == (False, [])
    assert sight("admin") == (False, [])
    nothing = admin.get("/people/zhao.min/sight", number="NO-SUCH-NUMBER")
    assert nothing["sees"] is False
    general = admin.get("/people/xia.qing/sight")
    assert general["sees"] is None
    assert next(e for e in general["ways"] if e["rule"] == "incidents")["holds"] is True


def test_should_show_what_a_calendar_changes_before_it_does(office: Office, admin: Client) -> None:
    # given
    present = admin.get("/calendars/530500")
    given = {
        "holidays": [*present["holidays"], "2026-03-03"],
        "shifted_work_days": [*present["shifted_work_days"], "2026-03-07"],
    }
    # when
    effect = admin.command("/calendars/530500/preview", given)
    # then
    assert effect["days"] == [
        {"day": "2026-03-03", "works": False},
        {"day": "2026-03-07", "works": True},
    ]
    assert effect["areas"] == ["530500", "530502"]
    five = next(each for each in effect["samples"] if each["working_days"] == 5)
    assert (five["before"], five["after"]) == ("2026-03-09", "2026-03-09")
    assert admin.get("/calendars/530500") == present
    # and: set, it stands in the history and in the list of areas with their own
    admin.command("/calendars/530500", given, method="PUT")
    history = admin.get("/calendars/530500/history")
    assert [each["set_by"] for each in history] == ["admin"]
    assert "530500" in [each["area"] for each in admin.get("/calendars")]


def test_should_tell_how_the_system_is(database_url: str) -> None:
    from sqlalchemy import text

    with Office(database_url, with_worker=True) as office:
        client = office.as_("admin")
        # the worker says that it lives as soon as it listens
        details = client.get("/health/details")
        while not details["workers"]:
            details = client.get("/health/details")
        assert details["findings"] == []
        assert details["trial"] is True
        assert details["database"]["migrations"] == details["database"]["expected_migrations"]
        assert (
            any(each["name"] == "engine.journal" for each in details["tables"]) or details["tables"]
        )
        # and: one that was killed is seen
        with office.engine.database.begin() as connection:
            connection.execute(
                text("update engine.worker set seen_at = clock_timestamp() - interval '2 min'")
            )
            connection.execute(text("insert into engine.worker (id, process_id) values ('x', 1)"))
        details = client.get("/health/details")
        assert [each["rule"] for each in details["findings"]] == ["worker_silent"]
