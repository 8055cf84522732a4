"""Transfer a task to another candidate, with a reason (转办)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.acting import (
    check_candidate,
    check_may_hand_over,
    check_separation,
)
from engine.commands.reads import Reads
from engine.commands.values import usable_text
from engine.errors import ReasonRequired, UnknownPerson
from engine.runtime.events import Event, TaskTransferred


@dataclass(frozen=True, slots=True)
class TransferTask:
    case_id: UUID
    task: int
    to_user: str
    reason: str


def transfer_task(command: TransferTask, reads: Reads) -> list[Event]:
    """Hand the task that one holds to another candidate.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, TaskNotClaimed, NotTheAssignee,
        ReasonRequired, UnknownPerson, TaskHasNoOtherCandidate, NotACandidate, SeparationOfDuties.
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    check_may_hand_over(reads, open_task)
    task = open_task.task
    if not usable_text(command.reason, "reason").strip():
        raise ReasonRequired
    groups = reads.people.groups_of(command.to_user)
    if groups is None:
        raise UnknownPerson(command.to_user)
    check_candidate(reads, open_task, command.to_user, groups)
    check_separation(reads, open_task, command.to_user)
    if command.to_user == task.assignee:
        return []
    reads.step.record(
        TaskTransferred(
            n=command.task,
            from_user=task.assignee,
            to_user=command.to_user,
            reason=command.reason.strip(),
        )
    )
    return reads.step.events
