"""Laws that hold for all values: round trips, three-valued logic, dates, numbers."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import (
    DaysTimeDuration,
    EvaluationContext,
    FarDate,
    FeelDateTime,
    FeelError,
    FeelTime,
    YearsMonthsDuration,
    compile_expression,
    compile_unary_tests,
    from_tagged,
    to_tagged,
)
from engine.feel.dates import day_from_ordinal
from engine.feel.temporal_text import named_zone, offset_zone
from tests.feel.conftest import NOW

_DECIMAL = Context(prec=34, rounding=ROUND_HALF_EVEN)


def _value(source: str, **scope: Any) -> Any:
    compiled = compile_expression(source, names=frozenset(scope))
    return compiled.evaluate(scope, EvaluationContext(now=NOW))


numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
)
zones = st.one_of(
    st.none(),
    st.integers(-18 * 60, 18 * 60).map(lambda minutes: offset_zone(minutes * 60)),
    st.sampled_from(["Asia/Shanghai", "Europe/Paris", "America/New_York"]).map(named_zone),
)
times = st.builds(
    FeelTime,
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from([0, 1, 500_000_000, 999_999_999]),
    zones,
)
far_dates = st.builds(
    FarDate,
    st.integers(10_000, 999_999_999) | st.integers(-999_999_999, -1),
    st.integers(1, 12),
    st.integers(1, 28),
)
days = st.dates() | far_dates
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    numbers,
    days,
    times,
    st.builds(FeelDateTime, days, times),
    st.integers(-(10**18), 10**18).map(DaysTimeDuration),
    st.integers(-(10**9), 10**9).map(YearsMonthsDuration),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "n", "d", "ctx", "金额"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(values)
def test_should_get_every_value_back_from_json(value: Any) -> None:
    # when
    text = json.dumps(to_tagged(value))
    # then
    back = from_tagged(json.loads(text))
    assert back == value
    assert json.dumps(to_tagged(back)) == text


@given(st.integers(-(2**60), 2**60))
def test_should_write_only_safe_integers_bare(number: int) -> None:
    tagged = to_tagged(Decimal(number))
    assert isinstance(tagged, int) == (abs(number) < 2**53)


def test_should_keep_the_scale_of_money() -> None:
    assert to_tagged(Decimal("1409.50")) == {"n": "1409.50"}
    assert str(from_tagged({"n": "1409.50"})) == "1409.50"


@given(values)
def test_should_find_every_value_equal_to_itself(value: Any) -> None:
    assert _value("x = x", x=value) is True


@given(scalars)
def test_should_read_back_the_text_of_temporal_values(value: Any) -> None:
    if isinstance(value, (FeelTime, FeelDateTime, DaysTimeDuration, YearsMonthsDuration, FarDate)):
        text = _value("string(x)", x=value)
        assert _value(f'@"{text}"') == value


three = st.sampled_from([True, False, None])


@given(three, three, three)
def test_should_follow_the_algebra_of_three_valued_logic(
    a: bool | None, b: bool | None, c: bool | None
) -> None:
    # given Kleene's tables: false < null < true
    rank = {False: 0, None: 1, True: 2}
    both, either = min(a, b, key=rank.__getitem__), max(a, b, key=rank.__getitem__)
    # then
    assert _value("a and b", a=a, b=b) is both
    assert _value("a or b", a=a, b=b) is either
    assert _value("not(a and b)", a=a, b=b) is _value("not(a) or not(b)", a=a, b=b)
    assert _value("a and (b or c)", a=a, b=b, c=c) is _value("a and b or a and c", a=a, b=b, c=c)
    assert _value("all([a, b])", a=a, b=b) is both
    assert _value("any([a, b])", a=a, b=b) is either
    assert _value("every x in [a, b] satisfies x", a=a, b=b) is both
    assert _value("some x in [a, b] satisfies x", a=a, b=b) is either


@given(numbers, numbers)
def test_should_compute_as_exact_fractions_do(a: Decimal, b: Decimal) -> None:
    assert _value("a + b", a=a, b=b) == a + b
    assert Fraction(_value("a - b", a=a, b=b)) == Fraction(a) - Fraction(b)
    assert Fraction(_value("a * b", a=a, b=b)) == Fraction(a) * Fraction(b)
    if b:
        assert _value("a / b", a=a, b=b) == _DECIMAL.divide(a, b)
        rest = Fraction(_value("modulo(a, b)", a=a, b=b))
        assert rest == Fraction(a) - Fraction(b) * (Fraction(a) / Fraction(b)).__floor__()


def _month_by_month(day: date, months: int) -> date:
    """A second implementation: walks the calendar one month at a time, keeping the wanted day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        elif month == 0:
            year, month = year - 1, 12
    for wanted in range(day.day, 27, -1):
        try:
            return date(year, month, wanted)
        except ValueError:
            continue
    return date(year, month, day.day)


near = st.dates(date(1000, 1, 1), date(3000, 1, 1))


@given(near, st.integers(-2000, 2000))
def test_should_add_months_as_walking_the_calendar_does(day: date, months: int) -> None:
    expected = _month_by_month(day, months)
    assert _value("d + m", d=day, m=YearsMonthsDuration(months)) == expected


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_should_count_the_whole_months_between(a: date, b: date) -> None:
    # given the months counted one by one, as (year, month, day) that need not exist
    sign, months = (1 if b >= a else -1), 0

    def reached(count: int) -> tuple[int, int, int]:
        year, month = divmod(a.year * 12 + a.month - 1 + count, 12)
        return year, month + 1, a.day

    goal = (b.year, b.month, b.day)
    while (reached(months + sign) <= goal) if sign > 0 else (reached(months + sign) >= goal):
        months += sign
    # then
    assert _value("years and months duration(a, b)", a=a, b=b) == YearsMonthsDuration(months)


@given(st.dates(), st.integers(-100_000, 100_000))
def test_should_add_days_as_datetime_does(day: date, count: int) -> None:
    try:
        expected = day + timedelta(days=count)
    except OverflowError:
        return
    assert _value("d + n", d=day, n=DaysTimeDuration.of(days=count)) == expected


@given(st.dates())
def test_should_name_weeks_and_weekdays_as_iso_does(day: date) -> None:
    assert _value("week of year(d)", d=day) == day.isocalendar().week
    assert _value("d.weekday", d=day) == day.isoweekday()
    assert _value("day of year(d)", d=day) == day.timetuple().tm_yday


@given(st.integers(-365_000_000_000, 365_000_000_000))
def test_should_count_far_days_without_gaps(ordinal: int) -> None:
    day = day_from_ordinal(ordinal)
    if day is not None:
        assert day.toordinal() == ordinal


@given(st.lists(numbers, max_size=20))
def test_should_sort_and_aggregate_as_python_does(items: list[Decimal]) -> None:
    assert _value("sort(xs, function(a, b) a < b)", xs=items) == sorted(items)
    assert _value("count(xs)", xs=items) == len(items)
    assert _value("max(xs)", xs=items) == (max(items) if items else None)
    assert _value("reverse(reverse(xs))", xs=items) == items
    assert _value("xs[item > 0]", xs=items) == [item for item in items if item > 0]


@given(numbers, numbers, numbers)
def test_should_agree_between_interval_and_comparison(
    x: Decimal, low: Decimal, high: Decimal
) -> None:
    scope = {"low": low, "high": high}
    tests = compile_unary_tests("[low..high)", names=frozenset(scope))
    assert tests.test(x, scope, EvaluationContext(now=NOW)) is (low <= x < high)
    assert _value("x between low and high", x=x, **scope) is (low <= x <= high)


_TOKENS = """
    ( ) [ ] { } , : . .. + - * / ** = != < <= > >= -> @ " ' // /* */ if then else for in return
    some every satisfies and or between instance of function not null true false item ? partial
    a b 金额 1 2.5 1e3 "x" "a\\n" date date and time sum count string @"2026-01-01" @"P1D"
    list<number> number
"""
_PIECES = st.sampled_from(_TOKENS.split())


@settings(max_examples=400)
@given(st.lists(_PIECES, max_size=25), three | numbers | st.text(max_size=3))
def test_should_answer_any_text_with_a_value_or_a_clear_error(pieces: list[str], a: Any) -> None:
    source = " ".join(pieces)
    for compile_text in (compile_expression, compile_unary_tests):
        try:
            compiled: Any = compile_text(source, names=("a", "b"))
        except FeelError as problem:
            assert problem.message_zh and problem.message_en
            continue
        scope = {"a": a, "b": [1, {"a": 2}]}
        context = EvaluationContext(now=NOW)
        try:
            if compile_text is compile_expression:
                compiled.evaluate(scope, context)
            else:
                assert compiled.test(a, scope, context) in (True, False, None)
        except FeelError as problem:
            assert problem.message_zh and problem.message_en


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_should_answer_any_characters_with_a_value_or_a_clear_error(source: str) -> None:
    try:
        compile_expression(source).evaluate({}, EvaluationContext(now=NOW))
    except FeelError as problem:
        assert problem.message_zh and problem.message_en


@pytest.mark.parametrize("tag", ["n", "d", "t", "dt", "dur", "ym", "ctx"])
def test_should_refuse_a_tag_with_the_wrong_content(tag: str) -> None:
    with pytest.raises(FeelError):
        from_tagged({tag: "no such value"})
