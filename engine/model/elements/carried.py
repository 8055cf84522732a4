"""Pictures, notes and data: kept in the bytes and shown, without effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.rules import BASE, ID, NO_DATA, ElementRule, carry

CARRIED: Final[Mapping[str, ElementRule]] = {
    "collaboration": carry(clause="9"),
    "choreography": carry(clause="11"),
    "globalConversation": carry(clause="9.5"),
    "textAnnotation": carry(clause="8.4.1"),
    "association": carry(clause="8.4.1"),
    "group": carry(clause="8.4.1"),
    "category": carry(clause="8.4.1"),
    "categoryValueRef": carry(clause="8.4.1"),
    "auditing": carry(clause="10.2"),
    "monitoring": carry(clause="10.2"),
    "supports": carry(clause="10.2"),
    "supportedInterfaceRef": carry(clause="8.4.3"),
    "dataObject": carry(reason=NO_DATA, clause="10.4.1"),
    "dataObjectReference": carry(reason=NO_DATA, clause="10.4.1"),
    "dataStore": carry(reason=NO_DATA, clause="10.4.1"),
    "dataStoreReference": carry(reason=NO_DATA, clause="10.4.1"),
    "property": carry(reason=NO_DATA, clause="10.4.1"),
    "ioSpecification": carry(reason=NO_DATA, clause="10.4.1"),
    "dataInput": carry(reason=NO_DATA, clause="10.4.1"),
    "dataOutput": carry(reason=NO_DATA, clause="10.4.1"),
    "inputSet": carry(reason=NO_DATA, clause="10.4.1"),
    "outputSet": carry(reason=NO_DATA, clause="10.4.1"),
    "dataInputAssociation": carry(
        ID,
        BASE | {"sourceRef", "targetRef", "transformation", "assignment"},
        reason=NO_DATA,
        clause="10.4.2",
    ),
    "dataOutputAssociation": carry(
        ID,
        BASE | {"sourceRef", "targetRef", "transformation", "assignment"},
        reason=NO_DATA,
        clause="10.4.2",
    ),
    "sourceRef": carry({}, frozenset(), text=True, clause="10.4.2"),
    "targetRef": carry({}, frozenset(), text=True, clause="10.4.2"),
    "itemDefinition": carry(clause="8.4.10"),
    "interface": carry(clause="8.4.3"),
    "endPoint": carry(clause="8.4.3"),
    "resource": carry(clause="8.4.12"),
    "correlationProperty": carry(clause="8.4.2"),
    "partnerEntity": carry(clause="9.3"),
    "partnerRole": carry(clause="9.3"),
    "rendering": carry(clause="10.3.4.1"),
    "globalTask": carry(clause="10.3.6"),
    "globalUserTask": carry(clause="10.3.6"),
    "globalManualTask": carry(clause="10.3.6"),
    "globalScriptTask": carry(clause="10.3.6"),
    "globalBusinessRuleTask": carry(clause="10.3.6"),
    "globalChoreographyTask": carry(clause="11.6"),
}
