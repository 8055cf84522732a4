"""Formats of text fields: what each accepts, and which FEEL value a text of it becomes.

Source: JSON Schema 2020-12, 7.3 (format); RFC 3339 for dates and times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from engine.feel import Value

_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?", re.ASCII)
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    accepts: Callable[[str], bool]
    to_value: Callable[[str], Value]


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    if not _DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return True


def _same(text: str) -> Value:
    return text


FORMATS: Final[Mapping[str, Format]] = {
    #: an exact number written as text, e.g. an amount "1409.50": at most 18 digits before the point
    "decimal": Format(_matches(_DECIMAL), Decimal),
    "date": Format(_is_date, date.fromisoformat),
    "date-time": Format(_is_date_time, lambda text: datetime.fromisoformat(text.upper())),
    "time": Format(_matches(_TIME), _same),
    "email": Format(_matches(_EMAIL), _same),
    "uuid": Format(_matches(_UUID), _same),
    #: names of things held elsewhere; whether they exist is for the engine to say
    "attachment": Format(lambda text: 0 < len(text) <= 200, _same),
    "roster": Format(lambda text: 0 < len(text) <= 200, _same),
}
