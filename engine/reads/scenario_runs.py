"""Scenarios that were played: how far a run is, what it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from engine.store.tables.publishing import scenario_run
from engine.tryout.errors import ScenarioRunNotFound

#: Without a sign of life for so long, whoever played it is gone.
LOST_AFTER: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One run over the scenarios of a bundle."""

    id: UUID
    key: str
    bundle: str
    requested_by: str
    state: str
    done: int
    total: int
    results: Sequence[Any]
    failure: str
    started_at: datetime
    finished_at: datetime | None


_COLUMNS = [scenario_run.c[name] for name in ScenarioRun.__dataclass_fields__]


def begin_run(connection: Connection, id: UUID, key: str, bundle: str, person: str) -> None:
    """Keep that a run has begun."""
    connection.execute(
        insert(scenario_run).values(id=id, key=key, bundle=bundle, requested_by=person)
    )


def report_run(
    connection: Connection,
    id: UUID,
    *,
    total: int,
    results: Sequence[Any],
    state: str = "running",
    failure: str = "",
) -> None:
    """Keep how far it is."""
    ended = {} if state == "running" else {"finished_at": func.clock_timestamp()}
    connection.execute(
        update(scenario_run)
        .where(scenario_run.c.id == id)
        .values(
            done=len(results),
            total=total,
            results=list(results),
            state=state,
            failure=failure,
            beat_at=func.clock_timestamp(),
            **ended,
        )
    )


def get_run(connection: Connection, id: UUID) -> ScenarioRun:
    """Raises: ScenarioRunNotFound."""
    _give_up_lost(connection)
    row = connection.execute(select(*_COLUMNS).where(scenario_run.c.id == id)).one_or_none()
    if row is None:
        raise ScenarioRunNotFound(str(id))
    return ScenarioRun(**row._mapping)


def latest_run(connection: Connection, bundle: str) -> ScenarioRun | None:
    """The newest run over exactly these files; None when they were never played."""
    _give_up_lost(connection)
    row = connection.execute(
        select(*_COLUMNS)
        .where(scenario_run.c.bundle == bundle)
        .order_by(scenario_run.c.started_at.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else ScenarioRun(**row._mapping)


def _give_up_lost(connection: Connection) -> None:
    connection.execute(
        update(scenario_run)
        .where(
            scenario_run.c.state == "running",
            scenario_run.c.beat_at < func.clock_timestamp() - LOST_AFTER,
        )
        .values(
            state="failed",
            failure="服务中断，请重新播放。 The service was interrupted; play them again.",
            finished_at=func.clock_timestamp(),
        )
    )
