"""Samples: planned, looked at, drawn once, worked; only by those whose they are."""

import csv
import io
import json
from typing import Any

import psycopg
import pytest

from engine.audits.drawing import list_hash, lowest_tickets
from tests.api.test_case_search import Desk, desk, plain  # noqa: F401

PLAN = {
    "title": "2026年3月抽查",
    "filter": {"process": ["small"]},
    "method": "random",
    "size": 3,
    "seed": "01382438112797316654",
}


def planned(desk: Desk, person: str = "xu.qian", **other: Any) -> dict[str, Any]:  # noqa: F811
    return desk.office.as_(person).command("/audit/samples", PLAN | other)


def drawn(desk: Desk, person: str = "xu.qian", **other: Any) -> tuple[str, list[Any]]:  # noqa: F811
    path = f"/audit/samples/{planned(desk, person, **other)['id']}"
    return path, desk.office.as_(person).command(f"{path}/draw", {})


def test_should_freeze_the_population_and_draw_what_anybody_would(desk: Desk) -> None:  # noqa: F811
    # when
    plan = planned(desk)
    client = desk.office.as_("xu.qian")
    path = f"/audit/samples/{plan['id']}"
    items = client.command(f"{path}/draw", {})
    # then
    numbers = sorted(case["number"] for case in desk.cases)
    assert (plan["population"], plan["population_yuan"]) == (6, "4700.00")
    assert plan["drawn_at"] is None
    assert [item["number"] for item in items] == [
        name for _ticket, name in lowest_tickets(numbers, PLAN["seed"], 3)
    ]
    assert [item["rank"] for item in items] == [1, 2, 3]
    assert client.get(path)["drawn_by"] == "xu.qian"
    document = json.loads(client.raw("GET", f"{path}/export.json").content)
    frozen = [(row["number"], row["amount_yuan"]) for row in document["population"]]
    assert [number for number, _ in frozen] == numbers
    from decimal import Decimal

    rows = [(number, Decimal(amount) if amount else None) for number, amount in frozen]
    assert plan["population_hash"] == list_hash(rows)
    assert any(amount is None for _, amount in rows), "unknown stays unknown"


def test_should_draw_once(desk: Desk) -> None:  # noqa: F811
    path, _items = drawn(desk)
    again = desk.office.as_("xu.qian").raw("POST", f"{path}/draw", json={})
    assert (again.status_code, again.json()["type"]) == (409, "urn:huiqian:problem:sample-is-drawn")


def test_should_draw_the_same_for_the_same_seed_whatever_happened_meanwhile(
    desk: Desk,  # noqa: F811
) -> None:
    # given
    first, second = planned(desk), planned(desk)
    client = desk.office.as_("xu.qian")
    # when
    lists = [client.command(f"/audit/samples/{each['id']}/draw", {}) for each in (first, second)]
    other = drawn(desk, seed="2", size=6)[1]
    # then
    assert lists[0] == lists[1]
    assert [item["number"] for item in other] != sorted(item["number"] for item in other)


def test_should_show_start_and_interval_before_the_draw(desk: Desk) -> None:  # noqa: F811
    # when
    plan = planned(desk, method="systematic", size=4)
    items = desk.office.as_("xu.qian").command(f"/audit/samples/{plan['id']}/draw", {})
    # then
    assert plan["outlook"]["interval"] == "3/2"
    assert items[0]["position"] == plan["outlook"]["first_position"]
    assert len({item["position"] for item in items}) == 4
    assert [item["position"] for item in items] == sorted(item["position"] for item in items)


def test_should_share_a_stratified_sample_out(desk: Desk) -> None:  # noqa: F811
    # when
    plan = planned(
        desk, method="stratified", size=1, strata="amount", bounds=["1000.00"], each=True
    )
    items = desk.office.as_("xu.qian").command(f"/audit/samples/{plan['id']}/draw", {})
    # then
    strata = {each["stratum"]: each for each in plan["outlook"]["strata"]}
    assert {name: each["population"] for name, each in strata.items()} == {
        "0.00–1000.00": 1,
        "1000.00–": 2,
        "unknown": 3,
    }
    assert strata["1000.00–"]["population_yuan"] == "4200.00"
    assert [item["stratum"] for item in items] == ["0.00–1000.00", "1000.00–", "unknown"]


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"size": 7}, "sample-too-large"),
        ({"filter": {"process": ["none"]}}, "population-empty"),
        (
            {"method": "stratified", "strata": "amount", "bounds": ["5", "2"]},
            "bounds-not-ascending",
        ),
        ({"method": "stratified"}, "bad-request"),
        ({"seed": ""}, "bad-request"),
    ],
)
def test_should_decline_a_plan_that_cannot_be(
    desk: Desk,  # noqa: F811
    other: dict[str, Any],
    problem: str,
) -> None:
    answer = desk.office.as_("xu.qian").raw("POST", "/audit/samples", json=PLAN | other)
    assert answer.status_code == 422
    assert answer.json()["type"] == f"urn:huiqian:problem:{problem}"


def test_should_keep_everything_that_was_written(desk: Desk) -> None:  # noqa: F811
    # given
    path, items = drawn(desk)
    client = desk.office.as_("xu.qian")
    papers = f"{path}/items/{items[0]['position']}/papers"
    # when
    finding = client.command(
        papers,
        {"kind": "finding", "finding": "amount", "text": "多计两天", "amount_yuan": "120.00"},
    )
    client.command(papers, {"kind": "note", "text": "=已向科室核实"})
    client.command(papers, {"kind": "conclusion", "conclusion": "improper"})
    client.command(papers, {"kind": "withdrawal", "withdraws": finding["id"], "text": "看错行"})
    client.command(papers, {"kind": "conclusion", "conclusion": "proper"})
    # then
    written = client.get(papers)
    assert [each["kind"] for each in written] == [
        *("finding", "note", "conclusion", "withdrawal", "conclusion")
    ]
    assert all(each["person"] == "xu.qian" and each["at"] for each in written)
    item = client.get(f"{path}/items")[0]
    assert (item["entries"], item["findings"], item["conclusion"]) == (5, 0, "proper")
    [listed] = [row for row in client.get("/audit/samples")["items"] if row["id"] in path]
    assert (listed["items"], listed["concluded"]) == (3, 1)
    text = client.raw("GET", f"{path}/export.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + 5 + 2
    assert rows[2][12] == "'=已向科室核实", "no formula for a spreadsheet"
    for language, word in (("zh", "审计发现"), ("en", "Finding")):
        page = client.raw("GET", f"{path}/export.html", params={"language": language}).text
        assert word in page and "多计两天" in page and "<script" not in page


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "note"},
        {"kind": "finding", "text": "x"},
        {"kind": "note", "text": "x", "conclusion": "proper"},
        {"kind": "conclusion"},
        {"kind": "note", "text": "x", "amount_yuan": "1.00"},
        {"kind": "withdrawal", "text": "x", "withdraws": 999999},
    ],
)
def test_should_decline_an_incomplete_entry(desk: Desk, entry: dict[str, Any]) -> None:  # noqa: F811
    path, items = drawn(desk)
    answer = desk.office.as_("xu.qian").raw(
        "POST", f"{path}/items/{items[0]['position']}/papers", json=entry
    )
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("table", ["sample_paper", "sample_item", "sample_population"])
def test_should_not_let_even_the_database_forget(desk: Desk, table: str) -> None:  # noqa: F811
    drawn(desk)
    for statement in (f"delete from engine.{table}", f"update engine.{table} set position = 1"):
        with (
            psycopg.connect(plain(desk.office), autocommit=True) as connection,
            pytest.raises(psycopg.errors.RaiseException, match="only added"),
        ):
            connection.execute(statement.encode())


def test_should_leave_papers_to_the_office_that_planned(desk: Desk) -> None:  # noqa: F811
    # given
    path, items = drawn(desk)
    papers = f"{path}/items/{items[0]['position']}/papers"
    note = {"kind": "note", "text": "同事"}
    # then
    assert desk.office.as_("zhao.hui").raw("POST", papers, json=note).status_code == 201
    assert desk.office.as_("qi.jia").raw("GET", path).status_code == 404
    inspector = desk.office.as_("tian.song")
    assert inspector.get(path)["writes"] is False
    assert inspector.raw("POST", papers, json=note).status_code == 403
    assert desk.office.as_("liu.yuan").raw("GET", path).status_code == 403, "no auditor"


def test_should_withhold_what_a_letter_no_longer_opens(desk: Desk) -> None:  # noqa: F811
    # given
    letter = {
        "person": "gu.qin",
        "letter": "委托〔2026〕2号",
        "areas": ["P1_CITY"],
        "processes": [],
        "valid_from": "2026-03-01",
        "valid_until": "2026-03-31",
        "cases_from": None,
        "cases_until": None,
    }
    kept = desk.office.as_("admin").command("/entrustments", letter)
    path, items = drawn(desk, "gu.qin")
    client = desk.office.as_("gu.qin")
    papers = f"{path}/items/{items[0]['position']}/papers"
    client.command(papers, {"kind": "note", "text": "机密"})
    # when
    desk.office.as_("admin").raw("DELETE", f"/entrustments/{kept['id']}")
    # then
    rows = client.get(f"{path}/items")
    assert all(row["withheld"] and row["number"] == "" for row in rows)
    assert client.raw("GET", papers).status_code == 404
    document = client.raw("GET", f"{path}/export.json").text
    assert "机密" not in document and items[0]["number"] not in document


def test_should_list_page_by_page(desk: Desk) -> None:  # noqa: F811
    # given
    for _ in range(3):
        planned(desk)
    client, found, after = desk.office.as_("xu.qian"), [], None
    # when
    while True:
        page = client.get("/audit/samples", limit="2", **({"after": after} if after else {}))
        found += [row["id"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    # then
    assert len(found) == len(set(found)) >= 3
