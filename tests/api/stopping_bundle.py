"""A bundle whose cases stand still at once: a gateway asks for a variable that nobody sets."""

from pathlib import Path

from tests.api.small_bundle import DIAGRAM, small_bundle

GATE = """
    <bpmn:endEvent id="closed" name="办结"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:exclusiveGateway id="urgent" name="是否急件"/>
    <bpmn:endEvent id="late" name="转出"/>
    <bpmn:sequenceFlow id="g1" name="急件" sourceRef="urgent" targetRef="late">
      <bpmn:conditionExpression>=urgency &gt; 3</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="g2" sourceRef="urgent" targetRef="acceptance">
      <bpmn:conditionExpression>=urgency &lt;= 3</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
"""


#: Where the elements stand in the drawing: x of each, all in one row.
PLACES = {"submit": 160, "urgent": 280, "acceptance": 400, "closed": 580, "late": 287}
SIZES = {"submit": 36, "urgent": 50, "acceptance": 100, "closed": 36, "late": 36}


def drawing() -> str:
    """The shapes of the diagram, so that pages have something to show."""
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}"><dc:Bounds x="{x}"'
        f' y="{220 if name == "late" else 120 - SIZES[name] // 2}" width="{SIZES[name]}"'
        f' height="{80 if name == "acceptance" else SIZES[name]}"/></bpmndi:BPMNShape>'
        for name, x in PLACES.items()
    )
    return (
        '<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="small">'
        f"{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n</bpmn:definitions>"
    )


def stopping_bundle(folder: Path) -> Path:
    """The small bundle with a gateway that asks for a variable nobody sets."""
    bundle = small_bundle(folder)
    head, _, tail = DIAGRAM.partition('    <bpmn:endEvent id="closed"')
    tail = tail.partition("</bpmn:endEvent>")[2]
    text = (head + GATE + tail).replace(
        'id="f1" sourceRef="submit" targetRef="acceptance"',
        'id="f1" sourceRef="submit" targetRef="urgent"',
    )
    text = text.replace("<bpmn:incoming>f1</bpmn:incoming>", "")
    text = text.replace(
        "<bpmn:definitions ",
        '<bpmn:definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ',
    ).replace("</bpmn:definitions>", drawing())
    (bundle / "small.bpmn").write_text(text, encoding="utf-8")
    return bundle
