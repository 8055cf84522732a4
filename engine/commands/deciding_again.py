"""Decide every command of a journal again and compare (重新执行核对).

Replay applies what was decided; this asks whether it was decided rightly: the same handlers, the
same bundles, the recorded time and answers must give the same events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from engine.commands.actor import Actor
from engine.commands.execution import Handler
from engine.commands.people import People
from engine.commands.people_answers import RecordedPeople
from engine.commands.reads import Reads
from engine.errors import CaseNotFound, Declined
from engine.feel import from_tagged
from engine.journal.canonical import canonical
from engine.journal.entry import holds_form_values
from engine.journal.reading import KeptDocument, entries
from engine.runtime import events as e
from engine.runtime.environment import CaseFacts, Environment
from engine.runtime.state import State
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from engine.store.catalogue import Catalogue
from engine.store.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Difference:
    """Where deciding again gave something else."""

    entry: int
    recorded: str  #: canonical JSON of the events, or the reason why it cannot be compared
    decided: str


@dataclass(slots=True)
class DecidedAgain:
    """What deciding a journal again found."""

    case_id: UUID
    entries: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class _Case:
    facts: CaseFacts
    resolved: Resolved
    state: State = field(default_factory=State)
    variables: Variables = field(default_factory=Variables)
    nodes: dict[int, str] = field(default_factory=dict)  #: task → element
    performers: set[tuple[str, str]] = field(default_factory=set)


def decide_again(
    connection: psycopg.Connection[Any],
    case_id: UUID,
    catalogue: Catalogue,
    people: People,
    handlers: Mapping[str, tuple[type[Any], Handler]],
) -> DecidedAgain:
    """Decide every entry again; stops at the first difference, since all later state differs.

    `handlers` is by name of the command. Raises: CaseNotFound.
    """
    found = DecidedAgain(case_id)
    case: _Case | None = None
    calendars: dict[str, Any] = {}
    for each in entries(connection, case_id):
        document = each.document()
        if case is None:
            case = _begun(connection, case_id, document, catalogue)
        if document.calendar not in calendars:
            calendars[document.calendar] = people.calendar_by_hash(document.calendar)
        calendar = calendars[document.calendar]
        found.entries += 1
        difference = _again(case, case_id, document, calendar, handlers)
        if difference is not None:
            found.differences.append(difference)
            return found
    if case is None:
        raise CaseNotFound(case_id)
    return found


def _begun(
    connection: psycopg.Connection[Any],
    case_id: UUID,
    document: KeptDocument,
    catalogue: Catalogue,
) -> _Case:
    facts = document.facts or {}
    case_facts = CaseFacts(
        id=str(case_id),
        number=facts["number"],
        process=facts["process"],
        area=facts["area"],
        applicant=facts["applicant"],
        organisation=facts["organisation"],
        started=datetime.fromisoformat(facts["started"]),
    )
    return _Case(case_facts, catalogue.of_case(connection, document.pins, document.bundle))


def _again(
    case: _Case,
    case_id: UUID,
    document: KeptDocument,
    calendar: Any,
    handlers: Mapping[str, tuple[type[Any], Handler]],
) -> Difference | None:
    name = document.command["type"]
    recorded = canonical(document.events).decode()
    if name not in handlers:
        return Difference(document.entry, recorded, f"no handler for {name}")
    kind, handler = handlers[name]
    people = RecordedPeople(document.bureaus, document.groups)
    environment = Environment(
        now=datetime.fromisoformat(document.at),
        case=case.facts,
        models=case.resolved.models,
        decisions=case.resolved.decisions,
        calendar=calendar,
        calendar_hash=document.calendar,
        bureau=people.bureau,
    )
    actor = Actor(
        user_id=document.actor.user,
        groups=frozenset(document.actor.groups),
        organisation=document.actor.organisation,
        on_behalf_of=document.actor.on_behalf_of,
        system=document.actor.system,
    )
    reads = Reads(
        case_id=case_id,
        actor=actor,
        step=Step(case.state, case.variables, environment),
        facts=case.facts,
        performers=frozenset(case.performers),
        models=case.resolved,
        people=people,
    )
    try:
        events = handler(command_of(kind, case_id, document.command), reads)
    except (Declined, KeyError) as error:
        return Difference(document.entry, recorded, f"{type(error).__name__}: {error}")
    decided = canonical(events).decode()
    if decided != recorded:
        return Difference(document.entry, recorded, decided)
    _remember(case, events, actor)
    return None


def _remember(case: _Case, events: list[e.Event], actor: Actor) -> None:
    for event in events:
        if isinstance(event, e.TaskOpened):
            case.nodes[event.n] = event.node
        elif isinstance(event, e.TaskCompleted):
            for person in (event.user, actor.on_behalf_of):
                if person:
                    case.performers.add((case.nodes[event.n], person))


def command_of(kind: type[Any], case_id: UUID, kept: Mapping[str, Any]) -> Any:
    """The command as it was given, from its document."""
    values = {each.name: kept[each.name] for each in fields(kind) if each.name in kept}
    if holds_form_values(kept):
        values["values"] = {name: from_tagged(each) for name, each in kept["values"].items()}
    return kind(case_id=case_id, **values)
