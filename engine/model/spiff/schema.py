"""Check a diagram against the BPMN 2.0 schemas that SpiffWorkflow brings along.

Deviations are messages, never refusals: many exports have some and still mean what they say.
"""

from __future__ import annotations

import base64

from engine.model.nodes import ModelProblem, Severity, Text
from engine.model.spiff.child import Child, ChildFailed

MOST_MESSAGES = 100


def schema_messages(
    data: bytes, *, child: Child | None = None, limit_seconds: float = 20.0
) -> tuple[ModelProblem, ...]:
    """Deviations from the schemas as warnings with their lines, at most 100.

    When the check does not end within the limit, one message says so. `child` saves the time of
    starting one where several files are checked.
    """
    own = child if child is not None else Child()
    try:
        answer = own.ask({"do": "schema", "source": base64.b64encode(data).decode()}, limit_seconds)
    except ChildFailed as failed:
        text = Text(f"未能按模式检查：{failed}", f"The schema check did not end: {failed}")
        return (ModelProblem(Severity.WARNING, "schema-not-checked", 0, "", text),)
    finally:
        if child is None:
            own.stop()
    return tuple(
        ModelProblem(
            Severity.WARNING,
            "schema",
            int(line),
            "",
            Text(f"不符合 BPMN 2.0 模式：{message}", f"Not as the BPMN 2.0 schema asks: {message}"),
        )
        for line, message in answer["messages"][:MOST_MESSAGES]
    )
