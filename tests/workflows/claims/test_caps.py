"""The cap column of the rate page against DT-02, DT-03, DT-04 and DT-06."""

from decimal import Decimal
from typing import Any

import pytest

from tests.workflows.claims.desk import tables
from tests.workflows.claims.rate_pages import RateRow, rows

ROWS = rows()
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def capped(row: RateRow, **changed: Any) -> Any:
    given = {
        "plan": row.plan, "rate_id": row.id, "benefit": row.keys[0], "minimum": None,
        "maximum": None, "approved_yuan": None, "months": 7, "months_before": 0,
        "year_before_yuan": Decimal(0), "amount_yuan": Decimal(700), **changed,
    }  # fmt: skip
    return tables().ask("DT_06_cap", **given)


@EACH
def test_should_cut_to_six_months_exactly_where_the_page_says_so(row: RateRow) -> None:
    found = capped(row)
    assert (found["rule"] == "L-04") == ("L-04" in row.cap)
    if "L-04" in row.cap:
        assert found["payable"] == 600 and found["effect"] == "cut"
        assert capped(row, months=6)["payable"] == 700
        assert capped(row, months=2, months_before=6)["payable"] == 0


@EACH
def test_should_cap_the_payees_year_exactly_where_the_page_says_so(row: RateRow) -> None:
    found = capped(row, months=0, year_before_yuan=Decimal(299500))
    if "per enterprise and year" in row.cap:
        assert (found["payable"], found["rule"], found["effect"]) == (500, row.id, "cut")
        assert capped(row, months=0, year_before_yuan=Decimal(299300))["payable"] == 700
    else:
        assert found["payable"] == 700


@EACH
def test_should_refuse_amounts_outside_ceiling_floor_and_range(row: RateRow) -> None:
    rate = tables().ask(
        "DT_05_rate", plan=row.plan, benefit=row.keys[0],
        level=None if row.level == "none" else "intermediate" if row.level == "any" else row.level,
        employer=("domestic_staffed",) if row.employer == "domestic_staffed" else (),
        course_start=None,
    )  # fmt: skip
    if row.type not in ("ceiling", "floor", "range"):
        return
    limits = {"minimum": rate["minimum"], "maximum": rate["maximum"], "months": 0}
    for name, step in (("maximum", 1), ("minimum", -1)):
        if rate[name] is not None:
            over = capped(row, **limits, approved_yuan=rate[name] + step)
            exact = capped(row, **limits, approved_yuan=rate[name])
            assert (over["effect"], over["rule"], exact["effect"]) == ("refuse", row.id, "none")


@EACH
def test_should_count_and_compare_where_the_page_names_a_limit(row: RateRow) -> None:
    benefit = row.keys[0]
    if "L-01" in row.cap:
        fourth = tables().ask(
            "DT_02_frequency", plan=row.plan, benefit=benefit, count_in_year=3,
            exception_granted=False,
        )  # fmt: skip
        assert fourth["rule"] == "L-01"
    held = {
        "plan": row.plan, "same_level_held": "L-02" in row.cap,
        "same_project_held": "L-07" in row.cap, "grant_held": row.cap == "once",
    }  # fmt: skip
    found = tables().ask("DT_03_duplicate", **held)
    assert found["ok"] == (not any((held["same_level_held"], held["same_project_held"],
                                    held["grant_held"])))  # fmt: skip
    excluded = tables().ask_all(
        "DT_04_exclusion", plan=row.plan, benefit=benefit, held=("ojt", "pre_job")
    )
    assert bool(excluded) == ("L-08" in row.cap)


def test_should_grant_exceptions_only_in_plans_in_principle() -> None:
    granted = {
        plan: tables().ask(
            "DT_02_frequency", plan=plan, benefit="certificate", count_in_year=3,
            exception_granted=True,
        )["ok"]
        for plan in (1, 3, 4, 6)
    }  # fmt: skip
    assert granted == {1: True, 3: True, 4: True, 6: False}
