"""Where values go: scopes, mappings, results, loops (decision 0012, as in Camunda 8)."""

from decimal import Decimal

from tests.dsl.process import process
from tests.runtime.running import Running


def test_should_put_a_result_without_mapping_into_the_root() -> None:
    case = Running(process("p").start().user_task("review", group="office.clerk").end())

    case.complete("review", outcome="accept", amount=12)

    assert case.variable("amount") == Decimal(12)
    assert case.variable("outcome") == "accept"
    assert case.variable("completed_by") == "li"


def test_should_give_out_only_what_an_output_mapping_names() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("review", group="office.clerk", outputs={"review_outcome": "outcome"})
        .end()
    )

    case.complete("review", outcome="accept", amount=12)

    assert case.variable("review_outcome") == "accept"
    assert case.variable("amount") is None
    assert case.variable("outcome") is None


def test_should_hand_a_handler_only_its_mapped_input() -> None:
    case = Running(
        process("p").start().service_task("check", "claim.check", inputs={"sum": "a + b"}).end(),
        values={"a": 1, "b": 2, "secret": "x"},
    )

    request = case.log[-1]

    assert request.input == {"sum": 3}


def test_should_keep_the_variables_of_a_called_process_apart() -> None:
    called = process("q").start().script("double", "v * 2", "doubled").end()
    caller = process("p").start().call("ask", "q").user_task("after", group="office.clerk").end()

    case = Running(caller, called, values={"v": 4})

    assert case.open == ["after"]
    assert case.variable("doubled") is None  # nothing was given, nothing is given back


def test_should_list_results_by_index_whatever_the_order() -> None:
    case = Running(
        process("p")
        .start()
        .user_task("sign", group="office.clerk", each='["甲", "乙", "丙"]')
        .user_task("after", group="office.clerk")
        .end()
    )

    case.complete("sign", 3, opinion_given="不同意")
    case.complete("sign", 1)
    case.complete("sign", 2)

    assert case.open == ["after"]
    assert case.variable("opinion_given") is None  # results stay with their instance


def test_should_see_the_counters_in_the_completion_condition() -> None:
    case = Running(
        process("p")
        .start()
        .user_task(
            "sign",
            group="office.clerk",
            each="[1, 2, 3]",
            done_when="numberOfCompletedInstances / numberOfInstances > 0.5",
        )
        .end("over")
    )

    case.complete("sign", 1)
    assert case.open == ["sign", "sign"]
    case.complete("sign", 2)

    assert case.state.ended
