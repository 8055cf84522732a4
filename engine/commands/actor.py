"""Who asks: a person with the groups they act with, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass

#: The user id of everything that timers, jobs and messages do.
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who gives a command; goes into the journal as it stands."""

    user_id: str
    groups: frozenset[str] = frozenset()  #: "<org id>.<role id>"
    organisation: str | None = None
    on_behalf_of: str = ""  #: whose place the person takes; empty: their own
    system: bool = False  #: timers, jobs, messages; never a person's request

    def has_role(self, *roles: str) -> bool:
        """Whether one of the groups gives one of these roles, in whatever organisation."""
        return any(group.rpartition(".")[2] in roles for group in self.groups)


def system_actor(part: str = "") -> Actor:
    """The system acting by itself, e.g. `system_actor("timer")`."""
    return Actor(f"{SYSTEM}.{part}" if part else SYSTEM, system=True)
