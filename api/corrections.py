"""Named corrections as documents (指明补正栏目): fields with their labels and reasons."""

from __future__ import annotations

from collections.abc import Mapping

from api.schemas.task_page import (
    CorrectionOut,
    MayBeNamedOut,
)
from api.wording import both
from engine.model.forms import Form
from engine.model.nodes import Text


def may_be_named_out(fields: tuple[tuple[str, Text], ...]) -> list[MayBeNamedOut]:
    return [MayBeNamedOut(field=name, label=both(label)) for name, label in fields]


def corrections_out(form: Form | None, named: Mapping[str, str]) -> list[CorrectionOut]:
    """Named fields with their reasons, in the order of the form."""
    if form is None:
        return []
    return [
        CorrectionOut(field=name, label=both(form.label(name)), note=named[name])
        for name in form.fields
        if name in named
    ]
