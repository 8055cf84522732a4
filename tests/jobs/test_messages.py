"""Messages and signals between cases."""

from datetime import timedelta

from engine.commands.actor import system_actor
from engine.commands.deliver_message import PublishMessage
from engine.commands.retry_job import RetryJob
from engine.errors import NobodyWaitsForMessage
from engine.jobs.settings import JobSettings
from engine.jobs.worker import Worker
from engine.runtime import events as e
from tests.dsl.office import Case, Office
from tests.dsl.process import process


def waiting():
    return (
        process("waiting")
        .start()
        .catch_message("reply", "provincial_reply", "case.number")
        .user_task("after", users="li")
        .end()
    )


def sending(key: str):
    return (
        process("sending").start().throw_message("tell", "provincial_reply", key, {"x": "7"}).end()
    )


def test_should_reach_the_case_that_waits_with_the_key(office: Office):
    # given
    case, other = office.start(waiting()), office.start("waiting")
    number = office.sql('select number from engine."case" where case_id = %s', case.id)[0][0]
    # when
    office.start(sending(f'"{number}"'))
    office.work()
    # then
    case.check()
    assert case.open_tasks == ["after"] and case.variables["x"] == 7
    assert other.open_tasks == []


def test_should_wait_for_a_receiver_until_its_life_ends(office: Office):
    # given
    sender = office.start(sending('"nobody"'))
    office.work()
    assert office.sql("select dead, attempts from engine.job") == [(False, 1)]
    # when
    worker = Worker(office.engine, settings=JobSettings(message_life=timedelta(days=1)))
    office.move_clock(days=31)
    office.work()
    # then
    worker.stop()
    [(job, dead, zh)] = office.sql("select id, dead, error_zh from engine.job")
    assert dead and "provincial_reply" in zh
    # and a case operator may let it be tried again
    office.sql("update engine.wait set key = 'nobody'")
    sender.handle(RetryJob(sender.id, job, "再试"), "olga")
    assert office.sql("select dead, attempts from engine.job") == [(False, 0)]


def test_should_start_a_case_of_the_process_that_begins_with_it(office: Office):
    # given
    drawn = process("recovery").start(message="recover").user_task("look", users="li").end()
    office.publish(drawn)
    sender = process("audit").start().throw_message("tell", "recover", '"k"', {"amount": "5"})
    # when
    office.start(sender.end(), by="zhao")
    office.work()
    # then
    [(case_id, applicant)] = office.sql(
        "select case_id, applicant from engine.\"case\" where process = 'recovery'"
    )
    case = Case(office, case_id)
    case.check()
    assert applicant == "zhao" and case.variables == {"amount": 5}


def test_should_decline_a_message_from_outside_that_nobody_waits_for(office: Office):
    # when
    try:
        office.engine.handle(PublishMessage("unknown", "k"), system_actor())
    # then
    except NobodyWaitsForMessage as declined:
        assert declined.name == "unknown"
    else:
        raise AssertionError("not declined")


def test_should_bring_a_signal_to_each_waiting_case_by_its_own_job(office: Office):
    # given
    drawn = (
        process("listening")
        .start()
        .catch_signal("new_rates", "rates")
        .user_task("after", users="li")
    )
    cases = [office.start(drawn.end()), office.start("listening"), office.start("listening")]
    cases[2].freeze()
    # when
    office.start(process("publishing").start().throw_signal("publish", "rates").end())
    done = office.work()
    # then
    assert done == 4
    for case in cases:
        case.check()
    assert [case.open_tasks for case in cases] == [["after"], ["after"], []]
    # and the frozen one gets it when it goes on
    cases[2].unfreeze()
    office.work()
    cases[2].check()
    assert cases[2].open_tasks == ["after"]


def test_should_withdraw_an_application_while_the_diagram_waits_for_it(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer")
    drawn.user_task("decide", group="hrss_bureau.section_chief").end()
    drawn.boundary("withdrawn", "review", message=("withdraw_application", "case.id"))
    case = office.start(drawn.end("taken_back"))
    # when
    case.withdraw()
    # then
    assert case.state.ended and case.variables["withdrawal_reason"] == "材料有误"
    assert len(case.log.of(e.TaskCancelled)) == 1


def test_should_answer_a_message_sent_again_as_the_first_time(office: Office):
    # given
    case = office.start(waiting())
    number = office.sql('select number from engine."case"')[0][0]
    message = PublishMessage("provincial_reply", number, {"x": 1})
    first = office.engine.handle(message, system_actor("portal"), idempotency_key="k")
    # when
    second = office.engine.handle(message, system_actor("portal"), idempotency_key="k")
    # then
    assert second.repeated and (second.case_id, second.entry) == (case.id, first.entry)
    case.check()
