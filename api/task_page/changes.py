"""What differs from when a step, or its reader, saw the case last."""

from api.library import shown_form
from api.schemas.task_page import (
    TaskChangeOut,
    TaskChangesOut,
)
from api.task_page.corrections import round_out
from api.task_page.told import Told
from api.wording import both
from engine.feel import from_tagged
from engine.model.forms.form import Right
from engine.reads import cases
from engine.reads.story import Snapshot, Step


def changes_out(told: Told, task: int) -> TaskChangesOut:
    """Visible fields that differ from when this step, or else the viewer, saw the case last.

    Raises: TaskNotFound.
    """
    step = told.step(task)
    view = cases.get_task(told.connection, told.viewer, told.view.row.case_id, task)
    bundles = list(told.resolved.bundles)
    form = shown_form(bundles, told.view.row.process, step.process, step.element)
    seen = _last_seen(told, step)
    correction = round_out(told, step, told.wording()) if step.state == "open" else None
    if form is None or seen is None or step.state != "open":
        return TaskChangesOut(
            since=seen.at if seen is not None else None, changes=[], correction=correction
        )
    shown = [name for name in form.fields if form.may(name, Right.READ)]
    written = told.story.written
    before, now = {**seen.filed, **seen.values}, view.values
    changed = [
        name
        for name in shown
        if before.get(name) != now.get(name)
        and (name in written and written[name].entry > seen.entry)
    ]
    wording = told.wording({written[name].actor for name in changed})
    old = form.read({n: from_tagged(before[n]) for n in changed if n in before})
    new = form.read({n: from_tagged(now[n]) for n in changed if n in now})
    return TaskChangesOut(
        since=seen.at,
        changes=[
            TaskChangeOut(
                field=name,
                label=both(form.label(name)),
                old=old.get(name),
                new=new.get(name),
                at=written[name].at,
                by=both(wording.person(written[name].actor)) if told.inside else None,
                by_applicant=written[name].actor == told.view.row.applicant,
            )
            for name in changed
        ],
        correction=correction,
    )


def _last_seen(told: Told, step: Step) -> Snapshot | None:
    found = told.story.seen.get((step.process, step.element))
    return found or told.story.seen_by.get(told.viewer.user_id)
