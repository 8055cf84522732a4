"""The reference page says what the tables say."""

from pathlib import Path

from engine.model.reference import render

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "diagrams.md"


def test_should_be_the_page_that_the_tables_make():
    assert PAGE.read_text(encoding="utf-8") == render(), (
        "renew it: python -m engine.model.reference > docs/reference/diagrams.md"
    )
