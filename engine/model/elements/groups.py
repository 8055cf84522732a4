"""Attributes and children that several elements share (the abstract types of the BPMN schema).

Source: BPMN 2.0.2, Semantic.xsd.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.rules import BASE, CARRY, NAMED, RUN, AttributeRule, Only
from engine.model.nodes import Text

FALSE = frozenset({"false", "0"})
NO_COMPENSATION = Only(
    FALSE, Text("不支持补偿（10.7 节）", "compensation does not run here (clause 10.7)")
)
ONE = Only(
    frozenset({"1"}),
    Text("起始、完成令牌数只能为 1（10.3 节）", "only the token quantity 1 runs (clause 10.3)"),
)
NOT_MULTIPLE = Only(
    FALSE,
    Text("不支持并行多重事件（10.5.4 节）", "parallel multiple events do not run (clause 10.5.4)"),
)

ACTIVITY: Final[Mapping[str, AttributeRule]] = {
    **NAMED,
    "default": RUN,
    "isForCompensation": NO_COMPENSATION,
    "startQuantity": ONE,
    "completionQuantity": ONE,
}
GATEWAY: Final[Mapping[str, AttributeRule]] = {**NAMED, "gatewayDirection": CARRY}

FLOW_ELEMENT: Final = BASE | {"auditing", "monitoring", "categoryValueRef"}
FLOW_NODE: Final = FLOW_ELEMENT | {"incoming", "outgoing"}
DATA: Final = frozenset({"property", "dataInputAssociation", "dataOutputAssociation"})
RESOURCES: Final = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
ACTIVITY_CHILDREN: Final = (
    FLOW_NODE
    | DATA
    | RESOURCES
    | {"ioSpecification", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}
)
EVENT_DEFINITIONS: Final = frozenset(
    {
        "messageEventDefinition",
        "timerEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "linkEventDefinition",
        "terminateEventDefinition",
        "conditionalEventDefinition",
        "compensateEventDefinition",
        "cancelEventDefinition",
    }
)
EVENT_CHILDREN: Final = (
    FLOW_NODE
    | DATA
    | EVENT_DEFINITIONS
    | {"eventDefinitionRef", "dataInput", "dataOutput", "inputSet", "outputSet"}
)
ARTIFACTS: Final = frozenset({"textAnnotation", "association", "group"})
NODES: Final = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "implicitThrowEvent",
        "task",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "manualTask",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "callActivity",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
        "choreographyTask",
        "subChoreography",
        "callChoreography",
    }
)
CONTAINED: Final = (
    NODES
    | ARTIFACTS
    | {"laneSet", "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
)
ROOTS: Final = frozenset(
    {
        "process",
        "message",
        "signal",
        "error",
        "escalation",
        "collaboration",
        "choreography",
        "globalConversation",
        "globalTask",
        "globalUserTask",
        "globalManualTask",
        "globalScriptTask",
        "globalBusinessRuleTask",
        "globalChoreographyTask",
        "itemDefinition",
        "interface",
        "endPoint",
        "resource",
        "category",
        "dataStore",
        "correlationProperty",
        "partnerEntity",
        "partnerRole",
        *EVENT_DEFINITIONS,
    }
)
