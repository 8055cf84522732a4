"""The table of `zeebe:` extension elements: where each may stand and which attributes run.

A `zeebe:` element or attribute that is not here is refused, because Camunda 8 would act on it.
Elements of other namespaces (`camunda:`, `flowable:` …) are carried with a warning.

Source: zeebe-bpmn-moddle; decision 0007 (dialect).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.model.elements import CARRY, REFUSE, RUN, AttributeRule, Fate, Only
from engine.model.nodes import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """One row: an element of the `zeebe:` namespace."""

    fate: Fate
    #: BPMN elements whose `extensionElements` may hold it; empty: stands inside another one
    owners: frozenset[str] = frozenset()
    attributes: Mapping[str, AttributeRule] = field(default_factory=dict)
    #: `zeebe:` elements that may stand inside, by local name
    children: frozenset[str] = frozenset()
    #: may stand once only in its parent
    once: bool = True
    reason: Text = NO_TEXT


ACTIVITIES: Final = frozenset(
    {
        "task",
        "manualTask",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
    }
)
EVENTS: Final = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
GATEWAYS: Final = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"}
)
NODES: Final = ACTIVITIES | EVENTS | GATEWAYS
#: What may carry `zeebe:properties`: everything a designer can select and name.
NAMED: Final = NODES | {
    "process",
    "lane",
    "sequenceFlow",
    "message",
    "signal",
    "error",
    "escalation",
}

#: A bundle is deployed as one, so what "the newest" is follows from the bundle alone.
_BINDING: Final = Only(
    frozenset({"deployment", "latest"}),
    Text(
        "版本由发布包决定，不支持 versionTag 绑定",
        "the bundle decides on versions; binding by version tag does not run",
    ),
)


def _refuse(zh: str, en: str) -> ExtensionRule:
    return ExtensionRule(REFUSE, once=False, reason=Text(zh, en))


EXTENSIONS: Final[Mapping[str, ExtensionRule]] = {
    "userTask": ExtensionRule(RUN, frozenset({"userTask"})),
    "assignmentDefinition": ExtensionRule(
        RUN,
        frozenset({"userTask"}),
        {"assignee": RUN, "candidateGroups": RUN, "candidateUsers": RUN},
    ),
    "formDefinition": ExtensionRule(
        RUN,
        frozenset({"userTask", "startEvent"}),
        {"formId": RUN, "bindingType": _BINDING, "formKey": REFUSE, "externalReference": REFUSE},
        reason=Text("表单用 formId 指明发布包中的文件", "name a form of the bundle with formId"),
    ),
    "taskSchedule": ExtensionRule(
        RUN,
        frozenset({"userTask"}),
        {"dueDate": RUN, "followUpDate": REFUSE},
        reason=Text("不支持跟进日期", "follow-up dates do not run"),
    ),
    "taskDefinition": ExtensionRule(
        RUN,
        frozenset({"serviceTask", "sendTask"}),
        {"type": RUN, "retries": RUN},
    ),
    "script": ExtensionRule(
        RUN, frozenset({"scriptTask"}), {"expression": RUN, "resultVariable": RUN}
    ),
    "calledDecision": ExtensionRule(
        RUN,
        frozenset({"businessRuleTask"}),
        {"decisionId": RUN, "resultVariable": RUN, "bindingType": _BINDING},
    ),
    "calledElement": ExtensionRule(
        RUN,
        frozenset({"callActivity"}),
        {
            "processId": RUN,
            "propagateAllChildVariables": RUN,
            "propagateAllParentVariables": Only(
                frozenset({"false"}),
                Text(
                    "被调用流程只得到输入映射给出的变量",
                    "a called process gets only what the input mappings give",
                ),
            ),
            "bindingType": _BINDING,
        },
    ),
    "subscription": ExtensionRule(RUN, frozenset({"message"}), {"correlationKey": RUN}),
    "publishMessage": ExtensionRule(
        RUN,
        frozenset({"sendTask", "intermediateThrowEvent", "endEvent"}),
        {"correlationKey": RUN, "messageId": REFUSE, "timeToLive": REFUSE},
        reason=Text("消息不带编号和保留时间", "messages have no id and no time to live"),
    ),
    "loopCharacteristics": ExtensionRule(
        RUN,
        frozenset({"multiInstanceLoopCharacteristics"}),
        {
            "inputCollection": RUN,
            "inputElement": RUN,
            "outputCollection": RUN,
            "outputElement": RUN,
        },
    ),
    "ioMapping": ExtensionRule(RUN, ACTIVITIES | EVENTS, children=frozenset({"input", "output"})),
    "input": ExtensionRule(RUN, attributes={"source": RUN, "target": RUN}, once=False),
    "output": ExtensionRule(RUN, attributes={"source": RUN, "target": RUN}, once=False),
    "properties": ExtensionRule(RUN, NAMED, children=frozenset({"property"})),
    "property": ExtensionRule(RUN, attributes={"name": RUN, "value": RUN}, once=False),
    "versionTag": ExtensionRule(CARRY, frozenset({"process"}), {"value": CARRY}),
    # --- known to Camunda 8, refused here ---------------------------------------------------------
    "userTaskForm": _refuse(
        "表单是发布包中的文件，不写在图里", "forms are files of the bundle, not part of the diagram"
    ),
    "taskHeaders": _refuse("不支持任务头，请用输入映射", "use input mappings instead of headers"),
    "executionListeners": _refuse("不支持监听器", "listeners do not run here"),
    "taskListeners": _refuse("不支持监听器", "listeners do not run here"),
    "priorityDefinition": _refuse("不支持任务优先级", "task priorities do not run here"),
    "linkedResources": _refuse("不支持关联资源", "linked resources do not run here"),
    "adHoc": _refuse("不支持特设子流程", "ad hoc sub-processes do not run here"),
    "conditionalFilter": _refuse("不支持条件事件", "conditional events do not run here"),
    "jobPriorityDefinition": _refuse("不支持任务优先级", "job priorities do not run here"),
}

#: Attributes of the `zeebe:` namespace on BPMN elements: marks of element templates.
ZEEBE_ATTRIBUTES: Final = frozenset(
    {"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"}
)

#: Properties of our own, by name: the BPMN elements on which they have an effect.
HUIQIAN_PREFIX: Final = "huiqian:"
HUIQIAN_PROPERTIES: Final[Mapping[str, frozenset[str]]] = {
    "name.en": NODES | {"process", "lane", "sequenceFlow"},
    "documentation.en": NODES | {"process"},
    "state": NODES,
    "separateFrom": frozenset({"userTask"}),
    "limitWorkingDays": frozenset({"userTask"}),
    "limitId": frozenset({"userTask"}),
    "bulk": frozenset({"userTask"}),
    "correction": frozenset({"userTask"}),
    "correlationKey": frozenset({"sendTask", "intermediateThrowEvent", "endEvent"}),
}
#: What each does, in one line for the reference page.
HUIQIAN_EFFECTS: Final[Mapping[str, str]] = {
    "name.en": "English name beside the Chinese one",
    "documentation.en": "English documentation",
    "state": "business state of the case from here on",
    "separateFrom": "ids of user tasks whose performers may not do this one",
    "limitWorkingDays": "due at the end of the n-th working day",
    "limitId": "id of the limit, e.g. DL-03",
    "bulk": "`true`: may be completed together with others; claiming, releasing and transferring "
    "in bulk is always allowed",
    "correction": "`true`: what was filed is corrected here; whoever completes the step that leads "
    "straight here may name fields of its form, and only those are then open",
    "correlationKey": "FEEL: key of the message that is sent",
}
#: Those that are words for people only: elsewhere they are carried, not refused.
HUIQIAN_WORDS: Final = frozenset({"name.en", "documentation.en"})
