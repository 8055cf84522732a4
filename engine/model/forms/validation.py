"""Values against the schema of a form, with messages in both languages.

`pattern` runs on RE2, so that no pattern can take more than linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import re2
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from engine.model.forms.formats import FORMATS
from engine.model.forms.messages import message


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong with what a person filled in."""

    path: str  #: JSON pointer, e.g. "/parties/0"
    rule: str  #: the keyword that is not met, e.g. "required"
    zh: str
    en: str


#: What a draft need not meet yet.
_NOT_YET: Final = frozenset(
    {"required", "dependentRequired", "minLength", "minItems", "minProperties", "contains"}
)
#: Keywords that look at several fields; a draft is not held to them.
_TOGETHER: Final = (
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "maxProperties",
)
_MAX_ERRORS: Final = 100


class FieldValidator:
    """The schema of one form, reduced to the fields that may be written."""

    def __init__(self, schema: Mapping[str, Any], writable: Sequence[str]) -> None:
        properties = schema["properties"]
        required = [name for name in schema.get("required", ()) if name in writable]
        fields = {
            "type": "object",
            "properties": {name: properties[name] for name in writable if name in properties},
        }
        together = {key: schema[key] for key in _TOGETHER if key in schema}
        self._properties = properties
        self._draft = _validator(fields)
        self._whole = _validator({**fields, **together, "required": required})

    def errors(
        self, data: Mapping[str, Any], *, requires: Iterable[str], draft: bool
    ) -> list[FieldError]:
        """Everything that is wrong, at most 100 things, in the order of the form."""
        validator = self._draft if draft else self._whole
        found: list[FieldError] = []
        for error in validator.iter_errors(data):
            if draft and error.validator in _NOT_YET:
                continue
            found.extend(self._told(error))
            if len(found) >= _MAX_ERRORS:
                return found
        if not draft:
            missing = {e.path for e in found if e.rule == "required"}
            found.extend(
                self._required(f"/{name}", name)
                for name in requires
                if data.get(name) in (None, "", []) and f"/{name}" not in missing
            )
        return found

    def _told(self, error: ValidationError) -> Iterator[FieldError]:
        path = "".join(f"/{_escape(str(step))}" for step in error.absolute_path)
        if error.validator == "required":
            yield self._required(f"{path}/{_escape(error.message)}", error.message)
            return
        rule = str(error.validator)
        zh, en = message(rule, error.validator_value, error.instance)
        yield FieldError(path, rule, zh, en)

    def _required(self, path: str, name: str) -> FieldError:
        label = self._properties.get(name, {}).get("x-label", {})
        zh, en = label.get("zh", name), label.get("en", name)
        return FieldError(path, "required", f"请填写“{zh}”", f'Fill in "{en}"')


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


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


_FormValidator: Final = extend(  # type: ignore[no-untyped-call]
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


def _validator(schema: Mapping[str, Any]) -> Any:
    return _FormValidator(schema)
