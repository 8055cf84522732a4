"""Plain attribute values: booleans and whole numbers as XML Schema writes them."""

from __future__ import annotations

import re

from engine.model.items import Item
from engine.model.problems import ProblemLog


def read_boolean(item: Item, name: str, default: bool, log: ProblemLog) -> bool:
    """`true`, `false`, `1` or `0`; the default where it is absent."""
    text = item.get(name)
    if text in ("true", "1"):
        return True
    if text in ("false", "0"):
        return False
    if name in item.attributes:
        log.error(
            "bad-boolean",
            item.line,
            item.place,
            f"{name}=“{text}”不是 true 或 false",
            f'{name}="{text}" is neither true nor false',
        )
    return default


def whole_number(text: str, *, least: int = 0) -> int | None:
    """A whole number of up to nine digits, not below `least`; None for any other text."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return None
    value = int(text)
    return value if value >= least else None


def read_whole_number(item: Item, name: str, log: ProblemLog, *, least: int = 0) -> int | None:
    """A whole number not below `least`; None where the attribute is absent or wrong."""
    if name not in item.attributes:
        return None
    text = item.get(name)
    value = whole_number(text, least=least)
    if value is None:
        log.error(
            "bad-number",
            item.line,
            item.place,
            f"{name}=“{text}”不是不小于 {least} 的整数",
            f'{name}="{text}" is no whole number from {least} on',
        )
    return value
