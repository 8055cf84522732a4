"""Hostile documents and many threads: only our own errors, and the same answers everywhere."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.dmn import DmnBudgetExceeded, DmnError, DmnLimits, DmnRefused, read_dmn
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

KNOWLEDGE = (
    '<businessKnowledgeModel id="b" name="double"><variable name="double"/><encapsulatedLogic>'
    '<formalParameter name="x" typeRef="tAmount"/>' + literal("x * 2") + "</encapsulatedLogic>"
    "</businessKnowledgeModel>"
)
DOCUMENT = definitions(
    '<itemDefinition name="tAmount"><typeRef>number</typeRef><allowedValues><text>[0..100]</text>'
    "</allowedValues></itemDefinition>"
    + inputs(plan="string", amount="tAmount")
    + KNOWLEDGE
    + decision(
        "rate",
        table('"P1" | > 5 => 1 | "x"', "- | - => amount | null", columns="plan|amount", hit="FIRST",
              outputs="a:number|b = 3"),
        needs=requires("plan", "amount"),
    )
    + decision(
        "total",
        "<context><contextEntry><variable name='f'/><functionDefinition>"
        "<formalParameter name='n'/>" + literal("n + 1") + "</functionDefinition></contextEntry>"
        "<contextEntry>" + literal("f(double(rate.a))") + "</contextEntry></context>",
        needs=requires("rate", tag="Decision") + knows("b"),
    )
).decode()  # fmt: skip
PIECES = ["<", ">", "/", '"', "&amp;", "]]>", "null", "0", "[", "-", "item", "rate", "P1", "\x00"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 12), st.sampled_from(PIECES))))
@example([(0, 0, "\ud800")])
def test_should_meet_a_damaged_document_with_its_own_errors_only(changes):
    # given
    text = DOCUMENT
    for at, removed, piece in changes:
        at %= len(text) + 1
        text = text[:at] + piece + text[at + removed :]
    # when / then
    for strict in (True, False):
        try:
            model = read_dmn(text.encode("utf-8", "surrogatepass"), strict=strict)
        except DmnRefused as refused:
            assert refused.problems
            continue
        for name in model.decisions:
            try:
                ask(model, name, plan="P1", amount=7).reason.to_json()
            except DmnError as error:
                assert error.message_zh and error.message_en


def test_should_answer_the_same_in_many_threads():
    # given
    model = read_dmn(DOCUMENT.encode())
    expected = ask(model, "total", plan="P2", amount=9).value
    # when
    with ThreadPoolExecutor(8) as threads:
        found = list(
            threads.map(
                lambda n: model.evaluate("total", {"plan": "P2", "amount": n % 10}, context()),
                range(400),
            )
        )
    # then
    assert expected == 19
    assert [result.value for result in found] == [Decimal(n % 10) * 2 + 1 for n in range(400)]


def test_should_not_be_changed_by_an_evaluation():
    model = rate_table('"P1" | - => [amount]')
    first = ask(model, plan="P1", amount=1).value
    first.append("changed")
    assert ask(model, plan="P1", amount=1).value == [1]
    with pytest.raises(AttributeError):
        model.namespace = "urn:other"


def doubling(levels):
    """Contexts that double a list at each level: small text, huge value."""
    body = decision("d0", literal("[1, 1]"))
    for n in range(1, levels):
        body += decision(
            f"d{n}",
            literal(f"concatenate(d{n - 1}, d{n - 1})"),
            needs=requires(f"d{n - 1}", tag="Decision"),
        )
    return read_dmn(definitions(body))


@pytest.mark.parametrize(
    "act",
    [
        lambda: ask(doubling(40), "d39"),
        lambda: ask(
            read_dmn(
                definitions(
                    decision(
                        "d",
                        f'<for iteratorVariable="i"><in>{literal("[1..90000]")}</in>'
                        f"<return>{literal('count(partial)')}</return></for>",
                    )
                )
            ),
            "d",
        ),
        lambda: ask(
            read_dmn(
                definitions(
                    decision(
                        "d",
                        f'<for iteratorVariable="i"><in>{literal("[1..500]")}</in>'
                        f"<return>{literal('i')}</return></for>",
                    )
                ),
                limits=DmnLimits(iterations=100),
            ),
            "d",
        ),
    ],
)
def test_should_end_hostile_work_within_its_budgets(act):
    with pytest.raises(DmnError):
        act()


def test_should_list_a_diamond_of_decisions_in_linear_space():
    # given forty layers, each needed twice by the next
    body = decision("d0", literal("1"))
    for n in range(1, 40):
        body += decision(
            f"d{n}", literal(f"d{n - 1} + 1"), needs=requires(f"d{n - 1}", tag="Decision")
        )
        body += decision(
            f"e{n}",
            literal(f"d{n} + d{n - 1}"),
            needs=requires(f"d{n}", f"d{n - 1}", tag="Decision"),
        )
    # when
    reason = ask(read_dmn(definitions(body)), "e39").reason
    # then
    assert len(reason.sub_decisions) == 40


def test_should_stop_knowledge_models_that_call_one_another_too_deeply():
    chain = "".join(
        f'<businessKnowledgeModel id="f{n}" name="f{n}"><encapsulatedLogic>'
        f"{literal(f'f{n + 1}()' if n < 30 else '1')}</encapsulatedLogic>"
        f"{knows(f'f{n + 1}') if n < 30 else ''}</businessKnowledgeModel>"
        for n in range(31)
    )
    model = read_dmn(definitions(chain + decision("d", literal("f0()"), needs=knows("f0"))))
    with pytest.raises(DmnBudgetExceeded):
        ask(model, "d")
