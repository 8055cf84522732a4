"""Who plays in a try-out: people that there are, and free roles that anybody may be."""

from __future__ import annotations

from typing import Final

from engine.commands.actor import Actor
from engine.commands.people import People
from engine.errors import UnknownPerson
from engine.people.calendars import WorkingCalendar
from engine.people.organisations import Organisations

#: Ids of free roles begin with it.
FREE: Final = "try."


def free_role(group: str, seat: int = 1) -> str:
    """The id of the n-th person who holds the group and nothing else."""
    return f"{FREE}{seat}.{group}"


def group_of_free_role(user_id: str) -> str | None:
    """The group of a free role; None for a person."""
    if not user_id.startswith(FREE):
        return None
    seat, _, group = user_id.removeprefix(FREE).partition(".")
    return group if seat.isdigit() and "." in group else None


class Cast:
    """The people of the engine with free roles among them."""

    def __init__(self, people: People) -> None:
        self._people = people

    def organisations(self) -> Organisations:
        return self._people.organisations()

    def calendar(self, area: str) -> WorkingCalendar:
        return self._people.calendar(area)

    def calendar_by_hash(self, calendar_hash: str) -> WorkingCalendar | None:
        return self._people.calendar_by_hash(calendar_hash)

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        group = group_of_free_role(user_id)
        return self._people.groups_of(user_id) if group is None else frozenset({group})

    def organisation_of(self, user_id: str) -> str | None:
        group = group_of_free_role(user_id)
        if group is not None:
            return group.rpartition(".")[0]
        return self._people.organisation_of(user_id)

    def names_of(self, user_id: str) -> tuple[str, ...]:
        """Nothing of a try-out is searched for."""
        return ()

    def actor(self, user_id: str) -> Actor:
        """The person as they act. Raises: UnknownPerson."""
        groups = self.groups_of(user_id)
        if groups is None:
            raise UnknownPerson(user_id)
        return Actor(user_id, groups, self.organisation_of(user_id))
