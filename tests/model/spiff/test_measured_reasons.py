"""Why SpiffWorkflow is neither our reader nor our executor: each reason as it was measured.

A test that fails here says that a release mended something: then the class of the second opinion
(`engine.model.spiff.outside`) can grow, and decision 0002 wants a look.

The join inside a loop is in `test_outside.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.model import diagrams as d


def workflow(data: bytes) -> BpmnWorkflow:
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(data))
    return BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))


def ready(case: BpmnWorkflow) -> list[str]:
    case.do_engine_steps()
    tasks = case.get_tasks(state=TaskState.READY, manual=True)
    return sorted(task.task_spec.name for task in tasks)


def complete(case: BpmnWorkflow, name: str, **data: object) -> None:
    (task, *_) = case.get_tasks(state=TaskState.READY, spec_name=name)
    task.data.update(data)
    task.run()
    case.do_engine_steps()


LOOP = d.file(
    d.start()
    + d.user_task("a")
    + d.user_task("b")
    + d.gateway("exclusive", "g", default="g_end")
    + d.end()
    + d.path("start", "a", "b", "g", "end")
    + d.flow("g", "a", "again")
)


def returned(times: int) -> BpmnWorkflow:
    case = workflow(LOOP)
    case.do_engine_steps()
    for _ in range(times):
        complete(case, "a")
        complete(case, "b", again=True)
    return case


@pytest.mark.slow
def test_should_still_lose_the_case_after_so_many_returns():
    """A loop of two tasks and one gateway: in the 333rd round nothing is open, without a word."""
    case = workflow(LOOP)
    open_tasks = ready(case)
    returns = 0
    while open_tasks == ["a"] and returns < 400:
        complete(case, "a")
        complete(case, "b", again=True)
        returns += 1
        open_tasks = ready(case)
    assert (returns, open_tasks) == (333, [])


def test_should_still_keep_history_in_the_state():
    """The saved state grows with every return; ours follows open work only."""
    saver = BpmnWorkflowSerializer()
    empty, some, many = (len(saver.serialize_json(returned(times))) for times in (0, 20, 40))
    assert some > 3 * empty and many - some > 0.9 * (some - empty)


def test_should_still_use_random_ids_and_the_wall_clock():
    """Two runs of the same acts are told apart, so a run cannot be replayed."""
    saver = BpmnWorkflowSerializer()
    one, other = (json.loads(saver.serialize_json(returned(1))) for _ in range(2))
    assert one["tasks"].keys() != other["tasks"].keys()
    assert all(task["last_state_change"] for task in one["tasks"].values())


def test_should_still_recurse_over_a_line_of_500_tasks():
    names = [f"t{i}" for i in range(500)]
    data = d.file(d.around("".join(d.user_task(name) for name in names), *names))
    with pytest.raises((RecursionError, ValidationException)):
        workflow(data)


@pytest.mark.slow
def test_should_still_hang_on_a_data_object_two_scopes_further_in():
    # given
    data = (
        '<bpmn:dataObject id="o"/><bpmn:dataObjectReference id="ref" dataObjectRef="o"/>'
        + d.around(
            d.sub_process(
                "s1",
                d.around(
                    d.sub_process(
                        "s2",
                        d.around(
                            '<bpmn:userTask id="x"><bpmn:dataInputAssociation>'
                            "<bpmn:sourceRef>ref</bpmn:sourceRef></bpmn:dataInputAssociation>"
                            "</bpmn:userTask>",
                            "x",
                            prefix="2.",
                        ),
                    ),
                    "s2",
                    prefix="1.",
                ),
            ),
            "s1",
        )
    )
    program = f"""
        from tests.model.spiff.test_measured_reasons import workflow
        workflow({d.file(data)!r})
        print("read")
    """
    # then
    with pytest.raises(subprocess.TimeoutExpired):
        outside(program, seconds=4)


def test_should_still_drop_links():
    """The throwing link has no way out, and nothing leads to the catching one."""
    link = '<bpmn:linkEventDefinition name="over"/>'
    data = d.file(
        d.start()
        + d.throw("go", link)
        + d.catch("on", link)
        + d.user_task("a")
        + d.end()
        + d.path("start", "go")
        + d.path("on", "a", "end")
    )
    assert ready(workflow(data)) == []


def test_should_still_drop_signal_ends():
    case = workflow(
        d.file(d.start() + d.end("end", d.ON_SIGNAL) + d.path("start", "end"), d.SIGNAL)
    )
    case.do_engine_steps()
    assert case.get_events() == []


def test_should_still_drop_compensation():
    """The compensation event is read as one without a trigger."""
    data = d.file(d.around(d.throw("undo", "<bpmn:compensateEventDefinition/>"), "undo"))
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(data))
    event = parser.get_spec("p").task_specs["undo"]
    assert type(event.event_definition).__name__ == "NoneEventDefinition"


def test_should_still_drop_conditions_on_the_flows_of_tasks():
    """The flow is taken although its condition is false."""
    data = d.file(
        d.start()
        + d.user_task("a")
        + d.user_task("b")
        + d.end()
        + d.path("start", "a")
        + d.flow("a", "b", "False")
        + d.path("b", "end")
    )
    case = workflow(data)
    assert ready(case) == ["a"]
    complete(case, "a")
    assert ready(case) == ["b"]


def test_should_still_drop_flows_without_id():
    """A default that is such a flow cannot be named, and the gateway finds no way out."""
    data = d.file(
        d.start()
        + d.gateway("exclusive", "g")
        + d.user_task("a")
        + d.user_task("b")
        + d.end()
        + d.path("start", "g")
        + d.flow("g", "a", "False")
        + '<bpmn:sequenceFlow sourceRef="g" targetRef="b"/>'
        + d.path("a", "end")
        + d.path("b", "end")
    )
    with pytest.raises(Exception, match=r"without condition|No conditions|Non-default"):
        workflow(data).do_engine_steps()


def test_should_still_sort_conditions_by_where_they_are_drawn():
    """Both conditions hold: the upper task is chosen, not the first flow of the document."""

    def shape(node_id: str, y: int) -> str:
        return (
            f'<bpmndi:BPMNShape bpmnElement="{node_id}"><dc:Bounds '
            f'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" x="1" y="{y}" '
            'width="1" height="1"/></bpmndi:BPMNShape>'
        )

    process = (
        d.start()
        + d.gateway("exclusive", "g")
        + d.user_task("first")
        + d.user_task("second")
        + d.end()
        + d.path("start", "g")
        + d.flow("g", "first", "True")
        + d.flow("g", "second", "True")
        + d.path("first", "end")
        + d.path("second", "end")
    )
    drawing = (
        "<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>"
        + shape("first", 300)
        + shape("second", 100)
        + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    assert ready(workflow(d.file(process))) == ["first"]
    assert ready(workflow(d.file(process, drawing))) == ["second"]


def test_should_still_tell_no_line_and_the_first_problem_only():
    data = d.file(
        d.around('<bpmn:complexGateway id="one"/><bpmn:complexGateway id="two"/>', "one", "two")
    )
    with pytest.raises(ValidationException) as refused:
        workflow(data)
    assert "two" not in str(refused.value)
    assert not getattr(refused.value, "line_number", None) or refused.value.line_number <= 0


def test_should_still_run_what_designers_write_as_python():
    data = d.file(
        d.start()
        + d.gateway("exclusive", "g", default="g_end")
        + d.user_task("a")
        + d.end()
        + d.path("start", "g", "end")
        + d.flow("g", "a", "[c for c in ().__class__.__base__.__subclasses__()] != []")
        + d.path("a", "end")
    )
    assert ready(workflow(data)) == ["a"]


def test_should_still_rename_elements_of_the_document_it_checks():
    """Why it is given a copy, and why only `.validator.validate` is called."""
    data = d.HEAD.encode() + (
        b'<bpmn:correlationProperty id="c"><bpmn:correlationPropertyRetrievalExpression '
        b'messageRef="m"><bpmn:formalExpression>x</bpmn:formalExpression>'
        b"</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
        b"</bpmn:definitions>"
    )
    root = etree.fromstring(data)
    BpmnValidator().preprocess(root)
    assert b"messagePath" in etree.tostring(root)


def outside(program: str, seconds: float = 120) -> str:
    """What a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        timeout=seconds,
        check=True,
        text=True,
    )
    return done.stdout.strip()
