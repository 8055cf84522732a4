"""Values against the schema of a form, with messages in both languages.

`pattern` runs on RE2, so that no pattern can take more than linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from engine.model.forms.checking import FormValidator
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
        self._draft = FormValidator(fields)
        self._whole = FormValidator({**fields, **together, "required": required})

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
