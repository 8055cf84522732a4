"""Complete a user task with outcome, opinion and fields (办结)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.acting import check_candidate, check_holder, check_separation
from engine.commands.filling_in import accepted_fields, check_outcome
from engine.commands.reads import Reads
from engine.commands.values import usable_text
from engine.runtime.events import Event, TaskClaimed


@dataclass(frozen=True, slots=True)
class CompleteTask:
    case_id: UUID
    task: int
    outcome: str = ""
    opinion: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)  #: fields as JSON


def complete_task(command: CompleteTask, reads: Reads) -> list[Event]:
    """Record what the person decided and let the case go on.

    A free task is claimed first, by the same rules and in the same entry, so that one request is
    enough; separation of duties is checked again for a task claimed before.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, NotACandidate, NotTheAssignee,
        SeparationOfDuties, UnknownOutcome, OpinionRequired, OpinionNotTaken, FieldNotWritable,
        FormInvalid.
    Source: WS-HumanTask 1.1, clause 4.10 (Complete).
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    person = reads.actor.user_id
    check_holder(reads, open_task)
    if not open_task.task.assignee:
        check_candidate(reads, open_task, person, reads.actor.groups)
    check_separation(reads, open_task, person, reads.actor.on_behalf_of)
    form = reads.models.form(open_task.process, open_task.work.form_id)
    opinion = usable_text(command.opinion, "opinion").strip()
    outcome = usable_text(command.outcome, "outcome")
    check_outcome(form, command.task, outcome, opinion)
    values = accepted_fields(form, command.values, outcome)
    if not open_task.task.assignee:
        reads.step.record(TaskClaimed(n=command.task, user=person))
    reads.step.complete_task(command.task, person, outcome, opinion, values)
    return reads.step.events
