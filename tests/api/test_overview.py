"""Dashboards: numbers that the case search confirms, only of bureaus one watches."""

from typing import Any

import pytest

from tests.api.test_case_search import Desk, desk  # noqa: F401

HRSS = "P1_CITY.hrss_bureau"


def found(desk: Desk, person: str, **wanted: Any) -> int:  # noqa: F811
    return len(desk.office.as_(person).get("/audit/cases", **wanted)["items"])


@pytest.mark.parametrize("person", ["liu.yuan", "tian.song", "xu.qian"])
def test_should_count_what_the_search_finds(desk: Desk, person: str) -> None:  # noqa: F811
    # when
    seen = desk.office.as_(person).get("/overview")
    # then
    [group] = seen["groups"]
    assert (group["process"], group["bureau"]) == ("small", HRSS)
    same = {"process": "small", "bureau": HRSS}
    period = {"done_from": seen["first"], "done_until": seen["last"]}
    assert group["done"] == found(desk, person, **same, **period) == 3
    assert group["waiting"] == found(desk, person, **same, waiting="true") == 3
    assert group["overdue"] == found(desk, person, **same, overdue="true") == 0
    [step] = seen["steps"]
    at_step = {"bureau": HRSS, "step": step["step"], "step_process": step["process"]}
    assert step["waiting"] == found(desk, person, **at_step, waiting="true")
    week = seen["weeks"][-1]
    in_week = {"done_from": week["monday"], "done_until": seen["last"]}
    assert week["done"] == found(desk, person, bureau=HRSS, **in_week) == 3
    arrived = {"arrived_from": week["monday"], "arrived_until": seen["last"]}
    assert week["arrived"] == found(desk, person, bureau=HRSS, **arrived) == 6
    assert len(seen["weeks"]) == 12


def test_should_keep_heads_to_their_bureau(desk: Desk) -> None:  # noqa: F811
    # given
    head, finance = desk.office.as_("liu.yuan"), desk.office.as_("gao.yuan")
    # then
    assert head.get("/overview")["may_watch"] == [HRSS]
    assert finance.get("/overview")["groups"] == []
    foreign = finance.raw("GET", "/overview", params={"bureau": HRSS})
    assert (foreign.status_code, foreign.json()["type"]) == (
        403,
        "urn:huiqian:problem:bureau-not-watched",
    )
    assert desk.office.as_("qi.jia").get("/overview")["groups"] == [], "auditor of another city"
    assert desk.office.as_("zhao.min").raw("GET", "/overview").status_code == 403


@pytest.mark.parametrize(
    "period", [{"first": "2026-03-02", "last": "2026-03-01"}, {"first": "2000-01-01"}]
)
def test_should_decline_a_period_that_cannot_be(
    desk: Desk,  # noqa: F811
    period: dict[str, str],
) -> None:
    answer = desk.office.as_("liu.yuan").raw("GET", "/overview", params=period)
    assert answer.status_code == 422


def test_should_give_the_published_diagram(desk: Desk) -> None:  # noqa: F811
    head = desk.office.as_("liu.yuan")
    assert 'id="acceptance"' in head.get("/overview/diagrams/small")["xml"]
    assert head.raw("GET", "/overview/diagrams/none").status_code == 404
