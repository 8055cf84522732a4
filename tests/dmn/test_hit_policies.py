"""What the rules that match make of their outputs."""

from decimal import Decimal

import pytest

from engine.dmn import RulesDisagree, RulesOverlap, ValueNotAllowed, ValueOfWrongType
from tests.dmn.builder import (
    ask,
    decision,
    definitions,
    inputs,
    rate_table,
    refused,
    requires,
    table,
)


def test_should_take_the_one_rule_that_matches_under_unique():
    # given
    rates = rate_table('"P1" | - => 1000', '"P3" | > 5000 => 500', '"P3" | <= 5000 => 300')
    # when
    result = ask(rates, plan="P3", amount=6000)
    # then
    assert result.value == 500 and [rule.number for rule in result.reason.rules] == [2]


def test_should_name_the_rules_that_overlap_under_unique():
    # given
    rates = rate_table('"P1" | - => 1', "- | > 10 => 2", "- | > 5 => 3")
    # when
    with pytest.raises(RulesOverlap) as caught:
        ask(rates, plan="P1", amount=20)
    # then
    assert caught.value.rules == (1, 2, 3) and caught.value.decision_id == "rate"
    assert "1, 2, 3" in caught.value.message_zh


def test_should_accept_rules_that_agree_under_any():
    rates = rate_table('"P1" | - => 7', "- | > 5 => 7", hit="ANY")
    assert ask(rates, plan="P1", amount=9).value == 7


def test_should_name_the_rules_that_disagree_under_any():
    # given
    rates = rate_table('"P1" | - => 7', "- | > 5 => amount", hit="ANY")
    # when
    with pytest.raises(RulesDisagree) as caught:
        ask(rates, plan="P1", amount=9)
    # then
    assert caught.value.rules == (1, 2)


def test_should_take_the_first_rule_under_first():
    rates = rate_table('"P9" | - => 1', "- | > 5 => 2", "- | > 1 => 3", hit="FIRST")
    assert ask(rates, plan="P1", amount=9).value == 2


def test_should_take_the_best_output_under_priority():
    # given: refuse comes before return, return before pay
    rates = rate_table(
        '- | - => "pay"',
        '"P1" | - => "return"',
        '- | > 100 => "refuse"',
        hit="PRIORITY",
        outputs='[ "refuse", "return", "pay" ]',
    )
    # when / then
    assert ask(rates, plan="P1", amount=500).value == "refuse"
    assert ask(rates, plan="P1", amount=5).value == "return"
    assert ask(rates, plan="P2", amount=5).value == "pay"


def test_should_compare_priorities_column_by_column():
    rates = rate_table(
        '- | - => "b" | "x"',
        '- | - => "a" | "y"',
        '- | - => "a" | "x"',
        hit="PRIORITY",
        outputs='line["a","b"] | part["x","y"]',
    )
    assert ask(rates, plan="P1", amount=1).value == {"line": "a", "part": "x"}


def test_should_list_outputs_in_rule_order_or_by_priority():
    # given
    rules = ['- | - => "pay"', '"P1" | - => "return"', '- | > 100 => "refuse"']
    outputs = '[ "refuse", "return", "pay" ]'
    # when
    in_rule_order = rate_table(*rules, hit="RULE ORDER", outputs=outputs)
    by_priority = rate_table(*rules, hit="OUTPUT ORDER", outputs=outputs)
    # then
    assert ask(in_rule_order, plan="P1", amount=500).value == ["pay", "return", "refuse"]
    ordered = ask(by_priority, plan="P1", amount=500)
    assert ordered.value == ["refuse", "return", "pay"]
    assert [rule.number for rule in ordered.reason.rules] == [3, 2, 1]


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [("SUM", 60), ("MIN", 10), ("MAX", 30), ("COUNT", 3), ("", [10, 20, 30])],
)
def test_should_collect(aggregation, expected):
    rates = rate_table(
        "- | - => 10", "- | > 1 => 20", "- | > 2 => 30", hit="COLLECT", aggregation=aggregation
    )
    assert ask(rates, plan="P1", amount=3).value == expected


@pytest.mark.parametrize(
    ("hit", "aggregation", "expected"),
    [
        ("UNIQUE", "", None),
        ("FIRST", "", None),
        ("COLLECT", "", []),
        ("RULE ORDER", "", []),
        ("COLLECT", "SUM", None),
        ("COLLECT", "COUNT", 0),
    ],
)
def test_should_say_that_nothing_matches(hit, aggregation, expected):
    rates = rate_table('"P9" | - => 10', hit=hit, aggregation=aggregation)
    result = ask(rates, plan="P1", amount=3)
    assert result.value == expected and result.reason.rules == ()


def test_should_take_the_default_when_nothing_matches():
    # given
    rates = rate_table('"P1" | - => 10 | "x"', outputs='rate = 0 | note = "none"')
    # when
    result = ask(rates, plan="P2", amount=3)
    # then
    assert result.value == {"rate": 0, "note": "none"}
    assert result.reason.table.default and result.reason.rules == ()


def test_should_list_the_default_of_a_table_that_lists():
    rates = rate_table('"P1" | - => "L-01"', hit="COLLECT", outputs='= "ok"')
    assert ask(rates, plan="P2", amount=3).value == ["ok"]


def test_should_not_match_when_a_test_is_neither_true_nor_false():
    # given an amount nobody filled in
    rates = rate_table("- | > 5000 => 1", "- | <= 5000 => 2", "- | - => 3", hit="FIRST")
    # when
    result = ask(rates, plan="P1", amount=None)
    # then
    assert result.value == 3 and result.reason.table.undecided == (1, 2)


def test_should_stop_at_a_value_outside_the_allowed_inputs():
    # given
    rates = rate_table('"P1" | - => 1', columns='plan: string ["P1","P3"] | amount: number')
    # when
    with pytest.raises(ValueNotAllowed) as caught:
        ask(rates, plan="P7", amount=1)
    # then
    assert '"P7"' in caught.value.message_zh and '"P1","P3"' in caught.value.message_zh


def test_should_stop_at_an_output_that_is_not_allowed():
    rates = rate_table("- | - => amount", outputs="rate: number [ 300, 500 ]")
    assert ask(rates, plan="P1", amount=300).value == 300
    with pytest.raises(ValueNotAllowed):
        ask(rates, plan="P1", amount=301)


def test_should_stop_at_a_value_of_the_wrong_type():
    rates = rate_table("- | - => 1")
    with pytest.raises(ValueOfWrongType) as caught:
        ask(rates, plan="P1", amount="viel")
    assert caught.value.decision_id == "" and "amount" in caught.value.message_en


def test_should_compute_outputs_from_inputs():
    rates = rate_table('- | [1..10) => {"rate": amount * 0.5}', type_="context")
    assert ask(rates, plan="P1", amount=5).value == {"rate": Decimal("2.5")}


@pytest.mark.parametrize("hit", ["PRIORITY", "OUTPUT ORDER"])
def test_should_refuse_priorities_that_nobody_gives(hit):
    body = inputs(plan="string") + decision(
        "rate", table('"a" => 1', columns="plan: string", hit=hit), needs=requires("plan")
    )
    assert refused(definitions(body)) == [(1, "dmn.priorities")]


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"hit": "LAST"}, "dmn.hit_policy"),
        ({"hit": "UNIQUE", "aggregation": "SUM"}, "dmn.aggregation"),
        ({"hit": "COLLECT", "aggregation": "AVG"}, "dmn.aggregation"),
        ({"extra": 'preferredOrientation="CrossTable"'}, "dmn.orientation"),
        ({"extra": 'preferredOrientation="Rule-as-Column"'}, "dmn.orientation"),
    ],
)
def test_should_refuse_tables_that_cannot_be_run(how, rule):
    body = inputs(plan="string") + decision(
        "rate", table('"a" => 1', columns="plan: string", **how), needs=requires("plan")
    )
    assert refused(definitions(body)) == [(1, rule)]


def test_should_refuse_to_aggregate_several_outputs():
    body = inputs(plan="string") + decision(
        "rate",
        table('"a" => 1 | 2', columns="plan", outputs="a|b", hit="COLLECT", aggregation="SUM"),
        needs=requires("plan"),
    )
    assert refused(definitions(body)) == [(1, "dmn.aggregation")]
