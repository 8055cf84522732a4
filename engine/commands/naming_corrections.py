"""A return names what is to be corrected (指明补正栏目): fields of the step that corrects, and why.

Which outcome is a return follows from the diagram alone: one whose step, decided on the case as it
is, opens a user task marked `huiqian:correction`. Only fields that this task's form lets be written
can be named, and none that the form of whoever returns hides from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.commands.reads import OpenTask, Reads
from engine.commands.values import usable_text
from engine.errors import CorrectionNotOpen, NothingToCorrect, ValuesTooLarge
from engine.model.forms import Form
from engine.model.forms.form import Right
from engine.model.forms.narrowing import as_opened
from engine.model.nodes import Text, UserTask
from engine.runtime import events as e
from engine.runtime.state import State
from engine.store.resolved import Resolved

#: A reason beside a field is a sentence or two; what is longer belongs into the opinion.
LONGEST_NOTE = 1000
#: All reasons together: they are part of the state until the correction is sent.
LONGEST_NOTES = 20_000


@dataclass(frozen=True, slots=True)
class CorrectionStep:
    """A correction step that a return opens, and what of it may be named."""

    n: int  #: number of its task
    process: str
    element: str
    form: Form
    fields: tuple[str, ...]  #: that may be named, in the order of the form


def open_form(reads: Reads, open_task: OpenTask) -> Form | None:
    """The form of an open task; of a correction step only what was named is open."""
    form = reads.models.form(open_task.process, open_task.work.form_id)
    return as_opened(form, open_task.task.corrections)


def correction_steps(
    events: Iterable[e.Event], after: State, models: Resolved, own: Form | None
) -> list[CorrectionStep]:
    """The correction steps that these events opened and that are still open after them."""
    found = []
    for event in events:
        if not isinstance(event, e.TaskOpened) or event.n not in after.tasks:
            continue
        work = models.models[event.process].node(event.node).work
        if not isinstance(work, UserTask) or not work.correction:
            continue
        form = models.form(event.process, work.form_id)
        if form is None:
            continue
        fields = tuple(
            name
            for name in form.fields
            if form.may(name, Right.WRITE) and not (own and own.may(name, Right.HIDDEN))
        )
        if fields:
            found.append(CorrectionStep(event.n, event.process, event.node, form, fields))
    return found


def fields_to_name(
    events: Iterable[e.Event], after: State, models: Resolved, own: Form | None
) -> tuple[tuple[str, Text], ...]:
    """The fields that a return may name, with their labels, over all steps that it opened."""
    found: dict[str, Text] = {}
    for step in correction_steps(events, after, models, own):
        for name in step.fields:
            found.setdefault(name, step.form.label(name))
    return tuple(found.items())


def name_corrections(
    reads: Reads, task: int, outcome: str, own: Form | None, named: Mapping[str, str]
) -> None:
    """After the step has been decided: only the named fields are open in the correction step.

    Where a return opens several correction steps, each gets what its form can open; one that gets
    none keeps all of its fields open.
    Raises: NothingToCorrect, CorrectionNotOpen.
    """
    if not named:
        return
    steps = correction_steps(reads.step.events, reads.step.state, reads.models, own)
    if not steps:
        raise NothingToCorrect(task, outcome)
    allowed = tuple(dict.fromkeys(name for step in steps for name in step.fields))
    unknown = tuple(sorted(named.keys() - set(allowed)))
    if unknown:
        raise CorrectionNotOpen(unknown, allowed)
    for step in steps:
        fields = {name: named[name] for name in step.fields if name in named}
        if fields:
            reads.step.name_corrections(step.n, task, fields)


def usable_notes(corrections: Mapping[str, str]) -> dict[str, str]:
    """The reasons as they can be kept. Raises: UnusableText, ValuesTooLarge."""
    found = {}
    for name, note in corrections.items():
        text = usable_text(note, f"corrections.{name}"[:200]).strip()
        if len(text) > LONGEST_NOTE:
            raise ValuesTooLarge(len(text), LONGEST_NOTE)
        found[usable_text(name, "corrections")] = text
    total = sum(len(name) + len(text) for name, text in found.items())
    if total > LONGEST_NOTES:
        raise ValuesTooLarge(total, LONGEST_NOTES)
    return found
