"""The element table: which BPMN element runs, is carried or is refused, with its attributes.

    run     it has an effect, and the reader takes it into the node table
    carry   kept in the bytes and shown, without effect; the import report lists it
    refuse  it would run in BPMN but does not here: the diagram is not deployed

What is not in the table is refused. `None` as children means: whatever stands inside is carried.

Source: BPMN 2.0.2, clauses 7–13 and its XML schema (Semantic.xsd).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.activities import ACTIVITIES
from engine.model.elements.carried import CARRIED
from engine.model.elements.events import EVENTS
from engine.model.elements.file import FILE
from engine.model.elements.gateways import GATEWAYS
from engine.model.elements.groups import EVENT_DEFINITIONS
from engine.model.elements.groups import NODES as FLOW_NODES
from engine.model.elements.named import NAMED_BY_EVENTS
from engine.model.elements.process import PROCESS
from engine.model.elements.refused import REFUSED
from engine.model.elements.rules import (
    CARRY,
    REFUSE,
    RUN,
    AttributeRule,
    ElementRule,
    Fate,
    Only,
)

ELEMENTS: Final[Mapping[str, ElementRule]] = {
    **FILE,
    **PROCESS,
    **ACTIVITIES,
    **GATEWAYS,
    **EVENTS,
    **NAMED_BY_EVENTS,
    **CARRIED,
    **REFUSED,
}
#: Event definitions at the top of a file belong to nobody until they are referred to.
CARRIED_AT_ROOT: Final = EVENT_DEFINITIONS

__all__ = [
    "CARRIED_AT_ROOT",
    "CARRY",
    "ELEMENTS",
    "EVENT_DEFINITIONS",
    "FLOW_NODES",
    "REFUSE",
    "RUN",
    "AttributeRule",
    "ElementRule",
    "Fate",
    "Only",
]
