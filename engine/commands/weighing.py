"""What would happen (预演): a command decided on a case as it is now, and not carried out.

Screens ask it before a person decides. The handlers themselves answer, on a copy of the case, so
that what a button says and what the act will do come from the same rules. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from engine.commands.actor import Actor
from engine.commands.execution import Execution, Handler, environment_of
from engine.commands.people import People
from engine.commands.people_answers import RecordingPeople
from engine.commands.reads import Reads
from engine.errors import CaseNotFound, Declined
from engine.runtime.environment import CaseFacts
from engine.runtime.events import Event
from engine.runtime.state import State, dump_state, load_state
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from engine.store.drafts import was_task
from engine.store.loading import LoadedCase, load
from engine.store.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Weighed:
    """What deciding gave: a decline, or the events with the case as it would be then."""

    declined: Declined | None
    events: tuple[Event, ...]
    state: State


class Weighing:
    """One case, read once; every question is asked of a fresh copy."""

    def __init__(
        self,
        loaded: LoadedCase,
        resolved: Resolved,
        people: People,
        handlers: Mapping[type[Any], Handler],
        actor: Actor,
        connection: psycopg.Connection[Any],
    ) -> None:
        self.loaded = loaded
        self.resolved = resolved
        self.actor = actor
        self._people = people
        self._handlers = handlers
        self._connection = connection
        self._state = dump_state(loaded.state)
        self._variables = loaded.variables.rows()

    @property
    def facts(self) -> CaseFacts:
        """The case's facts as its steps see them."""
        return self._reads().facts

    def command(self, command: Any) -> Weighed:
        """What the command's handler decides."""
        reads = self._reads()
        try:
            events = self._handlers[type(command)](command, reads)
        except Declined as declined:
            return Weighed(declined, (), reads.step.state)
        return Weighed(None, tuple(events), reads.step.state)

    def completion(
        self, task: int, outcome: str, opinion: str, values: Mapping[str, Any]
    ) -> Weighed:
        """What follows from an outcome whose form is not filled in yet; `values` are tagged.

        The step is the one that completing takes; the form's rules are not asked.
        """
        reads = self._reads()
        reads.step.complete_task(task, self.actor.user_id, outcome, opinion, values)
        return Weighed(None, tuple(reads.step.events), reads.step.state)

    def _reads(self) -> Reads:
        loaded = self.loaded
        people = RecordingPeople(self._people)
        calendar = self._people.calendar(loaded.area)
        environment = environment_of(loaded, self.resolved, calendar, people.bureau)
        return Reads(
            case_id=loaded.case_id,
            actor=self.actor,
            step=Step(load_state(self._state), Variables(self._variables), environment),
            facts=environment.case,
            performers=loaded.performers,
            models=self.resolved,
            people=people,
            was_task=lambda n: was_task(self._connection, loaded.case_id, n),
        )


def weighing(
    execution: Execution, connection: psycopg.Connection[Any], case_id: UUID, actor: Actor
) -> Weighing:
    """The case as it is now, for questions of this person. Raises: CaseNotFound."""
    loaded = load(connection, case_id)
    if loaded is None:
        raise CaseNotFound(case_id)
    resolved = execution.catalogue.of_case(connection, loaded.pins, loaded.bundle)
    return Weighing(loaded, resolved, execution.people, execution.handlers, actor, connection)
