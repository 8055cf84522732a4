"""What the tests of the expression language share: a fixed clock and a short way to evaluate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.feel import EvaluationContext, FeelLimits, compile_expression, compile_unary_tests

#: a Monday, 09:30 in Shanghai
NOW = datetime(2026, 5, 4, 1, 30, tzinfo=UTC)


class WeekdayCalendar:
    """Monday to Friday, without holidays."""

    def is_working_day(self, day: date) -> bool:
        return day.isoweekday() < 6

    def add(self, day: date, n: int) -> date:
        while n:
            day += timedelta(days=1 if n > 0 else -1)
            if self.is_working_day(day):
                n -= 1 if n > 0 else -1
        return day

    def between(self, a: date, b: date) -> int:
        days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
        return sum(1 for day in days if self.is_working_day(day))


def make_context(**changes: Any) -> EvaluationContext:
    """An evaluation context with the fixed clock."""
    settings: dict[str, Any] = {"now": NOW, "zone": ZoneInfo("Asia/Shanghai")}
    return EvaluationContext(**{**settings, "calendar": WeekdayCalendar(), **changes})


def evaluate(source: str, /, limits: FeelLimits | None = None, **scope: Any) -> Any:
    """The value of an expression whose variables are given by name."""
    context = make_context(**({"limits": limits} if limits else {}))
    names = frozenset(scope)
    compiled = (
        compile_expression(source, names=names, limits=limits)
        if limits
        else compile_expression(source, names=names)
    )
    return compiled.evaluate(scope, context)


def meets(cell: str, value: Any, /, **scope: Any) -> bool | None:
    """Whether a value meets a cell of a decision table."""
    return compile_unary_tests(cell, names=frozenset(scope)).test(value, scope, make_context())


@pytest.fixture
def feel() -> Callable[..., Any]:
    return evaluate


@pytest.fixture
def cell() -> Callable[..., bool | None]:
    return meets


@pytest.fixture
def context() -> Callable[..., EvaluationContext]:
    return make_context
