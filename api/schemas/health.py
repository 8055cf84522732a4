"""Whether it runs, and what time it is."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from api.schemas.base import Given, Id, ShortText, Told


class HealthOut(Told):
    status: str
    version: str


class DatabaseOut(Told):
    version: str
    size_bytes: int
    started_at: datetime
    connections: int
    largest_connections: int
    migrations: list[str] = Field(description="newest one run, per line of migrations")
    expected_migrations: list[str] = Field(description="newest ones this version knows")


class TableOut(Told):
    name: str
    rows: int = Field(description="as the statistics guess")
    size_bytes: int


class JobsOut(Told):
    """Counts stop at 1000."""

    due: int
    oldest_due_at: datetime | None
    lag_seconds: int = Field(description="how long the oldest due job waits already")
    dead: int
    held: int
    next_due_at: datetime | None
    incidents: int


class WorkerOut(Told):
    id: str
    host: str
    process_id: int
    version: str
    started_at: datetime
    seen_at: datetime
    silent: bool = Field(description="not heard of for a minute: it does not work")


class FindingOut(Told):
    """Something that somebody should look after."""

    rule: Literal[
        "no_worker", "worker_silent", "jobs_late", "jobs_dead", "incidents", "migrations", "disk"
    ]
    urgent: bool
    count: int


class HealthDetailsOut(Told):
    """How the system is, for administrators and case operators."""

    checked_at: datetime
    version: str
    python: str
    started_at: datetime = Field(description="of this server process")
    now: datetime = Field(description="by the clock of the database")
    trial: bool
    ahead_seconds: int = Field(description="how far a trial clock runs before the real time")
    database: DatabaseOut
    tables: list[TableOut]
    jobs: JobsOut
    workers: list[WorkerOut]
    disk_free_bytes: int | None = Field(description="where the database of this server lies")
    findings: list[FindingOut] = Field(description="empty: all is well")


class ClockIn(Given):
    by: ShortText = Field(
        description="5wd (working days), 10d, 1h, 30m, or a day: 2026-03-02", examples=["5wd"]
    )
    area: Id = Field("000000", description="whose working days count")


class ClockOut(Told):
    now: datetime
    trial: bool
