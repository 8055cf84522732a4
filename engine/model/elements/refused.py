"""What would run in BPMN and does not here; each with its reason and clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.rules import ElementRule, refuse

REFUSED: Final[Mapping[str, ElementRule]] = {
    "transaction": refuse("不支持事务子流程", "transactions do not run here", "10.3.5"),
    "adHocSubProcess": refuse("不支持特设子流程", "ad hoc sub-processes do not run here", "10.3.5"),
    "complexGateway": refuse("不支持复杂网关", "complex gateways do not run here", "10.6.5"),
    "conditionalEventDefinition": refuse(
        "不支持条件事件", "conditional events do not run here", "10.5.5"
    ),
    "compensateEventDefinition": refuse(
        "不支持补偿事件", "compensation events do not run here", "10.5.5"
    ),
    "cancelEventDefinition": refuse("不支持取消事件", "cancel events do not run here", "10.5.5"),
    "implicitThrowEvent": refuse(
        "不支持隐式抛出事件", "implicit throw events do not run here", "10.5.4"
    ),
    "eventDefinitionRef": refuse(
        "事件定义须写在事件之内", "an event definition must stand inside its event", "10.5.5"
    ),
    "choreographyTask": refuse("不支持编排任务", "choreography tasks do not run here", "11.5"),
    "subChoreography": refuse("不支持子编排", "sub-choreographies do not run here", "11.5"),
    "callChoreography": refuse("不支持调用编排", "called choreographies do not run here", "11.5"),
    "resourceRole": refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.1",
    ),
    "performer": refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.1",
    ),
    "humanPerformer": refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.4.1",
    ),
    "potentialOwner": refuse(
        "请用 zeebe:assignmentDefinition 指定办理人",
        "say who acts with zeebe:assignmentDefinition",
        "10.3.4.1",
    ),
    "script": refuse(
        "脚本只能写成 zeebe:script 中的 FEEL 表达式",
        "a script is a FEEL expression in zeebe:script",
        "10.3.3",
    ),
    "correlationSubscription": refuse(
        "消息关联请用 zeebe:subscription", "correlate messages with zeebe:subscription", "10.2"
    ),
    "ioBinding": refuse("不支持接口绑定", "interface bindings do not run here", "8.4.3"),
    "operationRef": refuse("不支持消息操作", "operations of interfaces do not run here", "10.5.5"),
    "loopDataInputRef": refuse(
        "多实例的集合请用 zeebe:loopCharacteristics 的 inputCollection",
        "give the collection as inputCollection of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "loopDataOutputRef": refuse(
        "多实例的结果请用 zeebe:loopCharacteristics 的 outputCollection",
        "give the results as outputCollection of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "inputDataItem": refuse(
        "多实例的元素请用 zeebe:loopCharacteristics 的 inputElement",
        "give the item as inputElement of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "outputDataItem": refuse(
        "多实例的结果请用 zeebe:loopCharacteristics 的 outputElement",
        "give the result as outputElement of zeebe:loopCharacteristics",
        "10.3.8",
    ),
    "complexBehaviorDefinition": refuse(
        "不支持多实例的复杂行为", "complex multi-instance behaviour does not run here", "10.3.8"
    ),
    "transformation": refuse(
        "不支持数据转换，请用 zeebe:ioMapping",
        "data transformations do not run here; use zeebe:ioMapping",
        "10.4.2",
    ),
    "assignment": refuse(
        "不支持数据赋值，请用 zeebe:ioMapping",
        "data assignments do not run here; use zeebe:ioMapping",
        "10.4.2",
    ),
}
