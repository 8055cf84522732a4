"""Messages and signals that leave a case: to whoever waits, or to a process that they start."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Json

from engine.commands.actor import system_actor
from engine.commands.addressing import receiver_of
from engine.commands.deliver_signal import DeliverSignal
from engine.commands.start_case import StartCase
from engine.errors import CaseIsFrozen, Declined, NobodyWaitsForMessage
from engine.jobs.claiming import Job, bury, put_off, remove
from engine.jobs.settings import JobSettings, backoff
from engine.store.start_timers import insert_start, next_due, owner_of
from engine.wiring import Engine


def deliver_message(
    engine: Engine, raw: psycopg.Connection[Any], job: Job, settings: JobSettings
) -> None:
    """Give the message to one receiver, in the transaction that removes the job.

    With nobody waiting it is tried again until its life ends; then it stays as a dead job that a
    case operator sees.
    """
    sender = raw.execute(
        'select area, applicant, organisation from engine."case" where case_id = %s',
        (job.case_id,),
    ).fetchone()
    area, applicant, organisation = sender or ("", "system", "")
    name, key = job.payload["name"], job.payload["key"]
    try:
        command = receiver_of(
            raw,
            name,
            key,
            job.payload["payload"],
            area=area,
            applicant=applicant,
            organisation=organisation,
        )
        with raw.transaction():
            engine.handle_on(
                raw, command, system_actor("message"), idempotency_key=f"message-{job.id}"
            )
    except (NobodyWaitsForMessage, CaseIsFrozen) as declined:
        _later(raw, job, settings, declined)
    except Declined as declined:
        bury(raw, job, declined.message_zh, declined.message_en)
    else:
        remove(raw, job)


def _later(
    raw: psycopg.Connection[Any], job: Job, settings: JobSettings, declined: Declined
) -> None:
    give_up_at = job.give_up_at or job.now + settings.message_life
    if job.now >= give_up_at:
        bury(raw, job, declined.message_zh, declined.message_en)
        return
    pause = backoff(job.attempts, settings.first_message_pause, settings.longest_message_pause)
    put_off(
        raw,
        job,
        min(job.now + pause, give_up_at),
        declined.message_zh,
        declined.message_en,
        give_up_at=give_up_at,
    )


def broadcast_signal(raw: psycopg.Connection[Any], job: Job) -> None:
    """One job for each case that waits for the signal, and for each process it starts."""
    name, payload = job.payload["name"], job.payload["payload"]
    raw.execute(
        "insert into engine.job (case_id, kind, n, name, payload, entry, due_at)"
        " select w.case_id, 'signal', 0, %s, %s::json, 0, %s::timestamptz"
        " from (select distinct case_id from engine.wait"
        "       where trigger = 'signal' and name = %s) w",
        (name, Json(payload), job.now, name),
    )
    starts = raw.execute(
        "select b.hash, b.area, s.process, s.node from engine.bundle_start s"
        " join engine.bundle b on b.hash = s.bundle"
        " where s.trigger = 'signal' and s.name = %s and b.state = 'published'",
        (name,),
    ).fetchall()
    for content_hash, _area, process, node in starts:
        start = {"bundle": content_hash, "node": node, "process": process, "values": payload}
        raw.execute(
            "insert into engine.job (case_id, kind, n, name, payload, entry, due_at)"
            " values (%s, 'start', 0, %s, %s, 0, %s)",
            (owner_of(content_hash), process, Json(start), job.now),
        )
    remove(raw, job)


def deliver_signal(engine: Engine, raw: psycopg.Connection[Any], job: Job) -> None:
    """Let the case have the signal; removed with it."""
    command = DeliverSignal(job.case_id, job.name, job.payload)
    engine.execution.run(raw, command, system_actor("signal"), f"signal-{job.id}")
    remove(raw, job)


def start_case(engine: Engine, raw: psycopg.Connection[Any], job: Job) -> None:
    """Start a case by timer or signal; a cycle is armed again in the same transaction."""
    payload = job.payload
    area = raw.execute(
        "select area from engine.bundle where hash = %s and state = 'published'",
        (payload["bundle"],),
    ).fetchone()
    if area is not None:
        command = StartCase(
            process=payload["process"],
            area=area[0],
            values=payload.get("values", {}),
            start_node=payload["node"],
        )
        engine.handle_on(raw, command, system_actor("start"), idempotency_key=f"start-{job.id}")
        _arm_again(engine, raw, job)
    remove(raw, job)


def _arm_again(engine: Engine, raw: psycopg.Connection[Any], job: Job) -> None:
    repeats = job.payload.get("repeats", 0)
    if not repeats:
        return
    bundle = engine.catalogue.bundle(raw, job.payload["bundle"])
    assert bundle.main is not None
    node = bundle.main.node(job.payload["node"])
    following = next_due(bundle, node, job.due_at, repeats)
    if following is not None:
        insert_start(raw, bundle.sha256, job.payload["process"], node.id, following, job.now)
