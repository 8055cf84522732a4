"""Save what one has filled in so far, however unfinished (暂存). Not part of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.acting import check_candidate, check_holder, check_separation
from engine.commands.naming_corrections import open_form
from engine.commands.reads import Reads
from engine.errors import FieldNotWritable
from engine.runtime.events import Event
from engine.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class SaveDraft:
    case_id: UUID
    task: int
    #: {"outcome", "opinion", "fields", "corrections"}
    values: Mapping[str, Any] = field(default_factory=dict)


def save_draft(command: SaveDraft, reads: Reads) -> list[Event]:
    """Keep what the person has filled in; saving again replaces it.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, NotACandidate, NotTheAssignee,
        SeparationOfDuties, FieldNotWritable.
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    check_holder(reads, open_task)
    if not open_task.task.assignee:
        check_candidate(reads, open_task, reads.actor.user_id, reads.actor.groups)
    check_separation(reads, open_task, reads.actor.user_id, reads.actor.on_behalf_of)
    if open_task.task.corrections:
        form = open_form(reads, open_task)
        fields = command.values.get("fields") or {}
        closed = form.not_writable(fields) if form is not None else ()
        if closed:
            raise FieldNotWritable(tuple(sorted(closed)))
    reads.draft = Draft(command.task, reads.actor.user_id, command.values)
    return []
