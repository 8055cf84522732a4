"""Activities and their loops (BPMN 2.0.2, clause 10.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.groups import ACTIVITY, ACTIVITY_CHILDREN, CONTAINED, FALSE
from engine.model.elements.rules import BASE, CARRY, REFUSE, RUN, ElementRule, Only, expression, run
from engine.model.nodes import Text

ACTIVITIES: Final[Mapping[str, ElementRule]] = {
    "task": run(ACTIVITY, ACTIVITY_CHILDREN, clause="10.3.3"),
    "manualTask": run(ACTIVITY, ACTIVITY_CHILDREN, clause="10.3.4.2"),
    "userTask": run(
        {**ACTIVITY, "implementation": CARRY},
        ACTIVITY_CHILDREN | {"rendering"},
        clause="10.3.4.1",
    ),
    "serviceTask": run(
        {**ACTIVITY, "implementation": CARRY, "operationRef": CARRY},
        ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "sendTask": run(
        {**ACTIVITY, "implementation": CARRY, "operationRef": CARRY, "messageRef": RUN},
        ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "receiveTask": run(
        {
            **ACTIVITY,
            "implementation": CARRY,
            "operationRef": CARRY,
            "messageRef": RUN,
            "instantiate": Only(
                FALSE,
                Text(
                    "接收任务不能启动流程，请用消息启动事件",
                    "a receive task starts no case here; use a message start event",
                ),
            ),
        },
        ACTIVITY_CHILDREN,
        clause="10.3.3",
    ),
    "scriptTask": run(
        {**ACTIVITY, "scriptFormat": CARRY}, ACTIVITY_CHILDREN | {"script"}, clause="10.3.3"
    ),
    "businessRuleTask": run(
        {**ACTIVITY, "implementation": CARRY}, ACTIVITY_CHILDREN, clause="10.3.3"
    ),
    "callActivity": run({**ACTIVITY, "calledElement": RUN}, ACTIVITY_CHILDREN, clause="10.3.6"),
    "subProcess": run(
        {**ACTIVITY, "triggeredByEvent": RUN}, ACTIVITY_CHILDREN | CONTAINED, clause="10.3.5"
    ),
    "multiInstanceLoopCharacteristics": run(
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
        BASE
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
    "standardLoopCharacteristics": run(
        {"id": RUN, "testBefore": RUN, "loopMaximum": RUN},
        BASE | {"loopCondition"},
        clause="10.3.8",
    ),
    "loopCardinality": expression("10.3.8"),
    "completionCondition": expression("10.3.8"),
    "loopCondition": expression("10.3.8"),
}
