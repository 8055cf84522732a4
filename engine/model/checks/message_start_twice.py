"""Two start events of a process never wait for the same message or signal."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text, Trigger

_NAMED = frozenset({Trigger.MESSAGE, Trigger.SIGNAL})


def _find(model: ProcessModel) -> Iterator[Finding]:
    seen: set[tuple[Trigger, str]] = set()
    for index in model.starts:
        node = model.nodes[index]
        if node.event is None or node.event.trigger not in _NAMED:
            continue
        key = (node.event.trigger, node.event.name)
        if key in seen:
            yield at(
                node,
                f"另一个启动事件已等待“{key[1]}”",
                f'Another start event waits for "{key[1]}" already',
            )
        seen.add(key)


RULE = Rule(
    "message-start-twice",
    Severity.ERROR,
    Text(
        "启动事件等待的消息、信号互不相同", "Start events wait for different messages and signals"
    ),
    "10.5.2",
    _find,
)
