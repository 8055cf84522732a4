"""Messages, timers and signals: what is waited for, until when, and what coming does."""

from datetime import UTC, datetime

from engine.runtime import events as e
from tests.dsl.process import process
from tests.runtime.running import Running


def test_should_wait_for_a_message_by_its_key() -> None:
    case = Running(
        process("p").start().catch_message("reply", "provincial_reply", "case.number").end()
    )

    [wait] = case.state.waits.values()

    assert (wait.name, wait.key) == ("provincial_reply", "2026-0001")


def test_should_refuse_to_wait_without_a_key() -> None:
    case = Running(process("p").start().catch_message("reply", "provincial_reply", "nothing").end())

    [incident] = case.of(e.IncidentRaised)

    assert incident.rule == "correlation-key"
    assert not case.state.waits


def test_should_take_in_what_a_message_brings() -> None:
    case = Running(
        process("p")
        .start()
        .catch_message("reply", "provincial_reply", "case.number")
        .user_task("after", group="office.clerk")
        .end()
    )

    case.come("reply", answer="acknowledged")

    assert case.variable("answer") == "acknowledged"
    assert case.open == ["after"]


def test_should_publish_a_message_with_its_payload() -> None:
    case = Running(
        process("p")
        .start()
        .throw_message("tell", "claim_paid", "case.number", {"amount": "total * 2"})
        .end(),
        values={"total": 5},
    )

    [message] = case.of(e.MessagePublished)

    assert (message.name, message.key, message.payload) == (
        "claim_paid",
        "2026-0001",
        {"amount": 10},
    )


def test_should_be_due_after_the_duration() -> None:
    case = Running(process("p").start().catch_timer("pause", "PT36H").end())

    [wait] = case.state.waits.values()

    assert wait.due == "2026-03-03T13:00:00Z"


def test_should_be_due_at_local_midnight_of_a_date() -> None:
    case = Running(process("p").start().catch_timer("pause", date='=date("2026-05-01")').end())

    [wait] = case.state.waits.values()

    assert wait.due == "2026-04-30T16:00:00Z"


def test_should_fire_a_cycle_as_often_as_it_says() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("review", group="office.clerk")
        .end("done")
        .boundary("remind", "review", cycle="R2/P1D", interrupting=False)
        .end("reminded")
    )
    first, *_ = case.state.waits.values()
    assert first.due == "2026-03-03T01:00:00Z"

    case.at_time(datetime(2026, 3, 3, 9, tzinfo=UTC))
    case.come("remind")
    [second] = case.state.waits.values()
    assert second.due == "2026-03-04T01:00:00Z"  # a late firing does not move the next one
    case.come("remind")

    assert not case.state.waits
    assert case.open == ["review"]


def test_should_cancel_the_task_when_its_limit_passes() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("correct", assignee="=case.applicant")
        .end("done")
        .boundary("too_late", "correct", duration="P10D")
        .user_task("close", group="office.clerk")
        .end("closed")
    )

    case.come("too_late")

    assert [t.n for t in case.of(e.TaskCancelled)]
    assert case.open == ["close"]


def test_should_close_the_boundary_waits_with_the_task() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("correct", assignee="=case.applicant")
        .end("done")
        .boundary("too_late", "correct", duration="P10D")
        .end("closed")
    )

    case.complete("correct")

    assert case.state.ended
    assert not case.state.waits


def test_should_name_a_timer_that_makes_no_sense() -> None:
    case = Running(process("p").start().catch_timer("pause", '="soon"').end())

    [incident] = case.of(e.IncidentRaised)

    assert incident.rule == "timer"
    assert "R3/P1D" in incident.en
