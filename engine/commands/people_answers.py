"""Look-ups with a memory: each answer that a decision got goes into the journal.

Deciding again is answered from the journal, whatever the organisations are by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from engine.commands.people import People


class PeopleAnswers(Protocol):
    """What handlers ask while they decide."""

    def bureau(self, kind: str, area: str) -> str | None:
        """The organisation of the kind that is responsible for the area."""
        ...

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        """The groups of an active person; None when there is none of that id."""
        ...


class RecordingPeople:
    """Asks once, keeps the answer."""

    __slots__ = ("_bureaus", "_groups", "_organisations", "_people")

    def __init__(self, people: People) -> None:
        self._people = people
        self._organisations = people.organisations()
        self._bureaus: dict[tuple[str, str], str | None] = {}
        self._groups: dict[str, frozenset[str] | None] = {}

    @property
    def version(self) -> str:
        """Hash of the organisations that were asked."""
        return self._organisations.version

    def bureau(self, kind: str, area: str) -> str | None:
        if (kind, area) not in self._bureaus:
            self._bureaus[kind, area] = self._organisations.bureau(kind, area)
        return self._bureaus[kind, area]

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        if user_id not in self._groups:
            self._groups[user_id] = self._people.groups_of(user_id)
        return self._groups[user_id]

    def bureau_answers(self) -> list[tuple[str, str, str | None]]:
        return [(kind, area, found) for (kind, area), found in sorted(self._bureaus.items())]

    def group_answers(self) -> list[tuple[str, list[str] | None]]:
        return [
            (user, None if groups is None else sorted(groups))
            for user, groups in sorted(self._groups.items())
        ]


class RecordedPeople:
    """Answers as an entry of the journal has them. Raises: KeyError for what was never asked."""

    __slots__ = ("_bureaus", "_groups")

    def __init__(
        self,
        bureaus: Iterable[Sequence[str | None]],
        groups: Iterable[tuple[str, Sequence[str] | None]],
    ) -> None:
        self._bureaus: Mapping[tuple[str | None, str | None], str | None] = {
            (kind, area): found for kind, area, found in bureaus
        }
        self._groups = {user: None if g is None else frozenset(g) for user, g in groups}

    def bureau(self, kind: str, area: str) -> str | None:
        return self._bureaus[kind, area]

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        return self._groups[user_id]
