"""Complete a service call: its handler answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.operating import check_system
from engine.commands.reads import Reads
from engine.errors import JobNotFound
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class CompleteJob:
    case_id: UUID
    job: int  #: number of the element instance that asked
    output: Mapping[str, Any] = field(default_factory=dict)  #: tagged


def complete_job(command: CompleteJob, reads: Reads) -> list[Event]:
    """Take the answer in. Raises: JobNotFound when nobody wants it any more, CaseIsFrozen."""
    check_system(reads, "complete jobs")
    check_wanted(reads, command.job)
    reads.step.complete_job(command.job, command.output)
    return reads.step.events


def check_wanted(reads: Reads, job: int) -> None:
    """Raises: JobNotFound, CaseIsFrozen."""
    if job not in reads.step.state.jobs:
        raise JobNotFound(reads.case_id, job)
    reads.not_frozen()
