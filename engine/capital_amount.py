"""Amounts in capital characters 大写, as approvals, vouchers and payment orders write them."""

from decimal import Decimal
from typing import Final

HIGHEST: Final = Decimal("9999999999999999.99")  #: what `numeric(18,2)` holds
CURRENCY: Final = "人民币"

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))


def capital_amount(amount_yuan: Decimal | int) -> str:
    """The amount with its currency: 1409.50 → 人民币壹仟肆佰零玖元伍角.

    整 stands after 元 only; one 零 for any run of zeros between digits, also where the place of
    元 is zero and 角 is not. The browser has a twin of this, held by the same vectors.

    Raises: ValueError for more than two decimals or more than sixteen digits before the point.
    Source: 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定).
    """
    amount = Decimal(amount_yuan)
    if not amount.is_finite() or abs(amount) > HIGHEST or amount != round(amount, 2):
        raise ValueError(f"expected yuan with at most two decimals, not {amount_yuan}")
    yuan, fen_in_all = divmod(int(abs(amount) * 100), 100)
    jiao, fen = divmod(fen_in_all, 10)
    sign = "负" if amount < 0 else ""
    text = f"{_whole(yuan)}元" if yuan or not fen_in_all else ""
    if not fen_in_all:
        return f"{CURRENCY}{sign}{text}整"
    if yuan and (not jiao or not yuan % 10):
        text += "零"
    text += f"{_DIGITS[jiao]}角" if jiao else ""
    text += f"{_DIGITS[fen]}分" if fen else ""
    return f"{CURRENCY}{sign}{text}"


def _whole(number: int) -> str:
    """A whole number below ten thousand million million; zero is 零."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if 0 < low < unit // 10 else ""
            return f"{_whole(high)}{name}{gap}{_whole(low) if low else ''}"
    return _below_ten_thousand(number) if number else _DIGITS[0]


def _below_ten_thousand(number: int) -> str:
    text, gap = "", False
    for place, name in _PLACES:
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text
