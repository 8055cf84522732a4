"""Values of forms and messages as they come over the wire."""

import math
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from api.schemas.base import storable

DEEPEST = 20


def _usable(document: dict[str, Any]) -> dict[str, Any]:
    return {storable(name): _value(value, 1) for name, value in document.items()}


def _value(value: Any, depth: int) -> Any:
    """Numbers with a fraction become exact decimals; what JSON cannot say is refused."""
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST}")
    match value:
        case str():
            return storable(value)
        case float():
            if not math.isfinite(value):
                raise ValueError("NaN and Infinity are no JSON numbers")
            return Decimal(repr(value))
        case list():
            return [_value(each, depth + 1) for each in value]
        case dict():
            return {storable(str(name)): _value(each, depth + 1) for name, each in value.items()}
    return value


JsonObject = Annotated[
    dict[str, Any],
    AfterValidator(_usable),
    Field(description="JSON; amounts as text like 1409.50, dates as 2026-03-02"),
]
