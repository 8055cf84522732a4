"""Adding, subtracting, multiplying and dividing values (DMN 1.5, clause 10.3.2.13, table 57).

Each operator is a table from the two kinds of its operands to a function; kinds that are not in the
table have no result, and the answer is null.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from engine.feel.dates import Day, FarDate, add_days, add_months
from engine.feel.decimals import ARITHMETIC
from engine.feel.durations import (
    MAX_MONTHS,
    MAX_NANOS,
    NANOS,
    DaysTimeDuration,
    YearsMonthsDuration,
)
from engine.feel.errors import FeelBudgetExceeded
from engine.feel.runtime import Run
from engine.feel.times import (
    DAY_NANOS,
    FeelDateTime,
    FeelTime,
    date_time_of,
    time_of,
)

Operation = Callable[[Run, Any, Any], Any]
Table = dict[tuple[type, type], Operation]


def finite(run: Run, value: Decimal) -> Decimal | None:
    """A computed number; null when it is undefined.

    Raises: FeelBudgetExceeded when it is larger than the limit on exponents.
    """
    if value.is_nan():
        return None
    if value.is_infinite() or (value and value.adjusted() > run.limits.exponent):
        raise FeelBudgetExceeded("exponent", "计算结果超出数字范围", "The number is too large")
    if value and value.adjusted() < -run.limits.exponent:
        return Decimal(0)
    return value if value else abs(value)


def add_numbers(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    return finite(run, ARITHMETIC.add(a, b))


def _subtract_numbers(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    return finite(run, ARITHMETIC.subtract(a, b))


def _multiply_numbers(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    return finite(run, ARITHMETIC.multiply(a, b))


def divide_numbers(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    """Null when the divisor is zero."""
    return finite(run, ARITHMETIC.divide(a, b)) if b else None


def _power(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    run.charge(20)
    return finite(run, ARITHMETIC.power(a, b))


def _join(run: Run, a: str, b: str) -> str:
    return run.text_of(a + b)


def days_time(nanos: int) -> DaysTimeDuration | None:
    """A duration of so many nanoseconds; null beyond the range."""
    return DaysTimeDuration(nanos) if abs(nanos) <= MAX_NANOS else None


def years_months(months: int) -> YearsMonthsDuration | None:
    """A duration of so many months; null beyond the range."""
    return YearsMonthsDuration(months) if abs(months) <= MAX_MONTHS else None


def _scaled(value: int, factor: Decimal) -> int | None:
    """A whole number times a factor, the fraction cut off."""
    product = ARITHMETIC.multiply(ARITHMETIC.create_decimal(value), factor)
    return None if abs(product) > Decimal(MAX_NANOS) else int(product)


def _times_days(run: Run, a: DaysTimeDuration, b: Decimal) -> DaysTimeDuration | None:
    nanos = _scaled(a.nanos, b)
    return None if nanos is None else days_time(nanos)


def _times_months(run: Run, a: YearsMonthsDuration, b: Decimal) -> YearsMonthsDuration | None:
    months = _scaled(a.months, b)
    return None if months is None else years_months(months)


def _days_by_number(run: Run, a: DaysTimeDuration, b: Decimal) -> DaysTimeDuration | None:
    return _times_days(run, a, ARITHMETIC.divide(Decimal(1), b)) if b else None


def _months_by_number(run: Run, a: YearsMonthsDuration, b: Decimal) -> YearsMonthsDuration | None:
    if not b:
        return None
    return years_months(int(ARITHMETIC.divide(Decimal(a.months), b)))


def _ratio(a: int, b: int) -> Decimal | None:
    if not b:
        return None
    return ARITHMETIC.divide(ARITHMETIC.create_decimal(a), ARITHMETIC.create_decimal(b))


def _plus_days(run: Run, a: FeelDateTime, b: DaysTimeDuration) -> FeelDateTime | None:
    return date_time_of(a.local_nanos + b.nanos, a.zone)


def _plus_months(run: Run, a: FeelDateTime, b: YearsMonthsDuration) -> FeelDateTime | None:
    day = add_months(a.day, b.months)
    return None if day is None else FeelDateTime(day, a.time)


def _date_plus_months(run: Run, a: Day, b: YearsMonthsDuration) -> Day | None:
    return add_months(a, b.months)


def _date_plus_days(run: Run, a: Day, b: DaysTimeDuration) -> Day | None:
    """The day on which midnight plus the duration lies."""
    return add_days(a, b.nanos // DAY_NANOS)


def _time_plus_days(run: Run, a: FeelTime, b: DaysTimeDuration) -> FeelTime:
    return time_of((a.local_nanos + b.nanos) % DAY_NANOS, a.zone)


def _between_dates(run: Run, a: Day, b: Day) -> DaysTimeDuration | None:
    return days_time((a.toordinal() - b.toordinal()) * DAY_NANOS)


def _between_moments(
    run: Run, a: FeelDateTime | FeelTime, b: FeelDateTime | FeelTime
) -> DaysTimeDuration | None:
    """Null when only one of both has a zone."""
    left, right = a.offset_seconds(), b.offset_seconds()
    if (left is None) != (right is None):
        return None
    shift = ((left or 0) - (right or 0)) * NANOS
    return days_time(a.local_nanos - b.local_nanos - shift)


def at_midnight(day: Day) -> FeelDateTime:
    """A date where a date and time is meant: its midnight in UTC (clause 10.3.2.9.4)."""
    return FeelDateTime(day, FeelTime(0, 0, 0, 0, UTC))


def _negated(operation: Operation) -> Operation:
    def subtract(run: Run, a: Any, b: Any) -> Any:
        return operation(run, a, negate(b))

    return subtract


def negate(value: Any) -> Any:
    """The value with the other sign; null for a value that has none."""
    if type(value) is Decimal:
        return value.copy_negate() if value else value
    if type(value) is DaysTimeDuration:
        return DaysTimeDuration(-value.nanos)
    if type(value) is YearsMonthsDuration:
        return YearsMonthsDuration(-value.months)
    return None


def _swapped(operation: Operation) -> Operation:
    def swapped(run: Run, a: Any, b: Any) -> Any:
        return operation(run, b, a)

    return swapped


def _dates(operation: Operation, other: type) -> Table:
    return {(kind, other): operation for kind in (date, FarDate)}


_MOVES: Table = {
    (FeelDateTime, DaysTimeDuration): _plus_days,
    (FeelDateTime, YearsMonthsDuration): _plus_months,
    (FeelTime, DaysTimeDuration): _time_plus_days,
    **_dates(_date_plus_days, DaysTimeDuration),
    **_dates(_date_plus_months, YearsMonthsDuration),
}
_DAY_KINDS = (date, FarDate)

ADD: Table = {
    (Decimal, Decimal): add_numbers,
    (str, str): _join,
    (DaysTimeDuration, DaysTimeDuration): lambda run, a, b: days_time(a.nanos + b.nanos),
    (YearsMonthsDuration, YearsMonthsDuration): lambda run, a, b: years_months(a.months + b.months),
    **_MOVES,
    **{(right, left): _swapped(move) for (left, right), move in _MOVES.items()},
}
SUBTRACT: Table = {
    (Decimal, Decimal): _subtract_numbers,
    (DaysTimeDuration, DaysTimeDuration): lambda run, a, b: days_time(a.nanos - b.nanos),
    (YearsMonthsDuration, YearsMonthsDuration): lambda run, a, b: years_months(a.months - b.months),
    (FeelDateTime, FeelDateTime): _between_moments,
    (FeelTime, FeelTime): _between_moments,
    **{(a, b): _between_dates for a in _DAY_KINDS for b in _DAY_KINDS},
    **_dates(lambda run, a, b: _between_moments(run, at_midnight(a), b), FeelDateTime),
    **{
        (FeelDateTime, kind): lambda run, a, b: _between_moments(run, a, at_midnight(b))
        for kind in _DAY_KINDS
    },
    **{kinds: _negated(move) for kinds, move in _MOVES.items()},
}
MULTIPLY: Table = {
    (Decimal, Decimal): _multiply_numbers,
    (DaysTimeDuration, Decimal): _times_days,
    (Decimal, DaysTimeDuration): _swapped(_times_days),
    (YearsMonthsDuration, Decimal): _times_months,
    (Decimal, YearsMonthsDuration): _swapped(_times_months),
}
DIVIDE: Table = {
    (Decimal, Decimal): divide_numbers,
    (DaysTimeDuration, Decimal): _days_by_number,
    (YearsMonthsDuration, Decimal): _months_by_number,
    (DaysTimeDuration, DaysTimeDuration): lambda run, a, b: _ratio(a.nanos, b.nanos),
    (YearsMonthsDuration, YearsMonthsDuration): lambda run, a, b: _ratio(a.months, b.months),
}
POWER: Table = {(Decimal, Decimal): _power}

OPERATORS: dict[str, Table] = {
    "+": ADD,
    "-": SUBTRACT,
    "*": MULTIPLY,
    "/": DIVIDE,
    "**": POWER,
}
