"""A hostile expression ends in a clear error, having done a bounded amount of work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.feel import (
    DEFAULT_LIMITS,
    EvaluationContext,
    FeelBudgetExceeded,
    FeelLimits,
    FeelSyntaxError,
    compile_expression,
)
from tests.feel.hostile import HOSTILE


def _outcome(source: str, context: EvaluationContext) -> tuple[str | None, str]:
    """What stopped the expression, and its sentence in both languages."""
    try:
        compile_expression(source, names={"f"}).evaluate({"f": None}, context)
    except FeelBudgetExceeded as stop:
        return stop.limit, f"{stop.message_zh} {stop.message_en}"
    except FeelSyntaxError as stop:
        assert stop.line and stop.column
        return "syntax", f"{stop.message_zh} {stop.message_en}"
    return None, "answered"


def test_should_hold_a_large_collection() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_should_stop_a_hostile_expression(
    name: str, context: Callable[..., EvaluationContext]
) -> None:
    # given
    source, expected = HOSTILE[name]
    evaluation = context()
    # when
    limit, sentence = _outcome(source, evaluation)
    # then
    assert limit == expected
    assert sentence.strip()
    assert evaluation.steps_used <= DEFAULT_LIMITS.steps


def test_should_count_the_same_steps_every_time(
    context: Callable[..., EvaluationContext],
) -> None:
    # given
    source = "sum(for i in 1..100 return i * i) + count([1, 2, 3][item > 1])"
    first, second = context(), context()
    # when
    for evaluation in (first, second):
        compile_expression(source).evaluate({}, evaluation)
    # then
    assert first.steps_used == second.steps_used
    assert 500 < first.steps_used < 1_500


def test_should_name_the_limit_that_is_configured(
    context: Callable[..., EvaluationContext],
) -> None:
    # given
    limits = FeelLimits(steps=50)
    # when
    with pytest.raises(FeelBudgetExceeded) as stopped:
        compile_expression("for i in 1..100 return i").evaluate({}, context(limits=limits))
    # then
    assert stopped.value.limit == "steps"
    assert "50" in stopped.value.message_en and "50" in stopped.value.message_zh


@pytest.mark.parametrize(
    ("limits", "source", "limit"),
    [
        (FeelLimits(source_length=5), "1 + 2 + 3", "source_length"),
        (FeelLimits(nesting=3), "((((1))))", "nesting"),
        (FeelLimits(nodes=3), "1 + 2 + 3", "nodes"),
        (FeelLimits(list_length=3), "for i in 1..4 return i", "list_length"),
        (FeelLimits(string_length=3), '"ab" + "cd"', "string_length"),
        (
            FeelLimits(call_depth=2),
            "{f: function(n) if n = 0 then 0 else f(n - 1), r: f(3)}.r",
            "call_depth",
        ),
        (FeelLimits(exponent=10), "10 ** 11", "exponent"),
        (FeelLimits(value_depth=2), "[[[1]]] = [[[1]]]", "value_depth"),
    ],
)
def test_should_enforce_each_limit(
    limits: FeelLimits, source: str, limit: str, context: Callable[..., EvaluationContext]
) -> None:
    with pytest.raises(FeelBudgetExceeded) as stopped:
        compile_expression(source, limits=limits).evaluate({}, context(limits=limits))
    assert stopped.value.limit == limit


def test_should_refuse_objects_of_the_host(feel: Callable[..., Any]) -> None:
    # given
    from engine.feel import FeelEvaluationError

    # when / then
    with pytest.raises(FeelEvaluationError):
        feel("secret", secret=object())


_CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
from datetime import datetime, UTC
from engine.feel import EvaluationContext, FeelError, compile_expression
from tests.feel.hostile import HOSTILE
for name, (source, _) in HOSTILE.items():
    try:
        compile_expression(source).evaluate({}, EvaluationContext(now=datetime.now(UTC)))
    except FeelError:
        pass
print("done")
"""


@pytest.mark.slow
def test_should_stay_within_700_megabytes() -> None:
    # given a child process that may not have more
    root = Path(__file__).parents[2]
    # when
    child = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=root, capture_output=True, text=True, timeout=300
    )
    # then
    assert child.stdout.strip() == "done", child.stderr[-2000:]
