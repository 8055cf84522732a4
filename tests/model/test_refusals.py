"""What is refused: each with its rule, line and element, and all of it in one report."""

import pytest

from engine.model import DiagramRefused, ModelLimits, read_diagram
from engine.model.nodes import Severity
from tests.model import diagrams as d


def task(inside: str, attributes: str = "") -> bytes:
    return d.file(d.around(f'<bpmn:task id="a"{attributes}>{inside}</bpmn:task>\n', "a"), d.TOP)


def with_user_task(*elements: str, inside: str = "", **properties: str) -> bytes:
    return d.file(d.around(d.user_task("a", *elements, inside=inside, **properties), "a"))


def service(inside: str) -> bytes:
    return d.file(d.around(f'<bpmn:serviceTask id="a">{d.ext(inside)}</bpmn:serviceTask>\n', "a"))


def process(inside: str) -> bytes:
    return d.file(inside, d.TOP)


BROKEN = {
    "unknown-element": task("<bpmn:dance/>"),
    "misplaced-element": task("<bpmn:sequenceFlow/>"),
    "unsupported-element": task("<bpmn:potentialOwner id='x'/>"),
    "unknown-attribute": task("", ' colour="red"'),
    "unsupported-attribute": task("", ' isForCompensation="true"'),
    "stray-text": task("hello"),
    "unknown-extension": with_user_task(d.CLERK, "<zeebe:magic/>"),
    "unsupported-extension": with_user_task(d.CLERK, "<zeebe:taskListeners/>"),
    "misplaced-extension": with_user_task(d.CLERK, '<zeebe:taskDefinition type="x"/>'),
    "repeated-extension": with_user_task(d.CLERK, d.CLERK),
    "unknown-property": with_user_task(d.CLERK, sparateFrom="b"),
    "misplaced-property": task(d.ext(properties={"limitWorkingDays": "5"})),
    "bad-number": with_user_task(d.CLERK, limitWorkingDays="soon"),
    "bad-boolean": with_user_task(d.CLERK, bulk="perhaps"),
    "bad-group": with_user_task('<zeebe:assignmentDefinition candidateGroups="clerks"/>'),
    "bad-variable-name": with_user_task(
        d.CLERK,
        '<zeebe:ioMapping><zeebe:input source="=1" target="a.b"/></zeebe:ioMapping>',
    ),
    "missing-part": d.file(d.around('<bpmn:scriptTask id="a"/>\n', "a")),
    "handler-type": service('<zeebe:taskDefinition type="=x"/>'),
    "plain-id": d.file(
        d.around(
            '<bpmn:callActivity id="a">'
            + d.ext('<zeebe:calledElement processId="=x"/>')
            + "</bpmn:callActivity>\n",
            "a",
        )
    ),
    "two-called-processes": d.file(
        d.around(
            '<bpmn:callActivity id="a" calledElement="q">'
            + d.ext('<zeebe:calledElement processId="r"/>')
            + "</bpmn:callActivity>\n",
            "a",
        )
    ),
    "two-effects": process(
        d.around(
            '<bpmn:sendTask id="a" messageRef="m1">'
            + d.ext('<zeebe:taskDefinition type="x"/>')
            + "</bpmn:sendTask>\n",
            "a",
        )
    ),
    "two-correlation-keys": process(
        d.around(
            '<bpmn:sendTask id="a" messageRef="m1">'
            + d.ext(
                '<zeebe:publishMessage correlationKey="=x"/>', properties={"correlationKey": "=x"}
            )
            + "</bpmn:sendTask>\n",
            "a",
        )
    ),
    "not-an-expression": process(
        d.start() + d.user_task("a") + d.end() + d.flow("start", "a", "${x}") + d.flow("a", "end")
    ),
    "feel": process(
        d.start() + d.user_task("a") + d.end() + d.flow("start", "a", "=1 +") + d.flow("a", "end")
    ),
    "bad-timer": process(d.around(d.catch("a", d.on_timer("tomorrow")), "a")),
    "timer-definition": process(d.around(d.catch("a", "<bpmn:timerEventDefinition/>"), "a")),
    "trigger-not-allowed": process(d.around(d.catch("a", ""), "a")),
    "multiple-event": process(d.around(d.catch("a", d.ON_MESSAGE + d.on_timer()), "a")),
    "missing-reference": process(d.around(d.catch("a", "<bpmn:messageEventDefinition/>"), "a")),
    "unknown-reference": process(d.around(d.user_task("a"), "a", "nowhere")),
    "message-name": d.file(d.around(d.catch("a", d.ON_MESSAGE), "a"), '<bpmn:message id="m1"/>\n'),
    "signal-name": d.file(
        d.around(d.catch("a", d.ON_SIGNAL), "a"), '<bpmn:signal id="s1" name="=x"/>\n'
    ),
    "event-code": d.file(
        d.start() + d.end("end", d.ON_ERROR) + d.path("start", "end"), '<bpmn:error id="e1"/>\n'
    ),
    "missing-id": process(d.around("<bpmn:task/>\n" + d.user_task("a"), "a")),
    "flow-leaves-scope": process(
        d.start()
        + d.sub_process("s", d.around(d.user_task("a"), "a", prefix="s."))
        + d.end()
        + d.path("start", "s", "end")
        + d.flow("a", "end")
    ),
    "flow-not-allowed": process(d.start() + d.end() + d.path("start", "end", "start")),
    "boundary-host": process(
        d.around(d.catch("a", d.on_timer()) + d.boundary("b", "a", d.on_timer()), "a")
        + d.flow("b", "end")
    ),
    "default-flow": process(
        d.start()
        + '<bpmn:task id="a" default="start_a"/>\n'
        + d.end()
        + d.path("start", "a", "end")
    ),
    "link-name": process(
        d.start() + d.throw("a", "<bpmn:linkEventDefinition/>") + d.path("start", "a")
    ),
    "link-without-target": process(
        d.start() + d.throw("a", '<bpmn:linkEventDefinition name="x"/>') + d.path("start", "a")
    ),
    "link-target-twice": process(
        d.start()
        + d.throw("a", '<bpmn:linkEventDefinition name="x"/>')
        + d.catch("b", '<bpmn:linkEventDefinition name="x"/>')
        + d.catch("c", '<bpmn:linkEventDefinition name="x"/>')
        + d.end()
        + d.path("start", "a")
        + d.path("b", "end")
        + d.flow("c", "end")
    ),
    "sub-process-start": process(
        d.around(d.sub_process("s", d.user_task("x") + d.end("e") + d.path("x", "e")), "s")
    ),
    "several-loops": with_user_task(
        d.CLERK,
        inside="<bpmn:standardLoopCharacteristics loopMaximum='2'/>"
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>",
    ),
    "loop-source": with_user_task(d.CLERK, inside="<bpmn:multiInstanceLoopCharacteristics/>"),
    "loop-output": with_user_task(
        d.CLERK,
        inside="<bpmn:multiInstanceLoopCharacteristics>"
        + d.ext('<zeebe:loopCharacteristics inputCollection="=x" outputCollection="y"/>')
        + "</bpmn:multiInstanceLoopCharacteristics>",
    ),
    "endless-loop": with_user_task(d.CLERK, inside="<bpmn:standardLoopCharacteristics/>"),
    "event-sub-process-loop": process(
        d.around(d.user_task("a"), "a")
        + d.sub_process(
            "s",
            "<bpmn:standardLoopCharacteristics loopMaximum='2'/>"
            + d.start("es", d.on_timer())
            + d.end("ee")
            + d.path("es", "ee"),
            event=True,
        )
    ),
    "not-bpmn": b"<html/>",
    "xml.syntax": b"<bpmn",
    "xml.doctype": b'<!DOCTYPE x [<!ENTITY e "boo">]><x>&e;</x>',
    "xml.duplicate_id": process(d.around(d.user_task("a") + d.user_task("a"), "a")),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_should_refuse_with_rule_line_and_both_languages(rule):
    # when
    found = d.errors(BROKEN[rule])
    # then
    mine = [p for p in found if p.rule == rule]
    assert mine, [p.rule for p in found]
    assert all(p.message.zh and p.message.en for p in found)
    assert all(p.line > 0 for p in mine)


REFUSED_ELEMENTS = {
    "transaction": '<bpmn:transaction id="a"/>',
    "adHocSubProcess": '<bpmn:adHocSubProcess id="a"/>',
    "complexGateway": '<bpmn:complexGateway id="a"/>',
    "conditionalEventDefinition": d.catch("a", "<bpmn:conditionalEventDefinition/>"),
    "compensateEventDefinition": d.throw("a", "<bpmn:compensateEventDefinition/>"),
    "cancelEventDefinition": d.throw("a", "<bpmn:cancelEventDefinition/>"),
    "script": '<bpmn:scriptTask id="a"><bpmn:script>x</bpmn:script></bpmn:scriptTask>',
    "assignment": '<bpmn:task id="a"><bpmn:dataInputAssociation><bpmn:assignment/>'
    "</bpmn:dataInputAssociation></bpmn:task>",
}


@pytest.mark.parametrize("tag", REFUSED_ELEMENTS)
def test_should_say_why_an_element_does_not_run(tag):
    # when
    found = d.errors(process(d.around(REFUSED_ELEMENTS[tag] + "\n", "a")))
    # then: one problem for the element, none for the flows that lead to it
    mine = [p for p in found if p.rule == "unsupported-element"]
    assert len(mine) == 1 and mine[0].message.en.startswith(f"{tag}:")
    assert "clause" in mine[0].message.en and mine[0].line in (8, 9)
    assert "unknown-reference" not in [p.rule for p in found]


def test_should_report_everything_at_once_by_line():
    # given
    data = process(
        d.start()
        + '<bpmn:task id="a" colour="red"/>\n'
        + d.user_task("b", "<zeebe:magic/>")
        + d.end()
        + d.flow("start", "a", "=1 +")
        + d.flow("a", "b", "=)")
        + d.flow("b", "end")
    )
    # when
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(data)
    # then
    lines = [p.line for p in refused.value.errors]
    assert lines == sorted(lines)
    assert {"unknown-attribute", "unknown-extension", "feel", "user-task-nobody"} <= {
        p.rule for p in refused.value.errors
    }
    assert len([p for p in refused.value.errors if p.rule == "feel"]) == 2


def test_should_not_lose_text_behind_a_child_of_an_expression():
    condition = "=a<bpmn:documentation>why</bpmn:documentation> and b"
    data = process(
        d.start()
        + d.user_task("a")
        + d.end()
        + d.flow("start", "a", condition)
        + d.flow("a", "end")
    )
    assert d.rules(data) == ["stray-text"]


def test_should_refuse_a_function_nobody_knows():
    data = process(
        d.start() + d.user_task("a") + d.end() + d.flow("start", "a", "=f(1)") + d.flow("a", "end")
    )
    assert d.rules(data) == ["feel"]


def test_should_know_the_functions_of_the_product():
    text = "=bureau(&quot;hrss_bureau&quot;, case.area) = x and working days after(d, 3) &gt; y"
    data = process(
        d.start() + d.user_task("a") + d.end() + d.flow("start", "a", text) + d.flow("a", "end")
    )
    assert d.rules(data) == []


def test_should_name_the_column_of_a_wrong_expression():
    data = process(
        d.start()
        + d.user_task("a")
        + d.end()
        + d.flow("start", "a", "=x + * 2")
        + d.path("a", "end")
    )
    (problem,) = d.errors(data)
    assert problem.rule == "feel" and problem.element == "start_a"
    assert "column 5 of the expression" in problem.message.en
    assert "第 5 列" in problem.message.zh


def test_should_carry_foreign_extensions_with_a_warning():
    data = task(
        d.ext(
            "<camunda:properties/>", '<camunda:inputOutput><camunda:x y="1"/></camunda:inputOutput>'
        ),
        ' camunda:asyncBefore="true"',
    )
    warned = [p for p in read_diagram(data).problems if p.rule == "foreign-extension"]
    assert {p.severity for p in warned} == {Severity.WARNING}
    assert any("camunda:asyncBefore" in p.message.en for p in warned)


def test_should_carry_a_process_that_is_not_executable():
    data = d.file("<bpmn:complexGateway id='x'/>").replace(b'"true"', b'"false"')
    diagram = read_diagram(data)
    assert diagram.processes == {}
    assert {"not-executable", "no-executable-process"} <= {p.rule for p in diagram.problems}


def test_should_take_bytes_only():
    with pytest.raises(TypeError):
        read_diagram("<x/>")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (ModelLimits(nodes=2), "too-large"),
        (ModelLimits(flows=1), "too-large"),
        (ModelLimits(name_characters=2), "too-large"),
    ],
)
def test_should_refuse_what_is_too_large(limits, rule):
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(d.file(d.around(d.user_task("a"), "a")), limits=limits)
    assert rule in {p.rule for p in refused.value.errors}


def test_should_refuse_too_many_mappings():
    row = '<zeebe:input source="=1" target="x"/>'
    data = with_user_task(d.CLERK, f"<zeebe:ioMapping>{row * 10_001}</zeebe:ioMapping>")
    assert "too-large" in d.rules(data)


@pytest.mark.parametrize(
    "data",
    [
        with_user_task(d.CLERK, separateFrom=" ".join(f"t{i}" for i in range(101))),
        with_user_task(
            f'<zeebe:assignmentDefinition candidateGroups="{",".join(["a.b"] * 101)}"/>'
        ),
    ],
)
def test_should_refuse_lists_that_are_too_long(data):
    assert "too-large" in d.rules(data)


def test_should_tell_so_many_kinds_of_extensions_only():
    attributes = "".join(f' camunda:a{i}="1"' for i in range(50))
    tasks = f'<bpmn:task id="t0"{attributes}/>\n'
    found = read_diagram(d.file(d.around(tasks, "t0")), limits=ModelLimits(problems=20)).problems
    assert len(found) <= 20


def test_should_refuse_sub_processes_that_nest_too_deep():
    inside = d.user_task("x")
    for level in range(12):
        inside = d.sub_process(f"s{level}", inside)
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(d.file(inside), limits=ModelLimits(sub_process_depth=10))
    assert "too-deep" in {p.rule for p in refused.value.errors}


def test_should_list_so_many_problems_only():
    data = process("".join(f'<bpmn:dance id="dance{i}"/>\n' for i in range(50)))
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(data, limits=ModelLimits(problems=10))
    assert len(refused.value.problems) == 11
    assert refused.value.problems[-1].rule == "too-many-problems"
