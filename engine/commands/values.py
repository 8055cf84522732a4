"""Values from outside: taken only as JSON that can be kept, hashed and shown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.errors import Invalid, UnusableText, ValuesTooLarge
from engine.feel import FeelError, from_tagged, to_tagged

#: One command; rosters are register rows and attachments are stored apart.
LARGEST_VALUES_BYTES = 1_000_000
DEEPEST = 40
LONGEST_TEXT = 100_000

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


class NotJson(Invalid):
    """A value is not JSON as we take it (数值格式有误)."""


def usable_text(text: str, where: str) -> str:
    """The text itself. Raises: UnusableText for NUL and lone surrogates, ValuesTooLarge."""
    if _UNUSABLE.search(text):
        raise UnusableText(where)
    if len(text) > LONGEST_TEXT:
        raise ValuesTooLarge(len(text), LONGEST_TEXT)
    return text


def clean_json(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A copy with floats as Decimal. Raises: UnusableText, ValuesTooLarge, NotJson."""
    budget = [LARGEST_VALUES_BYTES]
    cleaned: dict[str, Any] = _clean(values, where, DEEPEST, budget)
    return cleaned


def clean_tagged(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Tagged JSON from outside, each value checked by reading it. Raises: as above, NotJson."""
    cleaned = clean_json(values, where)
    try:
        return {
            name: to_tagged(from_tagged(_without_decimals(each))) for name, each in cleaned.items()
        }
    except FeelError as error:
        raise NotJson(f"{where}：{error}", f"{where}: {error}") from error


def _without_decimals(value: Any) -> Any:
    if isinstance(value, Decimal):
        return to_tagged(value)
    if isinstance(value, list):
        return [_without_decimals(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_decimals(each) for name, each in value.items()}
    return value


def _clean(value: Any, where: str, depth: int, budget: list[int]) -> Any:
    if depth < 0:
        raise NotJson(f"{where} 嵌套过深。", f"Expected at most {DEEPEST} levels in {where}.")
    budget[0] -= 8
    if isinstance(value, str):
        budget[0] -= len(value)
        value = usable_text(value, where)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise NotJson(f"{where} 含有非数值。", f"Expected finite numbers in {where}.")
        value = Decimal(repr(value))
    elif isinstance(value, Decimal):
        if not value.is_finite() or len(value.as_tuple().digits) > 100 or value.adjusted() > 400:
            raise NotJson(f"{where} 的数值过大。", f"Expected a smaller number in {where}.")
    elif isinstance(value, int):
        if value.bit_length() > 330:
            raise NotJson(f"{where} 的数值过大。", f"Expected a smaller number in {where}.")
    elif isinstance(value, Mapping):
        return {
            _name(name, where, budget): _clean(each, f"{where}.{name}"[:200], depth - 1, budget)
            for name, each in value.items()
        }
    elif isinstance(value, list | tuple):
        return [_clean(each, where, depth - 1, budget) for each in value]
    elif value is not None and not isinstance(value, bool):
        raise NotJson(f"{where} 不是 JSON。", f"Expected JSON in {where}.")
    if budget[0] < 0:
        raise ValuesTooLarge(LARGEST_VALUES_BYTES - budget[0], LARGEST_VALUES_BYTES)
    return value


def _name(name: Any, where: str, budget: list[int]) -> str:
    if not isinstance(name, str):
        raise NotJson(f"{where} 的名称不是文本。", f"Expected names as text in {where}.")
    budget[0] -= len(name)
    return usable_text(name, where)
