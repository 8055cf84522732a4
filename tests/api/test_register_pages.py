"""Registers as of a day, ledgers of persons and payees, sums by fund, public pages."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.test_case_search import plain

ID_NUMBER = "321302199001011234"
CASE = uuid4()
ROWS = f"""
insert into register.institution values
  ('{uuid4()}', 1, 0, '2026-01-05', '2026-01-05', 'qingsong_school', '青松职业培训学校',
   'training_institution', 'P1_CITY-A2-2026-0001', 'P1_CITY', '{{}}', null, 'valid', null),
  ('{uuid4()}', 1, 0, '2026-02-20', '2026-02-20', 'qingsong_school', '青松职业培训学校',
   'training_institution', 'P1_CITY-A2-2026-0001', 'P1_CITY', '{{}}', null, 'suspended', null);
insert into register.payment_order values
  ('{CASE}', 1, 0, '2026-01-10', '2026-01-10', 'PO-1', 'P1_CITY', 'skills_fund', 1000, 1,
   'ordered', null),
  ('{CASE}', 2, 0, '2026-02-10', '2026-02-10', 'PO-1', 'P1_CITY', 'skills_fund', 1000, 1,
   'paid', 'R-1'),
  ('{uuid4()}', 1, 0, '2026-02-15', '2026-02-15', 'PO-2', '321300', 'skills_fund', 70, 1,
   'ordered', null);
insert into register.payment values
  ('{CASE}', 1, 0, '2026-01-10', '2026-01-10', 'PO-1', 'individual', '{ID_NUMBER}', null, 1,
   'skills_fund', 1000);
insert into register.person values
  ('{CASE}', 1, 0, '2026-01-01', '2026-01-01', '{ID_NUMBER}', '张小明', 'valid', null, null);
insert into register.subsidy values
  ('{CASE}', 1, 1, '2026-01-10', '2026-01-10', '{ID_NUMBER}', 'reserved', 'P1_CITY',
   'certificate', null, 2026, true, null, null, null, null, null, 0, 1000),
  ('{CASE}', 2, 1, '2026-02-10', '2026-02-10', '{ID_NUMBER}', 'paid', 'P1_CITY',
   'certificate', null, 2026, true, null, null, null, null, null, 0, 1000);
insert into register.fund_movement values
  ('{CASE}', 9, 0, '2026-01-02', '2026-01-02', 'P1_CITY', 'skills_fund', 5000, 'pooled', 'x'),
  ('{CASE}', 10, 0, '2026-02-10', '2026-02-10', 'P1_CITY', 'skills_fund', -1000, 'released', 'x');
insert into register.directory_version values
  ('{CASE}', 1, 0, '2026-01-01', '2026-01-01', 'P1_CITY', 'trade', 1, '2025-12-20', 'import',
   '0000-12333'),
  ('{CASE}', 2, 0, '2026-02-01', '2026-02-01', 'P1_CITY', 'trade', 2, '2026-01-25',
   '增列<焊工>', '0000-12333');
insert into register.directory_entry values
  ('{CASE}', 1, 1, '2026-01-01', '2026-01-01', 'P1_CITY', 'trade', 1, '6-04-02', '纺织工',
   'listed', '{{"level": "junior"}}'),
  ('{CASE}', 2, 1, '2026-02-01', '2026-02-01', 'P1_CITY', 'trade', 2, '6-18-02', '焊工',
   'listed', '{{"level": "senior", "class_hours": 160}}'),
  ('{CASE}', 2, 2, '2026-02-01', '2026-02-01', 'P1_CITY', 'trade', 2, '6-04-02', '纺织工',
   'removed', '{{}}');
"""


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with database.fresh_database(postgres_server) as url, Office(url) as opened:
        with psycopg.connect(plain(opened), autocommit=True) as connection:
            connection.execute(ROWS.encode())
        yield opened


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ({}, ["suspended", "valid"]),
        ({"current": "true"}, ["suspended"]),
        ({"current": "true", "as_of": "2026-02-01"}, ["valid"]),
        ({"current": "true", "as_of": "2026-01-01"}, []),
        ({"as_of": "2026-02-01"}, ["valid"]),
    ],
)
def test_should_say_what_stood_on_a_day(
    office: Office, asked: dict[str, str], states: list[str]
) -> None:
    rows = office.as_("sun.ning").get("/registers/institutions", **asked)["items"]
    assert [row["state"] for row in rows] == states


def test_should_add_up_by_fund_as_of_a_day(office: Office) -> None:
    # given
    clerk = office.as_("sun.ning")
    # when
    [now] = clerk.get("/registers/funds")
    [then] = clerk.get("/registers/funds", as_of="2026-01-31")
    # then
    assert now["states"] == {"paid": {"orders": 1, "yuan": "1000.00"}}
    assert now["balance_yuan"] == "4000.00"
    assert then["states"] == {"ordered": {"orders": 1, "yuan": "1000.00"}}
    assert then["balance_yuan"] == "5000.00"
    assert [each["area"] for each in office.as_("tian.song").get("/registers/funds")] == [
        *("321300", "P1_CITY")
    ]


def test_should_mask_a_person_until_there_is_a_reason(office: Office) -> None:
    # given
    clerk = office.as_("sun.ning")
    # when
    masked = clerk.raw("POST", "/registers/persons", json={"id_number": ID_NUMBER})
    reason = {"id_number": ID_NUMBER, "reason": "信访核实 2026-17"}
    shown = clerk.command("/registers/persons", reason)
    short = clerk.raw("POST", "/registers/persons", json=reason | {"reason": "x"})
    # then
    assert masked.status_code == 200 and ID_NUMBER not in masked.text
    assert "张小明" not in masked.text and masked.json()["name"] == "张**"
    assert shown["name"] == "张小明" and shown["places"] == [{"year": 2026, "taken": 1}]
    assert [each["state"] for each in shown["subsidies"]] == ["paid"]
    assert short.status_code == 422
    with office.engine.database.connect() as connection:
        rows = connection.exec_driver_sql(
            "select what, detail from engine.reading where person = 'sun.ning' order by id"
        ).all()
    assert ("person ledger revealed", "321***********1234 信访核实 2026-17") in map(tuple, rows)
    assert all(ID_NUMBER not in row.detail for row in rows)


def test_should_show_other_areas_nothing_of_a_person(office: Office) -> None:
    found = office.as_("shen.tao").command("/registers/persons", {"id_number": ID_NUMBER})
    assert found["subsidies"] == found["payments"] == []


def test_should_list_payments_of_a_payee(office: Office) -> None:
    found = office.as_("sun.ning").command("/registers/payees", {"payee": ID_NUMBER})
    assert found["payee"] == "321***********1234"
    assert [(row["order_number"], row["state"]) for row in found["payments"]] == [("PO-1", "paid")]
    assert found["totals"] == [
        {
            "year": 2026,
            "fund_source": "skills_fund",
            "state": "paid",
            "payments": 1,
            "yuan": "1000.00",
        }
    ]


def test_should_export_a_register(office: Office) -> None:
    answer = office.as_("sun.ning").raw(
        "GET", "/registers/payments.csv", params={"current": "true"}
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["order_number"], row["state"]) for row in rows] == [("PO-1", "paid")]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["某市", "工种（项目）目录", "第2版"]), ("en", ["City of Plan 1", "Version 2"])],
)
def test_should_list_every_published_version(
    office: Office, language: str, words: list[str]
) -> None:
    page = office.anonymous().raw("GET", "/public/directory", params={"language": language})
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert all(word in page.text for word in words)
    assert "<script" not in page.text and "增列&lt;焊工&gt;" in page.text


def test_should_keep_old_versions_readable(office: Office) -> None:
    # given
    client, path = office.anonymous(), "/public/directory/P1_CITY/trade"
    # when
    newest = client.raw("GET", path, params={"language": "zh"}).text
    first = client.raw("GET", path, params={"version": "1", "language": "en"}).text
    then = client.raw("GET", path, params={"on": "2026-01-15"}).text
    sought = client.raw("GET", path, params={"q": "焊", "language": "zh"}).text
    nothing = client.raw("GET", path, params={"q": '"><script>', "language": "zh"}).text
    # then
    assert "焊工" in newest and "纺织工" not in newest and "高级" in newest
    assert "纺织工" in first and "not the newest" in first and "junior" in first
    assert "纺织工" in then
    assert "6-18-02" in sought
    assert "<script" not in nothing and "6-18-02" not in nothing
    missing = client.raw("GET", path, params={"version": "9", "language": "en"})
    assert missing.status_code == 404 and "no such version" in missing.text


AFTER_MIDNIGHT = f"""
insert into register.directory_version values
  ('{CASE}', 1, 0, '2027-02-01', '2027-02-01', 'P1_CITY', 'trade', 1, '2027-01-20', 'import',
   '0000-12333'),
  ('{CASE}', 2, 0, '2027-03-02', '2027-02-20', 'P1_CITY', 'trade', 2, '2027-02-20', '增列',
   '0000-12333');
insert into register.disclosure values
  ('{CASE}', 3, 0, '2027-02-01', '2027-02-01', 'P1_CITY', '2027-01-01', '2027-01-31',
   '2027-03-01', '[]', 1),
  ('{CASE}', 4, 0, '2027-02-02', '2027-02-02', 'P1_CITY', '2027-01-01', '2027-01-31',
   '2027-03-02', '[]', 2);
"""


def test_should_go_by_the_day_of_the_area(postgres_server: EmbeddedPostgres) -> None:
    # given one o'clock at night on 2 March, which is still 1 March in UTC
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, today=date(2027, 3, 1)) as office,
    ):
        with psycopg.connect(plain(office), autocommit=True) as connection:
            connection.execute(AFTER_MIDNIGHT.encode())
        office.as_("admin").raw("POST", "/clock/advance", json={"by": "16h", "area": "P1_CITY"})
        anybody = office.anonymous()
        # when
        listed = anybody.get("/public/directories/P1_CITY/trade")
        page = anybody.raw("GET", "/public/directory/P1_CITY/trade", params={"language": "zh"})
        online = anybody.get("/public/disclosures")
    # then what begins today is in force, and what ended yesterday is gone
    assert listed["version"] == 2
    assert "第2版" in page.text and "不是最新" not in page.text
    assert [each["total_yuan"] for each in online] == ["2.00"]
