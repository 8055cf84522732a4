"""Expressions as designers write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Feel = Callable[..., Any]


def test_should_decide_a_condition_of_a_gateway(feel: Feel) -> None:
    # given
    application = {"amount": 6200, "level": "senior"}
    # when
    decided = feel('amount > 5000 and level = "senior"', **application)
    # then
    assert decided is True


def test_should_understand_chinese_names_with_blanks(feel: Feel) -> None:
    assert feel("补贴 金额 * 2 + 人数", **{"补贴 金额": Decimal("1409.50"), "人数": 3}) == 2822


def test_should_read_a_difference_unless_the_name_is_known(feel: Feel) -> None:
    # given
    both = {"net": 10, "income": 4}
    # when / then
    assert feel("net-income", **both) == 6
    assert feel("net-income", **both, **{"net-income": 1}) == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-5 ** 2", 25),
        ("2 ** 3 ** 2", 64),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("1.10 + 2.20", Decimal("3.30")),
        ("if 1 > 2 then 3 else if 2 > 1 then 4 else 5", 4),
        ("sum(for x in [1, 2, 3] return x * x)", 14),
        ("count([1, 2, 3, 4][item > 2])", 2),
        ("[5, 6, 7][-1]", 7),
        ('{a: 1, b: a + 1, "c d": b + 1}.c d', 3),
        ("(function(x, y) x - y)(y: 1, x: 4)", 3),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", [1, 2, 6, 24]),
        ('[{p: "a", n: 1}, {p: "b", n: 2}][p = "b"].n', [2]),
        ("every x in [1, 2] satisfies x > 0", True),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", True),
        ("5 in [1..5[", False),
        ("5 in (< 3, >= 5)", True),
        ("3 between 1 and 5", True),
        ('"b" in ["a".."c"]', True),
        ("/* all */ 1 // one", 1),
    ],
)
def test_should_evaluate(feel: Feel, source: str, expected: object) -> None:
    assert feel(source) == expected


def test_should_move_dates_to_the_last_day_of_a_shorter_month(feel: Feel) -> None:
    assert feel('date("2026-01-31") + duration("P1M")') == date(2026, 2, 28)


def test_should_count_working_days_from_the_day_after_arrival(feel: Feel) -> None:
    # given the clock stands on Monday, 2026-05-04
    # when / then
    assert feel("working days after(today(), 5)") == date(2026, 5, 11)
    assert feel('working days between(today(), @"2026-05-11")') == 5
    assert str(feel("end of working day(5)")) == "2026-05-12T00:00:00@Asia/Shanghai"


@pytest.mark.parametrize(
    ("cell_text", "value", "met"),
    [
        ("-", None, True),
        ("> 10", 11, True),
        ('"a", "b"', "b", True),
        ("not(1, 2)", 3, True),
        ("[1..5)", 5, False),
        ("? * 2 > 10", 6, True),
        ("> 10", "eleven", None),
        ("null", None, True),
        ("true", False, False),
    ],
)
def test_should_test_a_cell(
    cell: Callable[..., bool | None], cell_text: str, value: object, met: bool | None
) -> None:
    assert cell(cell_text, value) is met
