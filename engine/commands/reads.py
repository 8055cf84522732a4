"""What a handler may read: the case as it is, who asks, the models it runs on, the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from engine.commands.actor import Actor
from engine.commands.people_answers import PeopleAnswers
from engine.errors import CaseIsFrozen, TaskAlreadyClosed, TaskNotFound
from engine.model.nodes import Node, UserTask
from engine.runtime.environment import CaseFacts
from engine.runtime.state import Task
from engine.runtime.step import Step
from engine.store.drafts import Draft
from engine.store.resolved import Resolved


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open user task with what the diagram says of it."""

    n: int
    task: Task
    node: Node
    work: UserTask
    process: str  #: the process that the element belongs to


@dataclass(slots=True)
class Reads:
    """The working context of one handler; `step` collects the events."""

    case_id: UUID
    actor: Actor
    step: Step
    facts: CaseFacts
    performers: frozenset[tuple[str, str]]  #: (element, person): who completed it in this case
    models: Resolved
    people: PeopleAnswers
    #: whether there ever was a task of this number; asked only on the way to a decline
    was_task: Callable[[int], bool] = lambda _n: False
    #: what is written besides events
    retried_job: int | None = None
    draft: Draft | None = None

    def not_frozen(self) -> None:
        """Raises: CaseIsFrozen."""
        if self.step.state.frozen:
            raise CaseIsFrozen(self.case_id, self.step.state.frozen)

    def open_task(self, n: int) -> OpenTask:
        """The open task. Raises: TaskNotFound, TaskAlreadyClosed."""
        state = self.step.state
        task = state.tasks.get(n)
        if task is None:
            if self.was_task(n):
                raise TaskAlreadyClosed(self.case_id, n)
            raise TaskNotFound(self.case_id, n)
        instance = state.instances[n]
        node = self.step.node_of(instance)
        if not isinstance(node.work, UserTask):
            raise TaskNotFound(self.case_id, n)
        return OpenTask(n, task, node, node.work, instance.process)
