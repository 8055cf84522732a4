"""`huiqian:state` names a business state of a case."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text

#: The business states of a case (办件状态).
CASE_STATES = (
    "draft",
    "submitted",
    "accepted",
    "correcting",
    "in_review",
    "countersigning",
    "publicity",
    "approved",
    "partly_approved",
    "refused",
    "not_accepted",
    "awaiting_payment",
    "paid",
    "closed",
    "withdrawn",
    "frozen",
    "recovering",
    "terminated",
)


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.case_state and node.case_state not in CASE_STATES:
            yield at(
                node,
                f"huiqian:state“{node.case_state}”不是办件状态（{', '.join(CASE_STATES)}）",
                f'huiqian:state "{node.case_state}" is no state of a case '
                f"({', '.join(CASE_STATES)})",
            )


RULE = Rule(
    "case-state",
    Severity.ERROR,
    Text("办件状态是已知的", "The business state is known"),
    "decision 0007",
    _find,
)
