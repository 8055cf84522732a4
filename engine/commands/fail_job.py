"""Fail a service call for good: the case gets an incident, or a BPMN error is thrown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.complete_job import check_wanted
from engine.commands.operating import check_system
from engine.commands.reads import Reads
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class FailJob:
    """The handler gave up."""

    case_id: UUID
    job: int
    rule: str  #: stable id of what went wrong
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ThrowJobError:
    """The handler answered with a business error of the model."""

    case_id: UUID
    job: int
    code: str
    message: str = ""


def fail_job(command: FailJob, reads: Reads) -> list[Event]:
    """Raise the incident. Raises: JobNotFound, CaseIsFrozen."""
    check_system(reads, "fail jobs")
    check_wanted(reads, command.job)
    reads.step.fail_job(command.job, command.rule, command.zh, command.en)
    return reads.step.events


def throw_job_error(command: ThrowJobError, reads: Reads) -> list[Event]:
    """Give the error to its boundary event. Raises: JobNotFound, CaseIsFrozen."""
    check_system(reads, "throw errors")
    check_wanted(reads, command.job)
    reads.step.throw_error(command.job, command.code, command.message)
    return reads.step.events
