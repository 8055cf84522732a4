"""Named corrections as documents: what a return asked for, and what became of it (指明补正栏目).

Who sees the values of a named field: whoever may read the field anyway, and the bureau whose return
named it, to whom the correction is the answer; there personal fields are masked (decision 0027).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.corrections import corrections_out
from api.schemas.task_page import (
    CorrectedFieldOut,
    CorrectionOut,
    CorrectionRoundOut,
    RosterChangeOut,
    SentCorrectionOut,
)
from api.task_page.told import Told
from api.visible import takes_part, visible_names
from api.wording import Wording, both
from engine.feel import from_tagged
from engine.model.forms import Form
from engine.model.forms.conversion import to_form
from engine.reads.story import Step
from workflows.registers.rosters import load_roster


def asked_out(told: Told, step: Step) -> list[CorrectionOut]:
    """What the completion of this step named for correction."""
    found: dict[str, CorrectionOut] = {}
    for other in told.story.steps.values():
        if other.asked_by == step.n:
            for each in corrections_out(told.form(other), other.opened):
                found.setdefault(each.field, each)
    return list(found.values())


def sent_out(told: Told, step: Step) -> list[SentCorrectionOut]:
    """What a completed correction step was asked for, and whether it was changed."""
    if step.state != "completed":
        return []
    return [
        SentCorrectionOut(**each.model_dump(), changed=step.has_changed(each.field))
        for each in corrections_out(told.form(step), step.opened)
    ]


def round_out(told: Told, step: Step, wording: Wording) -> CorrectionRoundOut | None:
    """The last correction that was sent before this step, old → new as the viewer may see it."""
    sent = told.story.corrected()
    if sent is None or sent.n >= step.n or sent.closed_at is None:
        return None
    asked = told.story.steps[sent.asked_by]
    form = told.form(sent)
    assert asked.closed_at is not None and form is not None  # it named fields of that form
    return CorrectionRoundOut(
        asked_at=asked.closed_at,
        asked_by=both(wording.person(asked.closed_by)) if told.sees_step(asked) else None,
        sent_at=sent.closed_at,
        by_applicant=sent.closed_by == told.view.row.applicant,
        fields=[_field(told, asked, sent, form, each) for each in sent_out(told, sent)],
    )


def _field(
    told: Told, asked: Step, sent: Step, form: Form, each: SentCorrectionOut
) -> CorrectedFieldOut:
    schema = form.schema["properties"].get(each.field, {})
    old, new = sent.before.get(each.field), sent.values.get(each.field)
    if not each.changed:
        new = old
    shown, whole = _rights(told, asked, each.field)
    is_roster = shown and each.changed and schema.get("format") == "roster"
    roster = _roster_change(told, old, new) if is_roster else None
    if not whole:
        old, new = (told.masked({each.field: value})[each.field] for value in (old, new))
    return CorrectedFieldOut(
        **each.model_dump(),
        shown=shown,
        json_schema=dict(schema) if shown else {},
        old=_shown(old, schema) if shown else None,
        new=_shown(new, schema) if shown else None,
        roster=roster,
    )


def _roster_change(told: Told, old: Any, new: Any) -> RosterChangeOut | None:
    before, after = (
        None if value is None else load_roster(told.connection, value) for value in (old, new)
    )
    if after is None:
        return None
    # A row that only moved up is no other row.
    was = Counter(replace(each, number=0) for each in before or ())
    now = Counter(replace(each, number=0) for each in after)
    return RosterChangeOut(
        old_rows=was.total(), new_rows=now.total(), differing=(now - was).total()
    )


def _rights(told: Told, asked: Step, field: str) -> tuple[bool, bool]:
    """Whether the viewer sees the value, and whether whole."""
    names = visible_names(told.view, told.viewer, list(told.resolved.bundles))
    if names is None:
        return True, told.viewer.reads_unmasked(told.view.row)
    if field in names:
        return True, True
    asking = next((row for row in told.view.tasks if row.task == asked.n), None)
    return asking is not None and takes_part(told.viewer, asking), False


def _shown(value: Any, schema: Mapping[str, Any]) -> Any:
    return to_form(from_tagged(value), schema)
