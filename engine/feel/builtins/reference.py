"""What each built-in gives, with an example: for the reference page and the static checks.

The examples run in the tests; those of today's date and of working days there with a fixed clock
(4 May 2026, 09:30 in Shanghai) and a calendar of Mondays to Fridays.
"""

from __future__ import annotations

from typing import NamedTuple


class About(NamedTuple):
    """One built-in as the reference shows it."""

    #: FEEL type of the result when it is not null; `Any` when it depends on the arguments
    result: str
    example: str
    #: the example's value, as FEEL writes it
    answer: str


_ROWS = """
number | number | number("1 000,5", " ", ",") | 1000.5
string | string | string([1, "a"]) | "[1, "a"]"
duration | Any | duration("P1DT2H") | @"P1DT2H"
not | boolean | not(1 > 2) | true
substring | string | substring("foobar", 3, 2) | "ob"
string length | number | string length("会签") | 2
upper case | string | upper case("aBc4") | "ABC4"
lower case | string | lower case("aBc4") | "abc4"
substring before | string | substring before("foobar", "bar") | "foo"
substring after | string | substring after("foobar", "ob") | "ar"
contains | boolean | contains("foobar", "of") | false
starts with | boolean | starts with("321300", "32") | true
ends with | boolean | ends with("foobar", "r") | true
matches | boolean | matches("P1-R07", "P[1-6]-R[0-9]+") | true
replace | string | replace("2026-05", "([0-9]+)-([0-9]+)", "$2/$1") | "05/2026"
split | list<string> | split("a;b;;c", ";") | ["a", "b", "", "c"]
string join | string | string join(["a", "b", null, "c"], "、") | "a、b、c"
decimal | number | decimal(2.5, 0) | 2
floor | number | floor(-1.56, 1) | -1.6
ceiling | number | ceiling(1.5) | 2
round up | number | round up(1.121, 2) | 1.13
round down | number | round down(-5.55, 1) | -5.5
round half up | number | round half up(5.5, 0) | 6
round half down | number | round half down(5.5, 0) | 5
abs | Any | abs(-10) | 10
modulo | number | modulo(-12, 5) | 3
sqrt | number | sqrt(16) | 4
log | number | log(1) | 0
exp | number | exp(0) | 1
odd | boolean | odd(5) | true
even | boolean | even(5) | false
list contains | boolean | list contains([1, 2, null], null) | true
sublist | list | sublist([4, 5, 6], 2, 1) | [5]
append | list | append([1], 2, 3) | [1, 2, 3]
concatenate | list | concatenate([1, 2], [3]) | [1, 2, 3]
insert before | list | insert before([1, 3], 1, 2) | [2, 1, 3]
remove | list | remove([1, 2, 3], 2) | [1, 3]
list replace | list | list replace([2, 4, 7], function(item, newItem) item > 5, 0) | [2, 4, 0]
reverse | list | reverse([1, 2, 3]) | [3, 2, 1]
index of | list<number> | index of([1, 2, 3, 2], 2) | [2, 4]
union | list | union([1, 2], [2, 3]) | [1, 2, 3]
distinct values | list | distinct values([1, 2, 3, 2, 1]) | [1, 2, 3]
flatten | list | flatten([[1, 2], [[3]], 4]) | [1, 2, 3, 4]
count | number | count([1, 2, 3]) | 3
min | Any | min(3, 1, 2) | 1
max | Any | max(["a", "b"]) | "b"
sum | Any | sum([1409.50, 27000]) | 28409.5
product | number | product([2, 3, 4]) | 24
mean | number | mean([1, 2, 6]) | 3
median | number | median(8, 2, 5, 3, 4) | 4
stddev | number | stddev(2, 4, 6) | 2
mode | list<number> | mode(6, 3, 9, 6, 6) | [6]
all | boolean | all([true, null, true]) | null
any | boolean | any([false, null, true]) | true
sort | list | sort([3, 1, 2], function(a, b) a > b) | [3, 2, 1]
get value | Any | get value({level: "senior"}, "level") | "senior"
get entries | list<context<key: string, value: Any>> | get entries({a: 1}) | [{key: "a", value: 1}]
context | context | context([{key: "a", value: 1}]) | {a: 1}
context put | context | context put({a: 1}, "b", 2) | {a: 1, b: 2}
context merge | context | context merge([{a: 1}, {a: 2, b: 3}]) | {a: 2, b: 3}
date | date | date(2026, 5, 4) + duration("P1M") | @"2026-06-04"
time | time | time("23:59:00") | @"23:59:00"
date and time | date and time | date and time(@"2026-05-04", @"09:30:00") | @"2026-05-04T09:30:00"
years and months duration | years and months duration | @DURATION | @"P1Y2M"
now | date and time | now().year | 2026
today | date | today() | @"2026-05-04"
day of year | number | day of year(@"2026-02-01") | 32
day of week | string | day of week(@"2026-05-04") | "Monday"
month of year | string | month of year(@"2026-05-04") | "May"
week of year | number | week of year(@"2026-05-04") | 19
before | boolean | before([1..5), [5..10]) | true
after | boolean | after(12, [1..10]) | true
meets | boolean | meets([1..5], [5..10]) | true
met by | boolean | met by([5..10], [1..5]) | true
overlaps | boolean | overlaps([1..5], [3..8]) | true
overlaps before | boolean | overlaps before([1..5], [3..8]) | true
overlaps after | boolean | overlaps after([3..8], [1..5]) | true
finishes | boolean | finishes(10, [1..10]) | true
finished by | boolean | finished by([1..10], [5..10]) | true
includes | boolean | includes([1..10], 5) | true
during | boolean | during([4..6], [1..10]) | true
starts | boolean | starts(1, [1..10]) | true
started by | boolean | started by([1..10], [1..5]) | true
coincides | boolean | coincides([1..5], [1..5]) | true
is | boolean | is(@"23:00:50z", @"23:00:50") | false
range | range | 5 in range("[1..10)") | true
is defined | boolean | is defined(null) | false
get or else | Any | get or else(null, 0) | 0
assert | Any | assert(5, 5 > 3, "too small") | 5
is blank | boolean | is blank("  ") | true
is empty | boolean | is empty([]) | true
trim | string | trim("  a b ") | "a b"
to base64 | string | to base64("FEEL") | "RkVFTA=="
extract | list<string> | extract("D25 of 27", "[0-9]+") | ["25", "27"]
duplicate values | list | duplicate values([1, 2, 3, 2, 1]) | [1, 2]
partition | list<list> | partition([1, 2, 3], 2) | [[1, 2], [3]]
last day of month | date | last day of month(@"2026-02-03") | @"2026-02-28"
working days after | date | working days after(@"2026-05-01", 1) | @"2026-05-04"
working days between | number | working days between(@"2026-05-01", @"2026-05-08") | 5
end of working day | date and time | end of working day(1) | @"2026-05-06T00:00:00@Asia/Shanghai"
""".replace("@DURATION", 'years and months duration(@"2025-03-01", @"2026-05-04")')


def _read(row: str) -> tuple[str, About]:
    name, *rest = row.split(" | ")
    return name, About(*rest)


#: what the reference says about each built-in, by name
REFERENCE: dict[str, About] = dict(_read(row) for row in _ROWS.strip().splitlines())
