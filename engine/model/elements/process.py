"""Processes, lanes and sequence flows (BPMN 2.0.2, clauses 8.4.13, 10.2, 10.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.groups import CONTAINED, FLOW_ELEMENT, RESOURCES
from engine.model.elements.rules import (
    BASE,
    CARRY,
    NAMED,
    RUN,
    ElementRule,
    Only,
    carry,
    expression,
    run,
)
from engine.model.nodes import Text

PROCESS: Final[Mapping[str, ElementRule]] = {
    "process": run(
        {
            **NAMED,
            "isExecutable": RUN,
            "isClosed": CARRY,
            "processType": CARRY,
            "definitionalCollaborationRef": CARRY,
        },
        BASE
        | CONTAINED
        | RESOURCES
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
    "laneSet": carry(NAMED, BASE | {"lane"}, clause="10.8"),
    "lane": carry(
        {**NAMED, "partitionElementRef": CARRY},
        BASE | {"flowNodeRef", "childLaneSet", "partitionElement"},
        clause="10.8",
    ),
    "childLaneSet": carry(NAMED, BASE | {"lane"}, clause="10.8"),
    "partitionElement": carry(clause="10.8"),
    "flowNodeRef": carry({}, frozenset(), text=True, clause="10.8"),
    "sequenceFlow": run(
        {
            **NAMED,
            "sourceRef": RUN,
            "targetRef": RUN,
            "isImmediate": Only(
                frozenset({"true", "1"}),
                Text("只支持立即的顺序流", "only immediate sequence flows run"),
            ),
        },
        FLOW_ELEMENT | {"conditionExpression"},
        clause="8.4.13",
    ),
    "conditionExpression": expression("8.4.13"),
    # incoming and outgoing repeat what sourceRef and targetRef say; the reader compares them.
    "incoming": run({}, frozenset(), text=True, clause="8.4.13"),
    "outgoing": run({}, frozenset(), text=True, clause="8.4.13"),
}
