"""Which file runs which element: the table to add a line to.

An entry does the work of an element that was just entered. It answers with the next stage, or None
when the instance waits, has left already, or goes on by the queue.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.model.nodes import Kind, Node
from engine.runtime import (
    boundary_event,
    business_rule_task,
    call_activity,
    end_event,
    event_based_gateway,
    event_sub_process,
    exclusive_gateway,
    inclusive_gateway,
    intermediate_catch_event,
    intermediate_throw_event,
    manual_task,
    parallel_gateway,
    receive_task,
    script_task,
    send_task,
    service_task,
    start_event,
    sub_process,
    user_task,
)

if TYPE_CHECKING:
    from engine.runtime.step import Step

EXECUTE: dict[Kind, Callable[[Step, int, Node], str | None]] = {
    Kind.START_EVENT: start_event.execute,
    Kind.END_EVENT: end_event.execute,
    Kind.INTERMEDIATE_CATCH_EVENT: intermediate_catch_event.execute,
    Kind.INTERMEDIATE_THROW_EVENT: intermediate_throw_event.execute,
    Kind.BOUNDARY_EVENT: boundary_event.execute,
    Kind.USER_TASK: user_task.execute,
    Kind.SERVICE_TASK: service_task.execute,
    Kind.SCRIPT_TASK: script_task.execute,
    Kind.BUSINESS_RULE_TASK: business_rule_task.execute,
    Kind.SEND_TASK: send_task.execute,
    Kind.RECEIVE_TASK: receive_task.execute,
    Kind.MANUAL_TASK: manual_task.execute,
    Kind.TASK: manual_task.execute,
    Kind.EXCLUSIVE_GATEWAY: exclusive_gateway.execute,
    Kind.PARALLEL_GATEWAY: parallel_gateway.execute,
    Kind.INCLUSIVE_GATEWAY: inclusive_gateway.execute,
    Kind.EVENT_BASED_GATEWAY: event_based_gateway.execute,
    Kind.SUB_PROCESS: sub_process.execute,
    Kind.EVENT_SUB_PROCESS: event_sub_process.execute,
    Kind.CALL_ACTIVITY: call_activity.execute,
}
