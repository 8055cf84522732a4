"""The element table: which BPMN element runs, is carried or is refused, with its attributes.

    run     it has an effect, and the reader takes it into the node table
    carry   kept in the bytes and shown, without effect; the import report lists it
    refuse  it would run in BPMN but does not here: the diagram is not deployed

What is not in the table is refused. `None` as children means: whatever stands inside is carried.

Source: BPMN 2.0.2, clauses 7–13 and its XML schema (Semantic.xsd).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from engine.model.nodes import NO_TEXT, Text


class Fate(StrEnum):
    """What becomes of an element or attribute."""

    RUN = "run"
    CARRY = "carry"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Only:
    """An attribute that may only have one of these values, because nothing else runs."""

    values: frozenset[str]
    reason: Text


AttributeRule = Fate | Only


@dataclass(frozen=True, slots=True)
class ElementRule:
    """One row of the table."""

    fate: Fate
    attributes: Mapping[str, AttributeRule] = field(default_factory=dict)
    #: local names of the BPMN elements that may stand inside; None: anything, all of it carried
    children: frozenset[str] | None = frozenset()
    #: may hold character data
    text: bool = False
    #: why it is refused, or why it is only carried
    reason: Text = NO_TEXT
    clause: str = ""


RUN, CARRY, REFUSE = Fate.RUN, Fate.CARRY, Fate.REFUSE

_FALSE = frozenset({"false", "0"})
_NO_COMPENSATION = Only(
    _FALSE, Text("不支持补偿（10.7 节）", "compensation does not run here (clause 10.7)")
)
_ONE = Only(
    frozenset({"1"}),
    Text("起始、完成令牌数只能为 1（10.3 节）", "only the token quantity 1 runs (clause 10.3)"),
)
_NOT_MULTIPLE = Only(
    _FALSE,
    Text("不支持并行多重事件（10.5.4 节）", "parallel multiple events do not run (clause 10.5.4)"),
)

_ID: Final[Mapping[str, AttributeRule]] = {"id": RUN}
_NAMED: Final[Mapping[str, AttributeRule]] = {"id": RUN, "name": RUN}
_ACTIVITY: Final[Mapping[str, AttributeRule]] = {
    **_NAMED,
    "default": RUN,
    "isForCompensation": _NO_COMPENSATION,
    "startQuantity": _ONE,
    "completionQuantity": _ONE,
}
_GATEWAY: Final[Mapping[str, AttributeRule]] = {**_NAMED, "gatewayDirection": CARRY}

_BASE: Final = frozenset({"documentation", "extensionElements"})
_FLOW_ELEMENT: Final = _BASE | {"auditing", "monitoring", "categoryValueRef"}
_FLOW_NODE: Final = _FLOW_ELEMENT | {"incoming", "outgoing"}
_DATA: Final = frozenset({"property", "dataInputAssociation", "dataOutputAssociation"})
_RESOURCES: Final = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
_ACTIVITY_CHILDREN: Final = (
    _FLOW_NODE
    | _DATA
    | _RESOURCES
    | {"ioSpecification", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}
)
_EVENT_DEFINITIONS: Final = frozenset(
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
_EVENT_CHILDREN: Final = (
    _FLOW_NODE
    | _DATA
    | _EVENT_DEFINITIONS
    | {"eventDefinitionRef", "dataInput", "dataOutput", "inputSet", "outputSet"}
)
_ARTIFACTS: Final = frozenset({"textAnnotation", "association", "group"})
_NODES: Final = frozenset(
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
_CONTAINED: Final = (
    _NODES
    | _ARTIFACTS
    | {"laneSet", "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
)
_ROOTS: Final = frozenset(
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
        *_EVENT_DEFINITIONS,
    }
)

_PICTURE = Text("仅作图示保留，不执行", "kept and shown, does not run")
_NO_DATA = Text(
    "数据对象与数据关联仅作图示；传值请用 zeebe:ioMapping",
    "data objects and associations are only shown; use zeebe:ioMapping to pass values",
)


def _run(
    attributes: Mapping[str, AttributeRule] = _NAMED,
    children: frozenset[str] = _BASE,
    *,
    text: bool = False,
    clause: str,
) -> ElementRule:
    return ElementRule(RUN, attributes, children, text, clause=clause)


def _carry(
    attributes: Mapping[str, AttributeRule] | None = None,
    children: frozenset[str] | None = None,
    *,
    text: bool = False,
    reason: Text = _PICTURE,
    clause: str = "",
) -> ElementRule:
    return ElementRule(CARRY, attributes or {}, children, text, reason, clause)


def _refuse(zh: str, en: str, clause: str) -> ElementRule:
    return ElementRule(REFUSE, {}, None, True, Text(zh, en), clause)


def _expression(clause: str) -> ElementRule:
    attributes: Mapping[str, AttributeRule] = {
        "id": CARRY,
        "language": Only(
            frozenset(
                {
                    "feel",
                    "FEEL",
                    "https://www.omg.org/spec/DMN/20191111/FEEL/",
                    "http://www.omg.org/spec/FEEL/20140401",
                }
            ),
            Text("表达式只能用 FEEL 语言", "expressions are written in FEEL only"),
        ),
        "evaluatesToTypeRef": CARRY,
        # `xsi:type` says what every expression here is: a formal expression.
        "xsi:type": CARRY,
    }
    return ElementRule(RUN, attributes, frozenset({"documentation"}), True, clause=clause)


ELEMENTS: Final[Mapping[str, ElementRule]] = {
    # --- the file ---------------------------------------------------------------------------------
    "definitions": _run(
        {
            "id": CARRY,
            "name": CARRY,
            "targetNamespace": CARRY,
            "expressionLanguage": CARRY,
            "typeLanguage": CARRY,
            "exporter": CARRY,
            "exporterVersion": CARRY,
        },
        _BASE | _ROOTS | {"import", "extension", "relationship"},
        clause="8.1",
    ),
    "import": _carry(
        reason=Text("引用的外部文件不会读取", "imported files are not read"), clause="8.2.1"
    ),
    "extension": _carry(
        {
            "definition": CARRY,
            "mustUnderstand": Only(
                _FALSE,
                Text("无法理解必须理解的扩展", "an extension that must be understood is unknown"),
            ),
        },
        frozenset({"documentation"}),
        clause="8.2.3",
    ),
    "relationship": _carry(clause="8.2.5"),
    "documentation": _carry({"id": CARRY, "textFormat": CARRY}, None, text=True, clause="8.3.1"),
    "extensionElements": ElementRule(RUN, {}, frozenset(), clause="8.2.3"),
    # --- the process ------------------------------------------------------------------------------
    "process": _run(
        {
            **_NAMED,
            "isExecutable": RUN,
            "isClosed": CARRY,
            "processType": CARRY,
            "definitionalCollaborationRef": CARRY,
        },
        _BASE
        | _CONTAINED
        | _RESOURCES
        | {
            "auditing",
            "monitoring",
            "property",
            "ioSpecification",
            "ioBinding",
            "supportedInterfaceRef",
            "correlationSubscription",
            "supports",
        },
        clause="10.2",
    ),
    "laneSet": _carry(_NAMED, _BASE | {"lane"}, clause="10.8"),
    "lane": _carry(
        {**_NAMED, "partitionElementRef": CARRY},
        _BASE | {"flowNodeRef", "childLaneSet", "partitionElement"},
        clause="10.8",
    ),
    "childLaneSet": _carry(_NAMED, _BASE | {"lane"}, clause="10.8"),
    "partitionElement": _carry(clause="10.8"),
    "flowNodeRef": _carry({}, frozenset(), text=True, clause="10.8"),
    "sequenceFlow": _run(
        {
            **_NAMED,
            "sourceRef": RUN,
            "targetRef": RUN,
            "isImmediate": Only(
                frozenset({"true", "1"}),
                Text("只支持立即的顺序流", "only immediate sequence flows run"),
            ),
        },
        _FLOW_ELEMENT | {"conditionExpression"},
        clause="8.4.13",
    ),
    "conditionExpression": _expression("8.4.13"),
    # incoming and outgoing repeat what sourceRef and targetRef say; the reader compares them.
    "incoming": _run({}, frozenset(), text=True, clause="8.4.13"),
    "outgoing": _run({}, frozenset(), text=True, clause="8.4.13"),
    # --- activities -------------------------------------------------------------------------------
    "task": _run(_ACTIVITY, _ACTIVITY_CHILDREN, clause="10.3.3"),
    "manualTask": _run(_ACTIVITY, _ACTIVITY_CHILDREN, clause="10.3.4.2"),
    "userTask": _run(
        {**_ACTIVITY, "implementation": CARRY},
        _ACTIVITY_CHILDREN | {"rendering"},
        clause="10.3.4.1",
    ),
    "serviceTask": _run(
        {**_ACTIVITY, "implementation": CARRY, "operationRef": CARRY},
        _ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "sendTask": _run(
        {**_ACTIVITY, "implementation": CARRY, "operationRef": CARRY, "messageRef": RUN},
        _ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "receiveTask": _run(
        {
            **_ACTIVITY,
            "implementation": CARRY,
            "operationRef": CARRY,
            "messageRef": RUN,
            "instantiate": Only(
                _FALSE,
                Text(
                    "接收任务不能启动流程，请用消息启动事件",
                    "a receive task starts no case here; use a message start event",
                ),
            ),
        },
        _ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "scriptTask": _run(
        {**_ACTIVITY, "scriptFormat": CARRY}, _ACTIVITY_CHILDREN | {"script"}, clause="10.3.3"
    ),
    "businessRuleTask": _run(
        {**_ACTIVITY, "implementation": CARRY}, _ACTIVITY_CHILDREN, clause="10.3.3"
    ),
    "callActivity": _run({**_ACTIVITY, "calledElement": RUN}, _ACTIVITY_CHILDREN, clause="10.3.6"),
    "subProcess": _run(
        {**_ACTIVITY, "triggeredByEvent": RUN}, _ACTIVITY_CHILDREN | _CONTAINED, clause="10.3.5"
    ),
    "multiInstanceLoopCharacteristics": _run(
        {
            "id": RUN,
            "isSequential": RUN,
            "behavior": Only(
                frozenset({"All"}),
                Text("不支持多实例的中间事件", "multi-instance events do not run (clause 10.3.8)"),
            ),
            "oneBehaviorEventRef": REFUSE,
            "noneBehaviorEventRef": REFUSE,
        },
        _BASE
        | {
            "loopCardinality",
            "completionCondition",
            "loopDataInputRef",
            "loopDataOutputRef",
            "inputDataItem",
            "outputDataItem",
            "complexBehaviorDefinition",
        },
        clause="10.3.8",
    ),
    "standardLoopCharacteristics": _run(
        {"id": RUN, "testBefore": RUN, "loopMaximum": RUN},
        _BASE | {"loopCondition"},
        clause="10.3.8",
    ),
    "loopCardinality": _expression("10.3.8"),
    "completionCondition": _expression("10.3.8"),
    "loopCondition": _expression("10.3.8"),
    # --- gateways ---------------------------------------------------------------------------------
    "exclusiveGateway": _run({**_GATEWAY, "default": RUN}, _FLOW_NODE, clause="10.6.2"),
    "inclusiveGateway": _run({**_GATEWAY, "default": RUN}, _FLOW_NODE, clause="10.6.3"),
    "parallelGateway": _run(_GATEWAY, _FLOW_NODE, clause="10.6.4"),
    "eventBasedGateway": _run(
        {
            **_GATEWAY,
            "instantiate": Only(
                _FALSE,
                Text(
                    "事件网关不能启动流程，请用多个启动事件",
                    "an event-based gateway starts no case here; use several start events",
                ),
            ),
            "eventGatewayType": Only(
                frozenset({"Exclusive"}),
                Text("不支持并行事件网关", "parallel event-based gateways do not run"),
            ),
        },
        _FLOW_NODE,
        clause="10.6.6",
    ),
    # --- events -----------------------------------------------------------------------------------
    "startEvent": _run(
        {**_NAMED, "isInterrupting": RUN, "parallelMultiple": _NOT_MULTIPLE},
        _EVENT_CHILDREN,
        clause="10.5.2",
    ),
    "endEvent": _run(_NAMED, _EVENT_CHILDREN, clause="10.5.3"),
    "intermediateCatchEvent": _run(
        {**_NAMED, "parallelMultiple": _NOT_MULTIPLE}, _EVENT_CHILDREN, clause="10.5.4"
    ),
    "intermediateThrowEvent": _run(_NAMED, _EVENT_CHILDREN, clause="10.5.4"),
    "boundaryEvent": _run(
        {
            **_NAMED,
            "attachedToRef": RUN,
            "cancelActivity": RUN,
            "parallelMultiple": _NOT_MULTIPLE,
        },
        _EVENT_CHILDREN,
        clause="10.5.4",
    ),
    "messageEventDefinition": _run(
        {"id": RUN, "messageRef": RUN}, _BASE | {"operationRef"}, clause="10.5.5"
    ),
    "timerEventDefinition": _run(
        _ID, _BASE | {"timeDate", "timeDuration", "timeCycle"}, clause="10.5.5"
    ),
    "timeDate": _expression("10.5.5"),
    "timeDuration": _expression("10.5.5"),
    "timeCycle": _expression("10.5.5"),
    "signalEventDefinition": _run({"id": RUN, "signalRef": RUN}, clause="10.5.5"),
    "errorEventDefinition": _run({"id": RUN, "errorRef": RUN}, clause="10.5.5"),
    "escalationEventDefinition": _run({"id": RUN, "escalationRef": RUN}, clause="10.5.5"),
    "linkEventDefinition": _run(_NAMED, _BASE | {"source", "target"}, clause="10.5.5"),
    "source": _carry({}, frozenset(), text=True, clause="10.5.5"),
    "target": _carry({}, frozenset(), text=True, clause="10.5.5"),
    "terminateEventDefinition": _run(_ID, clause="10.5.5"),
    # --- what events name -------------------------------------------------------------------------
    "message": _run({**_NAMED, "itemRef": CARRY}, clause="8.4.11"),
    "signal": _run({**_NAMED, "structureRef": CARRY}, clause="10.5.5"),
    "error": _run({**_NAMED, "errorCode": RUN, "structureRef": CARRY}, clause="8.4.5"),
    "escalation": _run({**_NAMED, "escalationCode": RUN, "structureRef": CARRY}, clause="10.5.5"),
    # --- carried: pictures and notes --------------------------------------------------------------
    "collaboration": _carry(clause="9"),
    "choreography": _carry(clause="11"),
    "globalConversation": _carry(clause="9.5"),
    "textAnnotation": _carry(clause="8.4.1"),
    "association": _carry(clause="8.4.1"),
    "group": _carry(clause="8.4.1"),
    "category": _carry(clause="8.4.1"),
    "categoryValueRef": _carry(clause="8.4.1"),
    "auditing": _carry(clause="10.2"),
    "monitoring": _carry(clause="10.2"),
    "supports": _carry(clause="10.2"),
    "supportedInterfaceRef": _carry(clause="8.4.3"),
    "dataObject": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataObjectReference": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataStore": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataStoreReference": _carry(reason=_NO_DATA, clause="10.4.1"),
    "property": _carry(reason=_NO_DATA, clause="10.4.1"),
    "ioSpecification": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataInput": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataOutput": _carry(reason=_NO_DATA, clause="10.4.1"),
    "inputSet": _carry(reason=_NO_DATA, clause="10.4.1"),
    "outputSet": _carry(reason=_NO_DATA, clause="10.4.1"),
    "dataInputAssociation": _carry(
        _ID,
        _BASE | {"sourceRef", "targetRef", "transformation", "assignment"},
        reason=_NO_DATA,
        clause="10.4.2",
    ),
    "dataOutputAssociation": _carry(
        _ID,
        _BASE | {"sourceRef", "targetRef", "transformation", "assignment"},
        reason=_NO_DATA,
        clause="10.4.2",
    ),
    "sourceRef": _carry({}, frozenset(), text=True, clause="10.4.2"),
    "targetRef": _carry({}, frozenset(), text=True, clause="10.4.2"),
    "itemDefinition": _carry(clause="8.4.10"),
    "interface": _carry(clause="8.4.3"),
    "endPoint": _carry(clause="8.4.3"),
    "resource": _carry(clause="8.4.12"),
    "correlationProperty": _carry(clause="8.4.2"),
    "partnerEntity": _carry(clause="9.3"),
    "partnerRole": _carry(clause="9.3"),
    "rendering": _carry(clause="10.3.4.1"),
    "globalTask": _carry(clause="10.3.6"),
    "globalUserTask": _carry(clause="10.3.6"),
    "globalManualTask": _carry(clause="10.3.6"),
    "globalScriptTask": _carry(clause="10.3.6"),
    "globalBusinessRuleTask": _carry(clause="10.3.6"),
    "globalChoreographyTask": _carry(clause="11.6"),
    # --- refused: they would run in BPMN ----------------------------------------------------------
    "transaction": _refuse("不支持事务子流程", "transactions do not run here", "10.3.5"),
    "adHocSubProcess": _refuse(
        "不支持特设子流程", "ad hoc sub-processes do not run here", "10.3.5"
    ),
    "complexGateway": _refuse("不支持复杂网关", "complex gateways do not run here", "10.6.5"),
    "conditionalEventDefinition": _refuse(
        "不支持条件事件", "conditional events do not run here", "10.5.5"
    ),
    "compensateEventDefinition": _refuse(
        "不支持补偿事件", "compensation events do not run here", "10.5.5"
    ),
    "cancelEventDefinition": _refuse("不支持取消事件", "cancel events do not run here", "10.5.5"),
    "implicitThrowEvent": _refuse(
        "不支持隐式抛出事件", "implicit throw events do not run here", "10.5.4"
    ),
    "eventDefinitionRef": _refuse(
        "事件定义须写在事件之内", "an event definition must stand inside its event", "10.5.5"
    ),
    "choreographyTask": _refuse("不支持编排任务", "choreography tasks do not run here", "11.5"),
    "subChoreography": _refuse("不支持子编排", "sub-choreographies do not run here", "11.5"),
    "callChoreography": _refuse("不支持调用编排", "called choreographies do not run here", "11.5"),
    "resourceRole": _refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.1",
    ),
    "performer": _refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.1",
    ),
    "humanPerformer": _refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.4.1",
    ),
    "potentialOwner": _refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.4.1",
    ),
    "script": _refuse(
        "脚本只能写成 zeebe:script 中的 FEEL 表达式",
        "a script is a FEEL expression in zeebe:script",
        "10.3.3",
    ),
    "correlationSubscription": _refuse(
        "消息关联请用 zeebe:subscription", "correlate messages with zeebe:subscription", "10.2"
    ),
    "ioBinding": _refuse("不支持接口绑定", "interface bindings do not run here", "8.4.3"),
    "operationRef": _refuse("不支持消息操作", "operations of interfaces do not run here", "10.5.5"),
    "loopDataInputRef": _refuse(
        "多实例的集合请用 zeebe:loopCharacteristics 的 inputCollection",
        "give the collection as inputCollection of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "loopDataOutputRef": _refuse(
        "多实例的结果请用 zeebe:loopCharacteristics 的 outputCollection",
        "give the results as outputCollection of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "inputDataItem": _refuse(
        "多实例的元素请用 zeebe:loopCharacteristics 的 inputElement",
        "give the item as inputElement of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "outputDataItem": _refuse(
        "多实例的结果请用 zeebe:loopCharacteristics 的 outputElement",
        "give the result as outputElement of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "complexBehaviorDefinition": _refuse(
        "不支持多实例的复杂行为", "complex multi-instance behaviour does not run here", "10.3.8"
    ),
    "transformation": _refuse(
        "不支持数据转换，请用 zeebe:ioMapping",
        "data transformations do not run here; use zeebe:ioMapping",
        "10.4.2",
    ),
    "assignment": _refuse(
        "不支持数据赋值，请用 zeebe:ioMapping",
        "data assignments do not run here; use zeebe:ioMapping",
        "10.4.2",
    ),
}
#: Event definitions at the top of a file belong to nobody until they are referred to.
CARRIED_AT_ROOT: Final = _EVENT_DEFINITIONS
FLOW_NODES: Final = _NODES
EVENT_DEFINITIONS: Final = _EVENT_DEFINITIONS
