"""What cannot go on waits as an incident and is tried again; nothing else is touched."""

from engine.runtime import events as e
from engine.runtime.environment import StepLimits
from tests.dsl.process import process
from tests.runtime.running import Running


def gateway() -> Running:
    return Running(
        process("p")
        .start()
        .exclusive("which")
        .when("amount > 5000")
        .user_task("large", group="office.clerk")
        .move_to("which")
        .otherwise()
        .user_task("small", group="office.clerk")
        .end()
    )


def test_should_wait_when_a_condition_is_neither_true_nor_false() -> None:
    case = gateway()

    [incident] = case.of(e.IncidentRaised)

    assert (incident.node, incident.rule) == ("which", "not-boolean")
    assert "amount > 5000" in incident.zh and "null" in incident.zh
    assert case.open == []


def test_should_go_on_once_the_data_is_repaired() -> None:
    case = gateway()

    case.resolve("which", amount=6000)

    assert case.open == ["large"]
    assert case.variable("amount") == 6000


def test_should_raise_the_incident_again_while_the_data_is_wrong() -> None:
    case = gateway()

    case.resolve("which")

    assert [i.rule for i in case.of(e.IncidentRaised)] == ["not-boolean", "not-boolean"]


def test_should_keep_a_persons_work_when_what_follows_fails() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("review", group="office.clerk", outputs={"kept": "1 / missing.value"})
        .user_task("after", group="office.clerk")
        .end()
    )

    case.complete("review", outcome="accept")

    [done] = case.of(e.TaskCompleted)
    assert done.outcome == "accept"


def test_should_leave_other_branches_alone() -> None:
    case = Running(
        process("p")
        .start()
        .parallel("fork")
        .user_task("one", group="office.clerk")
        .end("end_one")
        .move_to("fork")
        .exclusive("which")
        .when("missing")
        .user_task("two", group="office.clerk")
        .end("end_two")
    )

    assert [i.node for i in case.of(e.IncidentRaised)] == ["which"]
    assert case.open == ["one"]


def test_should_ask_the_handler_again_after_it_gave_up() -> None:
    case = Running(process("p").start().service_task("send", "notice.send").end("over"))
    n = case.at("send")

    case._do(lambda s: s.fail_job(n, "no-connection", "连不上", "no connection"))
    assert case.open == []
    case.resolve("send")
    assert case.open == ["send"]
    case.answer("send")

    assert case.state.ended


def test_should_make_an_uncaught_error_an_incident() -> None:
    case = Running(process("p").start().service_task("pay", "bank.pay").end())

    case.throw("pay", "ACCOUNT_CLOSED")

    [incident] = case.of(e.IncidentRaised)
    assert incident.rule == "uncaught-error"
    assert "ACCOUNT_CLOSED" in incident.en


def test_should_stop_a_circle_that_waits_for_nobody() -> None:
    case = Running(
        process("p")
        .start()
        .exclusive("merge")
        .script("count", "1", "x")
        .exclusive("again")
        .when("x = 1")
        .connect_to("merge")
        .move_to("again")
        .otherwise()
        .end(),
        limits=StepLimits(moves=200),
    )

    [incident] = case.of(e.IncidentRaised)

    assert incident.rule == "too-many-moves"
    assert len(case.of(e.ElementEntered)) < 210


def test_should_say_that_a_join_can_never_fire() -> None:
    case = Running(
        process("p")
        .start()
        .parallel("fork")
        .user_task("one", group="office.clerk")
        .parallel("join")
        .end("over")
        .move_to("fork")
        .exclusive("which")
        .when("case.area = null")
        .connect_to("join")
        .move_to("which")
        .otherwise()
        .end("elsewhere")
    )

    case.complete("one")

    [incident] = case.of(e.IncidentRaised)
    assert incident.rule == "stuck-join"
