"""Retry a job that was given up: an undelivered message, a service call."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RetryJob:
    case_id: UUID
    job: int  #: id of the job as `reads.incidents.list_jobs` gives it
    reason: str
