"""What a service task calls: a named handler, registered in one table by `workflows`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.dmn import DecisionModel
from engine.errors import BpmnError, HandlerFailed
from engine.feel import Value
from engine.people.calendars import WorkingCalendar

__all__ = ["BpmnError", "HandlerFailed", "LocalHandler", "OutsideHandler", "ServiceCall"]


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """One call of a handler by a service task of a case."""

    case_id: UUID
    case_number: str
    process: str
    area: str
    applicant: str  #: user id
    organisation: str | None  #: the applicant's
    element: str  #: id of the service task
    job: int  #: number of its instance inside the case
    entry: int  #: journal entry that asked; with `case_id` it names the call
    at: datetime  #: UTC, the database's clock
    inputs: Mapping[str, Value]
    #: done, total: shown to people while the call runs; never called: no progress is shown
    report_progress: Callable[[int, int], None]
    decisions: Mapping[str, DecisionModel]  #: decision id → its model
    calendar: WorkingCalendar

    @property
    def idempotency_key(self) -> str:
        """The same for every try of this call; for whoever is called outside."""
        return f"{self.case_id}-{self.entry}-{self.job}"


#: Runs in the transaction that completes the job: what it writes is written exactly once. It must
#: not commit. Raises: BpmnError, HandlerFailed.
LocalHandler = Callable[[ServiceCall, Connection], Mapping[str, Any]]
#: Runs without a transaction, at least once; the receiver tells repeats by the idempotency key.
OutsideHandler = Callable[[ServiceCall], Mapping[str, Any]]
