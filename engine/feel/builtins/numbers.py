"""Functions of numbers (DMN 1.5, clause 10.3.4.5, table 75)."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from engine.feel.arithmetic import divide_numbers, finite
from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.decimals import ARITHMETIC, is_integer
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import NullResult
from engine.feel.runtime import Run

_MIN_SCALE, _MAX_SCALE = -6111, 6176


def rounded(value: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    """A number with so many digits after the point (before it, below zero).

    Raises: NullResult for a scale outside -6111 to 6176.
    """
    digits = 0 if scale is None else int(scale)
    if not _MIN_SCALE <= digits <= _MAX_SCALE:
        raise NullResult(f"小数位数 {digits} 超出范围", f"The scale {digits} is out of range")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= digits:
        return value
    return value.quantize(Decimal(1).scaleb(-digits, ARITHMETIC), rounding, ARITHMETIC)


def _rounding(name: str, rounding: str, *, scale: str = "scale: number") -> Builtin:
    def round_number(run: Run, n: Decimal, digits: Decimal | None = None) -> Decimal:
        return rounded(n, digits, rounding)

    return builtin(name, (f"n: number, {scale}", round_number))


def _absolute(run: Run, n: Any) -> Any:
    if type(n) is Decimal:
        return n.copy_abs()
    if type(n) is DaysTimeDuration:
        return DaysTimeDuration(abs(n.nanos))
    if type(n) is YearsMonthsDuration:
        return YearsMonthsDuration(abs(n.months))
    raise NullResult("abs 需要数字或时长", "abs needs a number or a duration")


def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """`dividend - divisor * floor(dividend / divisor)`: has the sign of the divisor."""
    if not divisor:
        raise NullResult("除数为零", "The divisor is zero")
    rest = ARITHMETIC.remainder(dividend, divisor)
    if rest.is_nan():
        quotient = divide_numbers(run, dividend, divisor) or Decimal(0)
        whole = quotient.to_integral_value(ROUND_FLOOR)
        rest = ARITHMETIC.subtract(dividend, ARITHMETIC.multiply(divisor, whole))
    elif rest and (rest < 0) != (divisor < 0):
        rest = ARITHMETIC.add(rest, divisor)
    return finite(run, rest)


def _square_root(run: Run, number: Decimal) -> Decimal | None:
    if number < 0:
        raise NullResult("负数没有平方根", "A negative number has no square root")
    return finite(run, ARITHMETIC.sqrt(number))


def _logarithm(run: Run, number: Decimal) -> Decimal | None:
    if number <= 0:
        raise NullResult("log 需要正数", "log needs a positive number")
    run.charge(20)
    return finite(run, ARITHMETIC.ln(number))


def _exponential(run: Run, number: Decimal) -> Decimal | None:
    run.charge(20)
    return finite(run, ARITHMETIC.exp(number))


def _is_odd(run: Run, number: Decimal) -> bool:
    return is_integer(number) and _last_digit(number) % 2 == 1


def _is_even(run: Run, number: Decimal) -> bool:
    return is_integer(number) and _last_digit(number) % 2 == 0


def _last_digit(number: Decimal) -> int:
    parts = number.to_integral_value().as_tuple()
    return 0 if isinstance(parts.exponent, int) and parts.exponent > 0 else parts.digits[-1]


NUMBERS: tuple[Builtin, ...] = (
    _rounding("decimal", ROUND_HALF_EVEN),
    _rounding("floor", ROUND_FLOOR, scale="scale: number?"),
    _rounding("ceiling", ROUND_CEILING, scale="scale: number?"),
    _rounding("round up", ROUND_UP),
    _rounding("round down", ROUND_DOWN),
    _rounding("round half up", ROUND_HALF_UP),
    _rounding("round half down", ROUND_HALF_DOWN),
    builtin("abs", ("n: number", _absolute), ("n: duration", _absolute)),
    builtin("modulo", ("dividend: number, divisor: number", _modulo)),
    builtin("sqrt", ("number: number", _square_root)),
    builtin("log", ("number: number", _logarithm)),
    builtin("exp", ("number: number", _exponential)),
    builtin("odd", ("number: number", _is_odd)),
    builtin("even", ("number: number", _is_even)),
)
