"""One case for one viewer: what the documents of the task page are put together from.

Who takes part in a case as staff, or reads it by office, sees the names, outcomes and opinions of
its steps; applicants see of the steps of others no more than that they are there (decision 0020).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from api.auth.viewer import is_own_part
from api.library import form_of, personal_names
from api.masking import mask_personal, mask_record
from api.state import Reader
from api.visible import takes_part
from api.wording import Wording
from engine.commands.actor import Actor
from engine.commands.weighing import Weighing
from engine.errors import CaseNotFound, TaskNotFound
from engine.journal.reading import entries
from engine.model.forms import Form
from engine.people.lookup import DatabasePeople
from engine.reads import cases
from engine.reads.cases import CaseView
from engine.reads.story import Step, Story, story_of
from engine.reads.viewer import Viewer
from engine.store.resolved import Resolved
from engine.wiring import Engine


@dataclass
class Told:
    """One case for one viewer; what several documents need is worked out once."""

    connection: Connection
    viewer: Viewer
    reads: Reader
    view: CaseView
    people: DatabasePeople

    @classmethod
    def of(cls, connection: Connection, viewer: Viewer, reads: Reader, case_id: UUID) -> "Told":
        """Raises: CaseNotFound."""
        view = cases.get_case(connection, viewer, case_id)
        return cls(connection, viewer, reads, view, reads.lookup)

    @cached_property
    def resolved(self) -> Resolved:
        row = self.view.row
        return self.reads.library.resolved(self.connection, row.process, self.view.bundles)

    @cached_property
    def story(self) -> Story:
        driver: Any = self.connection.connection.driver_connection
        return story_of(entries(driver, self.view.row.case_id), self.resolved.models)

    @property
    def is_own(self) -> bool:
        row = self.view.row
        return is_own_part(self.viewer, row.applicant, row.organisation)

    @cached_property
    def inside(self) -> bool:
        """Whether the viewer sees who did what: staff of the case and those who read by office."""
        if self.viewer.reads_by_office(self.view.row):
            return True
        return not self.is_own and any(takes_part(self.viewer, row) for row in self.view.tasks)

    def only_inside(self) -> None:
        """Raises: CaseNotFound for applicants."""
        if not self.inside:
            raise CaseNotFound(self.view.row.case_id)

    def wording(self, people: Iterable[str] = ()) -> Wording:
        known = {self.view.row.applicant, *people}
        for step in self.story.steps.values():
            known |= {*step.users, step.assignee, step.closed_by, step.on_behalf_of}
            for each in step.handovers:
                known |= {each.from_user, each.to_user}
        return Wording(self.connection, self.people.organisations(), self.resolved, known)

    def step(self, task: int) -> Step:
        """Raises: TaskNotFound."""
        found = self.story.steps.get(task)
        if found is None:
            raise TaskNotFound(self.view.row.case_id, task)
        return found

    def form(self, step: Step) -> Form | None:
        """The form of a step, as it is drawn."""
        return form_of(list(self.resolved.bundles), step.process, step.element)

    def sees_step(self, step: Step) -> bool:
        """Whether names, outcome and opinion of the step are for the viewer."""
        return self.inside or self.viewer.user_id in (step.closed_by, step.assignee, *step.users)

    @cached_property
    def _personal(self) -> frozenset[str]:
        return personal_names(list(self.resolved.bundles))

    def masked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values that a reason read, personal ones masked unless the viewer reads them whole."""
        if self.viewer.reads_unmasked(self.view.row):
            return dict(values)
        return {
            name: mask_personal(value)
            if name in self._personal
            else mask_record({name: value})[name]
            for name, value in values.items()
        }

    def weighing(self, engine: Engine, actor: Actor) -> Weighing:
        """Commands tried on a copy of the case."""
        driver: Any = self.connection.connection.driver_connection
        return engine.weighing(driver, self.view.row.case_id, actor)
