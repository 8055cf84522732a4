"""Numbers: decimals of 34 digits, rounded half even (DMN 1.5, clause 10.3.2.3.1).

Arithmetic goes through `ARITHMETIC`, never through Python's operators: those use the context of the
running thread. Comparisons are exact and need no context. A result that is infinite or not a number
is caught by `finite`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

PRECISION = 34
#: exponents beyond any limit, so that `FeelLimits.exponent` decides and not the arithmetic
_EMAX = 999_999
ARITHMETIC = Context(
    prec=PRECISION, rounding=ROUND_HALF_EVEN, Emin=-_EMAX, Emax=_EMAX, capitals=1, clamp=0, traps=[]
)


def number_from_int(value: int) -> Decimal:
    """An integer of the host as a FEEL number, rounded to 34 digits."""
    return ARITHMETIC.create_decimal(value)


def plain(value: Decimal) -> str:
    """The number as FEEL writes it: no exponent, no trailing zeros after the point.

    Numbers whose plain form would be longer than 400 characters keep the exponent.
    """
    if not value:
        return "0"
    normal = value.normalize(ARITHMETIC)
    exponent = normal.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > 400:
        return str(normal)
    return format(normal, "f")


def is_integer(value: Decimal) -> bool:
    """Whether the number has no fraction."""
    return value == value.to_integral_value()


def read_number(text: str, max_exponent: int) -> Decimal | None:
    """The number of a text of digits; None when its exponent is beyond the limit."""
    _, _, exponent = text.lower().partition("e")
    if len(exponent.lstrip("+-0")) > 6:
        return None
    value = ARITHMETIC.create_decimal(text)
    if not value:
        return Decimal(0) if abs(int(exponent or 0)) <= max_exponent else None
    if not value.is_finite() or abs(value.adjusted()) > max_exponent:
        return None
    return value
