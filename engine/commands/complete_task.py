"""Complete a user task with outcome, opinion and fields (办结)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.acting import check_candidate, check_holder, check_separation
from engine.commands.filling_in import accepted_fields, check_outcome
from engine.commands.naming_corrections import name_corrections, open_form, usable_notes
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
    #: of a return: the only fields that the correction step opens → why; none: all of its form
    corrections: Mapping[str, str] = field(default_factory=dict)


def complete_task(command: CompleteTask, reads: Reads) -> list[Event]:
    """Record what the person decided and let the case go on.

    A free task is claimed first, by the same rules and in the same entry, so that one request is
    enough; separation of duties is checked again for a task claimed before.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, NotACandidate, NotTheAssignee,
        SeparationOfDuties, UnknownOutcome, OpinionRequired, OpinionNotTaken, FieldNotWritable,
        FormInvalid, NothingToCorrect, CorrectionNotOpen.
    Source: WS-HumanTask 1.1, clause 4.10 (Complete); decision 0027 (corrections).
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    person = reads.actor.user_id
    check_holder(reads, open_task)
    if not open_task.task.assignee:
        check_candidate(reads, open_task, person, reads.actor.groups)
    check_separation(reads, open_task, person, reads.actor.on_behalf_of)
    form = open_form(reads, open_task)
    opinion = usable_text(command.opinion, "opinion").strip()
    outcome = usable_text(command.outcome, "outcome")
    check_outcome(form, command.task, outcome, opinion)
    values = accepted_fields(form, command.values, outcome)
    named = usable_notes(command.corrections)
    if not open_task.task.assignee:
        reads.step.record(TaskClaimed(n=command.task, user=person))
    reads.step.complete_task(command.task, person, outcome, opinion, values)
    name_corrections(reads, command.task, outcome, form, named)
    return reads.step.events
