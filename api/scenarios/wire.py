"""Values of a scenario file as they go over the wire, and values found as they are compared."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any


def to_json(value: Any) -> Any:
    """Dates of YAML become text; everything else stays as it is."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [to_json(each) for each in value]
    return value


def to_tagged_json(value: Any) -> Any:
    """For messages, whose payload is tagged: dates and moments get their tags."""
    if isinstance(value, datetime):
        return {"dt": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, float):
        return {"n": repr(value)}
    if isinstance(value, Mapping):
        return {str(key): to_tagged_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [to_tagged_json(each) for each in value]
    return value


def equal(expected: Any, found: Any) -> bool:
    """Numbers by value ("27000.00" is 27000), mappings by the keys that are expected."""
    found, expected = untagged(found), to_json(expected)
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and equal(each, found[key]) for key, each in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(equal, expected, found))
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    left, right = as_number(expected), as_number(found)
    if left is not None and right is not None:
        return left == right
    return bool(expected == found)


def untagged(value: Any) -> Any:
    """Tagged JSON as plain values: {"n": "1409.50"} → "1409.50", {"d": …} → the day."""
    if isinstance(value, dict):
        if len(value) == 1:
            (tag, inside), *_ = value.items()
            if tag in ("n", "d", "t", "dt", "dur", "ym") and isinstance(inside, str):
                return inside
        return {key: untagged(each) for key, each in value.items()}
    if isinstance(value, list):
        return [untagged(each) for each in value]
    return value


def as_number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
