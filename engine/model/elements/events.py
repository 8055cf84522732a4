"""Events and event definitions (BPMN 2.0.2, clause 10.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.groups import EVENT_CHILDREN, NOT_MULTIPLE
from engine.model.elements.rules import BASE, ID, NAMED, RUN, ElementRule, carry, expression, run

EVENTS: Final[Mapping[str, ElementRule]] = {
    "startEvent": run(
        {**NAMED, "isInterrupting": RUN, "parallelMultiple": NOT_MULTIPLE},
        EVENT_CHILDREN,
        clause="10.5.2",
    ),
    "endEvent": run(NAMED, EVENT_CHILDREN, clause="10.5.3"),
    "intermediateCatchEvent": run(
        {**NAMED, "parallelMultiple": NOT_MULTIPLE}, EVENT_CHILDREN, clause="10.5.4"
    ),
    "intermediateThrowEvent": run(NAMED, EVENT_CHILDREN, clause="10.5.4"),
    "boundaryEvent": run(
        {
            **NAMED,
            "attachedToRef": RUN,
            "cancelActivity": RUN,
            "parallelMultiple": NOT_MULTIPLE,
        },
        EVENT_CHILDREN,
        clause="10.5.4",
    ),
    "messageEventDefinition": run(
        {"id": RUN, "messageRef": RUN}, BASE | {"operationRef"}, clause="10.5.5"
    ),
    "timerEventDefinition": run(
        ID, BASE | {"timeDate", "timeDuration", "timeCycle"}, clause="10.5.5"
    ),
    "timeDate": expression("10.5.5"),
    "timeDuration": expression("10.5.5"),
    "timeCycle": expression("10.5.5"),
    "signalEventDefinition": run({"id": RUN, "signalRef": RUN}, clause="10.5.5"),
    "errorEventDefinition": run({"id": RUN, "errorRef": RUN}, clause="10.5.5"),
    "escalationEventDefinition": run({"id": RUN, "escalationRef": RUN}, clause="10.5.5"),
    "linkEventDefinition": run(NAMED, BASE | {"source", "target"}, clause="10.5.5"),
    "source": carry({}, frozenset(), text=True, clause="10.5.5"),
    "target": carry({}, frozenset(), text=True, clause="10.5.5"),
    "terminateEventDefinition": run(ID, clause="10.5.5"),
}
