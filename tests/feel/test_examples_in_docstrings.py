"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

import engine.feel
import engine.feel.explanation


@pytest.mark.parametrize("module", [engine.feel, engine.feel.explanation])
def test_should_run_the_examples(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted and not results.failed
