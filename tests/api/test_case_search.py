"""Finding cases: each condition, all together, what others may not see, what it costs."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle

ID_NUMBER = "321302199001011234"
CLAIM = """
insert into register.claim (case_id, entry, line, valid_from, recorded_at, case_number, process,
    area, plan, claimant, state, lines, claimed_yuan, payable_yuan, refused_yuan, cut_yuan, reasons)
values (%s, %s, 0, '2026-03-02', now(), '', 'small', 'P1_CITY', 1, 'xinghe', 'computed', 1,
        %s, %s, 0, 0, '')
"""
LINE = """
insert into register.claim_line (case_id, entry, line, valid_from, recorded_at, id_number, name,
    benefit, state, payable_yuan, rules, risks, payee_kind, payee)
values (%s, 1, 1, '2026-03-02', now(), %s, '张三', 'certificate', 'refused', 0, %s, '{}',
        'organisation', 'xinghe')
"""


@dataclass
class Desk:
    """Six cases of one applicant: 0 and 1 accepted, 2 rejected, 3 held, 4 and 5 free."""

    office: Office
    cases: list[dict[str, Any]]

    def find(self, by: str = "tian.song", **wanted: Any) -> list[int]:
        """Numbers of the cases found, in the order of the answer."""
        found = self.office.as_(by).get("/audit/cases", **wanted)["items"]
        order = [case["case_id"] for case in self.cases]
        return [order.index(each["case_id"]) for each in found]

    def sql(self, statement: str, *values: Any) -> None:
        with psycopg.connect(plain(self.office), autocommit=True) as connection:
            connection.execute(statement, values)


def plain(office: Office) -> str:
    return office.engine.database.url.render_as_string(hide_password=False).replace(
        "postgresql+psycopg", "postgresql"
    )


@pytest.fixture(scope="module")
def desk(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as office,
    ):
        applicant, clerk = office.as_("chen.jing"), office.as_("zhao.min")
        body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "培训"}}
        cases = [applicant.command("/cases", body) for _ in range(6)]
        for place, outcome in enumerate(("accept", "accept", "reject", "")):
            path = f"/cases/{cases[place]['case_id']}/tasks/{cases[place]['opened'][0]['task']}"
            clerk.command(f"{path}/claim")
            if outcome:
                clerk.command(f"{path}/complete", {"outcome": outcome, "opinion": "已核"})
        made = Desk(office, cases)
        for place, amounts in enumerate(((900, 1200), (3000,), (500,))):
            for entry, amount in enumerate(amounts, start=1):
                made.sql(CLAIM, UUID(cases[place]["case_id"]), entry, amount, amount)
        made.sql(LINE, UUID(cases[2]["case_id"]), ID_NUMBER, ["E-04"])
        yield made


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [5, 4, 3, 2, 1, 0]),
        ({"process": "small"}, [5, 4, 3, 2, 1, 0]),
        ({"process": "other"}, []),
        ({"area": "000000", "running": "false"}, [2, 1, 0]),
        ({"area": "321300"}, []),
        ({"outcome": "reject"}, [2]),
        ({"step": "acceptance", "waiting": "true"}, [5, 4, 3]),
        ({"bureau": "P1_CITY.hrss_bureau"}, [5, 4, 3, 2, 1, 0]),
        ({"bureau": "P1_CITY.finance_bureau"}, []),
        ({"person": "zhao.min"}, [3, 2, 1, 0]),
        ({"person": "赵敏"}, [3, 2, 1, 0]),
        ({"person": "Zhao Min"}, [3, 2, 1, 0]),
        ({"person": "nobody at all"}, []),
        ({"person": "星河"}, [5, 4, 3, 2, 1, 0]),
        ({"person": "xinghe"}, [5, 4, 3, 2, 1, 0]),
        ({"started_from": "2026-03-02", "started_until": "2026-03-02"}, [5, 4, 3, 2, 1, 0]),
        ({"started_until": "2026-03-01"}, []),
        ({"done_from": "2026-03-02", "outcome": "accept"}, [1, 0]),
        ({"without_step": "acceptance"}, []),
        ({"first_step": "acceptance", "last_step": "acceptance"}, [5, 4, 3, 2, 1, 0]),
        ({"overdue": "true"}, []),
        # the newest claim counts: the first one of case 0 was 900
        ({"amount_from": "1000"}, [1, 0]),
        ({"amount_until": "1000"}, [2]),
        ({"amount_from": "1000", "amount_until": "2000"}, [0]),
        ({"payee": "xinghe"}, [2, 1, 0]),
        ({"payee": "星河"}, [2, 1, 0]),
        ({"payee": ID_NUMBER}, [2]),
        ({"rule": "E-04"}, [2]),
        ({"rule": "E-04", "outcome": "accept"}, []),
        ({"order": "oldest"}, [0, 1, 2, 3, 4, 5]),
        ({"order": "amount", "running": "false"}, [1, 0, 2]),
    ],
)
def test_should_find_by(desk: Desk, wanted: dict[str, str], places: list[int]) -> None:
    assert desk.find(**wanted) == places


def test_should_find_by_the_last_digits_of_the_number(desk: Desk) -> None:
    number = desk.cases[4]["number"]
    assert desk.find(number=number) == [4]
    assert desk.find(number=number[-6:]) == [4]
    assert desk.find(number="%") == []


@pytest.mark.parametrize("order", ["newest", "oldest", "amount", "duration"])
def test_should_page_without_gap_or_repetition(desk: Desk, order: str) -> None:
    # given
    client, found, after = desk.office.as_("tian.song"), [], None
    # when
    while True:
        options = {"after": after} if after else {}
        page = client.get("/audit/cases", order=order, limit="2", **options)
        found += [row["case_id"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    # then
    assert sorted(found) == sorted(case["case_id"] for case in desk.cases)


def test_should_count_and_sum_after_each_condition(desk: Desk) -> None:
    # when
    summary = desk.office.as_("tian.song").get(
        "/audit/cases/summary", process="small", running="false", amount_from="1000"
    )
    # then
    assert [
        (step["condition"], step["cases"], step["amount_yuan"], step["more"])
        for step in summary["steps"]
    ] == [
        ("", 6, "4700.00", False),
        ("process", 6, "4700.00", False),
        ("running", 3, "4700.00", False),
        ("amount", 2, "4200.00", False),
    ]


def test_should_say_that_a_search_is_too_broad(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    for module in ("engine.reads.case_search", "api.routes.auditing"):
        monkeypatch.setattr(f"{module}.MOST", 4)
    client = desk.office.as_("tian.song")
    # then
    assert len(client.get("/audit/cases")["items"]) == 6
    summary = client.get("/audit/cases/summary", area="000000")
    assert summary["steps"][-1] == {
        "condition": "area",
        "cases": 4,
        "more": True,
        "amount_yuan": None,
    }
    assert summary["ways"] == ["started", "process", "state"]
    for path in ("/audit/cases/map", "/audit/cases/variants", "/audit/cases.csv"):
        refused = client.raw("GET", path)
        assert refused.status_code == 422
        assert refused.json()["type"] == "urn:huiqian:problem:too-broad"
    assert client.raw("GET", "/audit/cases", params={"order": "amount"}).status_code == 422


def test_should_count_work_per_step(desk: Desk) -> None:
    # when
    answer = desk.office.as_("tian.song").get("/audit/cases/map")
    # then
    [step] = answer["steps"]
    assert answer["cases"] == 6
    assert (step["step"], step["title_zh"], step["done"], step["waiting"]) == (
        "acceptance",
        "受理",
        3,
        3,
    )
    assert step["median_days"] == 0


def test_should_group_cases_by_what_they_went_through(desk: Desk) -> None:
    # given
    client = desk.office.as_("tian.song")
    # when
    answer = client.get("/audit/cases/variants")
    # then
    [variant] = answer["variants"]
    assert variant["steps"] == ["acceptance"] and variant["cases"] == 6
    assert variant["running"] == 3
    assert answer["titles"]["acceptance"]["zh"] == "受理"
    assert desk.find(variant=variant["variant"]) == [5, 4, 3, 2, 1, 0]
    assert desk.find(variant="0" * 16) == []


def test_should_show_each_only_what_is_theirs(desk: Desk) -> None:
    # given: letters open other cities and later cases only
    assert desk.find("gu.qin") == []
    entrusted = {
        "person": "gu.qin",
        "letter": "委托〔2026〕1号",
        "areas": ["P1_CITY"],
        "processes": ["small"],
        "valid_from": "2026-03-01",
        "valid_until": "2026-03-31",
        "cases_from": None,
        "cases_until": None,
    }
    admin = desk.office.as_("admin")
    letter = admin.command("/entrustments", entrusted)
    # then
    assert desk.find("gu.qin") == [5, 4, 3, 2, 1, 0]
    assert desk.find("pi.jun") == []
    assert desk.find("xu.qian") == [5, 4, 3, 2, 1, 0], "the auditor of the city"
    assert desk.find("qi.jia") == [], "the auditor of another city"
    assert desk.find("liu.yuan") == [5, 4, 3, 2, 1, 0], "head of the bureau that does the work"
    assert desk.find("gao.yuan") == [], "head of another bureau"
    admin.raw("DELETE", f"/entrustments/{letter['id']}")
    assert desk.find("gu.qin") == []


def test_should_export_what_was_found(desk: Desk) -> None:
    # when
    answer = desk.office.as_("tian.song").raw("GET", "/audit/cases.csv", params={"rule": "E-04"})
    # then
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(lines) == 2 and desk.cases[2]["number"] in lines[1] and "500.00" in lines[1]


def test_should_record_what_was_asked(desk: Desk) -> None:
    # given
    desk.find(rule="E-04")
    # when
    with desk.office.engine.database.connect() as connection:
        rows = connection.exec_driver_sql(
            "select person, what, detail from engine.reading order by id desc limit 1"
        ).all()
    # then
    assert [tuple(row) for row in rows] == [("tian.song", "case search", '{"rule":"E-04"}')]


def test_should_keep_searches_per_person(desk: Desk) -> None:
    # given
    client, other = desk.office.as_("tian.song"), desk.office.as_("xu.qian")
    # when
    for state in ("open", "closed"):
        client.command("/audit/searches/大额", {"filter": {"state": state}}, method="PUT")
    # then
    [kept] = client.get("/audit/searches")
    assert (kept["name"], kept["filter"]) == ("大额", {"state": "closed"})
    assert other.get("/audit/searches") == []
    assert other.raw("DELETE", "/audit/searches/大额").status_code == 404
    assert client.raw("DELETE", "/audit/searches/大额").status_code == 204
    assert client.get("/audit/searches") == []


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/audit/cases", 4),
        ("/audit/cases/summary", 4),
        ("/audit/cases/map", 5),
        ("/audit/cases/variants", 5),
    ],
)
def test_should_ask_the_database_no_oftener(
    desk: Desk, path: str, statements: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock, the record, the time limit, and the question itself; never one per case."""
    # given
    client = desk.office.as_("tian.song")
    client.get(path)
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def counting(self: Any, query: Any, params: Any = None, **options: Any) -> Any:
        if threading.current_thread().name != "herald":  # which tells of earlier changes
            sent.append(str(query))
        return execute(self, query, params, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counting)
    # when
    client.get(path, process="small", amount_from="1")
    # then
    # People and calendars are read again when they are two seconds old, whoever asks.
    asked = [each for each in sent if "engine." in each or "people." not in each]
    asked.remove(";")
    assert len(asked) == statements, asked


def test_should_offer_what_there_is(desk: Desk) -> None:
    choices = desk.office.as_("tian.song").get("/audit/choices")
    assert choices["processes"] == [
        {"process": "small", "title_zh": "小流程", "title_en": "Small process"}
    ]
    assert choices["states"] == ["draft"]
    assert choices["outcomes"] == [
        {"outcome": "accept", "zh": "受理", "en": "Accept"},
        {"outcome": "reject", "zh": "不予受理", "en": "Reject"},
    ]
