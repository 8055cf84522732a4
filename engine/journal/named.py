"""Which people and organisations a journal names, so that a screen can say what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from engine.journal.reading import KeptDocument
from engine.runtime import events as e


def people_in(documents: Iterable[KeptDocument]) -> tuple[set[str], set[str]]:
    """Ids of persons and of organisations that acted, held a task or were offered one."""
    persons: set[str] = set()
    organisations: set[str] = set()
    for document in documents:
        persons.update((document.actor.user, document.actor.on_behalf_of))
        organisations.add(document.actor.organisation or "")
        _groups(document.actor.groups, organisations)
        organisations.update(each[2] or "" for each in document.bureaus)
        for event in document.events:
            match event:
                case e.TaskOpened():
                    persons.update((event.assignee, *event.users))
                    _groups(event.groups, organisations)
                case e.TaskTransferred():
                    persons.update((event.from_user, event.to_user))
                case e.TaskClaimed() | e.TaskReleased() | e.TaskCompleted():
                    persons.add(event.user)
                case e.IncidentResolved():
                    persons.add(event.by)
    return persons - {""}, organisations - {""}


def _groups(groups: Iterable[str], organisations: set[str]) -> None:
    organisations.update(group.rpartition(".")[0] for group in groups)
