"""Who looks: decides in SQL which cases, tasks and entries a query gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from engine.runtime.environment import SHANGHAI


class Located(Protocol):
    """What of a case says whose office it falls to."""

    @property
    def area(self) -> str: ...
    @property
    def process(self) -> str: ...
    @property
    def started_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases that an office or a letter of entrustment (委托书) opens to its auditor."""

    areas: frozenset[str]  #: all of them, those inside included
    processes: frozenset[str] = frozenset()  #: empty: every process
    cases_from: date | None = None  #: started on this local day or later
    cases_until: date | None = None  #: … or earlier
    unmasked: bool = False  #: an office's own auditor reads personal data as it stands

    def holds(self, case: Located) -> bool:
        """The same as `engine.reads.visibility.within` says in SQL."""
        return (
            case.area in self.areas
            and (not self.processes or case.process in self.processes)
            and (self.cases_from is None or case.started_at >= midnight(self.cases_from))
            and (
                self.cases_until is None
                or case.started_at < midnight(self.cases_until + timedelta(days=1))
            )
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person as queries see them.

    Everybody sees the cases they (or their organisation, when `sees_organisation`) applied for and
    the cases in which one of their groups or they themselves had a task.
    """

    user_id: str
    groups: frozenset[str] = frozenset()
    organisation: str | None = None
    sees_organisation: bool = False  #: cases of the own organisation as applicant
    sees_all: bool = False  #: inspecting auditor: every case, read-only
    scopes: tuple[Scope, ...] = ()  #: letters in force, then the areas of an office
    sees_incidents: bool = False  #: case operator: incidents and jobs of every case
    #: heads of a bureau: its groups; they see the outline of every case in which one had a task
    oversees: frozenset[str] = frozenset()

    def reads_by_office(self, case: Located) -> bool:
        """Whether all of the case is theirs to read, whoever had a part in it.

        Somebody may see one case by an office and another one by having had a task in it; what the
        office opens never opens the second.
        """
        return self.sees_all or any(scope.holds(case) for scope in self.scopes)

    def reads_unmasked(self, case: Located) -> bool:
        """Whether personal data of the case are shown to them as they stand."""
        return self.sees_all or any(scope.unmasked and scope.holds(case) for scope in self.scopes)


def midnight(day: date) -> datetime:
    """00:00 of the local day, in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
