"""The application, read at a step 申请内容: what was filed stands above the step's own fields.

Steps of a process that several processes call cannot name the fields of each; a form that says
`shows_application` gets those of the start form of the case. Only plain ones: files and rosters
are shown where a step names them, and what is marked personal is for whoever a form shows it to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from engine.model.forms.form import Form, Right

#: Form of the start event of every process that people start.
START_FORM: Final = "start"
_KEPT_ELSEWHERE: Final = ("attachment", "roster")


def with_application(form: Form, start: Form | None) -> Form:
    """The step's form with the plain fields of the start form to read; its own fields come last."""
    names = application_fields(form, start)
    if start is None or not names:
        return form
    schema = dict(form.schema)
    schema["properties"] = {
        **{name: start.schema["properties"].get(name, {}) for name in names},
        **form.schema["properties"],
    }
    return replace(form, schema=schema, rights=dict.fromkeys(names, Right.READ) | {**form.rights})


def application_fields(form: Form, start: Form | None) -> tuple[str, ...]:
    """Fields of the start form that the step's form shows besides its own."""
    if start is None or not form.shows_application:
        return ()
    return tuple(
        name
        for name in start.fields
        if name not in form.rights
        and start.may(name, Right.READ, Right.WRITE)
        and _is_plain(start.schema["properties"].get(name, {}))
    )


def _is_plain(schema: Mapping[str, Any]) -> bool:
    formats = (schema.get("format"), schema.get("items", {}).get("format"))
    return schema.get("x-personal") is not True and not any(f in _KEPT_ELSEWHERE for f in formats)
