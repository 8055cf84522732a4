"""Incidents and jobs: what stands still, for case operators."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import CaseOperator
from api.commands import Command
from api.incident_view import incident_view
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.schemas.cases import (
    DoneOut,
    IncidentOut,
    IncidentViewOut,
    JobOut,
    ReasonIn,
    ResolveIn,
)
from api.state import Reads
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.retry_job import RetryJob
from engine.errors import (
    CaseHasEnded,
    CaseIsBusy,
    CaseIsFrozen,
    CaseNotFound,
    IdempotencyKeyReused,
    IncidentNotFound,
    JobNotFound,
    NotPermitted,
    UnusableText,
    ValuesTooLarge,
    VersionMismatch,
)
from engine.reads import incidents

router = APIRouter(tags=["operation"])
READING = (NoSession, RoleMissing, BadCursor)
REPAIRING = (
    *(NoSession, RoleMissing, ForeignOrigin, NotPermitted, CaseNotFound, CaseHasEnded),
    *(IdempotencyKeyReused, CaseIsBusy, CaseIsFrozen, VersionMismatch, UnusableText),
)
Number = Annotated[int, Path(ge=1, le=9_000_000_000_000_000)]


@router.get("/incidents", responses=problems(*READING))
def list_incidents(
    _person: CaseOperator,
    reads: Reads,
    case_id: Annotated[UUID | None, Query()] = None,
    open_only: bool = True,
    after: After = None,
    limit: Limit = None,
) -> Page[IncidentOut]:
    """Cases that stand still, newest first: element and error, no case file."""
    with reads.open(after) as (connection, viewer):
        page = incidents.list_incidents(
            connection,
            viewer,
            case_id=case_id,
            open_only=open_only,
            after=decode(after),
            limit=reads.rows(limit),
        )
        reads.record(connection, viewer, "incidents", case_id)
    items = [IncidentOut.model_validate(row) for row in page.rows]
    return Page(items=items, next=encode(page.next))


@router.get(
    "/cases/{case_id}/incidents/{instance}",
    responses=problems(NoSession, RoleMissing, CaseNotFound, IncidentNotFound),
)
def get_incident(
    case_id: UUID,
    instance: Annotated[int, Path(ge=1, le=2_000_000_000)],
    _person: CaseOperator,
    reads: Reads,
) -> IncidentViewOut:
    """An incident with cause, place and the variables that are read there; recorded."""
    with reads.open() as (connection, viewer):
        found = incident_view(connection, viewer, reads.library, case_id, instance)
        reads.record(connection, viewer, "incident", case_id)
    return found


@router.get("/jobs", responses=problems(*READING))
def list_jobs(
    _person: CaseOperator,
    reads: Reads,
    case_id: Annotated[UUID | None, Query()] = None,
    dead_only: bool = False,
    after: After = None,
    limit: Limit = None,
) -> Page[JobOut]:
    """Timers, service calls and messages that are due or were given up."""
    with reads.open(after) as (connection, viewer):
        page = incidents.list_jobs(
            connection,
            viewer,
            case_id=case_id,
            dead_only=dead_only,
            after=decode(after),
            limit=reads.rows(limit),
        )
        reads.record(connection, viewer, "jobs", case_id)
    return Page(items=[JobOut.model_validate(row) for row in page.rows], next=encode(page.next))


@router.post(
    "/cases/{case_id}/incidents/{instance}/resolve",
    responses=problems(*REPAIRING, IncidentNotFound, ValuesTooLarge),
)
def resolve_incident(
    case_id: UUID,
    instance: Annotated[int, Path(ge=1, le=2_000_000_000)],
    given: ResolveIn,
    _person: CaseOperator,
    give: Command,
) -> DoneOut:
    """Repair named variables and let the failed step run again, with a reason."""
    return give.case(ResolveIncident(case_id, instance, given.reason, given.values))


@router.post("/cases/{case_id}/jobs/{job}/retry", responses=problems(*REPAIRING, JobNotFound))
def retry_job(
    case_id: UUID, job: Number, given: ReasonIn, _person: CaseOperator, give: Command
) -> DoneOut:
    """Try a job again that was given up, with a reason."""
    return give.case(RetryJob(case_id, job, given.reason))
