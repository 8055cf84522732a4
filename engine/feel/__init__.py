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

Where we stay off the standard, on purpose:

- External functions (clause 10.3.2.13.3) are refused: who may design may never run code.
- Regular expressions run on RE2, in linear time: a pattern with a back-reference, look-around or
  subtraction of classes has no result.
- A number beyond the exponents of decimal128 ends the evaluation instead of giving null.
- Calling a function nobody knows is an error of the text; an unknown variable is null, with a note.
- Functions marked as extensions in `builtins` are Camunda's or ours. Those that give another value
  each time (random numbers, identifiers) are left out: a replayed step must decide the same again.
"""

from engine.feel.checking.types import Types, check_types
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
    "Types",
    "UnaryTests",
    "Unknown",
    "Value",
    "WorkingDayCalendar",
    "YearsMonthsDuration",
    "check_types",
    "compile_expression",
    "compile_unary_tests",
    "explain",
    "from_tagged",
    "to_tagged",
]
