"""How the system is: database, jobs, workers, incidents; for administrators and case operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

#: Counting stops there.
COUNTED = 1_000
#: A worker that was not heard of for so long does not work.
SILENT_AFTER = timedelta(seconds=60)
TABLES_SHOWN = 15


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    version: str
    size_bytes: int
    started_at: datetime
    connections: int
    largest_connections: int
    migrations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFacts:
    name: str
    rows: int  #: as the statistics guess
    size_bytes: int


@dataclass(frozen=True, slots=True)
class JobFacts:
    """Counts stop at `COUNTED`."""

    due: int
    oldest_due_at: datetime | None
    dead: int
    held: int
    next_due_at: datetime | None
    incidents: int


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    id: str
    host: str
    process_id: int
    version: str
    started_at: datetime
    seen_at: datetime
    silent: bool


_DATABASE = text("""
select current_setting('server_version'), pg_database_size(current_database()),
       pg_postmaster_start_time(),
       (select count(*) from pg_stat_activity where datname = current_database()),
       current_setting('max_connections')::int,
       (select array_agg(version_num order by version_num) from engine.migration)
""")

_TABLES = text("""
select schemaname || '.' || relname, n_live_tup, pg_total_relation_size(relid) as size
  from pg_stat_user_tables
 where schemaname in ('engine', 'people', 'register')
 order by size desc, 1 limit :most
""")

_JOBS = text("""
with clock as (select clock_timestamp() + ahead as now from engine.clock),
due as (
  select j.due_at from engine.job j, clock
   where not j.dead and not j.held and j.due_at <= clock.now
   order by j.due_at limit :counted)
select (select count(*) from due), (select min(due_at) from due),
       (select count(*) from (select from engine.job where dead limit :counted) d),
       (select count(*) from (select from engine.job where held limit :counted) h),
       (select min(j.due_at) from engine.job j, clock
         where not j.dead and not j.held and j.due_at > clock.now),
       (select count(*) from (select from engine.incident
                               where resolved_at is null limit :counted) i)
""")

_WORKERS = text("""
select id, host, process_id, version, started_at, seen_at,
       seen_at < clock_timestamp() - cast(:silent as interval) as silent
  from engine.worker order by started_at, id
""")


def database_facts(connection: Connection) -> DatabaseFacts:
    version, size, started, used, most, migrations = connection.execute(_DATABASE).one()
    return DatabaseFacts(version, size, started, used, most, tuple(migrations or ()))


def table_facts(connection: Connection) -> list[TableFacts]:
    """The largest tables."""
    rows = connection.execute(_TABLES, {"most": TABLES_SHOWN})
    return [TableFacts(*row) for row in rows]


def job_facts(connection: Connection) -> JobFacts:
    row: Any = connection.execute(_JOBS, {"counted": COUNTED}).one()
    return JobFacts(*row)


def worker_facts(connection: Connection) -> list[WorkerFacts]:
    rows = connection.execute(_WORKERS, {"silent": SILENT_AFTER})
    return [WorkerFacts(*row) for row in rows]
