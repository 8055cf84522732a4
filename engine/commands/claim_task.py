"""Claim a user task: one candidate takes a free task (认领)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.acting import check_candidate, check_separation
from engine.commands.reads import Reads
from engine.errors import TaskAlreadyClaimed
from engine.runtime.events import Event, TaskClaimed


@dataclass(frozen=True, slots=True)
class ClaimTask:
    case_id: UUID
    task: int  #: number of the task inside its case


def claim_task(command: ClaimTask, reads: Reads) -> list[Event]:
    """Give the task to the person; claiming one's own task again changes nothing.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, NotACandidate, TaskAlreadyClaimed,
        SeparationOfDuties.
    Source: WS-HumanTask 1.1, clause 4.10 (Ready to Reserved).
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    person = reads.actor.user_id
    if open_task.task.assignee == person:
        return []
    check_candidate(reads, open_task, person, reads.actor.groups)
    if open_task.task.assignee:
        raise TaskAlreadyClaimed(command.case_id, command.task, open_task.task.assignee)
    check_separation(reads, open_task, person, reads.actor.on_behalf_of)
    reads.step.record(TaskClaimed(n=command.task, user=person))
    return reads.step.events
