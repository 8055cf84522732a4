"""What commands have to know about people; `engine.people` answers, tests answer with a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from engine.people.calendars import WorkingCalendar
from engine.people.organisations import Organisations


class People(Protocol):
    """Look-ups made before a decision; each answer that matters goes into the journal."""

    def organisations(self) -> Organisations:
        """The snapshot of now (cached; as old as a few seconds at most)."""
        ...

    def calendar(self, area: str) -> WorkingCalendar:
        """The working calendar that rules in the area now."""
        ...

    def calendar_by_hash(self, calendar_hash: str) -> WorkingCalendar | None:
        """A calendar that the journal names; None when it is unknown."""
        ...

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        """The groups of an active person; None when there is none of that id."""
        ...

    def organisation_of(self, user_id: str) -> str | None:
        """The person's organisation; None without one."""
        ...

    def names_of(self, user_id: str) -> tuple[str, ...]:
        """What the person is called, to find cases by; empty where nobody is known."""
        ...


class FixedPeople:
    """People that never change: for tests, try-outs and benchmarks."""

    def __init__(
        self,
        organisations: Organisations | None = None,
        calendar: WorkingCalendar | None = None,
        groups: Mapping[str, frozenset[str]] | None = None,
        organisation_of: Mapping[str, str] | None = None,
    ) -> None:
        self._organisations = organisations or Organisations()
        self._calendar = calendar or WorkingCalendar()
        self._groups = groups
        self._organisation_of = organisation_of or {}

    def organisations(self) -> Organisations:
        return self._organisations

    def calendar(self, area: str) -> WorkingCalendar:
        return self._calendar

    def calendar_by_hash(self, calendar_hash: str) -> WorkingCalendar | None:
        return self._calendar if calendar_hash == self._calendar.hash else None

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        return frozenset() if self._groups is None else self._groups.get(user_id)

    def organisation_of(self, user_id: str) -> str | None:
        return self._organisation_of.get(user_id)

    def names_of(self, user_id: str) -> tuple[str, ...]:
        return ()
