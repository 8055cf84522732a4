"""The rate page and the decision tables say the same; every row is reached."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.claims.desk import decisions, tables
from tests.workflows.claims.rate_pages import RateRow, rows
from workflows.claims.vocabulary import LEVELS

ROWS = rows()
START = date(2026, 1, 5)


def figures(row: RateRow) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Amount, minimum, maximum as the page states them."""
    text = row.amount.replace("%", "").replace("1 : 1", "100").strip()
    if row.type in ("external", "none_stated", "unreadable", "rule"):
        return None, None, None
    if "–" in text:
        low, high = text.split("–")
        return None, Decimal(low), Decimal(high)
    if text.startswith("≤"):
        return None, None, Decimal(text[1:].strip())
    if text.startswith("≥"):
        return None, Decimal(text[1:].strip()), None
    return Decimal(text), None, None


def question(row: RateRow, key: str) -> dict[str, object]:
    level = {"any": "intermediate", "none": None}.get(row.level, row.level)
    employer = ("domestic_staffed", "enterprise") if row.employer == "domestic_staffed" else ()
    return {
        "plan": row.plan, "benefit": key, "level": level, "employer": employer,
        "course_start": START,
    }  # fmt: skip


def test_should_state_every_rate_of_the_four_cities() -> None:
    counts = {plan: sum(row.plan == plan for row in ROWS) for plan in (1, 3, 4, 6)}
    assert counts == {1: 16, 3: 16, 4: 12, 6: 25}
    assert len({row.id for row in ROWS}) == 69


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_should_find_the_row_of_the_page_in_the_table(row: RateRow) -> None:
    for key in row.keys:
        # when
        found = tables().ask("DT_05_rate", **question(row, key))
        # then
        assert found["rate_id"] == row.id
        assert (found["rate_type"], found["unit"], found["payee"]) == (
            row.type, row.unit, row.payee,
        )  # fmt: skip
        assert (found["amount"], found["minimum"], found["maximum"]) == figures(row)
        fund = tables().ask("DT_08_fund_source", plan=row.plan, benefit=key)
        assert (fund["fund_source"] if isinstance(fund, dict) else fund) == row.fund_source


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_should_carry_rate_id_and_source_beside_the_row(row: RateRow) -> None:
    # given
    from datetime import UTC, datetime

    from engine.feel import EvaluationContext

    asked = question(row, row.keys[0])
    asked["employer"] = list(asked["employer"])  # type: ignore[call-overload]
    now = EvaluationContext(now=datetime(2026, 3, 2, tzinfo=UTC))
    # when
    result = decisions()["DT_05_rate"].evaluate("DT_05_rate", asked, now)
    # then
    reason = str(result.reason.to_json())
    assert row.id in reason and row.source in reason


def test_should_reach_every_row_of_the_table() -> None:
    reached = {
        tables().ask("DT_05_rate", **question(row, key))["rate_id"]
        for row in ROWS
        for key in row.keys
    }
    assert reached == {row.id for row in ROWS}


def test_should_overlap_nowhere() -> None:
    """DT-05 is UNIQUE: no key, level and employer may match two rows."""
    keys = sorted({key for row in ROWS for key in row.keys})
    for plan in (1, 3, 4, 6):
        for key in keys:
            for level in (*LEVELS, None):
                for employer in ((), ("domestic_staffed",), ("enterprise", "domestic")):
                    tables().ask(
                        "DT_05_rate", plan=plan, benefit=key, level=level, employer=employer,
                        course_start=START,
                    )  # fmt: skip
