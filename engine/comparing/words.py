"""What people call the kinds of elements and their triggers."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.nodes import Kind as NodeKind
from engine.model.nodes import Text, Trigger

YES, NO = Text("是", "yes"), Text("否", "no")

#: What people call the kinds of elements.
KINDS: Mapping[NodeKind, Text] = {
    NodeKind.START_EVENT: Text("开始事件", "start event"),
    NodeKind.END_EVENT: Text("结束事件", "end event"),
    NodeKind.INTERMEDIATE_CATCH_EVENT: Text("中间捕获事件", "catching event"),
    NodeKind.INTERMEDIATE_THROW_EVENT: Text("中间抛出事件", "throwing event"),
    NodeKind.BOUNDARY_EVENT: Text("边界事件", "boundary event"),
    NodeKind.USER_TASK: Text("用户任务", "user task"),
    NodeKind.SERVICE_TASK: Text("服务任务", "service task"),
    NodeKind.SCRIPT_TASK: Text("脚本任务", "script task"),
    NodeKind.BUSINESS_RULE_TASK: Text("业务规则任务", "business-rule task"),
    NodeKind.SEND_TASK: Text("发送任务", "send task"),
    NodeKind.RECEIVE_TASK: Text("接收任务", "receive task"),
    NodeKind.MANUAL_TASK: Text("手工任务", "manual task"),
    NodeKind.TASK: Text("任务", "task"),
    NodeKind.EXCLUSIVE_GATEWAY: Text("排他网关", "exclusive gateway"),
    NodeKind.PARALLEL_GATEWAY: Text("并行网关", "parallel gateway"),
    NodeKind.INCLUSIVE_GATEWAY: Text("包容网关", "inclusive gateway"),
    NodeKind.EVENT_BASED_GATEWAY: Text("事件网关", "event-based gateway"),
    NodeKind.SUB_PROCESS: Text("子流程", "sub-process"),
    NodeKind.EVENT_SUB_PROCESS: Text("事件子流程", "event sub-process"),
    NodeKind.CALL_ACTIVITY: Text("调用活动", "call activity"),
}
TRIGGERS: Mapping[Trigger, Text] = {
    Trigger.NONE: Text("无", "none"),
    Trigger.MESSAGE: Text("消息", "message"),
    Trigger.TIMER: Text("定时", "timer"),
    Trigger.SIGNAL: Text("信号", "signal"),
    Trigger.ERROR: Text("错误", "error"),
    Trigger.ESCALATION: Text("升级", "escalation"),
    Trigger.LINK: Text("链接", "link"),
    Trigger.TERMINATE: Text("终止", "terminate"),
}


def named(name: Text, id: str) -> Text:
    """The name in both languages; the id where there is none."""
    return Text(name.zh or id, name.en or name.zh or id)
