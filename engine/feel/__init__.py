"""FEEL, the expression language of DMN 1.5 (chapter 10): conditions, assignments, deadlines.

    >>> from datetime import datetime, timezone
    >>> from engine.feel import EvaluationContext, compile_expression
    >>> condition = compile_expression('amount > 5000 and level = "senior"')
    >>> now = EvaluationContext(now=datetime(2026, 5, 3, tzinfo=timezone.utc))
    >>> condition.evaluate({"amount": 6200, "level": "senior"}, now)
    True

Expressions see data and functions handed in, nothing else: no attribute of a host object is ever
read, and every evaluation ends within the budgets of `FeelLimits`. This package imports nothing of
the product.
"""

from engine.feel.dates import FarDate
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import (
    FeelBudgetExceeded,
    FeelError,
    FeelEvaluationError,
    FeelSyntaxError,
    Note,
)
from engine.feel.explanation import Explanation, explain
from engine.feel.expression import (
    Expression,
    UnaryTests,
    Unknown,
    compile_expression,
    compile_unary_tests,
)
from engine.feel.limits import DEFAULT_LIMITS, FeelLimits
from engine.feel.runtime import EvaluationContext, WorkingDayCalendar
from engine.feel.tagged import from_tagged, to_tagged
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import FeelFunction, Range, Value

__all__ = [
    "DEFAULT_LIMITS",
    "DaysTimeDuration",
    "EvaluationContext",
    "Explanation",
    "Expression",
    "FarDate",
    "FeelBudgetExceeded",
    "FeelDateTime",
    "FeelError",
    "FeelEvaluationError",
    "FeelFunction",
    "FeelLimits",
    "FeelSyntaxError",
    "FeelTime",
    "Note",
    "Range",
    "UnaryTests",
    "Unknown",
    "Value",
    "WorkingDayCalendar",
    "YearsMonthsDuration",
    "compile_expression",
    "compile_unary_tests",
    "explain",
    "from_tagged",
    "to_tagged",
]
