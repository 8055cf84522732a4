"""Retry a job that was given up: an undelivered message, a service call."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.operating import check_operator, reason_of
from engine.commands.reads import Reads
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class RetryJob:
    case_id: UUID
    job: int  #: id of the job as `reads.incidents.list_jobs` gives it
    reason: str


def retry_job(command: RetryJob, reads: Reads) -> list[Event]:
    """Let the workers try a job again that was given up. The journal keeps who asked for it.

    Raises: NotPermitted, ReasonRequired, CaseIsFrozen.
    """
    check_operator(reads, "retry jobs")
    reason_of(command.reason)
    reads.not_frozen()
    reads.retried_job = command.job
    return []
