"""Release a claimed task: it is free for its candidates again (释放)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.acting import check_may_hand_over
from engine.commands.reads import Reads
from engine.runtime.events import Event, TaskReleased


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    case_id: UUID
    task: int


def release_task(command: ReleaseTask, reads: Reads) -> list[Event]:
    """Free the task that the person holds.

    Raises: TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, TaskNotClaimed, NotTheAssignee,
        TaskHasNoOtherCandidate, NotACandidate.
    Source: WS-HumanTask 1.1, clause 4.10 (Reserved to Ready).
    """
    open_task = reads.open_task(command.task)
    reads.not_frozen()
    check_may_hand_over(reads, open_task)
    task = open_task.task
    reads.step.record(TaskReleased(n=command.task, user=task.assignee))
    return reads.step.events
