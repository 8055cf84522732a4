"""The file around the processes, and what every element may hold (BPMN 2.0.2, clause 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.groups import FALSE, ROOTS
from engine.model.elements.rules import BASE, CARRY, RUN, ElementRule, Only, carry, run
from engine.model.nodes import Text

FILE: Final[Mapping[str, ElementRule]] = {
    "definitions": run(
        {
            "id": CARRY,
            "name": CARRY,
            "targetNamespace": CARRY,
            "expressionLanguage": CARRY,
            "typeLanguage": CARRY,
            "exporter": CARRY,
            "exporterVersion": CARRY,
        },
        BASE | ROOTS | {"import", "extension", "relationship"},
        clause="8.1",
    ),
    "import": carry(
        reason=Text("引用的外部文件不会读取", "imported files are not read"), clause="8.2.1"
    ),
    "extension": carry(
        {
            "definition": CARRY,
            "mustUnderstand": Only(
                FALSE,
                Text("无法理解必须理解的扩展", "an extension that must be understood is unknown"),
            ),
        },
        frozenset({"documentation"}),
        clause="8.2.3",
    ),
    "relationship": carry(clause="8.2.5"),
    "documentation": carry({"id": CARRY, "textFormat": CARRY}, None, text=True, clause="8.3.1"),
    "extensionElements": ElementRule(RUN, {}, frozenset(), clause="8.2.3"),
}
