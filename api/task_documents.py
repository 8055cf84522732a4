"""Tasks as documents: a row of a list, and one task with its form."""

from collections.abc import Mapping
from typing import Any

from api.corrections import corrections_out
from api.schemas.cases import FormOut, TaskOut, TaskViewOut
from api.schemas.task_page import InBoth
from engine.feel import from_tagged
from engine.model.forms import Form
from engine.model.forms.form import Right
from engine.model.forms.narrowing import as_opened
from engine.model.forms.references import Named, reference_of
from engine.model.nodes import Text
from engine.reads.cases import TaskView
from engine.reads.inbox import TaskRow

SHOWN = (Right.READ, Right.WRITE)


def task_out(row: TaskRow) -> TaskOut:
    return TaskOut.model_validate(row)


def task_view_out(
    view: TaskView, form: Form | None, names: Mapping[str, Text] | None = None
) -> TaskViewOut:
    """Field rights applied: what is hidden is in neither schema nor values.

    Of a correction step only what a return named is open. `names`: of the people in the values.
    """
    corrections = corrections_out(form, view.corrections)
    form = as_opened(form, view.corrections)
    return TaskViewOut(
        **task_out(view.row).model_dump(),
        version=view.version,
        may_claim=view.may_claim,
        may_complete=view.may_complete,
        form=form_out(form) if form is not None else None,
        values=_values(view, form),
        draft=dict(view.draft) if view.draft is not None else None,
        corrections=corrections,
        names={each: InBoth(zh=name.zh, en=name.en) for each, name in (names or {}).items()},
    )


def people_in(view: TaskView, form: Form | None) -> set[str]:
    """Ids of the persons whom visible fields of the task refer to."""
    if form is None:
        return set()
    found: set[str] = set()
    for name in form.fields:
        asked = reference_of(form.schema["properties"].get(name, {}))
        if asked is not None and asked.named is Named.PERSON and form.may(name, *SHOWN):
            value = view.values.get(name)
            found.update(str(each) for each in (value if isinstance(value, list) else [value]))
    return found


def form_out(form: Form) -> FormOut:
    return FormOut(
        id=form.id,
        title={"zh": form.title.zh, "en": form.title.en},
        outcomes=[dict(each) for each in form.source.get("outcomes", [])],
        json_schema=visible_schema(form),
        rights={name: right.value for name, right in form.rights.items() if right in SHOWN},
    )


def visible_schema(form: Form) -> dict[str, Any]:
    shown = [name for name in form.fields if form.may(name, *SHOWN)]
    schema = dict(form.schema)
    schema["properties"] = {name: form.schema["properties"].get(name, {}) for name in shown}
    if "required" in schema:
        schema["required"] = [name for name in schema["required"] if name in shown]
    return schema


def _values(view: TaskView, form: Form | None) -> dict[str, Any]:
    if form is None:
        return {}
    known = {name: from_tagged(value) for name, value in view.values.items() if name in form.rights}
    return form.read(known)
