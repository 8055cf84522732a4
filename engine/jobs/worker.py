"""The worker: claims jobs that are due, does them, sleeps until the next one or a `NOTIFY`.

Any number of workers run against one database, in `serve` and in processes of their own. A job is
done in the transaction that claims it: when a worker dies, the lock falls with its connection and
another worker has the job. Only calls outside keep a lease instead, and no transaction.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.commands.actor import system_actor
from engine.commands.fire_timer import FireTimer
from engine.errors import CaseIsFrozen, CaseNotFound, Declined, JobNotFound
from engine.jobs import messages
from engine.jobs.built_in import built_in_handlers
from engine.jobs.claiming import Job, bury, claim, hold, put_off, remove, until_next
from engine.jobs.handlers import LocalHandler, OutsideHandler
from engine.jobs.heartbeat import Heartbeat
from engine.jobs.services import Services, fault_texts
from engine.jobs.settings import JobSettings, backoff
from engine.store.connections import plain_url, sqlalchemy_engine
from engine.store.loading import load
from engine.store.statement import CHANNEL
from engine.wiring import Engine

log = logging.getLogger(__name__)

#: While the database is away, it is asked again this often.
RECONNECT_SECONDS = 0.5


class Worker:
    """`start()` … `stop()`, or `work_until_idle()` in the calling thread."""

    def __init__(
        self,
        engine: Engine,
        handlers: Mapping[str, LocalHandler] | None = None,
        outside: Mapping[str, OutsideHandler] | None = None,
        settings: JobSettings | None = None,
    ) -> None:
        self.engine = engine
        self.settings = settings or JobSettings()
        local = {**built_in_handlers(engine), **(handlers or {})}
        self.services = Services(engine, local, outside or {}, self.settings)
        self._database = sqlalchemy_engine(engine.url, pool_size=self.settings.threads + 1)
        self._stopping = threading.Event()
        self._wake = threading.Condition()
        self._calls = 0  #: how often somebody woke the threads
        self._threads: list[threading.Thread] = []

    # --- running ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Work in threads of its own until `stop`."""
        self._stopping.clear()
        listener = threading.Thread(target=self._listen, name="job-listener", daemon=True)
        workers = [
            threading.Thread(target=self._work, name=f"job-worker-{n}", daemon=True)
            for n in range(self.settings.threads)
        ]
        self._threads = [listener, *workers]
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_seconds: float = 30) -> None:
        """Finish the jobs under way and end; one that takes longer is done again elsewhere."""
        self._stopping.set()
        self._call()
        self._wake_listener()
        for thread in self._threads:
            thread.join(timeout_seconds)
        self._threads = []
        self._database.dispose()

    def work_until_idle(self, most: int = 10_000) -> int:
        """Do every job that is due now, and those they make; how many that were."""
        done = 0
        while done < most and self.do_one():
            done += 1
        return done

    def _work(self) -> None:
        while not self._stopping.is_set():
            with self._wake:
                seen = self._calls
            try:
                while not self._stopping.is_set() and self.do_one():
                    pass
            except (DBAPIError, psycopg.Error) as error:
                log.warning("the database is away: %s", str(error).splitlines()[0])
                self._stopping.wait(RECONNECT_SECONDS)
                continue
            with self._wake:
                if seen == self._calls:
                    self._wake.wait(self.settings.safety_poll.total_seconds())

    def _listen(self) -> None:
        heartbeat = Heartbeat()
        while not self._stopping.is_set():
            try:
                with psycopg.connect(plain_url(self.engine.url), autocommit=True) as connection:
                    connection.execute(f"listen {CHANNEL}".encode())
                    self._call()
                    while not self._stopping.is_set():
                        heartbeat.beat(connection)
                        for _notice in connection.notifies(
                            timeout=self._pause(connection), stop_after=1
                        ):
                            pass
                        self._call()
                    heartbeat.leave(connection)
            except psycopg.Error as error:
                if self._stopping.is_set():
                    return  # the database ended together with us
                log.warning("cannot listen for jobs: %s", str(error).splitlines()[0])
                self._stopping.wait(RECONNECT_SECONDS)

    def _pause(self, connection: psycopg.Connection[Any]) -> float:
        longest = min(self.settings.safety_poll.total_seconds(), 1.0)
        following = until_next(connection)
        if following is None:
            return longest
        seconds = following.total_seconds()
        # What is due already is being done: a long call holds its job until it is finished.
        return min(seconds, longest) if seconds > 0 else longest / 5

    def _wake_listener(self) -> None:
        """It waits for a notice and for nothing else; other workers only look once more."""
        with suppress(SQLAlchemyError), self._database.begin() as connection:
            connection.execute(select(func.pg_notify(CHANNEL, "")))

    def _call(self) -> None:
        with self._wake:
            self._calls += 1
            self._wake.notify_all()

    # --- one job ----------------------------------------------------------------------------------

    def do_one(self) -> bool:
        """Claim and do one job; False when none is due. Raises: only when the database is away."""
        with self._database.connect() as connection:
            raw: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
            with connection.begin():  # SQLAlchemy must know of the transaction to commit it
                job = claim(raw)
                if job is None:
                    return False
                instead = self._try(connection, raw, job)
            self.engine.herald.committed(raw)
            if instead is not None:
                with connection.begin():
                    instead()
                self.engine.herald.committed(raw)
            elif job.kind == "service" and job.name in self.services.outside:
                self._outside(connection, raw, job)
        return True

    def _try(
        self, connection: Connection, raw: psycopg.Connection[Any], job: Job
    ) -> Callable[[], None] | None:
        """Do the job; when everything has to be undone, what is to be done instead."""
        instead: Callable[[], None]
        try:
            self._do(connection, raw, job)
            return None
        except (JobNotFound, CaseNotFound):
            instead = partial(remove, raw, job)  # nobody wants it any more
        except CaseIsFrozen:
            instead = partial(hold, raw, job)
        except Exception as fault:  # (any fault: the job is tried again, others go on)
            if raw.broken:
                raise
            instead = partial(self._fault, raw, job, fault)
        connection.rollback()
        self.engine.herald.rolled_back(raw)
        return instead

    def _do(self, connection: Connection, raw: psycopg.Connection[Any], job: Job) -> None:
        if job.kind == "service":
            self.services.run(connection, raw, job)
        elif job.kind == "timer":
            command = FireTimer(job.case_id, job.n)
            self.engine.execution.run(raw, command, system_actor("timer"), f"timer-{job.id}")
            remove(raw, job)
        elif job.kind == "message":
            messages.deliver_message(self.engine, raw, job, self.settings)
        elif job.kind == "broadcast":
            messages.broadcast_signal(raw, job)
        elif job.kind == "signal":
            messages.deliver_signal(self.engine, raw, job)
        elif job.kind == "start":
            messages.start_case(self.engine, raw, job)
        else:
            bury(raw, job, f"未知的作业类型 {job.kind}", f"Unknown kind of job {job.kind}")

    def _outside(self, connection: Connection, raw: psycopg.Connection[Any], job: Job) -> None:
        with connection.begin():
            loaded = load(raw, job.case_id)
            if loaded is None or job.n not in loaded.state.jobs or loaded.state.frozen:
                return  # gone or held; else the lease brings it back
            call = self.services.call_of(raw, loaded, job)
        command = self.services.run_outside(job, call)
        try:
            with connection.begin():
                if self._still_leased(raw, job):
                    self.services.answer_outside(raw, job, command)
            self.engine.herald.committed(raw)
        except (JobNotFound, CaseNotFound):
            with connection.begin():
                remove(raw, job)
        except Declined as declined:  # frozen, or busy: the lease brings it back
            log.info("the answer of job %s waits: %s", job.id, declined)

    def _still_leased(self, raw: psycopg.Connection[Any], job: Job) -> bool:
        """Whether nobody else took the job after its lease ran out; locks it."""
        kept = raw.execute(
            "select attempts from engine.job where case_id = %s and id = %s for update",
            (job.case_id, job.id),
        ).fetchone()
        return kept is not None and kept[0] == job.attempts + 1

    def _fault(self, raw: psycopg.Connection[Any], job: Job, fault: BaseException) -> None:
        log.error("fault in job %s of case %s", job.id, job.case_id, exc_info=fault)
        zh, en = fault_texts(job.kind, fault)
        if isinstance(fault, Declined):
            zh, en = fault.message_zh, fault.message_en
        if job.attempts + 1 >= self.settings.fault_retries:
            bury(raw, job, zh, en)
            return
        pause = backoff(job.attempts, self.settings.first_pause, self.settings.longest_pause)
        put_off(raw, job, job.now + pause, zh, en)
