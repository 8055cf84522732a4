"""May this person act on this task: candidate, holder, separation of duties (职责分离)."""

from __future__ import annotations

from collections.abc import Collection

from engine.commands.reads import OpenTask, Reads
from engine.errors import (
    NotACandidate,
    NotTheAssignee,
    SeparationOfDuties,
    TaskHasNoOtherCandidate,
    TaskNotClaimed,
)
from engine.people.separation import Completion, separation_breach


def is_candidate(open_task: OpenTask, user: str, groups: Collection[str]) -> bool:
    """Whether the person was asked, by name or by group."""
    task = open_task.task
    return user in task.users or not frozenset(task.groups).isdisjoint(groups)


def check_candidate(reads: Reads, open_task: OpenTask, user: str, groups: Collection[str]) -> None:
    """Raises: NotACandidate."""
    if not is_candidate(open_task, user, groups):
        raise NotACandidate(reads.case_id, open_task.n, user)


def check_holder(reads: Reads, open_task: OpenTask) -> None:
    """Raises: NotTheAssignee when somebody else holds the task."""
    assignee = open_task.task.assignee
    if assignee and assignee != reads.actor.user_id:
        raise NotTheAssignee(reads.case_id, open_task.n, reads.actor.user_id, assignee)


def check_may_hand_over(reads: Reads, open_task: OpenTask) -> None:
    """The person holds the task, and others were asked beside them.

    Raises: NotTheAssignee, NotACandidate, TaskNotClaimed, TaskHasNoOtherCandidate.
    """
    check_holder(reads, open_task)
    task = open_task.task
    if not task.assignee:
        # Strangers learn no more than that they are strangers.
        check_candidate(reads, open_task, reads.actor.user_id, reads.actor.groups)
        raise TaskNotClaimed(reads.case_id, open_task.n)
    if not task.groups and not task.users:
        raise TaskHasNoOtherCandidate(reads.case_id, open_task.n, task.assignee)


def check_separation(
    reads: Reads, open_task: OpenTask, person: str, on_behalf_of: str = ""
) -> None:
    """The person did not complete a separated step, and is not the applicant.

    It follows the person: whoever takes the task by claim, transfer or substitution is asked, and
    again when they complete it. Raises: SeparationOfDuties.
    """
    breach = separation_breach(
        person,
        open_task.work.separate_from,
        [Completion(element, who) for element, who in sorted(reads.performers)],
        applicant=reads.facts.applicant,
        is_applicant_task=is_for_applicant(reads, open_task),
        on_behalf_of=on_behalf_of or None,
    )
    if breach is not None:
        element = breach.element or "applicant"
        raise SeparationOfDuties(reads.case_id, open_task.n, person, element)


def is_for_applicant(reads: Reads, open_task: OpenTask) -> bool:
    """Whether the diagram asks the applicant by name."""
    applicant = reads.facts.applicant
    if applicant in open_task.task.users:
        return True
    by_name = open_task.work.assignment.assignee is not None
    return by_name and not open_task.task.groups and open_task.task.assignee == applicant
