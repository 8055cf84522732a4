"""Types that can never fit are told before anybody evaluates, and nothing else is."""

from __future__ import annotations

import doctest
import itertools

import pytest

from engine.feel import compile_expression, compile_unary_tests
from engine.feel.checking import types as checking
from engine.feel.checking.kinds_together import SAMPLES
from engine.feel.checking.types import check_types
from tests.feel.conftest import evaluate, meets

TYPES = {
    "amount": "number",
    "level": "string",
    "start": "date",
    "ok": "boolean",
    "lines": "list<context<price: number, name: string>>",
    "applicant": "context<name: string, age: number>",
    "anything": "Any",
}


def told(source: str) -> list[str]:
    compiled = compile_expression(source, names=TYPES.keys())
    return [str(note) for note in check_types(compiled, TYPES).notes]


def type_name(source: str) -> str | None:
    found = check_types(compile_expression(source, names=TYPES.keys()), TYPES).type
    return None if found is None else found.name


def test_should_run_the_example() -> None:
    results = doctest.testmod(checking)
    assert results.attempted and not results.failed


_OPERATORS = ("+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=")


@pytest.mark.parametrize("sign", _OPERATORS)
def test_should_tell_of_an_operator_just_when_it_can_only_give_null(sign: str) -> None:
    for left, right in itertools.product(SAMPLES, repeat=2):
        # given
        compiled = compile_expression(f"a {sign} b", names={"a", "b"})
        # when
        found = check_types(compiled, {"a": left, "b": right})
        value = evaluate(f"a {sign} b", a=SAMPLES[left], b=SAMPLES[right])
        # then
        assert bool(found.notes) is (value is None), (left, sign, right)
        if found.type is not None and value is not None:
            assert found.type.name == _kind(value)


@pytest.mark.parametrize("test", ["{}", "< {}", "= {}", "[{}..{}]", "{}, {}", "not({})"])
def test_should_tell_of_a_cell_just_when_it_can_never_match(test: str) -> None:
    for tested, other in itertools.product(SAMPLES, repeat=2):
        if "[" in test and other == "boolean":
            continue  # there is no range of booleans, which is told whatever is tested
        # given
        source = test.format("x", "x")
        compiled = compile_unary_tests(source, names={"x"})
        # when
        found = check_types(compiled, {"x": other}, tested=tested)
        value = meets(source, SAMPLES[tested], x=SAMPLES[other])
        # then
        assert bool(found.notes) is (value is None), (tested, source, other)


def _kind(value: object) -> str:
    from engine.feel.kinds import kind_of

    return kind_of(value)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('amount > "5000"', "line 1, column 8: > never compares number with string"),
        ("amount = level", "line 1, column 8: = never compares number with string"),
        ("ok and amount", "line 1, column 8: and needs booleans, but this is a number"),
        ("if level then 1 else 2", "line 1, column 4: if needs booleans, but this is a string"),
        ('1 +\n"a"', "line 1, column 3: + does not apply to number and string"),
        ("-level", "line 1, column 1: A string has no negative"),
        ("start.hour", "line 1, column 6: A date has no hour"),
        ("amount in [1..5] and start in [1..5]", "line 1, column 31: = never compares date with"),
        (
            "upper case(amount)",
            "line 1, column 1: upper case: parameter string should be string, never number",
        ),
        ("count(1, 2)", "line 1, column 1: count does not take 2 arguments"),
        ("sqrt(root: 2)", "line 1, column 1: sqrt does not take the parameters root"),
        ('date("2026-02-30")', 'line 1, column 1: date("2026-02-30") never has a result'),
        (
            "some x in lines satisfies x.price > x.name",
            "line 1, column 35: > never compares number with string",
        ),
        ('lines[price > "a"]', "line 1, column 13: > never compares number with string"),
        ("for x in 1..amount return x + level", "line 1, column 29: + does not apply to number"),
        ("{a: 1, b: a + level}.b", "line 1, column 13: + does not apply to number and string"),
        ('[1.."a"]', "line 1, column 1: There is no range from number to string"),
        ("string length(level) = level", "line 1, column 22: = never compares number with string"),
        ("count(lines) > start", "line 1, column 14: > never compares number with date"),
        ("amount between level and 2", "line 1, column 8: >= never compares number with string"),
    ],
)
def test_should_point_at_what_never_fits(source: str, sentence: str) -> None:
    (found,) = told(source)
    assert found.startswith(sentence)


@pytest.mark.parametrize(
    "source",
    [
        "amount > 5000 and level = null",
        "anything + 1 > anything",
        "unknown > 5 and unknown = level",
        "lines[name = level].price",
        "lines[1].price + 1",
        "lines[amount].price + 1",
        "lines[level > 1]",  # the items may have a member `level`
        "if ok then amount else level",
        "(if ok then amount else level) + 1",
        "sum(lines.price) > 100",
        "date(start + duration(level)).year > 2026",
        "every x in lines satisfies x.other > x.price",
        "{f: function(x) if x = 0 then 0 else f(x - 1), r: f(amount) > 1}.r",
        "partial > 1",
        "min(amount, 2) > 1",
        'substring(string: level, start position: 2) = "a"',
        'start > date("2026-05-04")',
        'start + duration("P1D") < today()',
        "now() - start",
        'not(level = "a")',
        "[1, 2] = [amount]",
        'working days after(start, 5) > @"2026-05-04"',
        'level in (null, "a")',
        "get value(applicant, level) + 1",
        "applicant.missing > 1",
    ],
)
def test_should_keep_quiet_about_what_may_fit(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("amount * 2", "number"),
        ("lines.price", "list"),
        ("lines[1].price", "number"),
        ("lines[price > 1]", "list"),
        ('start + @"P1D"', "date"),
        ("start.year", "number"),
        ("{a: level}.a", "string"),
        ("amount > 1", "boolean"),
        ("if ok then 1 else null", "number"),
        ("applicant.age", "number"),
    ],
)
def test_should_infer_the_type_of_the_value(source: str, name: str | None) -> None:
    assert type_name(source) == name
