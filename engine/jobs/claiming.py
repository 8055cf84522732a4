"""Claim a job: the next one due, locked until the transaction ends; nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

# `statement_timestamp()` is stable, so that the index gives what is due; `clock_timestamp()` would
# make the database look at every timer of the future.
_CLAIM = b"""
select j.case_id, j.id, j.kind, j.n, j.name, j.payload, j.entry, j.due_at, j.attempts, j.retries,
       j.give_up_at, statement_timestamp() + (select ahead from engine.clock)
  from engine.job j
 where not j.dead and not j.held
   and j.due_at <= statement_timestamp() + (select ahead from engine.clock)
 order by j.due_at limit 1 for update of j skip locked
"""
_NEXT = b"""
select min(j.due_at) - (statement_timestamp() + (select ahead from engine.clock))
  from engine.job j where not j.dead and not j.held
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job."""

    case_id: UUID
    id: int
    kind: str
    n: int
    name: str
    payload: dict[str, Any]
    entry: int
    due_at: datetime
    attempts: int
    retries: int
    give_up_at: datetime | None
    now: datetime  #: the database's clock


def claim(connection: psycopg.Connection[Any]) -> Job | None:
    """The next due job nobody works on; None when there is none."""
    row = connection.execute(_CLAIM, prepare=True).fetchone()
    return Job(*row) if row is not None else None


def until_next(connection: psycopg.Connection[Any]) -> timedelta | None:
    """How long until the next job is due; negative when one is, None when there is none."""
    row = connection.execute(_NEXT, prepare=True).fetchone()
    found: timedelta | None = row[0] if row is not None else None
    return found


def remove(connection: psycopg.Connection[Any], job: Job) -> None:
    """The job is done, or nobody wants it any more."""
    key = (job.case_id, job.id)
    connection.execute("delete from engine.job where case_id = %s and id = %s", key)
    connection.execute("delete from engine.job_progress where case_id = %s and job = %s", key)


def hold(connection: psycopg.Connection[Any], job: Job) -> None:
    """The case is frozen: unfreezing lets the job go."""
    connection.execute(
        "update engine.job set held = true where case_id = %s and id = %s", (job.case_id, job.id)
    )


def put_off(
    connection: psycopg.Connection[Any],
    job: Job,
    due_at: datetime,
    zh: str,
    en: str,
    *,
    give_up_at: datetime | None = None,
) -> None:
    """Try again at `due_at`."""
    connection.execute(
        "update engine.job set attempts = attempts + 1, due_at = %s, error_zh = %s, error_en = %s,"
        " give_up_at = coalesce(give_up_at, %s), lease_until = null where case_id = %s and id = %s",
        (due_at, zh, en, give_up_at, job.case_id, job.id),
    )


def bury(connection: psycopg.Connection[Any], job: Job, zh: str, en: str) -> None:
    """Give up: a case operator sees the job and may let it be tried again."""
    connection.execute(
        "update engine.job set attempts = attempts + 1, dead = true, error_zh = %s, error_en = %s,"
        " lease_until = null where case_id = %s and id = %s",
        (zh, en, job.case_id, job.id),
    )


def lease(connection: psycopg.Connection[Any], job: Job, until: datetime) -> None:
    """Keep the job for a call outside; when that dies it is due again at `until`."""
    connection.execute(
        "update engine.job set lease_until = %s, due_at = %s, attempts = attempts + 1"
        " where case_id = %s and id = %s",
        (until, until, job.case_id, job.id),
    )
