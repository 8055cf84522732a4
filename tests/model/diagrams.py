"""Small diagrams for tests: a process is written as the elements inside it."""

from __future__ import annotations

from itertools import pairwise

from engine.model import Diagram, DiagramRefused, ModelProblem, ProcessModel, read_diagram
from engine.model.nodes import Severity

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'id="d" targetNamespace="http://huiqian.example">\n'
)


def file(process: str, top: str = "", process_id: str = "p", attributes: str = "") -> bytes:
    """A file with one executable process; `top` stands beside the process."""
    return (
        f"{HEAD}{top}"
        f'<bpmn:process id="{process_id}" isExecutable="true"{attributes}>\n'
        f"{process}\n</bpmn:process>\n</bpmn:definitions>\n"
    ).encode()


def flow(source: str, target: str, condition: str = "", flow_id: str = "") -> str:
    """A sequence flow `<source>_<target>`."""
    inside = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}'
        "</bpmn:conditionExpression>"
        if condition
        else ""
    )
    name = flow_id or f"{source}_{target}"
    return (
        f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inside}'
        "</bpmn:sequenceFlow>\n"
    )


def path(*nodes: str) -> str:
    """Flows from each node to the next."""
    return "".join(flow(a, b) for a, b in pairwise(nodes))


def ext(*elements: str, properties: dict[str, str] | None = None) -> str:
    """`extensionElements` with `zeebe:` elements and `huiqian:` properties."""
    inside = "".join(elements)
    if properties:
        rows = "".join(
            f'<zeebe:property name="huiqian:{name}" value="{value}"/>'
            for name, value in properties.items()
        )
        inside += f"<zeebe:properties>{rows}</zeebe:properties>"
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


CLERK = '<zeebe:assignmentDefinition candidateGroups="hrss_bureau.clerk"/>'


def user_task(task_id: str, *elements: str, inside: str = "", **properties: str) -> str:
    """A user task for a clerk."""
    extension = ext(*(elements or (CLERK,)), properties=properties or None)
    return f'<bpmn:userTask id="{task_id}">{extension}{inside}</bpmn:userTask>\n'


def start(event_id: str = "start", inside: str = "") -> str:
    return f'<bpmn:startEvent id="{event_id}">{inside}</bpmn:startEvent>\n'


def end(event_id: str = "end", inside: str = "") -> str:
    return f'<bpmn:endEvent id="{event_id}">{inside}</bpmn:endEvent>\n'


def around(elements: str, *nodes: str, prefix: str = "") -> str:
    """The elements between a start and an end event, joined by flows."""
    first, last = f"{prefix}start", f"{prefix}end"
    return start(first) + elements + end(last) + path(first, *nodes, last)


def read(data: bytes) -> Diagram:
    return read_diagram(data)


def model(process: str, top: str = "") -> ProcessModel:
    return read_diagram(file(process, top)).main


def report(data: bytes) -> tuple[ModelProblem, ...]:
    """Every problem, whether the diagram is refused or not."""
    try:
        return read_diagram(data).problems
    except DiagramRefused as refused:
        return refused.problems


def errors(data: bytes) -> list[ModelProblem]:
    return [p for p in report(data) if p.severity is Severity.ERROR]


def rules(data: bytes) -> list[str]:
    """The rules of all errors."""
    return [p.rule for p in errors(data)]


KEYED = ext('<zeebe:subscription correlationKey="=case.number"/>')
MESSAGE = f'<bpmn:message id="m1" name="reply">{KEYED}</bpmn:message>\n'
SIGNAL = '<bpmn:signal id="s1" name="policy_changed"/>\n'
ERROR = '<bpmn:error id="e1" errorCode="rate_missing"/>\n'
ESCALATION = '<bpmn:escalation id="x1" escalationCode="late"/>\n'
TOP = MESSAGE + SIGNAL + ERROR + ESCALATION

ON_MESSAGE = '<bpmn:messageEventDefinition messageRef="m1"/>'
ON_SIGNAL = '<bpmn:signalEventDefinition signalRef="s1"/>'
ON_ERROR = '<bpmn:errorEventDefinition errorRef="e1"/>'
ON_ESCALATION = '<bpmn:escalationEventDefinition escalationRef="x1"/>'


def on_timer(text: str = "PT1H", kind: str = "timeDuration") -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def catch(event_id: str, definition: str) -> str:
    return (
        f'<bpmn:intermediateCatchEvent id="{event_id}">{definition}</bpmn:intermediateCatchEvent>\n'
    )


def throw(event_id: str, definition: str = "") -> str:
    return (
        f'<bpmn:intermediateThrowEvent id="{event_id}">{definition}</bpmn:intermediateThrowEvent>\n'
    )


def boundary(event_id: str, host: str, definition: str, *, interrupting: bool = True) -> str:
    cancel = "" if interrupting else ' cancelActivity="false"'
    return (
        f'<bpmn:boundaryEvent id="{event_id}" attachedToRef="{host}"{cancel}>{definition}'
        "</bpmn:boundaryEvent>\n"
    )


def sub_process(node_id: str, inside: str, *, event: bool = False) -> str:
    triggered = ' triggeredByEvent="true"' if event else ""
    return f'<bpmn:subProcess id="{node_id}"{triggered}>\n{inside}</bpmn:subProcess>\n'


def gateway(kind: str, node_id: str, default: str = "") -> str:
    attribute = f' default="{default}"' if default else ""
    return f'<bpmn:{kind}Gateway id="{node_id}"{attribute}/>\n'
