"""A bundle small enough for tests of the API: filed, accepted by the window clerk, closed."""

import json
from pathlib import Path

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://huiqian/test">
  <bpmn:process id="small" name="小流程" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>
      <zeebe:property name="huiqian:name.en" value="Small process"/>
    </zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="submit" name="提交"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="acceptance" name="受理">
      <bpmn:extensionElements>
        <zeebe:userTask/>
        <zeebe:assignmentDefinition candidateGroups="hrss_bureau.window_clerk"/>
        <zeebe:formDefinition formId="acceptance"/>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="closed" name="办结"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="submit" targetRef="acceptance"/>
    <bpmn:sequenceFlow id="f2" sourceRef="acceptance" targetRef="closed"/>
  </bpmn:process>
</bpmn:definitions>
"""


def _field(kind: str, **more: object) -> dict[str, object]:
    return {"type": kind, "maxLength": 400, "x-label": {"zh": "字段", "en": "Field"}, **more}


START = {
    "id": "start",
    "title": {"zh": "申请", "en": "Application"},
    "schema": {
        "type": "object",
        "properties": {
            "purpose": _field("string"),
            "phone": _field("string", **{"x-personal": True}),
            "plan": _field("string"),
        },
        "required": ["purpose"],
    },
}
ACCEPTANCE = {
    "id": "acceptance",
    "title": {"zh": "受理", "en": "Acceptance"},
    "outcomes": [
        {"id": "accept", "label": {"zh": "受理", "en": "Accept"}, "opinion": "optional"},
        {"id": "reject", "label": {"zh": "不予受理", "en": "Reject"}, "opinion": "required"},
    ],
    "schema": {
        "type": "object",
        "properties": {"purpose": _field("string"), "remark": _field("string")},
    },
    "rights": {"purpose": "read", "remark": "write"},
}


def small_bundle(folder: Path) -> Path:
    """Write the bundle below the folder; gives its path."""
    bundle = folder / "small"
    (bundle / "forms").mkdir(parents=True)
    (bundle / "small.bpmn").write_text(DIAGRAM, encoding="utf-8")
    for form in (START, ACCEPTANCE):
        text = json.dumps(form, ensure_ascii=False)
        (bundle / "forms" / f"{form['id']}.json").write_text(text, encoding="utf-8")
    return bundle
