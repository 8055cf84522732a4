"""An expression says why it gave its value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import EvaluationContext, compile_expression, explain

Context = Callable[..., EvaluationContext]


def test_should_name_the_operand_that_decided(context: Context) -> None:
    # given
    condition = compile_expression('applicant.age >= 18 and (level = "senior" or amount > 10)')
    case = {"applicant": {"age": 17, "name": "李"}, "level": "senior", "amount": 3}
    # when
    why = explain(condition, case, context())
    # then
    assert why.value is False
    assert [part.source for part in why.decisive] == ["applicant.age >= 18"]
    assert why.used == {"applicant.age": Decimal(17), "level": "senior", "amount": Decimal(3)}


def test_should_explain_a_null_in_both_languages(context: Context) -> None:
    # given
    evaluation = context()
    # when
    value = compile_expression('1 +\n  "2"').evaluate({}, evaluation)
    # then
    assert value is None
    (note,) = evaluation.warnings
    assert (note.line, note.column) == (1, 3)
    assert note.message_zh == "运算 + 不能用于数字和字符串"
    assert note.message_en == "+ does not apply to number and string"


@pytest.mark.parametrize(
    ("source", "line", "column", "word"),
    [
        ("1 +", 1, 4, "ends"),
        ("(1", 1, 3, ")"),
        ("if a then b", 1, 12, "else"),
        ("a and\n  * b", 2, 3, "value"),
        ('"open', 1, 1, "quote"),
        ("f(1)", 1, 1, "function f"),
        ("{a: 1, a: 2}", 1, 8, "twice"),
        ("“引号”", 1, 1, "quote"),
        ('@"2026-02-30"', 1, 1, "no date"),
        ("1 instance of colour", 1, 15, "type colour"),
        ('substring(string: "a", 2)', 1, 24, "named"),
        ("a & b", 1, 3, "write and"),
        ("a == b", 1, 4, "one ="),
        ("a = 'b'", 1, 5, "quote"),
        ("金额 ＞ 5000", 1, 6, "half-width"),
    ],
)
def test_should_point_at_the_mistake(source: str, line: int, column: int, word: str) -> None:
    from engine.feel import FeelSyntaxError

    with pytest.raises(FeelSyntaxError) as mistake:
        compile_expression(source)
    assert (mistake.value.line, mistake.value.column) == (line, column)
    assert word in mistake.value.message_en
    assert mistake.value.message_zh != mistake.value.message_en


def test_should_report_unknown_names_with_their_place() -> None:
    # given
    compiled = compile_expression("amount > limit and\n xs[price > 5] = []", names={"xs"})
    # when
    unknown = compiled.unknown_names({"amount", "xs"})
    # then a name in a filter may be a member of the items
    assert [(name.name, name.line, name.column) for name in unknown] == [("limit", 1, 10)]
    assert compiled.free_names == {"amount", "limit", "xs", "price"}


def test_should_call_functions_the_host_hands_in(context: Context) -> None:
    # given
    areas = {"321300": "321300.hrss_bureau"}
    calls: dict[str, Any] = {"bureau": lambda kind, area: f"{areas[area]}:{kind}"}
    compiled = compile_expression('bureau("hrss", area)', functions={"bureau"})
    # when
    value = compiled.evaluate({"area": "321300"}, context(functions=calls))
    # then
    assert value == "321300.hrss_bureau:hrss"
    assert [unknown.name for unknown in compiled.unknown_functions(())] == ["bureau"]
    assert compiled.unknown_functions({"bureau"}) == []
