"""Values in JSON and back: what variables, journal and API hold.

Numbers without fraction below 2^53 are bare integers, because canonical JSON writes numbers as
doubles; other numbers and everything temporal are tagged strings:

    {"n": "1409.50"}   {"d": "2026-05-03"}   {"t": "09:30:00"}   {"dt": "2026-05-03T09:30:00Z"}
    {"dur": "P1DT2H"}  {"ym": "P1Y2M"}       {"ctx": {"n": "a context that looks like a tag"}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.feel.dates import FarDate
from engine.feel.decimals import ARITHMETIC
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelBudgetExceeded, FeelEvaluationError
from engine.feel.kinds import chinese, kind_of
from engine.feel.limits import DEFAULT_LIMITS, FeelLimits
from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import READY, from_host

_SAFE = 2**53


def to_tagged(value: Any, limits: FeelLimits = DEFAULT_LIMITS) -> Any:
    """The value ready for JSON.

    Raises: FeelEvaluationError for ranges, functions and objects of the host; FeelBudgetExceeded
    for values that are too large or nested too deeply.
    """
    return _Writer(limits).write(value, limits.value_depth)


class _Writer:
    """Counts what it writes: a small value may hold the same part very often."""

    def __init__(self, limits: FeelLimits) -> None:
        self.left = limits.steps

    def write(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if depth <= 0 or self.left < 0:
            raise FeelBudgetExceeded(
                "value_depth" if depth <= 0 else "steps",
                "值过大或嵌套过深",
                "The value is too large or nested too deeply",
            )
        if value is None or isinstance(value, (bool, str)):
            return value
        if isinstance(value, int):
            return value if abs(value) < _SAFE else {"n": str(value)}
        if isinstance(value, Decimal):
            return _number(value)
        if isinstance(value, (list, tuple)):
            return [self.write(item, depth - 1) for item in value]
        if isinstance(value, Mapping):
            entries = {key: self.write(item, depth - 1) for key, item in value.items()}
            return {"ctx": entries} if _looks_tagged(value) else entries
        return _temporal(value)


def _looks_tagged(context: Mapping[str, Any]) -> bool:
    return len(context) == 1 and next(iter(context)) in _READERS


def _number(value: Decimal) -> Any:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise FeelEvaluationError("不是有限的数", "The number is not finite")
    if exponent >= 0 and abs(value) < _SAFE:
        return int(value)
    return {"n": str(value) if exponent > 0 or exponent < -400 else format(value, "f")}


def _temporal(value: Any) -> Any:
    if type(value) not in READY:
        value = from_host(value)
    tag = _TAGS.get(type(value))
    if tag is None:
        kind = kind_of(value)
        raise FeelEvaluationError(f"{chinese(kind)}不能保存", f"A {kind} cannot be stored")
    return {tag: value.isoformat() if tag == "d" else str(value)}


_TAGS: dict[type, str] = {
    date: "d",
    FarDate: "d",
    FeelTime: "t",
    FeelDateTime: "dt",
    DaysTimeDuration: "dur",
    YearsMonthsDuration: "ym",
}


def from_tagged(value: Any, limits: FeelLimits = DEFAULT_LIMITS) -> Any:
    """The FEEL value of JSON that `to_tagged` wrote; numbers of any kind become Decimal.

    Raises: FeelEvaluationError for a tag with a text that does not fit it, FeelBudgetExceeded for
    JSON nested too deeply.
    """
    return _read(value, limits.value_depth)


def _read(value: Any, depth: int) -> Any:
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return ARITHMETIC.create_decimal(repr(value))
    if depth <= 0:
        raise FeelBudgetExceeded("value_depth", "值嵌套过深", "The value is nested too deeply")
    if isinstance(value, list):
        return [_read(item, depth - 1) for item in value]
    if len(value) == 1:
        ((tag, content),) = value.items()
        if tag == "ctx" and isinstance(content, Mapping):
            return {key: _read(item, depth - 1) for key, item in content.items()}
        if tag in _READERS:
            return _read_text(tag, content)
    return {key: _read(item, depth - 1) for key, item in value.items()}


def _read_text(tag: str, text: Any) -> Any:
    result = _READERS[tag](text) if isinstance(text, str) else None
    if result is None:
        raise FeelEvaluationError(
            f"标记 {tag} 的内容无效", f"The content of the tag {tag} is not valid"
        )
    return result


def _read_number(text: str) -> Decimal | None:
    value = ARITHMETIC.create_decimal(text)
    return value if value.is_finite() else None


def _duration_of(kind: type) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        value = read_duration(text)
        return value if type(value) is kind else None

    return read


_READERS: dict[str, Callable[[str], Any]] = {
    "n": _read_number,
    "d": read_date,
    "t": read_time,
    "dt": read_date_time,
    "dur": _duration_of(DaysTimeDuration),
    "ym": _duration_of(YearsMonthsDuration),
    "ctx": lambda text: None,
}
