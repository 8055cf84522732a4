"""Several workers: each job once; calls outside by lease; the database may go away."""

import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import text

from engine.jobs.handlers import HandlerFailed
from engine.jobs.settings import JobSettings
from engine.jobs.worker import Worker
from tests.dsl.office import Case, Office
from tests.dsl.process import process


def calling():
    return process("p").start().service_task("call", "a.b", outputs={"r": "x"}).end()


def until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_should_do_each_job_once_with_many_workers(office: Office):
    # given
    office.sql("create schema if not exists register")
    office.sql("create table register.effect (case_id uuid)")

    def handler(call, connection):
        connection.execute(
            text("insert into register.effect values (:case_id)"), {"case_id": call.case_id}
        )
        return {"x": 1}

    cases = [office.start(calling())] + [office.start("p") for _ in range(19)]
    # when
    with (
        working(Worker(office.engine, {"a.b": handler})),
        working(Worker(office.engine, {"a.b": handler})),
    ):
        until(lambda: office.sql("select count(*) from engine.job") == [(0,)])
    # then
    written = office.sql("select case_id from register.effect")
    assert sorted(case_id for (case_id,) in written) == sorted(case.id for case in cases)
    for case in cases[:3]:
        case.check()
        assert case.state.ended


def test_should_wake_when_the_trial_clock_is_moved(office: Office):
    # given
    case = office.start(process("p").start().catch_timer("pause", "P10D").end())
    with working(Worker(office.engine)):
        # when
        office.move_clock(days=11)
        until(lambda: case.state.ended)
    # then
    case.check()


@contextlib.contextmanager
def working(worker: Worker) -> Iterator[None]:
    worker.start()
    try:
        yield
    finally:
        worker.stop()


def lent(office: Office, handler, **settings) -> Case:
    case = office.start(calling())
    patient = JobSettings(first_pause=timedelta(0), **settings)
    worker = Worker(office.engine, outside={"a.b": handler}, settings=patient)
    worker.work_until_idle(10)
    worker.stop()
    return case


def test_should_call_outside_without_a_transaction_and_answer_once(office: Office):
    # given
    seen = []

    def handler(call):
        seen.append(call.idempotency_key)
        idle = "select count(*) from pg_stat_activity where state = 'idle in transaction'"
        assert office.sql(idle + " and datname = current_database()") == [(0,)]
        return {"x": 7}

    # when
    case = lent(office, handler)
    # then
    case.check()
    assert len(seen) == 1 and case.variables["r"] == 7 and case.state.ended


def test_should_call_outside_again_after_a_failure(office: Office):
    # given
    tries = []

    def handler(call):
        tries.append(1)
        if len(tries) < 3:
            raise HandlerFailed("无响应", "no answer")
        return {"x": 1}

    # when
    case = lent(office, handler)
    # then
    case.check()
    assert len(tries) == 3 and case.state.ended


def test_should_call_outside_again_when_the_lease_runs_out(office: Office):
    # given: a worker that never answers
    gone, back = threading.Event(), threading.Event()

    def slow(call):
        gone.set()
        back.wait(20)
        return {"x": "late"}

    case = office.start(calling())
    first = Worker(office.engine, outside={"a.b": slow})
    thread = threading.Thread(target=first.do_one)
    thread.start()
    gone.wait(20)
    # when
    office.move_clock(minutes=6)
    second = Worker(office.engine, outside={"a.b": lambda call: {"x": "in time"}})
    second.work_until_idle(5)
    back.set()
    thread.join()
    # then
    first.stop()
    second.stop()
    case.check()
    assert case.variables["r"] == "in time"


def test_should_freeze_and_unfreeze_cases_by_a_service_task(office: Office):
    # given
    open_case = office.start(process("q").start().user_task("a", users="li").end())
    drawn = (
        process("audit")
        .start()
        .service_task(
            "freeze",
            "cases.freeze",
            inputs={"cases": f'["{open_case.id}"]', "reason": '"线索核查"'},
            outputs={"frozen": "frozen"},
        )
        .end()
    )
    # when
    case = office.start(drawn)
    office.work()
    # then
    case.check()
    open_case.check()
    assert open_case.state.frozen == "线索核查"
    assert case.variables["frozen"] == ["A1-q-2026-000001"]
