"""What the reader makes of each element, attribute and reference."""

from datetime import UTC, datetime

import pytest

from engine.feel import EvaluationContext
from engine.model import read_diagram
from engine.model.nodes import (
    NONE,
    BusinessRuleTask,
    CallActivity,
    Kind,
    MultiInstance,
    ScriptTask,
    ServiceTask,
    StandardLoop,
    Text,
    TimerKind,
    Trigger,
    UserTask,
)
from tests.model import diagrams as d

NOW = EvaluationContext(now=datetime(2026, 3, 2, tzinfo=UTC))


def test_should_read_nodes_and_flows_in_document_order():
    # given
    process = d.around(
        d.user_task("b")
        + d.sub_process(
            "s",
            d.around(d.user_task("inner"), "inner", prefix="s."),
        )
        + d.user_task("a"),
        "b",
        "s",
        "a",
    )
    # when
    model = d.model(process)
    # then
    assert [n.id for n in model.nodes] == [
        "start",
        "b",
        "s",
        "s.start",
        "inner",
        "s.end",
        "a",
        "end",
    ]
    assert [n.index for n in model.nodes] == list(range(8))
    sub = model.node("s")
    assert sub.kind is Kind.SUB_PROCESS and model.nodes[sub.start].id == "s.start"
    assert model.node("inner").parent == sub.index
    assert [model.flows[f].id for f in model.node("b").outgoing] == ["b_s"]
    assert model.starts == (0,) and model.none_start is model.nodes[0]
    assert model.node("b").line == 5


def test_should_keep_the_bytes_and_their_hash():
    data = d.file(d.around(d.user_task("a"), "a"))
    diagram = read_diagram(data)
    assert diagram.source == data
    assert len(diagram.sha256) == 64


def test_should_read_names_lanes_and_documentation():
    # given
    process = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="hrss" name="人社局">'
        + d.ext(properties={"name.en": "HRSS bureau"})
        + "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
        + d.around(
            '<bpmn:task id="a" name="受理"><bpmn:documentation>先看材料</bpmn:documentation>'
            + d.ext(properties={"name.en": "Accept", "documentation.en": "Papers first"})
            + "</bpmn:task>",
            "a",
        )
    )
    # when
    model = d.model(process)
    # then
    node = model.node("a")
    assert node.name == Text("受理", "Accept")
    assert node.documentation == Text("先看材料", "Papers first")
    assert node.lane == "hrss" and model.lanes[0].name == Text("人社局", "HRSS bureau")


def test_should_read_a_user_task():
    # given
    task = d.user_task(
        "a",
        "<zeebe:userTask/>",
        '<zeebe:assignmentDefinition assignee="li.wei" candidateUsers="wang, chen"'
        ' candidateGroups="hrss_bureau.window_clerk,finance_bureau.accountant"/>',
        '<zeebe:formDefinition formId="acceptance"/>',
        limitWorkingDays="5",
        limitId="DL-03",
        separateFrom="b c",
        state="in_review",
        bulk="true",
        correction="true",
    )
    # when
    node = d.model(d.around(task + d.user_task("b") + d.user_task("c"), "a", "b", "c")).node("a")
    # then
    work = node.work
    assert isinstance(work, UserTask)
    assert work.assignment.assignee is not None and work.assignment.candidate_users is not None
    assert work.assignment.assignee.evaluate({}, NOW) == "li.wei"
    assert work.assignment.candidate_users.evaluate({}, NOW) == ["wang", "chen"]
    assert work.assignment.static_groups == (
        "hrss_bureau.window_clerk",
        "finance_bureau.accountant",
    )
    assert (work.form_id, work.limit_working_days, work.limit_id) == ("acceptance", 5, "DL-03")
    assert work.separate_from == ("b", "c") and work.bulk is True and work.correction is True
    assert node.case_state == "in_review"


def test_should_read_groups_given_by_an_expression():
    task = d.user_task(
        "a", '<zeebe:assignmentDefinition candidateGroups="=[signer + &quot;.x&quot;]"/>'
    )
    work = d.model(d.around(task, "a")).node("a").work
    assert isinstance(work, UserTask) and work.assignment.candidate_groups is not None
    assert work.assignment.candidate_groups.evaluate({"signer": "1.b"}, NOW) == ["1.b.x"]
    assert work.assignment.static_groups == ()


def test_should_read_service_script_rule_and_call():
    # given
    elements = (
        '<bpmn:serviceTask id="a">'
        + d.ext('<zeebe:taskDefinition type="claim.cross_check" retries="5"/>')
        + "</bpmn:serviceTask>"
        '<bpmn:scriptTask id="b">'
        + d.ext('<zeebe:script expression="=1 + 1" resultVariable="two"/>')
        + "</bpmn:scriptTask>"
        '<bpmn:businessRuleTask id="c">'
        + d.ext('<zeebe:calledDecision decisionId="DT_10" resultVariable="tuition"/>')
        + "</bpmn:businessRuleTask>"
        '<bpmn:callActivity id="e">'
        + d.ext(
            '<zeebe:calledElement processId="appropriation" propagateAllChildVariables="true"/>'
        )
        + "</bpmn:callActivity>"
    )
    # when
    model = d.model(d.around(elements, "a", "b", "c", "e"))
    # then
    assert model.node("a").work == ServiceTask("claim.cross_check", 5)
    script = model.node("b").work
    assert isinstance(script, ScriptTask) and script.result_variable == "two"
    assert model.node("c").work == BusinessRuleTask("DT_10", "tuition")
    assert model.node("e").work == CallActivity("appropriation", True)
    assert model.called_processes == {"appropriation"}
    assert model.called_decisions == {"DT_10"}


def test_should_read_messages_with_their_keys():
    # given
    elements = (
        d.catch("wait", d.ON_MESSAGE)
        + '<bpmn:receiveTask id="receive" messageRef="m1"/>'
        + f'<bpmn:sendTask id="send" messageRef="m1">{d.ext(properties={"correlationKey": "=x"})}'
        "</bpmn:sendTask>"
        + d.throw("give", d.ext(properties={"correlationKey": "=x"}) + d.ON_MESSAGE)
    )
    # when
    model = d.model(d.around(elements, "wait", "receive", "send", "give"), d.TOP)
    # then
    for node_id in ("wait", "receive", "send", "give"):
        event = model.node(node_id).event
        assert event is not None and event.trigger is Trigger.MESSAGE and event.name == "reply"
        assert event.correlation_key is not None
    assert model.names_read == {"case", "x"}


@pytest.mark.parametrize(
    ("definition", "trigger", "name"),
    [
        (d.ON_SIGNAL, Trigger.SIGNAL, "policy_changed"),
        (d.ON_ERROR, Trigger.ERROR, "rate_missing"),
        (d.ON_ESCALATION, Trigger.ESCALATION, "late"),
        (d.on_timer(), Trigger.TIMER, ""),
        ("<bpmn:errorEventDefinition/>", Trigger.ERROR, ""),
    ],
)
def test_should_read_boundary_events(definition, trigger, name):
    # when
    model = d.model(
        d.around(d.user_task("a") + d.boundary("b", "a", definition), "a") + d.flow("b", "end"),
        d.TOP,
    )
    # then
    event = model.node("b").event
    assert event is not None and (event.trigger, event.name) == (trigger, name)
    assert model.node("b").attached_to == model.node("a").index
    assert model.node("a").boundary == (model.node("b").index,)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("timeDuration", "PT1H", "PT1H"),
        ("timeDuration", "P5D", "P5D"),
        ("timeDate", "2026-03-02T09:00:00+08:00", "2026-03-02T09:00:00+08:00"),
        ("timeDate", "=date(&quot;2026-03-02&quot;)", None),
    ],
)
def test_should_read_timers(kind, text, value):
    model = d.model(d.around(d.catch("t", d.on_timer(text, kind)), "t"))
    event = model.node("t").event
    assert event is not None and event.timer is not None and event.timer.kind is TimerKind(kind)
    if value is not None:
        assert event.timer.when.evaluate({}, NOW) == value


def test_should_read_a_cycle_of_a_start_event():
    process = (
        d.start("start", d.on_timer("R3/PT10M", "timeCycle")) + d.end() + d.path("start", "end")
    )
    event = d.model(process).node("start").event
    assert event is not None and event.timer is not None
    assert event.timer.when.evaluate({}, NOW) == "R3/PT10M"


def test_should_read_mappings_and_loops():
    # given
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
        + d.ext(
            '<zeebe:loopCharacteristics inputCollection="=experts" inputElement="expert"'
            ' outputCollection="marks" outputElement="={mark: mark}"/>'
        )
        + "<bpmn:completionCondition>=numberOfCompletedInstances &gt; 2</bpmn:completionCondition>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    mapping = (
        '<zeebe:ioMapping><zeebe:input source="=a.b" target="x"/>'
        '<zeebe:output source="plain" target="y"/></zeebe:ioMapping>'
    )
    standard = (
        '<bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="3">'
        "<bpmn:loopCondition>=open</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    counted = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    elements = (
        d.user_task("a", d.CLERK, mapping, inside=loop)
        + d.user_task("b", inside=standard)
        + d.user_task("c", inside=counted)
    )
    # when
    model = d.model(d.around(elements, "a", "b", "c"))
    # then
    several, once, three = (model.node(i).loop for i in "abc")
    assert isinstance(several, MultiInstance) and several.sequential
    assert (several.element_variable, several.output_collection) == ("expert", "marks")
    assert isinstance(once, StandardLoop) and (once.test_before, once.maximum) == (True, 3)
    assert isinstance(three, MultiInstance) and three.cardinality is not None
    assert three.cardinality.evaluate({}, NOW) == 3
    assert [(m.target, m.line) for m in model.node("a").inputs] == [("x", 5)]
    assert model.node("a").outputs[0].source.evaluate({}, NOW) == "plain"
    assert {"a", "experts", "mark", "open", "numberOfCompletedInstances"} <= model.names_read


def test_should_join_links_of_the_same_level():
    # given
    link = '<bpmn:linkEventDefinition name="{}"/>'
    process = (
        d.start()
        + d.throw("go", link.format("over"))
        + d.catch("on", link.format("over"))
        + d.end()
        + d.path("start", "go")
        + d.path("on", "end")
    )
    # when
    model = d.model(process)
    # then
    assert model.node("go").link_target == model.node("on").index


def test_should_read_event_sub_processes():
    # given
    inside = (
        d.start("es", d.on_timer()).replace(
            "<bpmn:startEvent", '<bpmn:startEvent isInterrupting="false"'
        )
        + d.end("ee")
        + d.path("es", "ee")
    )
    process = d.around(d.user_task("a"), "a") + d.sub_process("late", inside, event=True)
    # when
    model = d.model(process)
    # then
    node = model.node("late")
    assert node.kind is Kind.EVENT_SUB_PROCESS
    assert model.event_sub_processes == (node.index,)
    assert model.nodes[node.start].interrupting is False


def test_should_tell_an_inclusive_join_what_lies_upstream():
    # given: fork to a and b; a may go back to itself; both reach the join
    process = (
        d.start()
        + d.gateway("inclusive", "fork", default="fork_a")
        + d.user_task("a")
        + d.user_task("b")
        + d.gateway("inclusive", "join")
        + d.gateway("exclusive", "again", default="again_end")
        + d.end()
        + d.boundary("late", "a", d.on_timer())
        + d.user_task("c")
        + d.path("start", "fork", "a", "join", "again", "end")
        + d.flow("fork", "b", "=x")
        + d.flow("b", "join")
        + d.flow("again", "fork", "=y")
        + d.path("late", "c", "join")
    )
    # when
    model = d.model(process)
    # then
    index = model.by_id
    join = model.node("join")
    sets = {
        model.flows[f].id: {model.nodes[i].id for i in model.upstream[join.index][k]}
        for k, f in enumerate(join.incoming)
    }
    assert sets["a_join"] == {"a", "fork", "start"} | {"again"}
    assert sets["c_join"] == {"c", "late", "a", "fork", "start", "again"}
    assert sets["b_join"] == {"b", "fork", "start", "again"}
    assert set(model.upstream) == {index["fork"], index["join"]}


def test_should_read_a_called_process_named_the_standard_way():
    model = d.model(d.around('<bpmn:callActivity id="c" calledElement="q"/>', "c"))
    assert model.node("c").work == CallActivity("q", False)


def test_should_leave_indexes_empty_where_there_is_nothing():
    node = d.model(d.around(d.user_task("a"), "a")).node("a")
    assert (node.parent, node.default_flow, node.attached_to, node.start) == (NONE,) * 4
