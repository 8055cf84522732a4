"""What a case did is in its journal with the reason: tables, conditions, assignments.

End to end through the runtime's step: a diagram, a decision table, the events that are recorded.
"""

from dataclasses import replace

import pytest

from engine.dmn import read_dmn
from engine.model.reader import read_diagram
from engine.runtime.events import Reasoned, TaskOpened
from engine.runtime.state import State
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from tests.dmn.builder import decision, definitions, inputs, requires, table
from tests.dsl.process import Process, process
from tests.runtime.walking import environment

RATES = definitions(
    inputs(plan="string", amount="number")
    + decision(
        "rate",
        table(
            '"P1" | <= 5000 => "small" # 第 12 条 // Plan 1, article 12',
            '"P1" | > 5000 => "large"',
            columns='plan: string ["P1"] | amount: number',
            annotations=["source"],
        ),
        needs=requires("plan", "amount"),
    )
)


class _Process(Process):
    def decide(self, element, decision_id, result):
        return self._add(
            "businessRuleTask",
            element,
            f'<zeebe:calledDecision decisionId="{decision_id}" resultVariable="{result}"/>',
        )


@pytest.fixture
def log():
    """The events of a case that decides, branches and hands out a task."""

    def run(**values):
        diagram = _Process("p", "p").start().decide("decide", "rate", "size").exclusive("which")
        diagram.when('size = "large" and amount > limit').user_task(
            "review", group='=["321300.hrss_bureau." + size]'
        ).end().move_to("which").otherwise().end("done")
        models = read_diagram(diagram.bpmn()).processes
        world = replace(environment(models), decisions={"rate": read_dmn(RATES)})
        step = Step(State(), Variables(), world)
        step.start_case("p", None, values)
        return step.events

    return run


def _reasons(events, what):
    return [event for event in events if isinstance(event, Reasoned) and event.what == what]


def test_should_record_which_rule_decided_and_which_values_it_saw(log):
    # when
    (reason,) = _reasons(log(plan="P1", amount=4000, limit=9000), "decision")
    # then
    assert (reason.subject, reason.result) == ("rate", "small")
    assert reason.read == {"plan": "P1", "amount": 4000}
    told = reason.rules["table"]
    assert [one["value"] for one in told["inputs"]] == ["P1", 4000]
    (rule,) = told["rules"]
    assert rule["number"] == 1 and rule["conditions"] == ['"P1"', "<= 5000"]
    assert rule["description"] == "第 12 条"
    assert rule["annotations"] == [{"name": "source", "text": "Plan 1, article 12"}]


@pytest.mark.parametrize(("limit", "taken"), [(5000, True), (9000, False)])
def test_should_record_the_condition_of_a_gateway_with_its_values(log, limit, taken):
    # when
    events = log(plan="P1", amount=6200, limit=limit)
    # then
    (reason,) = _reasons(events, "condition")
    assert reason.text == 'size = "large" and amount > limit'
    assert reason.read == {"size": "large", "amount": 6200, "limit": limit}
    assert reason.result is taken
    assert any(isinstance(event, TaskOpened) for event in events) is taken


def test_should_record_how_a_task_was_assigned(log):
    # when
    events = log(plan="P1", amount=6200, limit=1)
    # then
    (reason,) = _reasons(events, "assignment")
    assert reason.text == '["321300.hrss_bureau." + size]'
    assert reason.read == {"size": "large"}
    assert reason.result == ["321300.hrss_bureau.large"]


def test_should_record_a_plain_condition_too():
    # given a diagram without tables
    diagram = process("p").start().exclusive("which").when("ok").end("a")
    diagram.move_to("which").otherwise().end("b")
    step = Step(State(), Variables(), environment(read_diagram(diagram.bpmn()).processes))
    # when
    step.start_case("p", None, {"ok": True})
    # then
    (reason,) = _reasons(step.events, "condition")
    assert (reason.text, reason.read, reason.result) == ("ok", {"ok": True}, True)
