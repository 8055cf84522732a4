"""Incidents and jobs, for case operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, literal, select, tuple_

from engine.errors import CaseNotFound
from engine.reads.page import Page
from engine.reads.viewer import Viewer
from engine.reads.visibility import visible
from engine.store.tables.bundles import pins
from engine.store.tables.cases import case, variable
from engine.store.tables.jobs import job, job_progress
from engine.store.tables.tasks import incident


@dataclass(frozen=True, slots=True)
class IncidentRow:
    case_id: UUID
    instance: int
    number: str
    process: str
    area: str
    element: str
    stage: str
    rule: str
    zh: str
    en: str
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str


@dataclass(frozen=True, slots=True)
class JobRow:
    case_id: UUID
    job: int
    number: str
    kind: str  #: timer, service, message, broadcast, signal, start
    name: str  #: handler, message or signal name
    due_at: datetime
    attempts: int
    dead: bool
    held: bool  #: the case is frozen
    error_zh: str
    error_en: str
    done: int | None  #: progress
    total: int | None


def list_incidents(
    connection: Connection,
    viewer: Viewer,
    *,
    case_id: UUID | None = None,
    open_only: bool = True,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[IncidentRow]:
    """Newest first; of cases the viewer sees, or of all for a case operator."""
    key = tuple_(incident.c.raised_at, incident.c.case_id, incident.c.n, incident.c.entry)
    query = (
        select(
            incident.c.case_id,
            incident.c.n.label("instance"),
            case.c.number,
            case.c.process,
            case.c.area,
            incident.c.node.label("element"),
            incident.c.stage,
            incident.c.rule,
            incident.c.zh,
            incident.c.en,
            incident.c.raised_at,
            incident.c.resolved_at,
            incident.c.resolved_by,
            incident.c.entry,
        )
        .join(case, case.c.case_id == incident.c.case_id)
        .order_by(
            incident.c.raised_at.desc(),
            incident.c.case_id.desc(),
            incident.c.n.desc(),
            incident.c.entry.desc(),
        )
        .limit(limit + 1)
    )
    if not viewer.sees_incidents:
        query = query.where(visible(viewer))
    if case_id is not None:
        query = query.where(incident.c.case_id == case_id)
    if open_only:
        query = query.where(incident.c.resolved_at.is_(None))
    if after is not None:
        at, case_of, n, entry = after
        query = query.where(
            key < tuple_(datetime.fromisoformat(at), UUID(case_of), literal(n), literal(entry))
        )
    rows = connection.execute(query).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(IncidentRow(*row[:-1]) for row in rows[:limit]),
        (last.raised_at.isoformat(), str(last.case_id), last.instance, last.entry)
        if last
        else None,
    )


def list_jobs(
    connection: Connection,
    viewer: Viewer,
    *,
    case_id: UUID | None = None,
    dead_only: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[JobRow]:
    """By due time."""
    query = (
        select(
            job.c.case_id,
            job.c.id.label("job"),
            func.coalesce(case.c.number, "").label("number"),
            job.c.kind,
            job.c.name,
            job.c.due_at,
            job.c.attempts,
            job.c.dead,
            job.c.held,
            job.c.error_zh,
            job.c.error_en,
            job_progress.c.done,
            job_progress.c.total,
        )
        .outerjoin(case, case.c.case_id == job.c.case_id)
        .outerjoin(
            job_progress,
            and_(job_progress.c.case_id == job.c.case_id, job_progress.c.job == job.c.n),
        )
        .order_by(job.c.due_at, job.c.id)
        .limit(limit + 1)
    )
    if not viewer.sees_incidents:
        query = query.where(visible(viewer), case.c.case_id.is_not(None))
    if case_id is not None:
        query = query.where(job.c.case_id == case_id)
    if dead_only:
        query = query.where(job.c.dead)
    if after is not None:
        due_at, number = after
        query = query.where(
            tuple_(job.c.due_at, job.c.id)
            > tuple_(datetime.fromisoformat(due_at), literal(int(number)))
        )
    rows = connection.execute(query).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(JobRow(**row._mapping) for row in rows[:limit]),
        (last.due_at.isoformat(), last.job) if last else None,
    )


@dataclass(frozen=True, slots=True)
class StoppedCase:
    """What the repair of an incident needs of its case."""

    bundles: Mapping[str, str]  #: bundle key → content hash
    values: Mapping[str, Any]  #: the asked variables that there are, tagged JSON


def stopped_case(connection: Connection, case_id: UUID, names: Iterable[str]) -> StoppedCase:
    """Only the named variables, the innermost one of each. Raises: CaseNotFound."""
    bundles = connection.scalar(
        select(pins.c.bundles)
        .join(case, case.c.pins == pins.c.hash)
        .where(case.c.case_id == case_id)
    )
    if bundles is None:
        raise CaseNotFound(case_id)
    rows = connection.execute(
        select(variable.c.name, variable.c.value)
        .where(variable.c.case_id == case_id, variable.c.name.in_(sorted(set(names))))
        .order_by(variable.c.scope)
    )
    return StoppedCase(bundles, {row.name: row.value for row in rows})
