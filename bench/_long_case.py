"""A drawn process of 300 elements, and cases that walk it until their journal is long."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from bench._office import actor
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.start_case import StartCase
from engine.wiring import Engine

PROCESS = "long_walk"
AREA = "P1_CITY"
PAIRS = 148  #: user task and plain task, one after the other; with start, gateway, end 299 + 1
ACROSS = 20
WIDTH, HEIGHT = 160, 130


def write_bundle(folder: Path) -> Path:
    """The bundle's folder below `folder`: diagram with layout, one form."""
    place = folder / PROCESS
    (place / "forms").mkdir(parents=True)
    (place / f"{PROCESS}.bpmn").write_text(diagram(), encoding="utf-8")
    (place / "forms" / "step.json").write_text(json.dumps(FORM, ensure_ascii=False), "utf-8")
    return place


def walk(engine: Engine, entries: int, *, stray_at: int = 0) -> UUID:
    """A case with about so many entries; at task number `stray_at` it turns back to the start."""
    applicant, clerk = actor(engine, "chen.jing"), actor(engine, "zhao.min")
    done = engine.handle(StartCase(PROCESS, AREA, {}), applicant)
    made, tasks = 1, 0
    while made < entries:
        assert done.state is not None
        task = next(iter(done.state.tasks))
        engine.handle(ClaimTask(done.case_id, task), clerk)
        tasks += 1
        turns = tasks == stray_at or tasks % PAIRS == 0
        command = CompleteTask(done.case_id, task, "again" if turns else "on", "同意", {})
        done = engine.handle(command, clerk)
        made += 2
    return done.case_id


FORM = {
    "id": "step",
    "title": {"zh": "一步", "en": "A step"},
    "outcomes": [
        {"id": "on", "label": {"zh": "继续", "en": "On"}, "opinion": "optional"},
        {"id": "again", "label": {"zh": "重来", "en": "Again"}, "opinion": "optional"},
    ],
    "schema": {
        "type": "object",
        "properties": {
            "note": {"type": "string", "maxLength": 40, "x-label": {"zh": "注", "en": "Note"}}
        },
    },
    "rights": {"note": "write"},
}


def diagram() -> str:
    nodes = ["begin"]
    for n in range(1, PAIRS + 1):
        nodes += [f"ask_{n}", f"note_{n}"]
    nodes += ["whither", "finish"]
    flows = list(pairwise(nodes))
    written = "".join(_node(each) for each in nodes)
    drawn = "".join(_shape(each, at) for at, each in enumerate(nodes))
    places = {each: at for at, each in enumerate(nodes)}
    for source, target in [*flows, ("whither", "ask_1")]:
        back = (source, target) == ("whither", "ask_1")
        condition = (
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=answer = "again"'
            "</bpmn:conditionExpression>"
            if back
            else ""
        )
        flow = f"{source}_to_{target}"
        written += (
            f'<bpmn:sequenceFlow id="{flow}" sourceRef="{source}" targetRef="{target}">'
            f"{condition}</bpmn:sequenceFlow>"
        )
        drawn += _edge(flow, places[source], places[target])
    return _DOCUMENT.format(process=PROCESS, nodes=written, drawn=drawn)


def _node(name: str) -> str:
    kind, _, number = name.partition("_")
    english = (
        "<bpmn:extensionElements>{more}<zeebe:properties><zeebe:property"
        ' name="huiqian:name.en" value="{value}"/></zeebe:properties></bpmn:extensionElements>'
    )
    if kind == "ask":
        more = (
            "<zeebe:userTask/>"
            '<zeebe:assignmentDefinition candidateGroups="hrss_bureau.window_clerk"/>'
            '<zeebe:formDefinition formId="step"/>'
            '<zeebe:ioMapping><zeebe:output source="=outcome" target="answer"/></zeebe:ioMapping>'
        )
        inside = english.format(more=more, value=f"Ask {number}")
        return f'<bpmn:userTask id="{name}" name="第 {number} 问">{inside}</bpmn:userTask>'
    inside = english.format(more="", value=name)
    if kind == "note":
        return f'<bpmn:task id="{name}" name="记 {number}">{inside}</bpmn:task>'
    if kind == "whither":
        return (
            f'<bpmn:exclusiveGateway id="{name}" name="去向" default="whither_to_finish">'
            f"{inside}</bpmn:exclusiveGateway>"
        )
    tag = "startEvent" if kind == "begin" else "endEvent"
    return f'<bpmn:{tag} id="{name}" name="{name}">{inside}</bpmn:{tag}>'


def _shape(name: str, at: int) -> str:
    x, y = at % ACROSS * WIDTH, at // ACROSS * HEIGHT
    width, height = (100, 80) if "_" in name else (36, 36)
    return (
        f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}">'
        f'<dc:Bounds x="{x + 50 - width // 2}" y="{y + 40 - height // 2}"'
        f' width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )


def _edge(flow: str, source: int, target: int) -> str:
    points = [(at % ACROSS * WIDTH + 50, at // ACROSS * HEIGHT + 40) for at in (source, target)]
    drawn = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{flow}_di" bpmnElement="{flow}">{drawn}</bpmndi:BPMNEdge>'


_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:huiqian:bench">
<bpmn:process id="{process}" name="长流程" isExecutable="true">
<bpmn:extensionElements><zeebe:properties>
<zeebe:property name="huiqian:name.en" value="Long walk"/></zeebe:properties>
</bpmn:extensionElements>{nodes}</bpmn:process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="{process}">{drawn}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>
"""
