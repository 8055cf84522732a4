"""What a FEEL expression can take and give: the kinds of values and their names.

| FEEL (DMN 1.5, clause 10.3.2)  | here                                        |
|--------------------------------|---------------------------------------------|
| null, boolean, string          | None, bool, str                             |
| number                         | Decimal; ints of the host are converted     |
| list, context                  | list, dict with string keys                 |
| date                           | datetime.date, FarDate for far years        |
| time                           | FeelTime                                    |
| date and time                  | FeelDateTime; a datetime of the host is converted |
| durations                      | DaysTimeDuration, YearsMonthsDuration       |
| range, function                | Range, FeelFunction                         |

Values are never changed once made. Anything else of the host is refused on entry: expressions see
data, never objects.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from engine.feel.dates import FarDate
from engine.feel.decimals import number_from_int
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelBudgetExceeded, FeelEvaluationError
from engine.feel.times import FeelDateTime, FeelTime

if TYPE_CHECKING:
    from engine.feel.runtime import Run

Value: TypeAlias = Union[
    bool,
    int,
    Decimal,
    str,
    dt.date,
    dt.datetime,
    dt.time,
    FarDate,
    FeelTime,
    FeelDateTime,
    DaysTimeDuration,
    YearsMonthsDuration,
    "Range",
    "FeelFunction",
    Sequence["Value"],
    Mapping[str, "Value"],
    None,
]


@dataclass(frozen=True, slots=True)
class Range:
    """An interval (区间). A missing end is None and never included (clause 10.3.2.7)."""

    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True
    #: `(!=10)`: everything but this; low and high are both 10 then
    negated: bool = False
    #: written with an operator, as `(< 10)`: only then a missing end means "no end"
    unary: bool = False


@dataclass(frozen=True, slots=True)
class FeelFunction:
    """A function as a value: of an expression, a built-in, or handed in by the host (函数)."""

    name: str
    #: parameter names, for named arguments; None when only positions are known
    parameters: tuple[str, ...] | None
    #: takes the running evaluation and the arguments by position
    call: Callable[..., Any] = field(compare=False)
    #: whether `call` wants the running evaluation as its first argument
    wants_run: bool = False
    #: further arguments beyond `parameters` are allowed
    variadic: bool = False
    #: resolves named arguments itself (built-ins with several signatures)
    call_named: Callable[[Run, dict[str, Any]], Any] | None = field(default=None, compare=False)

    @classmethod
    def of_host(
        cls, name: str, parameters: Sequence[str], call: Callable[..., Any]
    ) -> FeelFunction:
        """A function of the host (a business knowledge model, say) with named parameters."""
        return cls(name, tuple(parameters), call)


#: types that need no conversion on entry
READY = frozenset(
    {
        type(None),
        bool,
        Decimal,
        str,
        dt.date,
        FarDate,
        FeelTime,
        FeelDateTime,
        DaysTimeDuration,
        YearsMonthsDuration,
        FeelFunction,
    }
)


def from_host(value: Any, depth: int = 100) -> Any:
    """A value of the host as FEEL computes with it; the same object when nothing has to change.

    Raises: FeelEvaluationError for an object that is no FEEL value, FeelBudgetExceeded for one
    nested deeper than `depth`.
    """
    kind = type(value)
    if kind in READY:
        return value
    if depth <= 0:
        raise FeelBudgetExceeded(
            "value_depth", "列表或上下文嵌套过深", "Lists or contexts are nested too deeply"
        )
    if kind is int:
        return number_from_int(value)
    if isinstance(value, Mapping):
        return _context_from_host(value, depth)
    if isinstance(value, (list, tuple)):
        items = [from_host(item, depth - 1) for item in value]
        same = kind is list and all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    return _scalar_from_host(value, depth)


def _context_from_host(value: Mapping[Any, Any], depth: int) -> Any:
    entries = {}
    same = type(value) is dict
    for key, old in value.items():
        if not isinstance(key, str):
            raise _not_a_value(key)
        entries[key] = new = from_host(old, depth - 1)
        same = same and new is old
    return value if same else entries


def _scalar_from_host(value: Any, depth: int) -> Any:
    if isinstance(value, dt.datetime):
        return FeelDateTime.from_datetime(value)
    if isinstance(value, dt.time):
        nano = value.microsecond * 1000
        return FeelTime(value.hour, value.minute, value.second, nano, value.tzinfo)
    if isinstance(value, dt.timedelta):
        micros = (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds
        return DaysTimeDuration(micros * 1000)
    if isinstance(value, Range):
        low, high = from_host(value.low, depth - 1), from_host(value.high, depth - 1)
        if low is value.low and high is value.high:
            return value
        return replace(value, low=low, high=high)
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return number_from_int(int(value))
    if isinstance(value, float) and isfinite(value):
        # The shortest decimal that stands for the float, as JSON writes it.
        return Decimal(repr(value))
    raise _not_a_value(value)


def _not_a_value(value: object) -> FeelEvaluationError:
    name = type(value).__name__
    return FeelEvaluationError(
        f"{name} 不是表达式可用的值", f"A {name} of the host is no FEEL value"
    )
