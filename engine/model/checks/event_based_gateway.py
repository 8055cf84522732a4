"""An event-based gateway leads to events that are waited for, each reached from it alone."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import Kind, Node, ProcessModel, Severity, Text, Trigger

_WAITED_FOR = frozenset({Trigger.MESSAGE, Trigger.TIMER, Trigger.SIGNAL})


def _find(model: ProcessModel) -> Iterator[Finding]:
    for node in model.nodes:
        if node.kind is not Kind.EVENT_BASED_GATEWAY:
            continue
        if len(node.outgoing) < 2:
            yield at(
                node,
                f"事件网关“{node.id}”至少要有两个流出",
                f'Event-based gateway "{node.id}" needs two outgoing flows at least',
            )
        for flow in node.outgoing:
            target = model.nodes[model.flows[flow].target]
            if not _may_follow(target):
                yield at(
                    target,
                    f"事件网关之后只能是消息、定时、信号捕获事件或接收任务，“{target.id}”不是",
                    "Only catching message, timer and signal events and receive tasks follow an "
                    f'event-based gateway; "{target.id}" is none',
                )
            elif len(target.incoming) > 1:
                yield at(
                    target,
                    f"事件网关之后的“{target.id}”不能有其他流入",
                    f'"{target.id}" follows an event-based gateway and has another incoming flow',
                )


def _may_follow(target: Node) -> bool:
    if target.kind is Kind.RECEIVE_TASK:
        return not target.boundary and target.loop is None
    if target.kind is not Kind.INTERMEDIATE_CATCH_EVENT or target.event is None:
        return False
    return target.event.trigger in _WAITED_FOR


RULE = Rule(
    "event-based-gateway",
    Severity.ERROR,
    Text("事件网关之后是等待的事件", "Events follow an event-based gateway"),
    "10.6.6",
    _find,
    whole_graph=True,
)
