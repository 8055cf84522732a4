"""The index finds the rules that running every cell would find."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import read_dmn
from engine.feel import compile_unary_tests
from tests.dmn.builder import ask, context, decision, definitions, inputs, requires, table

TEXT_CELLS = ["-", '"a"', '"b"', '"a","b"', 'not("a")', "null", 'starts with(?, "a")', '["a"]']
NUMBER_CELLS = [
    *("-", "1", "1.0", "2, 3", "> 1", "-1", "[1..2]", "(1..2)", "not(> 1)", "!= 2", "<= 1.5"),
    *("amount", "null", '"1"', "true", '@"2026-01-01"', '< @"2026-01-01"', "[2..1]"),
]

OTHERS = [None, "1", True, date(2026, 1, 1)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TEXT_CELLS), st.sampled_from(NUMBER_CELLS)), max_size=12),
    st.sampled_from(["a", "b", "c", "", None, Decimal(1)]),
    st.sampled_from(
        [
            Decimal(1),
            Decimal("1.00"),
            Decimal(2),
            Decimal("1.5"),
            Decimal(-1),
            None,
            "1",
            True,
            date(2026, 1, 1),
        ]
    ),
)
def test_should_match_as_if_every_cell_were_run(rows, plan, amount):
    # given
    rules = [f"{text} | {cell} => {n}" for n, (text, cell) in enumerate(rows, 1)]
    scope = {"plan": plan, "amount": amount}
    model = read_dmn(
        definitions(
            inputs(plan="Any", amount="Any")
            + decision(
                "rate",
                table(*rules, columns="plan | amount", hit="RULE ORDER"),
                needs=requires("plan", "amount"),
            )
        )
    )

    def runs(cell, value):
        test = compile_unary_tests(cell, names=["plan", "amount"])
        return cell == "-" or test.test(value, scope, context()) is True

    # when
    found = [rule.number for rule in ask(model, **scope).reason.rules]
    # then
    assert found == [
        n for n, (text, cell) in enumerate(rows, 1) if runs(text, plan) and runs(cell, amount)
    ]
