"""From one kind to another: `number`, `string`, `duration` … (clause 10.3.4.1)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.decimals import read_number
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import NullResult
from engine.feel.runtime import Run
from engine.feel.temporal_text import read_duration
from engine.feel.texts import text_of_value

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)


def _number(run: Run, text: str, grouping: str | None, point: str | None) -> Decimal:
    """The number a text writes, with the given marks for thousands and decimals.

    Raises: NullResult.
    """
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        raise NullResult("分隔符只能是空格、逗号或句点", "Separators are a blank, comma or point")
    if grouping is not None and grouping == point:
        raise NullResult("两个分隔符不能相同", "The separators should differ")
    run.charge(len(text) >> 4)
    if grouping:
        text = text.replace(grouping, "")
    if point:
        if point == "," and "." in text:
            raise _no_number(text)
        text = text.replace(point, ".")
    if _NUMBER.fullmatch(text) is None:
        raise _no_number(text)
    value = read_number(text, run.limits.exponent)
    if value is None:
        raise _no_number(text)
    return value


def _no_number(text: str) -> NullResult:
    return NullResult(f'"{text[:40]}" 不是数字', f'"{text[:40]}" is no number')


def _same_number(run: Run, value: Decimal) -> Decimal:
    return value


def _string(run: Run, value: Any) -> str | None:
    return None if value is None else text_of_value(run, value)


def _duration(run: Run, text: str) -> DaysTimeDuration | YearsMonthsDuration:
    value = read_duration(text)
    if value is None:
        raise NullResult(f'"{text[:40]}" 不是时长', f'"{text[:40]}" is no duration')
    return value


def _same_duration(run: Run, value: Any) -> Any:
    return value


def _not(run: Run, value: bool | None) -> bool | None:
    return None if value is None else not value


CONVERSION: tuple[Builtin, ...] = (
    builtin(
        "number",
        ("from: string, grouping separator: string?, decimal separator: string?", _number),
        ("from: number", _same_number),
    ),
    builtin("string", ("from: any", _string)),
    builtin("duration", ("from: string", _duration), ("from: duration", _same_duration)),
    builtin("not", ("negand: boolean?", _not)),
)
