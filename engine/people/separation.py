"""Separation of duties 职责分离: may this person take this step, given who did the earlier ones?

Pure. It follows the person, not the seat: whoever acts for another is checked with both names.

Source: decision 0012; reference `processes`, separation of duties.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Breach(StrEnum):
    """What the person did already in this case."""

    COMPLETED_SEPARATED_STEP = "completed_separated_step"
    IS_APPLICANT = "is_applicant"


@dataclass(frozen=True, slots=True)
class Completion:
    element: str  #: element id of the user task
    person: str  #: who completed it
    on_behalf_of: str | None = None  #: whose task it was, when a substitute acted


@dataclass(frozen=True, slots=True)
class SeparationBreach:
    reason: Breach
    person: str
    element: str | None = None  #: the earlier step, for COMPLETED_SEPARATED_STEP


def separation_breach(
    person: str,
    separate_from: Iterable[str],
    completions: Iterable[Completion],
    *,
    applicant: str | None,
    is_applicant_task: bool = False,
    on_behalf_of: str | None = None,
) -> SeparationBreach | None:
    """The first reason why `person` may not act; None when they may.

    `is_applicant_task`: the task is assigned to the applicant (`assignee="=case.applicant"`), so
    the rule that nobody acts on their own case does not apply to it.
    """
    acting = {person, on_behalf_of} - {None}
    separated = frozenset(separate_from)
    for done in completions:
        if done.element in separated and acting & {done.person, done.on_behalf_of}:
            return SeparationBreach(Breach.COMPLETED_SEPARATED_STEP, person, done.element)
    if is_applicant_task:
        return None
    if applicant is not None and applicant in acting:
        return SeparationBreach(Breach.IS_APPLICANT, person)
    return None
