"""Values of every kind meet every operator, member and parameter: a value, or null and a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.feel import (
    DaysTimeDuration,
    EvaluationContext,
    FeelDateTime,
    FeelError,
    FeelFunction,
    FeelTime,
    Range,
    YearsMonthsDuration,
    compile_expression,
    to_tagged,
)

Feel = Callable[..., Any]
Context = Callable[..., EvaluationContext]

KINDS = [
    "null",
    "true",
    "1.5",
    '"a"',
    "[1]",
    "{a: 1}",
    '@"2026-05-04"',
    '@"10:00:00"',
    '@"2026-05-04T10:00:00"',
    '@"P1D"',
    '@"P1M"',
    "[1..2]",
    "(function(x) x)",
]
OPERATORS = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]


@pytest.mark.parametrize("operator", OPERATORS)
def test_should_give_a_value_or_null_with_a_note(operator: str, context: Context) -> None:
    for left in KINDS:
        for right in KINDS:
            # given
            evaluation = context()
            source = f"{left} {operator} {right}"
            # when
            value = compile_expression(source).evaluate({}, evaluation)
            # then
            quiet = operator in ("and", "or") and "null" in (left, right)
            assert value is not None or evaluation.warnings or quiet, source


@pytest.mark.parametrize("kind", KINDS)
def test_should_survive_every_builtin_with_every_kind(kind: str, context: Context) -> None:
    # given
    from engine.feel.builtins.table import BUILTINS

    # when / then
    for name in BUILTINS:
        for arguments in (kind, f"{kind}, {kind}", f"{kind}, 1, {kind}"):
            try:
                compile_expression(f"{name}({arguments})").evaluate({}, context())
            except FeelError as stop:
                assert name == "assert", stop


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"P1DT2H3M4S".hours', 2),
        ('@"-P1Y2M".months', -2),
        ('@"2026-05-04T10:20:30+08:00".time offset', DaysTimeDuration.of(hours=8)),
        ('@"2026-05-04".weekday', 1),
        ("[1..5).end included", False),
        ('[@"2026-05-04", @"2027-05-04"].year', [2026, 2027]),
        ("{a: {b: [{c: 1}, {c: 2}]}}.a.b.c", [1, 2]),
        ("[[{a: 1}], {a: 2}, null].a", [[1], 2, None]),
    ],
)
def test_should_read_members(feel: Feel, source: str, expected: object) -> None:
    assert feel(source) == expected


def test_should_take_values_of_the_host(feel: Feel) -> None:
    # given
    shanghai = ZoneInfo("Asia/Shanghai")
    host = {
        "whole": 3,
        "pair": (1, 2),
        "moment": dt.datetime(2026, 5, 4, 9, 30, tzinfo=shanghai),
        "clock": dt.time(9, 30),
        "span": dt.timedelta(hours=36),
        "part": Range(1, 5),
    }
    # when / then
    assert feel("case.whole / 2", case=host) == Decimal("1.5")
    assert feel("sum(case.pair)", case=host) == 3
    assert feel('case.moment = @"2026-05-04T01:30:00Z"', case=host) is True
    assert feel("string(case.moment)", case=host) == "2026-05-04T09:30:00@Asia/Shanghai"
    assert feel('case.clock = @"09:30:00"', case=host) is True
    assert feel('case.span = @"P1DT12H"', case=host) is True
    assert feel("3 in case.part", case=host) is True


def test_should_keep_34_digits(feel: Feel) -> None:
    # given a number that the default context of Python would round
    long = "1234567890123456789012345678901234"
    # when / then
    assert feel(f"abs(-{long}) = {long}") is True
    assert feel(f"-(-{long}) + 0 = {long}") is True
    assert feel(f"max([{long}, 1]) = {long}") is True
    assert feel(f"string({long})") == long
    assert str(feel("2 / 3")) == "0.6666666666666666666666666666666667"


def test_should_take_enumerations_and_floats_by_their_value(feel: Feel) -> None:
    # given
    class Level(str, Enum):  # noqa: UP042
        SENIOR = "senior"

    # when / then
    assert feel('level = "senior"', level=Level.SENIOR) is True
    assert feel("rate * 3 = 0.3", rate=0.1) is True


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity"])
def test_should_end_clearly_for_a_number_that_is_none(feel: Feel, number: str) -> None:
    for source in ("x > 1", "x + 1", "x = 1", "[1][x]", "string(x)", "sort([x, 1])", "-x"):
        try:
            feel(source, x=Decimal(number))
        except FeelError as stop:
            assert stop.message_zh


def test_should_not_change_what_the_host_handed_in(feel: Feel) -> None:
    # given
    case = {"lines": [{"n": 1}], "note": "x"}
    # when
    feel('context put(case, ["note"], "y")', case=case)
    feel("append(case.lines, 1)", case=case)
    # then
    assert case == {"lines": [{"n": 1}], "note": "x"}


def test_should_convert_a_date_time_to_the_host() -> None:
    # given
    zone = ZoneInfo("Asia/Shanghai")
    local = FeelDateTime(dt.date(2026, 5, 4), FeelTime(9, 30, 0))
    # when
    moment = local.to_datetime(zone)
    # then
    assert moment == dt.datetime(2026, 5, 4, 1, 30, tzinfo=dt.UTC)
    assert FeelDateTime.from_datetime(moment).zone is zone


def test_should_call_functions_of_the_host_by_name_of_parameter(context: Context) -> None:
    # given
    rate = FeelFunction.of_host("rate", ["plan", "year"], lambda plan, year: [plan, year])
    compiled = compile_expression('rate(year: 2026, plan: "P1")', names={"rate"})
    # when
    value = compiled.evaluate({"rate": rate}, context())
    # then
    assert value == ["P1", Decimal(2026)]


@pytest.mark.parametrize("value", [Range(1, 2), FeelFunction.of_host("f", [], lambda: 1), object()])
def test_should_refuse_to_store_what_is_no_data(value: object) -> None:
    with pytest.raises(FeelError):
        to_tagged({"a": [value]})


def test_should_write_the_tags_of_the_design() -> None:
    values = {
        "n": Decimal("1409.50"),
        "i": Decimal("12"),
        "d": dt.date(2026, 5, 3),
        "t": FeelTime(9, 30, 0),
        "dt": FeelDateTime(dt.date(2026, 5, 3), FeelTime(9, 30, 0, 0, dt.UTC)),
        "dur": DaysTimeDuration.of(days=1, hours=2),
        "ym": YearsMonthsDuration(14),
        "x": {"n": "no number"},
    }
    assert to_tagged(values) == {
        "n": {"n": "1409.50"},
        "i": 12,
        "d": {"d": "2026-05-03"},
        "t": {"t": "09:30:00"},
        "dt": {"dt": "2026-05-03T09:30:00Z"},
        "dur": {"dur": "P1DT2H"},
        "ym": {"ym": "P1Y2M"},
        "x": {"ctx": {"n": "no number"}},
    }


def test_should_share_one_expression_between_threads() -> None:
    # given
    from concurrent.futures import ThreadPoolExecutor

    compiled = compile_expression("sum(for i in 1..n return i)", names={"n"})

    def total(n: int) -> Any:
        now = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
        return compiled.evaluate({"n": n}, EvaluationContext(now=now))

    # when
    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(total, range(1, 200)))
    # then
    assert totals == [n * (n + 1) // 2 for n in range(1, 200)]
