"""A form (表单): which fields a person sees and fills in, and what may be in them.

One schema holds in the browser and here. Rights are applied on reading and on writing: a hidden
field never leaves the server, and what may not be written is not taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from engine.feel import Value
from engine.model.forms.conversion import to_feel, to_form
from engine.model.forms.validation import FieldError, FieldValidator
from engine.model.nodes import Text


class Right(StrEnum):
    """What a person may do with a field at this step (字段权限)."""

    HIDDEN = "hidden"
    READ = "read"
    WRITE = "write"


class OpinionRule(StrEnum):
    """Whether an outcome comes with an opinion (办理意见)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to complete the task, e.g. accept or return for correction."""

    id: str
    label: Text
    opinion: OpinionRule = OpinionRule.OPTIONAL
    requires: tuple[str, ...] = ()  #: fields that must be filled in for this outcome


@dataclass(frozen=True)
class Form:
    """One form file, checked; `schema` holds no references any more."""

    id: str
    title: Text
    outcomes: tuple[Outcome, ...]
    schema: Mapping[str, Any]
    rights: Mapping[str, Right]  #: of every field, in the order of the form
    source: Mapping[str, Any] = field(repr=False)  #: the file as it was written, for screens
    shows_application: bool = False  #: the fields of the case's start form are read here as well

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of all fields, in the order of the form."""
        return tuple(self.rights)

    @cached_property
    def personal(self) -> frozenset[str]:
        """Fields marked `x-personal`: encrypted in the journal, masked where not needed."""
        return self._marked("x-personal")

    @cached_property
    def searchable(self) -> frozenset[str]:
        """Fields marked `x-search`."""
        return self._marked("x-search")

    def outcome(self, outcome_id: str) -> Outcome | None:
        """The outcome with this id."""
        return next((o for o in self.outcomes if o.id == outcome_id), None)

    def label(self, name: str) -> Text:
        """The words people see for a field; its name where it has none."""
        label = self.schema["properties"].get(name, {}).get("x-label", {})
        return Text(label.get("zh", name), label.get("en", name))

    def may(self, name: str, *rights: Right) -> bool:
        """Whether the field exists and has one of these rights."""
        return self.rights.get(name) in rights

    def not_writable(self, names: Collection[str]) -> tuple[str, ...]:
        """Those of `names` that are no field of the form or may not be written."""
        return tuple(name for name in names if not self.may(name, Right.WRITE))

    def read(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """The fields a person may see, as JSON: exact numbers of text fields as text.

        A field whose variable is not there is left out. Numbers that are not whole are `Decimal`.
        """
        shown = (Right.READ, Right.WRITE)
        return {
            name: to_form(values[name], self.schema["properties"].get(name, {}))
            for name in self.rights
            if name in values and self.may(name, *shown)
        }

    def validate(
        self, data: Mapping[str, Any], *, outcome: str = "", draft: bool = False
    ) -> list[FieldError]:
        """What is wrong with the fields a person sent; nothing wrong gives an empty list.

        Only writable fields are looked at and asked for. A draft may have gaps: nothing is
        required of it, but what is there must fit. `outcome` adds the fields that it requires.
        """
        errors = [
            FieldError(
                f"/{name}",
                "not-writable",
                f"不能填写“{self.label(name).zh}”",
                f'"{self.label(name).en}" may not be written here',
            )
            for name in self.not_writable(data)
        ]
        chosen = self.outcome(outcome)
        requires = () if chosen is None else chosen.requires
        taken = {name: value for name, value in data.items() if self.may(name, Right.WRITE)}
        return errors + self._validator.errors(taken, requires=requires, draft=draft)

    def convert(self, data: Mapping[str, Any]) -> dict[str, Value]:
        """The writable fields as FEEL values; call it with what `validate` found nothing wrong in.

        Numbers and texts of format `decimal` become `Decimal`, texts of format `date` dates.
        """
        properties = self.schema["properties"]
        return {
            name: to_feel(value, properties.get(name, {}))
            for name, value in data.items()
            if self.may(name, Right.WRITE)
        }

    @cached_property
    def _validator(self) -> FieldValidator:
        writable = [name for name in self.rights if self.may(name, Right.WRITE)]
        return FieldValidator(self.schema, writable)

    def _marked(self, keyword: str) -> frozenset[str]:
        properties = self.schema["properties"]
        return frozenset(n for n in self.rights if properties.get(n, {}).get(keyword) is True)
