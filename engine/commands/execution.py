"""Carry a command out: load, decide, write; again when somebody was faster.

Around every handler alike: the idempotency key, the expected version, the journal entry, the
guarded write. A connection in autocommit makes the write one transaction; a worker hands in its
own transaction, and what it did before is committed with the command.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import msgspec
import psycopg

from engine.commands.actor import Actor
from engine.commands.done import Done
from engine.commands.found_by import words_of
from engine.commands.people import People
from engine.commands.people_answers import RecordingPeople
from engine.commands.reads import Reads
from engine.commands.start_case import StartCase
from engine.errors import CaseIsBusy, CaseNotFound, IdempotencyKeyReused, VersionMismatch
from engine.journal.canonical import canonical
from engine.journal.entry import (
    NO_PREVIOUS,
    World,
    command_document,
    events_of,
    make_entry,
    moment_text,
)
from engine.runtime.environment import CaseFacts, Environment
from engine.runtime.events import Event
from engine.runtime.state import State
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from engine.store.case_ids import new_case_id
from engine.store.catalogue import Catalogue
from engine.store.changes import Before, changes_of
from engine.store.drafts import save_draft_row, was_task
from engine.store.herald import Herald, told_text
from engine.store.loading import LoadedCase, load
from engine.store.resolved import Resolved
from engine.store.starting import database_now, next_number
from engine.store.writing import NewCase, TaskTitles, write

#: How often a command is decided anew because somebody was faster.
ATTEMPTS: Final = 20
LONGEST_PAUSE_SECONDS: Final = 0.05

Handler = Callable[[Any, Reads], list[Event]]
Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Execution:
    """Everything commands share; safe between threads."""

    catalogue: Catalogue
    people: People
    handlers: Mapping[type[Any], Handler]
    herald: Herald | None = None  #: says to all processes what changed; None: nobody asks

    def run(
        self,
        connection: Connection,
        command: Any,
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
    ) -> Done:
        """A command on a case that is there. Raises: Declined."""
        for attempt in range(ATTEMPTS):
            loaded = load(connection, command.case_id, key)
            if loaded is None:
                raise CaseNotFound(command.case_id)
            if loaded.repeats is not None:
                return repeated(connection, loaded, command, actor, key)
            if expected_version is not None and expected_version != loaded.version:
                raise VersionMismatch(command.case_id, expected_version, loaded.version)
            done = self._attempt(connection, loaded, command, actor, key)
            if done is not None:
                return done
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS * (attempt + 1) / ATTEMPTS))
        raise CaseIsBusy(command.case_id)

    def start(
        self, connection: Connection, command: StartCase, actor: Actor, key: str | None = None
    ) -> Done:
        """Begin a case; with `key` and a `case_id` that is there already, gives what was done.

        Raises: Declined.
        """
        case_id = command.case_id or new_case_id()
        if key is not None and (loaded := load(connection, case_id, key)) is not None:
            if loaded.repeats is None:
                raise IdempotencyKeyReused(key)
            return repeated(connection, loaded, command, actor, key)
        resolved = self.catalogue.of_start(connection, command.process)
        now = database_now(connection)
        applicant = command.applicant or actor.user_id
        organisation = command.organisation
        if not organisation and applicant == actor.user_id:
            organisation = actor.organisation or ""
        facts = CaseFacts(
            id=str(case_id),
            number=next_number(connection, command.area, command.process, now),
            process=command.process,
            area=command.area,
            applicant=applicant,
            organisation=organisation,
            started=now,
        )
        main = resolved.bundles[0].sha256
        loaded = LoadedCase(
            case_id=case_id,
            version=0,
            number=facts.number,
            process=facts.process,
            area=facts.area,
            applicant=facts.applicant,
            organisation=facts.organisation,
            started_at=now,
            pins=resolved.hash,
            bundle=main,
            state=State(),
            frozen_at=None,
            head=NO_PREVIOUS,
            now=now,
            variables=Variables(),
            scopes=frozenset(),
            performers=frozenset(),
            repeats=None,
        )
        command = replace(command, case_id=case_id)
        done = self._attempt(connection, loaded, command, actor, key, resolved)
        if done is not None:
            return done
        there = load(connection, case_id, key)  # the same start came in twice at once
        if there is None or there.repeats is None:
            raise CaseIsBusy(case_id)
        return repeated(connection, there, command, actor, key)

    def _attempt(
        self,
        connection: Connection,
        loaded: LoadedCase,
        command: Any,
        actor: Actor,
        key: str | None,
        resolved: Resolved | None = None,
    ) -> Done | None:
        """Decide and write; None when the case changed in between."""
        new = resolved is not None
        if resolved is None:
            resolved = self.catalogue.of_case(connection, loaded.pins, loaded.bundle)
        people = RecordingPeople(self.people)
        calendar = self.people.calendar(loaded.area)
        environment = environment_of(loaded, resolved, calendar, people.bureau)
        before = Before.of(loaded.state, loaded.scopes)
        reads = Reads(
            case_id=loaded.case_id,
            actor=actor,
            step=Step(loaded.state, loaded.variables, environment),
            facts=environment.case,
            performers=loaded.performers,
            models=resolved,
            people=people,
            was_task=lambda n: was_task(connection, loaded.case_id, n),
        )
        events = self.handlers[type(command)](command, reads)
        if reads.draft is not None:
            save_draft_row(connection, loaded.case_id, reads.draft, loaded.now)
        if not events and reads.retried_job is None:
            return done_of(loaded, loaded.version, (), loaded.state)
        world = World(
            pins=loaded.pins,
            bundle=loaded.bundle,
            calendar=environment.calendar_hash,
            organisations=people.version,
            bureaus=people.bureau_answers(),
            groups=people.group_answers(),
        )
        entry = make_entry(
            loaded.case_id,
            loaded.version + 1,
            loaded.now,
            command_document(command),
            actor,
            key,
            world,
            events,
            loaded.head,
            facts_document(environment.case, resolved) if new else None,
        )
        changes = changes_of(
            events,
            before,
            loaded.state,
            actor.on_behalf_of,
            resolved.search_names,
            loaded.performers,
        )
        changes.retried_job = reads.retried_job
        written = write(
            connection,
            loaded.case_id,
            loaded.version,
            loaded.state,
            entry,
            changes,
            TaskTitles(resolved.titles),
            loaded.frozen_at,
            NewCase(
                environment.case,
                loaded.pins,
                loaded.bundle,
                words_of(self.people, environment.case),
            )
            if new
            else None,
        )
        if not written:
            return None
        if self.herald is not None and changes.told:
            text = told_text(loaded.case_id, actor.user_id, loaded.applicant, changes.told)
            self.herald.tell(connection, text)
        return done_of(loaded, entry.entry, tuple(events), loaded.state)


def environment_of(
    loaded: LoadedCase, resolved: Resolved, calendar: Any, bureau: Callable[[str, str], str | None]
) -> Environment:
    """What the step may use, fixed now."""
    return Environment(
        now=loaded.now,
        case=CaseFacts(
            id=str(loaded.case_id),
            number=loaded.number,
            process=loaded.process,
            area=loaded.area,
            applicant=loaded.applicant,
            organisation=loaded.organisation,
            started=loaded.started_at,
        ),
        models=resolved.models,
        decisions=resolved.decisions,
        calendar=calendar,
        calendar_hash=calendar.hash,
        bureau=bureau,
    )


def facts_document(facts: CaseFacts, resolved: Resolved) -> dict[str, Any]:
    """What the first entry holds of the case and of the bundles it runs on."""
    return {
        "applicant": facts.applicant,
        "area": facts.area,
        "bundles": resolved.pinned,
        "number": facts.number,
        "organisation": facts.organisation,
        "process": facts.process,
        "started": moment_text(facts.started),
    }


def done_of(loaded: LoadedCase, entry: int, events: tuple[Event, ...], state: State) -> Done:
    return Done(loaded.case_id, loaded.number, loaded.process, entry, loaded.now, events, state)


def repeated(
    connection: Connection, loaded: LoadedCase, command: Any, actor: Actor, key: str | None
) -> Done:
    """The answer that the same command got before; None as command is not compared.

    Raises: IdempotencyKeyReused.
    """
    row = connection.execute(
        "select at, document from engine.journal where case_id = %s and entry = %s",
        (loaded.case_id, loaded.repeats),
    ).fetchone()
    assert row is not None and loaded.repeats is not None
    at: datetime = row[0]
    document = msgspec.json.decode(row[1])
    same = command is None or document["command"] == msgspec.json.decode(
        canonical(command_document(command))
    )
    if not same or document["actor"]["user"] != actor.user_id:
        raise IdempotencyKeyReused(key or "")
    events = tuple(events_of(row[1]))
    return Done(
        loaded.case_id, loaded.number, loaded.process, loaded.repeats, at, events, None, True
    )
