"""Service calls: exactly once with their effects, tried again, given up, resolved."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from engine.errors import IncidentNotFound, NotPermitted
from engine.jobs.handlers import BpmnError, HandlerFailed
from engine.runtime import events as e
from tests.dsl.office import Office
from tests.dsl.process import process


def check(retries: int = 3):
    return (
        process("p")
        .start()
        .service_task(
            "check", "claim.check", inputs={"amount": "1 + 1"}, outputs={"r": "ok"}, retries=retries
        )
        .user_task("after", users="li")
        .end()
    )


@pytest.fixture
def effects(office: Office):
    office.sql("create schema if not exists register")
    office.sql("create table register.effect (case_id uuid, entry int, amount numeric)")

    def written():
        return office.sql("select amount from register.effect")

    return written


def test_should_keep_effect_and_completion_in_one_transaction(office: Office, effects):
    # given
    case = office.start(check())

    def handler(call, connection):
        connection.execute(
            text("insert into register.effect values (:case_id, :entry, :amount)"),
            {"case_id": call.case_id, "entry": call.entry, "amount": call.inputs["amount"]},
        )
        call.report_progress(1, 2)
        return {"ok": Decimal("1.50")}

    # when
    office.work(claim_check=handler)
    # then
    case.check()
    assert effects() == [(2,)]
    assert case.variables["r"] == {"n": "1.50"}
    assert case.open_tasks == ["after"]
    assert office.sql("select from engine.job_progress") == []


def test_should_try_again_and_then_wait_for_a_person(office: Office, effects):
    # given
    case = office.start(check(retries=3))
    tries = []

    def handler(call, connection):
        tries.append(call.idempotency_key)
        connection.execute(text("insert into register.effect values (null, 1, 1)"))
        raise HandlerFailed("平台无响应", "The platform does not answer")

    # when
    office.work(claim_check=handler)
    # then
    case.check()
    assert len(tries) == 3 and len(set(tries)) == 1
    assert effects() == []
    incident = case.log.of(e.IncidentRaised)[0]
    assert (incident.rule, incident.zh) == ("handler-failed", "平台无响应")


def test_should_run_again_when_the_incident_is_resolved(office: Office):
    # given
    case = office.start(check(retries=1))
    office.work(claim_check=lambda call, connection: 1 / 0)
    assert case.log.of(e.IncidentRaised)[0].rule == "handler-fault"
    # when
    case.resolve(by="li", expect=NotPermitted)
    case.resolve()
    office.work(claim_check=lambda call, connection: {"ok": "yes"})
    # then
    case.check()
    assert case.variables["r"] == "yes"
    with pytest.raises(StopIteration):
        case.resolve(expect=IncidentNotFound)


def test_should_give_a_business_error_to_its_boundary_event(office: Office):
    # given
    drawn = check()
    drawn.boundary("refused", "check", error="NO_FUNDS").user_task("repair", users="li").end()
    case = office.start(drawn)

    def handler(call, connection):
        raise BpmnError("NO_FUNDS", "fund is empty")

    # when
    office.work(claim_check=handler)
    # then
    case.check()
    assert case.open_tasks == ["repair"]


def test_should_raise_an_incident_for_an_unknown_handler(office: Office):
    # given
    case = office.start(check())
    # when
    office.work()
    # then
    case.check()
    assert case.log.of(e.IncidentRaised)[0].rule == "no-handler"


def test_should_undo_the_effect_of_a_call_that_nobody_wants_any_more(office: Office, effects):
    # given
    drawn = check()
    drawn.boundary("stopped", "check", message=("stop", "case.number")).end("gone")
    case = office.start(drawn)

    def handler(call, connection):
        connection.execute(text("insert into register.effect values (null, 1, 1)"))
        case.deliver("stop")
        return {"ok": 1}

    # when
    office.work(claim_check=handler)
    # then
    case.check()
    assert effects() == []
    assert case.state.ended
