"""Loops stay right and flat: joins in later rounds, ten thousand rounds, no recursion."""

import sys

from engine.runtime.state import dump_state
from tests.dsl.process import process
from tests.runtime.running import Running


def correction_loop() -> Running:
    """Two bureaus countersign; the chief may send everything back."""
    return Running(
        process("p")
        .start()
        .exclusive("again")
        .parallel("fork")
        .user_task("finance", group="office.clerk")
        .parallel("join")
        .user_task("chief", group="office.clerk")
        .exclusive("which")
        .when('outcome = "return"')
        .connect_to("again")
        .move_to("which")
        .otherwise()
        .end("over")
        .move_to("fork")
        .user_task("education", group="office.clerk")
        .connect_to("join")
    )


def test_should_wait_for_both_bureaus_in_every_round() -> None:
    case = correction_loop()

    for _ in range(3):
        case.complete("finance")
        assert case.open == ["education"]
        case.complete("education")
        assert case.open == ["chief"]
        case.complete("chief", outcome="return")
    case.complete("education")
    case.complete("finance")
    case.complete("chief", outcome="pass")

    assert case.state.ended


def test_should_cost_the_same_after_ten_thousand_rounds() -> None:
    case = Running(
        process("p")
        .start()
        .exclusive("again")
        .user_task("work", group="office.clerk")
        .exclusive("which")
        .when('outcome = "return"')
        .connect_to("again")
        .move_to("which")
        .otherwise()
        .end("over")
    )
    first = case.complete("work", outcome="return")
    size = len(dump_state(case.state))

    for _ in range(10_000):
        last = case.complete("work", outcome="return")
        case.log.clear()

    assert [type(event) for event in last] == [type(event) for event in first]
    assert len(dump_state(case.state)) < size + 40  # only the numbers have more digits


def test_should_not_recurse_in_a_chain_of_a_thousand_elements() -> None:
    chain = process("p").start()
    for number in range(1_500):
        chain = chain.script(f"s{number}", str(number), "x")

    case = Running(chain.end("over"))

    assert sys.getrecursionlimit() <= 1_500
    assert case.state.ended
    assert case.variable("x") == 1_499
