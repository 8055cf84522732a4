"""Which kinds of values an operator joins: asked of the operators themselves, with a sample each.

So that the check before the evaluation and the evaluation cannot disagree.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.feel.arithmetic import OPERATORS, negate
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.equality import equal
from engine.feel.kinds import kind_of
from engine.feel.ordering import order
from engine.feel.runtime import EvaluationContext, Run
from engine.feel.times import FeelDateTime, FeelTime

_TIME = FeelTime(9, 30, 0, 0, UTC)
#: one value of each kind without parts
SAMPLES: dict[str, Any] = {
    "boolean": True,
    "number": Decimal(2),
    "string": "a",
    "date": date(2026, 5, 4),
    "time": _TIME,
    "date and time": FeelDateTime(date(2026, 5, 4), _TIME),
    "days and time duration": DaysTimeDuration(1),
    "years and months duration": YearsMonthsDuration(1),
}


def _run() -> Run:
    return Run(EvaluationContext(now=datetime(2026, 5, 4, tzinfo=UTC)), lambda offset: (0, 0))


@lru_cache(maxsize=1024)
def arithmetic(sign: str, left: str, right: str) -> str | None:
    """Kind of the result; None when the operator does not join these kinds."""
    a, b = SAMPLES[left], SAMPLES[right]
    operation = OPERATORS[sign].get((type(a), type(b)))
    if operation is None:
        return None
    result = operation(_run(), a, b)
    return None if result is None else kind_of(result)


@lru_cache(maxsize=64)
def has_negative(kind: str) -> bool:
    """Whether a minus sign may stand before the kind."""
    return negate(SAMPLES[kind]) is not None


@lru_cache(maxsize=256)
def comparable(left: str, right: str) -> bool:
    """Whether `=` can be true between two kinds."""
    return equal(_run(), SAMPLES[left], SAMPLES[right]) is not None


@lru_cache(maxsize=256)
def ordered(left: str, right: str) -> bool:
    """Whether `<` can be true between two kinds."""
    return order(SAMPLES[left], SAMPLES[right]) is not None
