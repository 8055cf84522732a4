"""What of a case a person gets to see: field rights, parts, masks (decision 0012)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.auth.viewer import is_own_part
from api.library import personal_names, shown_form, start_form_of
from api.masking import mask_personal, mask_record, mask_text, mask_value
from engine.model.bundle import Bundle
from engine.model.forms.form import Right
from engine.reads.cases import CaseView
from engine.reads.inbox import TaskRow
from engine.reads.viewer import Viewer

SHOWN = (Right.READ, Right.WRITE)


def visible_variables(view: CaseView, viewer: Viewer, bundles: list[Bundle]) -> dict[str, Any]:
    """The variables of the case that the viewer may read, tagged JSON.

    Applicants: what they filed and what their own tasks show. Staff: the fields of the tasks that
    are or were theirs. Inspecting auditors: everything in their areas; third-party auditors:
    everything in the scope of their letter, personal fields masked.
    """
    names = visible_names(view, viewer, bundles)
    if names is None:
        whole = viewer.reads_unmasked(view.row)
        return dict(view.variables) if whole else masked(view.variables, bundles)
    return {name: value for name, value in view.variables.items() if name in names}


def visible_names(view: CaseView, viewer: Viewer, bundles: list[Bundle]) -> set[str] | None:
    """Names of the fields that the viewer may read; None: all there are."""
    names: set[str] = set()
    if is_own_part(viewer, view.row.applicant, view.row.organisation):
        names |= _start_fields(view, bundles)
    for row in view.tasks:
        if takes_part(viewer, row):
            form = shown_form(bundles, view.row.process, row.element_process, row.element)
            if form is not None:
                names |= {name for name in form.fields if form.may(name, *SHOWN)}
    return None if viewer.reads_by_office(view.row) and not names else names


def masked(variables: Mapping[str, Any], bundles: list[Bundle]) -> dict[str, Any]:
    """All of it, with what forms or names mark as personal masked."""
    personal = personal_names(bundles)
    return {
        name: mask_personal(value) if name in personal else mask_record({name: value})[name]
        for name, value in variables.items()
    }


def visible_tasks(view: CaseView, viewer: Viewer) -> list[TaskRow]:
    """The steps of the case; who sees only their part learns of the others no more than that
    they are there: no names, no outcomes."""
    if viewer.reads_by_office(view.row):
        return list(view.tasks)
    return [row if takes_part(viewer, row) else outline(row) for row in view.tasks]


def takes_part(viewer: Viewer, row: TaskRow) -> bool:
    """Is or was the task one of the viewer's?"""
    persons = {*row.users, row.assignee, row.completed_by}
    return viewer.user_id in persons or not viewer.groups.isdisjoint(row.groups)


def outline(row: TaskRow) -> TaskRow:
    """That the step is there, and no more."""
    return replace(row, users=(), assignee="", outcome="", completed_by="", limit_id="")


def _start_fields(view: CaseView, bundles: list[Bundle]) -> set[str]:
    form = start_form_of(bundles, view.row.process)
    return {name for name in form.fields if form.may(name, *SHOWN)} if form is not None else set()


#: Where an entry holds values of variables by name; whoever masks looks in there field by field.
_BY_NAME = frozenset({"values", "read", "input", "output", "payload"})


def masked_entry(
    document: Mapping[str, Any], bundles: list[Bundle], *, sees_personal: bool
) -> dict[str, Any]:
    """A journal entry as an auditor may read it: whole for inspecting auditors, so that they can
    check its hash, with personal data masked for everybody else.

    Names of elements, flows and messages stay as they are, so that the case can still be replayed.
    """
    if sees_personal:
        return dict(document)
    personal = personal_names(bundles)

    def mask(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: part(name, each, value) for name, each in value.items()}
        if isinstance(value, list):
            return [mask(each) for each in value]
        return mask_text(value) if isinstance(value, str) else value

    def part(name: str, value: Any, around: Mapping[str, Any]) -> Any:
        if name in _BY_NAME and isinstance(value, Mapping):
            return masked(value, bundles)
        if name == "result" and str(around.get("subject")) in personal:
            return mask_personal(value)
        if name in ("result", "rules"):
            return mask_value(name, value)
        return mask(value)

    return {name: mask(value) for name, value in document.items()}
