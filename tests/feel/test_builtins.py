"""Built-in functions, by the examples and rules of DMN 1.5, clause 10.3.4."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Feel = Callable[..., Any]

#: an expression that must be true, or a pair: an expression and the one it must equal
CONVERSION = [
    'number("1 000,0", " ", ",") = 1000',
    'number("1,000.0", ",", ".") = number("1 000.0", " ", ".")',
    'number("1.2", ".", ".") = null',
    'number(from: "12", grouping separator: null, decimal separator: null) = 12',
    'number("abc") = null',
    'string(1.10) = "1.1"',
    "string(null) = null",
    'string([1, "a", null]) = "[1, \\"a\\", null]"',
    'string({a: 1, "b c": [true]}) = "{a: 1, \\"b c\\": [true]}"',
    'string(@"2012-12-25T11:00:00Z") = "2012-12-25T11:00:00Z"',
    'string(duration("P1DT2H3M4.5S")) = "P1DT2H3M4.5S"',
    'duration("P26M") = duration("P2Y2M")',
    'date("2012-12-25") - date("2012-12-24") = duration("P1D")',
    'date and time("2012-12-24T23:59:00").hour = 23',
    'date and time(date("2012-12-24"), time("23:59:00")) = @"2012-12-24T23:59:00"',
    'time("23:59:00z") = time(23, 59, 0, duration("PT0S"))',
    'years and months duration(date("2011-12-22"), date("2013-08-24")) = duration("P1Y8M")',
    'date(2012, 12, 25) = date("2012-12-25")',
    'date("2012-02-30") = null',
    'range("[18..21)") = [18..21)',
    'range("18..21") = null',
]
STRINGS = [
    'substring("foobar", 3) = "obar"',
    'substring("foobar", 3, 3) = "oba"',
    'substring("foobar", -2, 1) = "a"',
    'substring("\\U01F40Eab", 2) = "ab"',
    'substring("foobar", 0) = null',
    'string length("foo") = 3',
    'upper case("aBc4") = "ABC4"',
    'lower case("aBc4") = "abc4"',
    'substring before("foobar", "bar") = "foo"',
    'substring before("foobar", "xyz") = ""',
    'substring after("foobar", "ob") = "ar"',
    'substring after("", "a") = ""',
    'replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") = "[1=ab][2=]cd"',
    'replace("a.b", ".", "x", "q") = "axb"',
    'contains("foobar", "of") = false',
    'starts with("foobar", "fo")',
    'ends with("foobar", "r")',
    'matches("foobar", "^fo*b")',
    'matches("a\\nb", "a.b", "s")',
    'matches("x", "x", "z") = null',
    'split("John Doe", "\\\\s") = ["John", "Doe"]',
    'split("a;b;c;;", ";") = ["a", "b", "c", "", ""]',
    'string join(["a", "b", "c"], "_and_") = "a_and_b_and_c"',
    'string join(["a", null, "c"]) = "ac"',
    'string join([]) = ""',
    'string join(["a", 1]) = null',
]
LISTS = [
    "list contains([1, 2, null], null)",
    "count([1, 2, [3, 4]]) = 3",
    "min([1, 2, 3]) = 1 and min(1, 2, 3) = 1",
    'max(["b", "a"]) = "b"',
    "min([]) = null",
    "sum([1, 2, 3]) = 6 and sum([]) = null",
    "mean([1, 2, 3]) = 2",
    "all([false, null, true]) = false and all([]) and all([true, null]) = null",
    "any([false, null, true]) and any([]) = false and any([false, null]) = null",
    "sublist([4, 5, 6], 1, 2) = [4, 5] and sublist([4, 5, 6], -2) = [5, 6]",
    "append([1], 2, 3) = [1, 2, 3]",
    "concatenate([1, 2], [3]) = [1, 2, 3]",
    "insert before([1, 3], 1, 2) = [2, 1, 3]",
    "remove([1, 2, 3], 2) = [1, 3]",
    "list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]",
    "list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) = [5, 5, 7, 8]",
    "reverse([1, 2, 3]) = [3, 2, 1]",
    "index of([1, 2, 3, 2], 2) = [2, 4]",
    "union([1, 2], [2, 3]) = [1, 2, 3]",
    "distinct values([1, 2, 3, 2, 1]) = [1, 2, 3]",
    "flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]",
    "product([2, 3, 4]) = 24",
    "median(8, 2, 5, 3, 4) = 4 and median([6, 1, 2, 3]) = 2.5",
    "decimal(stddev(2, 4, 7, 5), 6) = 2.081666",
    "stddev([47]) = null",
    "mode(6, 3, 9, 6, 6) = [6] and mode([6, 1, 9, 6, 1]) = [1, 6] and mode([]) = []",
    "sort([3, 1, 4], function(x, y) x < y) = [1, 3, 4]",
    'sum([@"PT1H", @"PT2H"]) = @"PT3H"',
]
NUMBERS = [
    "decimal(1/3, 2) = 0.33",
    "decimal(1.5, 0) = 2 and decimal(2.5, 0) = 2",
    "floor(-1.5) = -2 and floor(-1.56, 1) = -1.6",
    "ceiling(1.5) = 2 and ceiling(-1.56, 1) = -1.5",
    "round up(5.5, 0) = 6 and round up(-1.126, 2) = -1.13",
    "round down(5.5, 0) = 5 and round down(-1.126, 2) = -1.12",
    "round half up(5.5, 0) = 6 and round half up(-5.5, 0) = -6",
    "round half down(5.5, 0) = 5 and round half down(1.126, 2) = 1.13",
    'abs(-10) = 10 and abs(@"-PT5H") = @"PT5H"',
    "modulo(12, 5) = 2 and modulo(-12, 5) = 3 and modulo(12, -5) = -3",
    "modulo(10.1, 4.5) = 1.1 and modulo(1, 0) = null",
    "sqrt(16) = 4 and sqrt(-1) = null",
    "decimal(log(10), 8) = 2.30258509 and log(0) = null",
    "decimal(exp(5), 6) = 148.413159",
    "odd(5) and odd(2) = false and even(2) and even(5.5) = false",
    "1 / 0 = null",
    "0.1 + 0.2 = 0.3",
]
TEMPORAL = [
    'is(date("2012-12-25"), time("23:00:50")) = false',
    'is(time("23:00:50z"), time("23:00:50")) = false',
    'is(time("23:00:50z"), time("23:00:50+00:00"))',
    "day of year(date(2019, 9, 17)) = 260",
    'day of week(date(2019, 9, 17)) = "Tuesday"',
    'month of year(date(2019, 9, 17)) = "September"',
    "week of year(date(2003, 12, 29)) = 1 and week of year(date(2005, 1, 1)) = 53",
    'today() = date(2026, 5, 4) and now().timezone = "Asia/Shanghai"',
    '@"2026-03-28T12:00:00@Europe/Paris" + @"PT24H" = @"2026-03-29T12:00:00@Europe/Paris"',
    '@"2026-05-04T00:00:00+08:00" = @"2026-05-03T16:00:00Z"',
    '(@"2026-05-04T00:00:00" = @"2026-05-04T00:00:00Z") = null',
    '@"2024-02-29" + @"P1Y" = @"2025-02-28"',
    '@"10:00:00" - @"PT11H" = @"23:00:00"',
    '@"P1Y" / @"P3M" = 4 and @"P1D" * 1.5 = @"P1DT12H"',
    'last day of month(@"2024-02-03") = @"2024-02-29"',
    'date and time(@"2026-05-04T10:00:00Z", "Asia/Shanghai") = @"2026-05-04T18:00:00+08:00"',
]
RANGES = [
    "before(1, 10) and before([1..10), 10) and before([1..10], 10) = false",
    "before([1..10], [10..20]) = false and before([1..10), [10..20])",
    "after(10, 5) and after([11..20], [1..11))",
    "meets([1..5], [5..10]) and meets([1..5), [5..10]) = false",
    "met by([5..10], [1..5])",
    "overlaps([1..5], [3..8]) and overlaps([1..5), [5..8]) = false",
    "overlaps before([1..5], [3..8]) and overlaps before([3..8], [1..5]) = false",
    "overlaps after([3..8], [1..5])",
    "finishes(10, [1..10]) and finishes([5..10], [1..10])",
    "finished by([1..10], 10)",
    "includes([1..10], 5) and includes([1..10], [4..6]) and includes((1..10], 1) = false",
    "during(5, [1..10]) and during([4..6], [1..10])",
    "starts(1, [1..10]) and starts([1..5], [1..10])",
    "started by([1..10], 1)",
    "coincides(5, 5) and coincides([1..5], [1..5]) and coincides([1..5), [1..5]) = false",
]
CONTEXTS = [
    'get value({key1: "value1"}, "key1") = "value1"',
    'get value({key1: "value1"}, "unexistent-key") = null',
    'get value({x: {y: 2}}, ["x", "y"]) = 2',
    'get entries({a: 1})[1] = {key: "a", value: 1}',
    'context([{key: "a", value: 1}, {key: "b", value: 2}]) = {a: 1, b: 2}',
    'context put({x: 1, y: {a: 0}}, ["y", "a"], 2) = {x: 1, y: {a: 2}}',
    "context merge([{a: 1}, {a: 2, b: 3}]) = {a: 2, b: 3}",
]
EXTENSIONS = [
    "is defined(1) and is defined(nothing) = false",
    "get or else(null, 5) = 5",
    'assert(5, 5 > 1, "wrong") = 5',
    'is blank("  ") and is empty([])',
    'trim("  a ") = "a"',
    'to base64("FEEL") = "RkVFTA=="',
    'extract("this is 1 and 2", "[0-9]") = ["1", "2"]',
    "duplicate values([1, 2, 3, 2, 1]) = [1, 2]",
    "partition([1, 2, 3], 2) = [[1, 2], [3]]",
]
TYPES = [
    "1 instance of number and (1 instance of string) = false",
    '@"P1D" instance of days and time duration',
    '[1, 2] instance of list<number> and ([1, "a"] instance of list<number>) = false',
    "{a: 1, b: 2} instance of context<a: number>",
    "[1..2] instance of range<number>",
    "(function(x) x) instance of function<Any> -> Any",
    "(null instance of number) = false and null instance of Null",
]


@pytest.mark.parametrize(
    "law",
    [
        *CONVERSION,
        *STRINGS,
        *LISTS,
        *NUMBERS,
        *TEMPORAL,
        *RANGES,
        *CONTEXTS,
        *EXTENSIONS,
        *TYPES,
    ],
)
def test_should_hold(feel: Feel, law: str) -> None:
    assert feel(law) is True


def test_should_mark_what_the_standard_does_not_have() -> None:
    # given
    from engine.feel.builtins.table import BUILTINS

    # when
    marked = {name for name, function in BUILTINS.items() if function.extension}
    # then
    assert {"is defined", "get or else", "assert", "trim"} <= marked
    assert {"working days after", "working days between", "end of working day"} <= marked
    assert "sum" not in marked


@pytest.mark.parametrize(
    "source",
    ['working days after(@"2026-05-04", 1.5)', 'working days after(@"12026-05-04", 1)'],
)
def test_should_give_null_for_days_outside_the_calendar(feel: Feel, source: str) -> None:
    assert feel(source) is None
