"""What a person filled in: outcome, opinion and fields, taken by the rules of the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import (
    FieldNotWritable,
    Finding,
    FormInvalid,
    OpinionNotTaken,
    OpinionRequired,
    UnknownOutcome,
)
from engine.feel import to_tagged
from engine.model.forms import Form, OpinionRule


def check_outcome(form: Form | None, task: int, outcome: str, opinion: str) -> None:
    """The outcome is one of the form's, with or without opinion as it says.

    A task without form, or whose form names no outcomes, takes any outcome.
    Raises: UnknownOutcome, OpinionRequired, OpinionNotTaken.
    """
    if form is None or not form.outcomes:
        return
    chosen = form.outcome(outcome)
    if chosen is None:
        raise UnknownOutcome(task, outcome, tuple(each.id for each in form.outcomes))
    if chosen.opinion is OpinionRule.REQUIRED and not opinion:
        raise OpinionRequired(outcome)
    if chosen.opinion is OpinionRule.NONE and opinion:
        raise OpinionNotTaken(outcome)


def accepted_fields(form: Form | None, values: Mapping[str, Any], outcome: str) -> dict[str, Any]:
    """The fields as tagged variables.

    Raises: FieldNotWritable for a field that is not there or may not be written, FormInvalid.
    """
    if form is None:
        if values:
            raise FieldNotWritable(tuple(sorted(values)))
        return {}
    unwritable = form.not_writable(values)
    if unwritable:
        raise FieldNotWritable(tuple(sorted(unwritable)))
    errors = form.validate(values, outcome=outcome)
    if errors:
        raise FormInvalid(
            tuple(Finding(error.path, error.rule, error.zh, error.en) for error in errors)
        )
    return {name: to_tagged(value) for name, value in form.convert(values).items()}
