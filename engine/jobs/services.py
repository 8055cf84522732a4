"""Service calls: run the handler, complete the job in the same transaction."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from engine.commands.actor import system_actor
from engine.commands.complete_job import CompleteJob
from engine.commands.fail_job import FailJob, ThrowJobError
from engine.feel import FeelError, from_tagged, to_tagged
from engine.jobs.claiming import Job, hold, lease, put_off, remove
from engine.jobs.handlers import (
    BpmnError,
    HandlerFailed,
    LocalHandler,
    OutsideHandler,
    ServiceCall,
)
from engine.jobs.settings import JobSettings, backoff
from engine.store.loading import LoadedCase, load
from engine.wiring import Engine

log = logging.getLogger(__name__)

ACTOR = system_actor("service")
#: Progress is told to the database at most this often.
PROGRESS_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Services:
    """The handlers and what calling them takes."""

    engine: Engine
    local: Mapping[str, LocalHandler]
    outside: Mapping[str, OutsideHandler]
    settings: JobSettings

    def run(self, connection: Connection, raw: psycopg.Connection[Any], job: Job) -> None:
        """Call the handler of a claimed job; the caller commits.

        Raises: Declined when the case changed meanwhile: then everything must be rolled back.
        """
        loaded = load(raw, job.case_id)
        if loaded is None or job.n not in loaded.state.jobs:
            remove(raw, job)
            return
        if loaded.state.frozen:
            hold(raw, job)
            return
        if job.name in self.outside:
            lease(raw, job, job.now + self.settings.lease)
            return
        handler = self.local.get(job.name)
        if handler is None:
            zh, en = f"没有处理程序 {job.name}", f"There is no handler {job.name}"
            self._answer(raw, job, FailJob(job.case_id, job.n, "no-handler", zh, en))
            return
        call = self.call_of(raw, loaded, job)
        savepoint = connection.begin_nested()
        try:
            output = _tagged(handler(call, connection))
        except BpmnError as error:
            savepoint.rollback()
            command = ThrowJobError(job.case_id, job.n, error.code, error.message)
            self._answer(raw, job, command)
        except HandlerFailed as failed:
            savepoint.rollback()
            self._failed(raw, job, "handler-failed", failed.zh, failed.en)
        except Exception as fault:
            savepoint.rollback()
            log.exception("fault in handler %s of case %s", job.name, job.case_id)
            self._failed(raw, job, "handler-fault", *fault_texts(job.name, fault))
        else:
            savepoint.commit()
            self._answer(raw, job, CompleteJob(job.case_id, job.n, output))

    def run_outside(self, job: Job, call: ServiceCall) -> Any:
        """Call a leased job's handler without any transaction; the command that answers."""
        try:
            output = _tagged(self.outside[job.name](call))
            return CompleteJob(job.case_id, job.n, output)
        except BpmnError as error:
            return ThrowJobError(job.case_id, job.n, error.code, error.message)
        except HandlerFailed as failed:
            return FailJob(job.case_id, job.n, "handler-failed", failed.zh, failed.en)
        except Exception as fault:
            log.exception("fault in handler %s of case %s", job.name, job.case_id)
            zh, en = fault_texts(job.name, fault)
            return FailJob(job.case_id, job.n, "handler-fault", zh, en)

    def answer_outside(self, raw: psycopg.Connection[Any], job: Job, command: Any) -> None:
        """Take the answer of a call outside in; the caller commits."""
        if isinstance(command, FailJob):
            self._failed(raw, job, command.rule, command.zh, command.en, counted=True)
        else:
            self._answer(raw, job, command)

    def _answer(self, raw: psycopg.Connection[Any], job: Job, command: Any) -> None:
        self.engine.execution.run(raw, command, ACTOR, f"job-{job.id}-{job.attempts}")
        remove(raw, job)

    def _failed(
        self,
        raw: psycopg.Connection[Any],
        job: Job,
        rule: str,
        zh: str,
        en: str,
        *,
        counted: bool = False,
    ) -> None:
        if job.attempts + 1 >= max(job.retries, 1):
            self._answer(raw, job, FailJob(job.case_id, job.n, rule, zh, en))
            return
        pause = backoff(job.attempts, self.settings.first_pause, self.settings.longest_pause)
        put_off(raw, job, job.now + pause, zh, en)
        if counted:  # taking the lease has counted the attempt already
            raw.execute(
                "update engine.job set attempts = attempts - 1 where case_id = %s and id = %s",
                (job.case_id, job.id),
            )

    def call_of(self, raw: psycopg.Connection[Any], loaded: LoadedCase, job: Job) -> ServiceCall:
        resolved = self.engine.catalogue.of_case(raw, loaded.pins, loaded.bundle)
        return ServiceCall(
            case_id=job.case_id,
            case_number=loaded.number,
            process=loaded.process,
            area=loaded.area,
            applicant=loaded.applicant,
            organisation=loaded.organisation or None,
            element=job.payload["node"],
            job=job.n,
            entry=job.entry,
            at=loaded.now,
            inputs={name: from_tagged(each) for name, each in job.payload["input"].items()},
            report_progress=_Progress(self.engine, job).report,
            decisions=resolved.decisions,
            calendar=self.engine.people.calendar(loaded.area),
        )


class _Progress:
    """Tells people how far a call is, outside its transaction."""

    def __init__(self, engine: Engine, job: Job) -> None:
        self._engine = engine
        self._job = job
        self._told = 0.0

    def report(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._told < PROGRESS_SECONDS:
            return
        self._told = time.monotonic()
        with self._engine.pool.connection() as connection:
            connection.execute(
                "insert into engine.job_progress (case_id, job, done, total, at)"
                " values (%s, %s, %s, %s, clock_timestamp()) on conflict (case_id, job)"
                " do update set done = excluded.done, total = excluded.total, at = excluded.at",
                (self._job.case_id, self._job.id, done, total),
            )


def _tagged(output: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return {name: to_tagged(each) for name, each in (output or {}).items()}
    except FeelError as error:
        zh, en = f"处理程序的结果不能保存：{error}", f"The handler's result cannot be kept: {error}"
        raise HandlerFailed(zh, en) from error


def fault_texts(name: str, fault: BaseException) -> tuple[str, str]:
    """What people are told; the trace is in the log, values are not repeated."""
    kind = type(fault).__name__
    return f"处理程序 {name} 发生内部错误（{kind}）", f"The handler {name} had a fault ({kind})"
