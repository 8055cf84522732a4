"""Random diagrams: block-shaped ones, then spoiled by flows that belong to no block.

Conditions read `v`, which only people set, so that the order in which tokens move inside one step
decides nothing by accident. Every diagram comes as BPMN text and goes through the reader.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="urn:huiqian:test">
  <bpmn:message id="msg" name="m"><bpmn:extensionElements>
    <zeebe:subscription correlationKey="=case.number"/></bpmn:extensionElements></bpmn:message>
  <bpmn:signal id="sig" name="s"/>
  <bpmn:error id="err_a" name="a" errorCode="A"/><bpmn:error id="err_b" name="b" errorCode="B"/>
  <bpmn:escalation id="esc_a" name="a" escalationCode="A"/>
"""
EXPR = 'xsi:type="bpmn:tFormalExpression"'
TIMER = (
    f"<bpmn:timerEventDefinition><bpmn:timeDuration {EXPR}>PT1H</bpmn:timeDuration>"
    "</bpmn:timerEventDefinition>"
)
MESSAGE = '<bpmn:messageEventDefinition messageRef="msg"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="sig"/>'
ERROR = {
    "A": '<bpmn:errorEventDefinition errorRef="err_a"/>',
    "B": '<bpmn:errorEventDefinition errorRef="err_b"/>',
    "": "<bpmn:errorEventDefinition/>",
}
ESCALATION = {
    "A": '<bpmn:escalationEventDefinition escalationRef="esc_a"/>',
    "": "<bpmn:escalationEventDefinition/>",
}
USER = (
    "<bpmn:extensionElements><zeebe:userTask/>"
    '<zeebe:assignmentDefinition candidateGroups="office.clerk"/>'
    '<zeebe:properties><zeebe:property name="huiqian:correction" value="true"/>'
    "</zeebe:properties></bpmn:extensionElements>"
)
JOB = '<bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements>'


@dataclass
class Scope:
    """What is drawn inside a process or sub-process."""

    nodes: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  #: ids a spoiling flow may leave or reach

    def text(self) -> str:
        return "\n".join(self.nodes + self.flows)


class Generator:
    """Draws one diagram from one seed."""

    def __init__(self, seed: int, *, spoil: bool = False) -> None:
        self.random = random.Random(seed)
        self.spoil = spoil
        self.count = 0
        self.calls = 0

    def diagram(self) -> bytes:
        """The main process `p` and the process `q` that it may call."""
        main = self.process(depth=3)
        self.calls = 2  # the called process calls nothing
        called = self.process(depth=1)
        text = (
            f'{HEAD}<bpmn:process id="p" name="主" isExecutable="true">\n{main}\n</bpmn:process>\n'
            f'<bpmn:process id="q" name="子" isExecutable="true">\n{called}\n</bpmn:process>\n'
            "</bpmn:definitions>"
        )
        return text.encode()

    def process(self, depth: int) -> str:
        scope = Scope()
        start = self.node(scope, "startEvent", "")
        first, last = self.block(scope, depth)
        self.flow(scope, start, first)
        self.flow(scope, last, self.node(scope, "endEvent", ""))
        if self.random.random() < 0.3:
            self.event_sub_process(scope)
        if self.spoil:
            self.spoil_scope(scope)
        return scope.text()

    # --- pieces ---------------------------------------------------------------------------------

    def new(self, kind: str) -> str:
        self.count += 1
        return f"{kind}_{self.count}"

    def node(self, scope: Scope, tag: str, inside: str, attributes: str = "") -> str:
        name = self.new(tag)
        attributes = attributes.replace("@", name)
        scope.nodes.append(
            f'<bpmn:{tag} id="{name}" name="{name}" {attributes}>{inside}</bpmn:{tag}>'
        )
        if tag.endswith(("Task", "task")) or ("Gateway" in tag and "event" not in tag):
            scope.loose.append(name)
        return name

    def flow(self, scope: Scope, source: str, target: str, condition: str = "") -> str:
        name = self.new("flow")
        inside = (
            f"<bpmn:conditionExpression {EXPR}>={condition}</bpmn:conditionExpression>"
            if condition
            else ""
        )
        scope.flows.append(
            f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">'
            f"{inside}</bpmn:sequenceFlow>"
        )
        return name

    def default(self, scope: Scope, node: str, flow: str) -> None:
        mark = f' id="{node}" '
        scope.nodes = [
            text.replace(mark, f'{mark}default="{flow}" ', 1) if mark in text else text
            for text in scope.nodes
        ]

    def condition(self) -> str:
        return self.random.choice(
            ["v = 0", "v = 1", "v &gt; 1", "v &lt; 2", "odd(v)", "v &gt;= 0", "v in [1..2]"]
        )

    # --- blocks: each gives its first and its last node -------------------------------------------

    def block(self, scope: Scope, depth: int) -> tuple[str, str]:
        if depth <= 0:
            return self.leaf(scope)
        kinds = [
            (self.leaf_block, 2),
            (self.sequence, 4),
            (self.exclusive, 3),
            (self.parallel, 3),
            (self.inclusive, 3),
            (self.loop, 3),
            (self.sub_process, 3),
            (self.multi_instance, 2),
            (self.event_based, 2),
            (self.standard_loop, 1),
            (self.link, 1),
            (self.split_without_gateway, 2),
            (self.call, 1),
        ]
        chosen = self.random.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
        return chosen(scope, depth - 1)

    def leaf_block(self, scope: Scope, _depth: int) -> tuple[str, str]:
        return self.leaf(scope)

    def leaf(self, scope: Scope) -> tuple[str, str]:
        roll = self.random.random()
        if roll < 0.5:
            name = self.node(scope, "userTask", USER)
        elif roll < 0.65:
            name = self.node(scope, "serviceTask", JOB)
        elif roll < 0.75:
            name = self.node(
                scope, "intermediateCatchEvent", self.random.choice([TIMER, MESSAGE, SIGNAL])
            )
        elif roll < 0.8:
            name = self.node(scope, "receiveTask", "", 'messageRef="msg"')
        elif roll < 0.88:
            escalation = self.random.choice(list(ESCALATION.values())[:1])
            name = self.node(scope, "intermediateThrowEvent", escalation)
        else:
            name = self.node(scope, self.random.choice(["manualTask", "task"]), "")
        if (
            name.startswith(("userTask", "serviceTask", "receiveTask"))
            and self.random.random() < 0.3
        ):
            self.boundary(scope, name, errors=name.startswith("serviceTask"))
        return name, name

    def boundary(
        self, scope: Scope, host: str, *, errors: bool = False, inner: bool = False
    ) -> None:
        triggers = [TIMER, MESSAGE, SIGNAL]
        if errors:
            triggers += [ERROR["A"], ERROR[""]] * 2
        if inner:
            triggers += [ESCALATION["A"], ESCALATION[""]] * 2
        trigger = self.random.choice(triggers)
        always = "errorEvent" in trigger
        cancel = "true" if always or self.random.random() < 0.5 else "false"
        event = self.node(
            scope, "boundaryEvent", trigger, f'attachedToRef="{host}" cancelActivity="{cancel}"'
        )
        if self.random.random() < 0.5:
            task = self.node(scope, "userTask", USER)
            self.flow(scope, event, task)
            event = task
        self.flow(scope, event, self.node(scope, "endEvent", self.end_event()))

    def end_event(self) -> str:
        roll = self.random.random()
        if roll < 0.08:
            return "<bpmn:terminateEventDefinition/>"
        if roll < 0.14:
            return self.random.choice([ERROR["A"], ERROR["B"]])
        if roll < 0.2:
            return ESCALATION["A"]
        return ""

    def sequence(self, scope: Scope, depth: int) -> tuple[str, str]:
        first, last = self.block(scope, depth)
        for _ in range(self.random.randint(1, 2)):
            following, end = self.block(scope, depth)
            self.flow(scope, last, following)
            last = end
        return first, last

    def exclusive(self, scope: Scope, depth: int) -> tuple[str, str]:
        split = self.node(scope, "exclusiveGateway", "")
        join = self.node(scope, "exclusiveGateway", "")
        self.branches(scope, depth, split, join, self.random.random() < 0.85)
        return split, join

    def inclusive(self, scope: Scope, depth: int) -> tuple[str, str]:
        split = self.node(scope, "inclusiveGateway", "")
        join = self.node(scope, "inclusiveGateway", "")
        self.branches(scope, depth, split, join, self.random.random() < 0.85)
        return split, join

    def branches(self, scope: Scope, depth: int, split: str, join: str, default: bool) -> None:
        for _ in range(self.random.randint(1, 2)):
            first, last = self.block(scope, depth)
            self.flow(scope, split, first, self.condition())
            self.flow(scope, last, join)
        if self.random.random() < 0.4:
            flow = self.flow(scope, split, join, "" if default else self.condition())
        else:
            first, last = self.block(scope, depth)
            flow = self.flow(scope, split, first, "" if default else self.condition())
            self.flow(scope, last, join)
        if default:
            self.default(scope, split, flow)

    def parallel(self, scope: Scope, depth: int) -> tuple[str, str]:
        split = self.node(scope, "parallelGateway", "")
        join = self.node(scope, "parallelGateway", "")
        for _ in range(self.random.randint(2, 3)):
            first, last = self.block(scope, depth)
            self.flow(scope, split, first)
            self.flow(scope, last, join)
        return split, join

    def split_without_gateway(self, scope: Scope, depth: int) -> tuple[str, str]:
        task = self.node(scope, "userTask", USER)
        join = self.node(scope, "inclusiveGateway", "")
        self.branches(scope, depth, task, join, default=True)
        return task, join

    def loop(self, scope: Scope, depth: int) -> tuple[str, str]:
        """Return for correction: whatever is inside, parallel branches too, is done again."""
        merge = self.node(scope, "exclusiveGateway", "")
        first, last = self.block(scope, depth)
        decide = self.node(scope, "userTask", USER)
        split = self.node(scope, "exclusiveGateway", "")
        out = self.node(scope, "task", "")
        self.flow(scope, merge, first)
        self.flow(scope, last, decide)
        self.flow(scope, decide, split)
        self.flow(scope, split, merge, "v = 0")
        self.default(scope, split, self.flow(scope, split, out))
        return merge, out

    def sub_process(
        self, scope: Scope, depth: int, attributes: str = "", extra: str = ""
    ) -> tuple[str, str]:
        inside = Scope()
        start = self.node(inside, "startEvent", "")
        first, last = self.block(inside, depth)
        self.flow(inside, start, first)
        self.flow(inside, last, self.node(inside, "endEvent", self.end_event()))
        if self.random.random() < 0.25:
            self.event_sub_process(inside)
        name = self.node(scope, "subProcess", extra + inside.text(), attributes)
        for _ in range(self.random.randint(0, 2)):
            self.boundary(scope, name, errors=True, inner=True)
        return name, name

    def event_sub_process(self, scope: Scope) -> None:
        inside = Scope()
        trigger = self.random.choice(
            [TIMER, MESSAGE, SIGNAL, ERROR["A"], ERROR[""], ESCALATION["A"]]
        )
        interrupting = "true" if "errorEvent" in trigger or self.random.random() < 0.5 else "false"
        start = self.node(inside, "startEvent", trigger, f'isInterrupting="{interrupting}"')
        first, last = self.leaf(inside)
        self.flow(inside, start, first)
        self.flow(inside, last, self.node(inside, "endEvent", ""))
        self.node(scope, "subProcess", inside.text(), 'triggeredByEvent="true"')

    def multi_instance(self, scope: Scope, depth: int) -> tuple[str, str]:
        sequential = self.random.choice(["true", "false"])
        collection = ""
        if self.random.random() < 0.6:
            collection = 'inputCollection="=[1, 2, 3]" inputElement="item"'
        cardinality = (
            "" if collection else f"<bpmn:loopCardinality {EXPR}>=2</bpmn:loopCardinality>"
        )
        output = (
            'outputCollection="collected" outputElement="=loopCounter * 10"'
            if self.random.random() < 0.5
            else ""
        )
        condition = ""
        if self.random.random() < 0.4:
            over = self.random.choice(
                ["numberOfCompletedInstances &gt;= 2", "v = 1", "numberOfActiveInstances = 1"]
            )
            condition = f"<bpmn:completionCondition {EXPR}>={over}</bpmn:completionCondition>"
        zeebe = ""
        if collection or output:
            given = f"<zeebe:loopCharacteristics {collection} {output}/>"
            zeebe = f"<bpmn:extensionElements>{given}</bpmn:extensionElements>"
        marker = (
            f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
            f"{zeebe}{cardinality}{condition}</bpmn:multiInstanceLoopCharacteristics>"
        )
        return self.looped(scope, depth, marker)

    def standard_loop(self, scope: Scope, depth: int) -> tuple[str, str]:
        before = self.random.choice(["true", "false"])
        marker = (
            f'<bpmn:standardLoopCharacteristics testBefore="{before}" loopMaximum="3">'
            f"<bpmn:loopCondition {EXPR}>={self.condition()}</bpmn:loopCondition>"
            "</bpmn:standardLoopCharacteristics>"
        )
        return self.looped(scope, depth, marker)

    def looped(self, scope: Scope, depth: int, marker: str) -> tuple[str, str]:
        if self.random.random() < 0.6:
            name = self.node(scope, "userTask", USER + marker)
        else:
            inside = Scope()
            start = self.node(inside, "startEvent", "")
            first, last = self.block(inside, depth - 1)
            self.flow(inside, start, first)
            self.flow(inside, last, self.node(inside, "endEvent", self.end_event()))
            name = self.node(scope, "subProcess", marker + inside.text())
        if self.random.random() < 0.4:
            self.boundary(scope, name, errors=name.startswith("sub"), inner=name.startswith("sub"))
        return name, name

    def event_based(self, scope: Scope, depth: int) -> tuple[str, str]:
        split = self.node(scope, "eventBasedGateway", "")
        join = self.node(scope, "exclusiveGateway", "")
        for trigger in self.random.sample([TIMER, MESSAGE, SIGNAL], 2):
            event = self.node(scope, "intermediateCatchEvent", trigger)
            first, last = self.block(scope, depth)
            self.flow(scope, split, event)
            self.flow(scope, event, first)
            self.flow(scope, last, join)
        return split, join

    def link(self, scope: Scope, _depth: int) -> tuple[str, str]:
        name = self.new("link")
        definition = f'<bpmn:linkEventDefinition name="{name}"/>'
        first = self.node(scope, "task", "")
        throw = self.node(scope, "intermediateThrowEvent", definition)
        catch = self.node(scope, "intermediateCatchEvent", definition)
        last = self.node(scope, "userTask", USER)
        self.flow(scope, first, throw)
        self.flow(scope, catch, last)
        return first, last

    def call(self, scope: Scope, _depth: int) -> tuple[str, str]:
        self.calls += 1
        if self.calls > 1:
            return self.leaf(scope)
        given = (
            '<bpmn:extensionElements><zeebe:calledElement processId="q" '
            'propagateAllChildVariables="false"/><zeebe:ioMapping>'
            '<zeebe:input source="=v" target="v"/></zeebe:ioMapping></bpmn:extensionElements>'
        )
        name = self.node(scope, "callActivity", given)
        if self.random.random() < 0.5:
            self.boundary(scope, name, errors=True, inner=True)
        return name, name

    def spoil_scope(self, scope: Scope) -> None:
        """Flows across blocks: joins that starve, tokens that multiply, inclusive joins in knots.

        They leave user tasks only, so that every circle they close waits for a person.
        """
        tasks = [name for name in scope.loose if name.startswith("userTask")]
        for _ in range(self.random.randint(1, 3)):
            if tasks:
                target = self.random.choice(scope.loose)
                self.flow(
                    scope, self.random.choice(tasks), target, self.random.choice(["", "v = 2"])
                )
