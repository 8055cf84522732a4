"""Plain texts of a diagram become the expressions that give exactly these texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import EvaluationContext, compile_expression
from engine.model.expressions import VARIABLE_NAME, literal
from tests.model import diagrams as d

NOW = EvaluationContext(now=datetime(2026, 3, 2, tzinfo=UTC))


@given(st.text(max_size=40))
def test_should_give_the_text_itself(text):
    assert compile_expression(literal(text)).evaluate({}, NOW) == text


@pytest.mark.parametrize("name", ["amount", "总额", "_x", "total amount", "x1"])
def test_should_take_variable_names(name):
    assert VARIABLE_NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["", "1x", "a.b", "a-b", " a", "a  b", "a\n", "x[1]"])
def test_should_refuse_what_is_no_variable_name(name):
    assert not VARIABLE_NAME.fullmatch(name)


def test_should_read_names_with_blanks_that_the_diagram_sets():
    mapping = '<zeebe:ioMapping><zeebe:output source="=1" target="total amount"/></zeebe:ioMapping>'
    process = (
        d.start()
        + d.user_task("a", d.CLERK, mapping)
        + d.gateway("exclusive", "g", default="g_end")
        + d.user_task("b")
        + d.end()
        + d.path("start", "a", "g", "end")
        + d.flow("g", "b", "=total amount &gt; 1")
        + d.path("b", "end")
    )
    assert "total amount" in d.model(process).names_read
