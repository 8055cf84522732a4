"""Timers: due, fired exactly once, armed again, closed with what they wait for."""

from engine.runtime import events as e
from tests.dsl.office import Office
from tests.dsl.process import process


def test_should_go_on_when_the_time_has_come(office: Office):
    # given
    drawn = process("p").start().catch_timer("pause", "P10D").user_task("after", users="li").end()
    case = office.start(drawn)
    assert office.work() == 0
    # when
    office.move_clock(days=10)
    # then
    assert office.work() == 1
    case.check()
    assert case.open_tasks == ["after"]


def test_should_interrupt_a_task_and_forget_its_timer(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer").end()
    drawn.boundary("late", "review", duration="P5D").user_task("remind", users="sun").end()
    case = office.start(drawn)
    # when
    office.move_clock(days=6)
    office.work()
    # then
    case.check()
    assert case.open_tasks == ["remind"]
    assert len(case.log.of(e.TaskCancelled)) == 1


def test_should_forget_the_timer_of_a_completed_task(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer").end()
    drawn.boundary("late", "review", duration="P5D").end("never")
    case = office.start(drawn)
    # when
    case.complete_task("review", by="li")
    office.move_clock(days=6)
    # then
    assert office.work() == 0
    assert case.state.ended


def test_should_repeat_a_cycle_without_interrupting(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer").end()
    drawn.boundary("remind", "review", cycle="R3/P1D", interrupting=False).end("reminded")
    case = office.start(drawn)
    # when
    office.move_clock(days=2, hours=1)
    fired = office.work()
    office.move_clock(days=30)
    # then
    assert fired == 2
    assert office.work() == 1
    case.check()
    assert case.log.path().count("reminded") == 3
    assert case.open_tasks == ["review"]


def test_should_start_cases_by_a_cycle_of_the_published_bundle(office: Office):
    # given
    office.publish(process("p").start(cycle="R/P1D").user_task("report", users="li").end())
    # when
    office.move_clock(days=3, hours=1)
    office.work()
    # then
    started = office.sql('select applicant from engine."case"')
    assert started == [("system.start",)] * 3
    assert len(office.sql("select from engine.job where kind = 'start'")) == 1


def test_should_start_nothing_more_when_the_bundle_has_retired(office: Office):
    # given
    office.publish(process("p").start(cycle="R/P1D").user_task("report", users="li").end())
    # when
    office.publish(process("p").start(cycle="R/P1D").user_task("other", users="li").end())
    # then
    assert len(office.sql("select from engine.job where kind = 'start'")) == 1
