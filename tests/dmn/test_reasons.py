"""A decision says why it came out as it did."""

import json

from engine.dmn import read_dmn
from tests.dmn.builder import (
    ask,
    context,
    decision,
    definitions,
    inputs,
    knows,
    literal,
    rate_table,
    requires,
    table,
)


def test_should_name_the_rules_that_matched_with_their_texts():
    # given
    rates = rate_table(
        '"P1" | - => 1000 # L-01: 每人每年三次 // 篇一 A(三)2',
        '"P3" | > 5000 => 500 # 高级工 // 篇三 (一)',
        annotations=["依据"],
    )
    # when
    reason = ask(rates, plan="P3", amount=6000).reason
    # then
    (rule,) = reason.rules
    assert (rule.number, rule.id, rule.description) == (2, "rule_2", "高级工")
    assert rule.annotations == (("依据", "篇三 (一)"),)
    assert rule.conditions == ('"P3"', "> 5000")
    assert [(i.expression, i.value) for i in reason.inputs] == [("plan", "P3"), ("amount", 6000)]
    assert (reason.decision_id, reason.table_id) == ("rate", "table")


def test_should_give_the_reason_as_json():
    # given
    rates = rate_table('"P3" | > 5000 => 500.50 # 高级工')
    # when
    found = json.loads(json.dumps(ask(rates, plan="P3", amount=6000).reason.to_json()))
    # then
    assert found["value"] == {"n": "500.50"}
    assert found["table"]["inputs"] == [
        {"expression": "plan", "value": "P3", "label": "plan"},
        {"expression": "amount", "value": 6000, "label": "amount"},
    ]
    assert found["table"]["rules"][0]["description"] == "高级工"
    assert found["table"]["hit_policy"] == "UNIQUE"


def test_should_list_each_sub_decision_once_in_order():
    # given a diamond: total needs rate and cap, and both need the level
    model = read_dmn(
        definitions(
            inputs(level="number")
            + decision(
                "total", literal("rate + cap"), needs=requires("rate", "cap", tag="Decision")
            )
            + decision("rate", literal("grade * 10"), needs=requires("grade", tag="Decision"))
            + decision("cap", literal("grade * 100"), needs=requires("grade", tag="Decision"))
            + decision("grade", literal("level + 1"), needs=requires("level"))
        )
    )
    # when
    result = ask(model, "total", level=1)
    # then
    assert result.value == 220
    made = [reason.decision_id for reason in result.reason.sub_decisions]
    assert made.index("grade") == 0 and sorted(made) == ["cap", "grade", "rate"]
    assert result.reason.requires == ("rate", "cap")
    assert [(v.expression, v.value) for v in result.reason.variables] == [
        ("rate", 20),
        ("cap", 200),
    ]
    assert result.reason.expression == "rate + cap"


def test_should_tell_of_tables_inside_knowledge_models():
    # given
    model = read_dmn(
        definitions(
            '<businessKnowledgeModel id="b" name="rate of"><variable name="rate of"/>'
            '<encapsulatedLogic><formalParameter name="plan" typeRef="string"/>'
            + table('"P1" => 10', '"P3" => 30', columns="plan: string")
            + "</encapsulatedLogic></businessKnowledgeModel>"
            + decision("total", literal('rate of("P1") + rate of("P3")'), needs=knows("b"))
        )
    )
    # when
    result = ask(model, "total")
    # then
    assert result.value == 40 and result.reason.table is None
    assert [t.rules[0].number for t in result.reason.inner_tables] == [1, 2]


def test_should_name_functions_and_ranges_that_cannot_be_stored():
    model = read_dmn(definitions(decision("d", literal("{f: function(x) x, r: [1..5), n: [1]}"))))
    found = ask(model, "d").reason.to_json()["value"]
    assert found == {"f": {"function": "function"}, "r": {"range": "[1..5)"}, "n": [1]}


def test_should_note_a_missing_input():
    # given
    rates = rate_table("- | - => 1")
    now = context()
    # when
    rates.evaluate("rate", {"plan": "P1"}, now)
    # then
    assert ["amount" in note.message_zh for note in now.warnings] == [True]
