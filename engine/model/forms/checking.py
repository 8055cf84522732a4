"""JSON Schema keywords as forms mean them: RE2 patterns, exact numbers, our formats, linear time.

Where the library would do something else than the browser, or take more than linear time, the
keyword is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import re2
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from engine.model.forms.formats import FORMATS


@lru_cache(maxsize=1000)
def compiled_pattern(pattern: str) -> Any:
    """The RE2 program of a pattern. Raises: re2.error."""
    options = re2.Options()
    options.max_mem = 4 << 20
    options.log_errors = False
    return re2.compile(pattern, options)


def _pattern(
    _validator: Any, pattern: str, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and compiled_pattern(pattern).search(instance) is None:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _format(_validator: Any, name: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    known = FORMATS.get(name)
    if known is not None and isinstance(instance, str) and not known.accepts(instance):
        yield ValidationError(f"{instance!r} is no {name}")


def _required(
    _validator: Any, names: Any, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    if isinstance(instance, Mapping):
        for name in names:
            if name not in instance:
                yield ValidationError(name)  # the message is the name alone: see `_told`


def _multiple_of(
    _validator: Any, step: Any, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    if isinstance(instance, bool) or not isinstance(instance, int | float | Decimal):
        return
    value, of = Decimal(str(instance)), Decimal(str(step))
    if not value.is_finite() or value.adjusted() > 30 or value % of != 0:
        yield ValidationError(f"{instance!r} is not a multiple of {step!r}")


def _unique_items(
    _validator: Any, unique: Any, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """In linear time; the library compares every pair of what it cannot sort."""
    if unique and isinstance(instance, list):
        if len({_comparable(item) for item in instance}) < len(instance):
            yield ValidationError("an entry stands twice")


def _comparable(value: Any) -> Any:
    """A hashable stand-in: equal for equal JSON values, for 1 and 1.0 too, not for 1 and true."""
    if isinstance(value, bool) or value is None:
        return ("constant", value)
    if isinstance(value, int | float | Decimal):
        return ("number", Decimal(str(value)).normalize())
    if isinstance(value, list):
        return ("list", tuple(_comparable(item) for item in value))
    if isinstance(value, Mapping):
        return ("object", frozenset((name, _comparable(item)) for name, item in value.items()))
    return ("text", value)


def _is_integer(_checker: Any, value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _is_number(_checker: Any, value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


FormValidator: Final = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "pattern": _pattern,
        "format": _format,
        "multipleOf": _multiple_of,
        "required": _required,
        "uniqueItems": _unique_items,
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer).redefine(
        "number", _is_number
    ),
)
