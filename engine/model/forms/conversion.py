"""Form values to FEEL values and back, guided by the schema of each field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.feel import Value
from engine.model.forms.formats import FORMATS


def to_feel(value: Any, schema: Mapping[str, Any]) -> Value:
    """The FEEL value of a JSON value that fits the schema.

    The depth of recursion is that of the schema, which the reader of forms limits; below it, that
    of the request, which the parser of requests limits.
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        form = FORMATS.get(schema.get("format", ""))
        # A text that does not fit stays a text: the schema may allow both.
        return form.to_value(value) if form is not None and form.accepts(value) else value
    if isinstance(value, list | tuple):
        items = schema.get("items", {})
        return [to_feel(item, items if isinstance(items, Mapping) else {}) for item in value]
    properties = schema.get("properties", {})
    return {name: to_feel(inner, properties.get(name, {})) for name, inner in value.items()}


def to_form(value: Any, schema: Mapping[str, Any]) -> Any:
    """The JSON value that a form shows for a FEEL value: the reverse of `to_feel`."""
    if isinstance(value, Decimal):
        if _has_type(schema, "string"):
            return format(value, "f")
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        items = schema.get("items", {})
        return [to_form(item, items if isinstance(items, Mapping) else {}) for item in value]
    if isinstance(value, Mapping):
        properties = schema.get("properties", {})
        return {name: to_form(inner, properties.get(name, {})) for name, inner in value.items()}
    if value is None or isinstance(value, bool | str):
        return value
    return str(value)


def _has_type(schema: Mapping[str, Any], name: str) -> bool:
    found = schema.get("type")
    return found == name or (isinstance(found, list) and name in found)
