"""What is said about a table before anybody runs it, with an example input."""

import itertools
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import DmnLimits, RulesOverlap, read_dmn
from tests.dmn.builder import (
    ask,
    decision,
    definitions,
    inputs,
    literal,
    rate_table,
    requires,
    table,
    warned,
)

PLANS = 'plan: string ["P1","P3"] | amount: number'


def messages(model, rule):
    return [w.message_en for w in model.warnings if w.rule == rule]


def test_should_say_nothing_about_a_complete_table():
    rates = rate_table('"P1" | < 100 => 1', '"P1" | >= 100 => 2', '"P3" | - => 3', columns=PLANS)
    assert rates.warnings == ()


def test_should_show_an_input_where_two_rules_overlap():
    # given
    rates = rate_table('"P1" | <= 100 => 1', "- | [100..200] => 2", columns=PLANS)
    # when / then
    assert messages(rates, "dmn.overlap") == [
        'Rules 1 and 2 overlap, e.g. plan = "P1", amount = 100'
    ]


def test_should_show_an_input_that_no_rule_matches():
    # given
    rates = rate_table('"P1" | <= 100 => 1', '"P1" | > 200 => 2', '"P3" | - => 3', columns=PLANS)
    # when / then
    assert messages(rates, "dmn.gap") == ['No rule matches, e.g. plan = "P1", amount = 200']


def test_should_find_no_gap_between_two_days_that_follow_one_another():
    # given
    columns = "start: date"
    rules = [
        '< date("2026-01-01") => 1',
        '[@"2026-01-01"..@"2026-06-30"] => 2',
        '> date("2026-06-30") => 3',
    ]

    def model(*some):
        body = inputs(start="date") + decision(
            "rate", table(*some, columns=columns), needs=requires("start")
        )
        return read_dmn(definitions(body))

    # when / then
    assert model(*rules).warnings == ()
    assert messages(model(rules[0], rules[2]), "dmn.gap") == [
        'No rule matches, e.g. start = date("2026-01-01")'
    ]


def test_should_understand_negation_booleans_and_allowed_numbers():
    # given
    body = inputs(plan="string", passed="boolean", heads="number") + decision(
        "rate",
        table(
            'not("P1","P3") | - | - => 1',
            '"P1" | true | <= 5 => 2',
            '"P1" | true | > 5 => 3',
            '"P1" | false | - => 4',
            '!= "P1" | - | 5 => 5',
            columns='plan: string ["P1","P2","P3"] | passed: boolean | heads: number [[0..10]]',
        ),
        needs=requires("plan", "passed", "heads"),
    )
    # when
    rates = read_dmn(definitions(body))
    # then
    assert messages(rates, "dmn.overlap") == ['Rules 1 and 5 overlap, e.g. plan = "P2", heads = 5']
    assert messages(rates, "dmn.gap") == [
        'No rule matches, e.g. plan = "P3", heads = 0',
        'No rule matches, e.g. plan = "P3", heads = 10',
    ] or all('"P3"' in text for text in messages(rates, "dmn.gap"))


def test_should_find_rules_that_never_decide():
    # given
    rates = rate_table(
        '"P1" | <= 10 => 1', '"P1" | > 10 => 2', '"P1" | [5..15] => 3', "- | - => 4", hit="FIRST"
    )
    # when / then
    assert messages(rates, "dmn.rule_hidden") == [
        'Rule 3 never decides: rules 1, 2 win (e.g. plan = "P1", amount = 5)'
    ]


def test_should_find_rules_that_no_value_matches():
    rates = rate_table('"P1" | [10..5] => 1', "- | - => 2", hit="FIRST", columns=PLANS)
    assert messages(rates, "dmn.rule_impossible") == [
        'Rule 1 can never match: no value of amount meets "[10..5]"'
    ]


def test_should_find_contradictions_under_any():
    rates = rate_table("- | <= 10 => 1", "- | >= 10 => 2", hit="ANY", columns=PLANS)
    assert messages(rates, "dmn.contradiction") == [
        "Rules 1 and 2 answer differently, e.g. amount = 10"
    ]


def test_should_leave_out_cells_it_does_not_understand():
    rates = rate_table(
        '"P1" | ? > amount / 2 => 1', '"P1" | - => 2', '"P3" | - => 3', columns=PLANS
    )
    assert rates.warnings == ()


def test_should_say_nothing_of_gaps_that_have_a_meaning():
    assert rate_table('"P1" | - => 1', columns=PLANS, outputs="= 0").warnings == ()
    assert rate_table('"P1" | - => 1', columns=PLANS, hit="COLLECT").warnings == ()


def test_should_say_that_a_table_is_too_large_to_be_checked():
    body = inputs(amount="number") + decision(
        "rate",
        table(*(f"> {n} => {n}" for n in range(50)), columns="amount: number"),
        needs=requires("amount"),
    )
    model = read_dmn(definitions(body), limits=DmnLimits(check_work=100))
    assert warned(model) == ["dmn.check_unfinished"]


CELLS = st.sampled_from(
    ["-", "1", "2", "3", "< 2", "<= 2", "> 2", ">= 2", "[1..3]", "(1..3)", "not(2)", "1, 3", "!= 1"]
)
TEXTS = st.sampled_from(["-", '"a"', '"b"', '"a","b"', 'not("a")'])
VALUES = [Decimal(n) / 2 for n in range(9)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, CELLS), min_size=1, max_size=6))
def test_should_agree_with_trying_every_input(rows):
    """The checks against brute force: whatever they report is true, and they miss nothing."""
    # given
    rules = [f"{text} | {cell} => {n}" for n, (text, cell) in enumerate(rows, 1)]
    model = rate_table(*rules, columns='plan: string ["a","b"] | amount: number')
    # when
    overlapping, empty = set(), False
    for plan, amount in itertools.product(["a", "b"], VALUES):
        try:
            found = ask(model, plan=plan, amount=amount)
        except RulesOverlap as error:
            overlapping |= set(itertools.combinations(error.rules, 2))
        else:
            empty = empty or not found.reason.rules
    # then
    reported = {
        tuple(int(word) for word in text.split(" overlap")[0].removeprefix("Rules ").split(" and "))
        for text in messages(model, "dmn.overlap")
    }
    assert reported == overlapping if len(overlapping) <= 10 else reported <= overlapping
    assert bool(messages(model, "dmn.gap")) == empty


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST"])
def test_should_give_examples_that_are_true(policy):
    rates = rate_table('"P1" | > 5 => 1', '"P3" | - => 2', hit=policy, columns=PLANS)
    assert messages(rates, "dmn.gap") == ['No rule matches, e.g. plan = "P1", amount = 5']
    assert ask(rates, plan="P1", amount=5).value is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (literal('upper case(amount) + "!"'), "upper case: parameter string should be string"),
        (literal("if plan then 1 else 2"), "if needs booleans, but this is a string"),
        (table("- | ? + 1 > plan => 1", columns="plan | amount"), "> never compares number with"),
        (table("- | < string(2) => 1", columns="plan | amount"), "< never compares number with"),
        (
            "<context><contextEntry><variable name='x'/>" + literal("amount = plan")
            + "</contextEntry></context>",
            "= never compares number with string",
        ),
    ],
)  # fmt: skip
def test_should_tell_of_types_that_can_never_fit(body, sentence):
    # given
    text = inputs(plan="string", amount="number")
    # when
    model = read_dmn(definitions(text + decision("d", body, needs=requires("plan", "amount"))))
    # then
    (warning,) = [w for w in model.warnings if w.rule == "dmn.types_never_fit"]
    assert warning.message_en.startswith(sentence) and "column" in warning.message_en
    assert "列" in warning.message_zh and warning.line


def test_should_forget_the_type_of_a_name_that_means_something_else_inside():
    # given an iteration, a filter, a function and an entry that reuse the name of an input
    some = "<in>" + literal("[1, 2]") + "</in>"
    bodies = [
        f"<for iteratorVariable='plan'>{some}<return>{literal('plan + 1')}</return></for>",
        f"<some iteratorVariable='plan'>{some}<satisfies>{literal('plan > 1')}</satisfies></some>",
        f"<filter><in>{literal('[{plan: 1}]')}</in><match>{literal('plan > 0')}</match></filter>",
        "<functionDefinition><formalParameter name='plan'/>"
        + literal("plan + 1")
        + "</functionDefinition>",
        "<context><contextEntry><variable name='plan'/>"
        + literal("1")
        + "</contextEntry><contextEntry>"
        + literal("plan + 1")
        + "</contextEntry></context>",
    ]
    for body in bodies:
        # when
        one = decision("d", body, needs=requires("plan"))
        model = read_dmn(definitions(inputs(plan="string") + one))
        # then
        assert [w for w in model.warnings if w.rule == "dmn.types_never_fit"] == []


def _only(*rules, column, **how):
    """A table over the one column `x`."""
    body = inputs(x=column.partition("[")[0].strip())
    one = decision("rate", table(*rules, columns=f"x: {column}", **how), needs=requires("x"))
    return read_dmn(definitions(body + one))


def test_should_check_columns_of_durations():
    # given
    model = _only(
        '< duration("P10D") => 1', '[@"P10D"..@"P20D"] => 2', '> duration("P20DT1H") => 3',
        column="days and time duration",
    )  # fmt: skip
    months = _only('<= duration("P1Y") => 1', '>= @"P13M" => 2', column="years and months duration")
    # when / then
    assert messages(model, "dmn.gap") == ['No rule matches, e.g. x = duration("P20DT1H")']
    assert ask(model, x=timedelta(days=20, minutes=1)).value is None
    assert months.warnings == ()  # no duration lies between twelve months and thirteen


@pytest.mark.parametrize("allowed", ['"a","b","c"', '"a","c"'])
def test_should_check_ranges_of_listed_texts(allowed):
    # given
    rules = ['< "b" => 1', '["b".."c"] => 2']
    model = _only(*rules, column=f"string [{allowed}]")
    # when / then
    assert model.warnings == ()
    assert messages(_only(*rules[1:], column=f"string [{allowed}]"), "dmn.gap") == [
        'No rule matches, e.g. x = "a"'
    ]


def test_should_try_listed_texts_in_cells_that_compute():
    # given
    column = 'string ["P1","P3","Q7"]'
    by_letter = ['starts with(?, "P") => 1', 'string length(?) > 1 and ends with(?, "7") => 2']
    # when / then
    assert _only(*by_letter, column=column).warnings == ()
    assert messages(_only(by_letter[0], column=column), "dmn.gap") == [
        'No rule matches, e.g. x = "Q7"'
    ]
    assert messages(_only(by_letter[0], '"P3","Q7" => 2', column=column), "dmn.overlap") == [
        'Rules 1 and 2 overlap, e.g. x = "P3"'
    ]
    # a cell that other things decide is left out
    assert _only("? = string(today()) => 1", by_letter[1], column=column).warnings == ()


def test_should_say_nothing_of_columns_that_hold_lists():
    # given a list may hold both
    types = "<itemDefinition name='tMany' isCollection='true'><typeRef>string</typeRef>"
    body = types + "</itemDefinition>" + inputs(x="tMany")
    one = table('"a" => 1', '"b" => 2', columns="x: tMany")
    # when
    model = read_dmn(definitions(body + decision("rate", one, needs=requires("x"))))
    # then
    assert model.warnings == ()


def test_should_find_rules_that_a_higher_priority_hides():
    # given
    rules = ['> 5 => "low"', '> 3 => "high"', '<= 3 => "low"']
    model = _only(*rules, column="number", hit="PRIORITY", outputs='[ "high","low" ]')
    # when / then
    assert messages(model, "dmn.rule_hidden") == ["Rule 1 never decides: rules 2 win (e.g. x = 6)"]
    assert ask(model, x=6).value == "high"


def test_should_find_rules_of_the_same_priority_that_contradict():
    # given the second output has no priority
    rules = ['> 5 => "high" | 1', '> 3 => "high" | 2', '- => "low" | 3']
    model = _only(*rules, column="number", hit="PRIORITY", outputs='a: string ["high","low"] | b')
    # when / then
    assert messages(model, "dmn.contradiction") == ["Rules 1 and 2 answer differently, e.g. x = 6"]


@pytest.mark.parametrize(("aggregation", "gaps"), [("SUM", 1), ("MIN", 1), ("COUNT", 0), ("", 0)])
def test_should_tell_where_a_sum_is_null(aggregation, gaps):
    model = _only("> 5 => 1", column="number", hit="COLLECT", aggregation=aggregation)
    assert len(messages(model, "dmn.gap")) == gaps
    assert (ask(model, x=5).value is None) == bool(gaps)


_LEVELS = ("high", "middle", "low")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, st.sampled_from(_LEVELS)), min_size=1, max_size=5))
def test_should_hide_just_the_rules_that_never_win(rows):
    """Priorities against brute force."""
    # given
    rules = [f'{cell} => "{level}"' for cell, level in rows]
    outputs = "[" + ",".join(f'"{level}"' for level in _LEVELS) + "]"
    model = _only(*rules, column="number", hit="PRIORITY", outputs=outputs)
    # when
    alone = [_only(rule, column="number", outputs="") for rule in rules]
    matching, winning = set(), set()
    for value in VALUES:
        rank = {n: _LEVELS.index(level) for n, (_, level) in enumerate(rows, 1)}
        met = {n for n, one in enumerate(alone, 1) if ask(one, x=value).reason.rules}
        matching |= met
        if met:
            winning.add(min(met, key=lambda n: (rank[n], n)))
    # then
    reported = {int(text.split()[1]) for text in messages(model, "dmn.rule_hidden")}
    assert reported == matching - winning
