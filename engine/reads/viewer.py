"""Who looks: decides in SQL which cases, tasks and entries a query gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases a letter of entrustment opens to its auditor (委托书)."""

    areas: frozenset[str]  #: all of them, those inside included
    processes: frozenset[str] = frozenset()  #: empty: every process
    cases_from: date | None = None  #: started on this local day or later
    cases_until: date | None = None  #: … or earlier


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
    scopes: tuple[Scope, ...] = ()  #: third-party auditor: letters in force
    sees_incidents: bool = False  #: case operator: incidents and jobs of every case
    #: heads of a bureau: its groups; they see the outline of every case in which one had a task
    oversees: frozenset[str] = frozenset()
