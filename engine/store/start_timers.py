"""Timers that start cases: one job per timer start of a published bundle."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

import psycopg
from psycopg.types.json import Json

from engine.model.bundle import Bundle
from engine.model.nodes import Node, TimerKind, Trigger
from engine.runtime import timers
from engine.runtime.environment import CaseFacts, Environment
from engine.runtime.failures import StageFailed
from engine.store.statement import CHANNEL

#: Jobs of bundles lie under an id made of their content hash: no case has such an id.
NAMESPACE: Final = UUID("6f6f1f0e-52a4-4d64-9a3f-0c2d5a3b7e11")


def owner_of(content_hash: str) -> UUID:
    """The `case_id` of the jobs of a bundle."""
    return uuid5(NAMESPACE, content_hash)


def arm_start_timers(connection: psycopg.Connection[Any], bundle: Bundle, now: datetime) -> None:
    """Make the first job of each timer start; one that cannot be evaluated becomes a dead job."""
    if bundle.main is None:
        return
    for index in bundle.main.starts:
        node = bundle.main.nodes[index]
        if node.event is not None and node.event.trigger is Trigger.TIMER:
            _arm(connection, bundle, node, now)


def _arm(connection: psycopg.Connection[Any], bundle: Bundle, node: Node, now: datetime) -> None:
    failed: StageFailed | None = None
    armed = timers.Armed("", 0)
    try:
        armed = first_due(bundle, node, now)
    except StageFailed as error:
        failed = error
    insert_start(connection, bundle.sha256, bundle.key, node.id, armed, now, failed)


def insert_start(
    connection: psycopg.Connection[Any],
    content_hash: str,
    process: str,
    node: str,
    armed: timers.Armed,
    now: datetime,
    failed: StageFailed | None = None,
) -> None:
    """Keep one timer start as a job, and wake the workers."""
    payload = {"bundle": content_hash, "node": node, "process": process, "repeats": armed.repeats}
    connection.execute(
        "insert into engine.job (case_id, kind, n, name, payload, entry, due_at, dead, error_zh,"
        " error_en) values (%s, 'start', 0, %s, %s, 0, %s, %s, %s, %s)",
        (
            owner_of(content_hash),
            process,
            Json(payload),
            datetime.fromisoformat(armed.due) if armed.due else now,
            failed is not None,
            failed.zh if failed else "",
            failed.en if failed else "",
        ),
    )
    connection.execute(f"select pg_notify('{CHANNEL}', '')".encode())


def first_due(bundle: Bundle, node: Node, now: datetime) -> timers.Armed:
    """When the start fires for the first time after `now`. Raises: StageFailed."""
    assert node.event is not None and node.event.timer is not None
    timer = node.event.timer
    environment = bare_environment(bundle, now)
    value = timer.when.evaluate({}, environment.feel())
    return timers.first_due(environment, timer.kind, value, node.id)


def next_due(bundle: Bundle, node: Node, last_due: datetime, repeats: int) -> timers.Armed | None:
    """The firing after `last_due`; None when that was the last one. Raises: StageFailed."""
    assert node.event is not None and node.event.timer is not None
    if node.event.timer.kind is not TimerKind.CYCLE or not repeats:
        return None
    environment = bare_environment(bundle, last_due)
    value = node.event.timer.when.evaluate({}, environment.feel())
    if isinstance(value, str) and value.count("/") == 2:  # R/start/interval: only the first start
        head, _start, interval = value.split("/")
        value = f"{head}/{interval}"
    following = timers.first_due(environment, TimerKind.CYCLE, value, node.id)
    return timers.Armed(following.due, repeats - 1 if repeats > 0 else repeats)


def bare_environment(bundle: Bundle, now: datetime) -> Environment:
    """An environment without a case, for expressions of starts."""
    nobody = CaseFacts("", "", bundle.key, "", "", "", now)
    return Environment(now=now, case=nobody, models=bundle.processes)


def disarm_start_timers(connection: psycopg.Connection[Any], content_hash: str) -> None:
    """Forget the timer starts of a bundle. One that is being fired just now fires."""
    connection.execute(
        "delete from engine.job where (case_id, id) in (select case_id, id from engine.job"
        " where case_id = %s for update skip locked)",
        (owner_of(content_hash),),
    )
