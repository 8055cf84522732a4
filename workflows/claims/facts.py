"""What the registers know about the persons of a claim and about the claim as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from workflows.claims.results import ZERO


@dataclass(frozen=True, slots=True)
class Span:
    """A fact that held from one day to another, ends included; None: no end."""

    name: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A subsidy the person has, or has reserved by another claim."""

    benefit: str
    year: int
    counts: bool
    rate_id: str | None = None
    occupation: str | None = None
    level: str | None = None
    certificate_kind: str | None = None
    project_id: str | None = None
    months: int = 0
    amount_yuan: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person as the registers know them. `known` is False when no register names them."""

    known: bool = False
    valid: bool = True
    deceased_on: date | None = None
    pension_from: date | None = None
    groups: tuple[Span, ...] = ()
    employments: tuple[Span, ...] = ()
    attendance: tuple[Span, ...] = ()  #: named by project
    insured_months: frozenset[tuple[int, int]] = frozenset()  #: (year, month), this city
    held: tuple[Held, ...] = ()


UNKNOWN = Person()


@dataclass(frozen=True, slots=True)
class RateSetting:
    """A rate entered by the bureaus, for a row without amount or an adjusted one."""

    amount_yuan: Decimal
    since: date
    until: date | None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What holds for every line of one claim."""

    case_id: UUID
    plan: int
    area: str
    claimant: str  #: organisation id; user id for an individual
    by_organisation: bool
    #: attributes of the claimant on a day: its kind and its recognitions then
    employer_on: Callable[[date], frozenset[str]]
    filed_on: date
    decided_on: date
    working_days: Callable[[date, date], int]
    benefit: str | None = None  #: of lines that name none
    course_start: date | None = None
    course_end: date | None = None
    project_id: str | None = None
    approved_yuan: Decimal | None = None
    exceptions: frozenset[int] = frozenset()  #: lines with an exception from L-01
    persons: Mapping[str, Person] = field(default_factory=dict)
    certificates_from: date | None = None
    rate_settings: Mapping[str, tuple[RateSetting, ...]] = field(default_factory=dict)
    listed_courses: frozenset[str] = frozenset()  #: projects on a sector list
    #: (project, day): whether the directory in force that day lists it; None without a directory
    listed_on: Callable[[str, date], bool | None] = lambda _project, _day: None
    year_paid_yuan: Mapping[str, Decimal] = field(default_factory=dict)  #: rate id → this year

    def person(self, id_number: str | None) -> Person:
        return self.persons.get(id_number or "", UNKNOWN)
