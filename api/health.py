"""How the system is, and what of it somebody should look after."""

import platform
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from fastapi import FastAPI
from sqlalchemy import Connection

from api.migrations import newest_migrations
from api.schemas.health import (
    DatabaseOut,
    FindingOut,
    HealthDetailsOut,
    JobsOut,
    TableOut,
    WorkerOut,
)
from api.settings import Settings
from engine.reads import operation
from engine.reads.clock import is_trial, now

STARTED_AT = datetime.now(UTC)
#: A due job is done within a second; one that waits so long waits for a worker.
LATE_SECONDS = 60
LEAST_FREE_BYTES = 2_000_000_000


def details_of(connection: Connection, app: FastAPI) -> HealthDetailsOut:
    """Read it all at one moment."""
    moment = now(connection)
    real = datetime.now(UTC)
    database = operation.database_facts(connection)
    jobs = operation.job_facts(connection)
    workers = operation.worker_facts(connection)
    waits = (moment - jobs.oldest_due_at).total_seconds() if jobs.oldest_due_at else 0.0
    told = HealthDetailsOut(
        checked_at=real,
        version=app.version,
        python=platform.python_version(),
        started_at=STARTED_AT,
        now=moment,
        trial=is_trial(connection),
        ahead_seconds=round((moment - real).total_seconds()),
        database=DatabaseOut(
            version=database.version,
            size_bytes=database.size_bytes,
            started_at=database.started_at,
            connections=database.connections,
            largest_connections=database.largest_connections,
            migrations=list(database.migrations),
            expected_migrations=list(newest_migrations()),
        ),
        tables=[TableOut.model_validate(each) for each in operation.table_facts(connection)],
        jobs=JobsOut(
            due=jobs.due,
            oldest_due_at=jobs.oldest_due_at,
            lag_seconds=max(0, int(waits)),
            dead=jobs.dead,
            held=jobs.held,
            next_due_at=jobs.next_due_at,
            incidents=jobs.incidents,
        ),
        workers=[WorkerOut.model_validate(each) for each in workers],
        disk_free_bytes=free_bytes(app.state.settings),
        findings=[],
    )
    told.findings = list(findings_of(told))
    return told


def free_bytes(settings: Settings) -> int | None:
    """None with a database elsewhere, whose disk we cannot see."""
    if settings.database_url or not settings.home.exists():
        return None
    return shutil.disk_usage(settings.home).free


def findings_of(told: HealthDetailsOut) -> Iterator[FindingOut]:
    """Most urgent first."""
    working = [each for each in told.workers if not each.silent]
    silent = len(told.workers) - len(working)
    if not working:
        yield FindingOut(rule="no_worker", urgent=True, count=0)
    if told.disk_free_bytes is not None and told.disk_free_bytes < LEAST_FREE_BYTES:
        yield FindingOut(rule="disk", urgent=True, count=told.disk_free_bytes)
    if told.database.migrations != told.database.expected_migrations:
        yield FindingOut(rule="migrations", urgent=True, count=1)
    if told.jobs.lag_seconds > LATE_SECONDS and told.jobs.due:
        yield FindingOut(rule="jobs_late", urgent=True, count=told.jobs.due)
    if told.jobs.dead:
        yield FindingOut(rule="jobs_dead", urgent=False, count=told.jobs.dead)
    if told.jobs.incidents:
        yield FindingOut(rule="incidents", urgent=False, count=told.jobs.incidents)
    if silent:
        yield FindingOut(rule="worker_silent", urgent=False, count=silent)
