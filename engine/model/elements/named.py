"""What events name: messages, signals, errors, escalations (BPMN 2.0.2, clause 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.rules import CARRY, NAMED, RUN, ElementRule, run

NAMED_BY_EVENTS: Final[Mapping[str, ElementRule]] = {
    "message": run({**NAMED, "itemRef": CARRY}, clause="8.4.11"),
    "signal": run({**NAMED, "structureRef": CARRY}, clause="10.5.5"),
    "error": run({**NAMED, "errorCode": RUN, "structureRef": CARRY}, clause="8.4.5"),
    "escalation": run({**NAMED, "escalationCode": RUN, "structureRef": CARRY}, clause="10.5.5"),
}
