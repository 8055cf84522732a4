"""The reference of built-ins is complete, its examples run, its result types hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.feel import compile_expression
from engine.feel.builtins.page import reference_page
from engine.feel.builtins.reference import REFERENCE
from engine.feel.builtins.table import BUILTINS
from tests.feel.conftest import evaluate


def test_should_keep_the_page_up_to_date() -> None:
    """To renew it: `./dev run huiqian feel reference > docs/reference/feel.md`."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "feel.md"
    assert page.read_text(encoding="utf-8") == reference_page()


def test_should_describe_every_built_in_in_its_order() -> None:
    assert list(REFERENCE) == list(BUILTINS)


@pytest.mark.parametrize("name", REFERENCE)
def test_should_answer_as_the_example_says(name: str) -> None:
    # given
    about = REFERENCE[name]
    # when
    value = evaluate(about.example)
    # then
    expected: Any = about.answer[1:-1] if name == "string" else evaluate(about.answer)
    assert value == expected and type(value) is type(expected)
    assert f"{name}(" in about.example


@pytest.mark.parametrize("name", REFERENCE)
def test_should_give_the_type_that_is_stated(name: str) -> None:
    about = REFERENCE[name]
    if about.result == "Any" or name in ("date", "now", "range", "all"):
        return  # the example asks for more than the bare call, or is null on purpose
    source = f"({about.example}) instance of {about.result}"
    assert compile_expression(source) and evaluate(source) is True
