"""The class of the second opinion, as a table of what lies outside of it.

It is judged per run: an element counts once the run entered it. From that entry on there is no
opinion; the entries before are judged. Each row has a reason that was measured; a test per row.

Source: decision 0002.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.model.namespaces import BPMN
from engine.model.nodes import Text
from engine.model.spiff.record import Record

#: Sequence flows by the id of their source.
Flows = Mapping[str, list[etree._Element]]


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One reason for having no opinion."""

    id: str
    title: Text
    #: whether the element, once entered, lies outside; None: told by events or by counting
    element: Callable[[etree._Element, Flows], bool] | None = None


def _q(local: str) -> str:
    return f"{{{BPMN}}}{local}"


_TASKS: Final = frozenset(
    _q(name)
    for name in (
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "startEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    )
)


def _has(*definitions: str) -> Callable[[etree._Element, Flows], bool]:
    tags = [_q(name) for name in definitions]
    return lambda element, _flows: any(element.find(tag) is not None for tag in tags)


def _is(*names: str) -> Callable[[etree._Element, Flows], bool]:
    tags = frozenset(_q(name) for name in names)
    return lambda element, _flows: element.tag in tags


def _is_event_sub_process(element: etree._Element, _flows: Flows) -> bool:
    return element.tag == _q("subProcess") and element.get("triggeredByEvent") in ("true", "1")


def _is_signal_end(element: etree._Element, _flows: Flows) -> bool:
    return element.tag == _q("endEvent") and element.find(_q("signalEventDefinition")) is not None


def _out(element: etree._Element, flows: Flows) -> list[etree._Element]:
    return flows.get(str(element.get("id")), [])


def _splits_implicitly(element: etree._Element, flows: Flows) -> bool:
    return element.tag in _TASKS and len(_out(element, flows)) > 1


def _has_condition_on_task_flow(element: etree._Element, flows: Flows) -> bool:
    return element.tag in _TASKS and any(
        flow.find(_q("conditionExpression")) is not None for flow in _out(element, flows)
    )


def _has_flow_without_id(element: etree._Element, flows: Flows) -> bool:
    return any(not flow.get("id") for flow in _out(element, flows))


def _counts_tokens(element: etree._Element, _flows: Flows) -> bool:
    return any(element.get(name, "1") != "1" for name in ("startQuantity", "completionQuantity"))


ROWS: Final[tuple[OutsideRow, ...]] = (
    OutsideRow(
        "condition-on-task-flow",
        Text("任务流出上的条件会被丢弃", "conditions on a task's flows are dropped"),
        _has_condition_on_task_flow,
    ),
    OutsideRow(
        "implicit-split",
        Text("不支持隐式分支", "implicit splits are not read"),
        _splits_implicitly,
    ),
    OutsideRow(
        "flow-without-id",
        Text("没有标识的顺序流会被丢弃", "flows without id are dropped"),
        _has_flow_without_id,
    ),
    OutsideRow(
        "event-sub-process",
        Text("不判断事件子流程", "event sub-processes are not judged"),
        _is_event_sub_process,
    ),
    OutsideRow("link", Text("链接事件会被丢弃", "links are dropped"), _has("linkEventDefinition")),
    OutsideRow(
        "compensation",
        Text("补偿会被丢弃", "compensation is dropped"),
        _has("compensateEventDefinition"),
    ),
    OutsideRow(
        "conditional",
        Text("不判断条件事件", "conditional events are not judged"),
        _has("conditionalEventDefinition"),
    ),
    OutsideRow(
        "complex", Text("不支持复杂网关", "complex gateways are not read"), _is("complexGateway")
    ),
    OutsideRow(
        "ad-hoc",
        Text("不判断特设子流程", "ad hoc sub-processes are not judged"),
        _is("adHocSubProcess"),
    ),
    OutsideRow(
        "transaction", Text("不判断事务", "transactions are not judged"), _is("transaction")
    ),
    OutsideRow(
        "signal-end", Text("信号结束事件会被丢弃", "signal ends are dropped"), _is_signal_end
    ),
    OutsideRow(
        "quantities",
        Text("不判断令牌数不为 1 的活动", "token quantities other than 1 are not judged"),
        _counts_tokens,
    ),
    OutsideRow(
        "join-twice",
        Text("循环中的汇聚第二轮会提前触发", "a join inside a loop fires early in round 2"),
    ),
    OutsideRow(
        "boundary-twice",
        Text("不中断的边界事件只触发一次", "a non-interrupting boundary event fires once only"),
    ),
    OutsideRow(
        "too-many-tasks",
        Text("超过 900 个任务后结果不可靠", "past 900 tasks its tree goes wrong"),
    ),
    OutsideRow("moved-tokens", Text("办理动作移动了令牌", "an approval verb moved tokens")),
    OutsideRow(
        "race",
        Text("取消与判断同时发生，先后未定", "a cancellation and a decision fall into one step"),
    ),
    OutsideRow("incident", Text("运行有异常事件", "the run has an incident")),
    OutsideRow("unread", Text("SpiffWorkflow 无法读取", "SpiffWorkflow cannot read it")),
    OutsideRow("no-answer", Text("在时限内没有回答", "no answer within the time limit")),
)

ROW: Final = {row.id: row for row in ROWS}
MOST_ACTS: Final = 900


def first_outside(record: Record, elements: dict[str, etree._Element]) -> tuple[int, str]:
    """Index of the first entry outside the class and the row; (number of entries, "") if none.

    `elements` are the elements of the process by id.
    """
    flows: dict[str, list[etree._Element]] = {}
    for element in elements.values():
        if element.tag == _q("sequenceFlow"):
            flows.setdefault(str(element.get("sourceRef")), []).append(element)
    known: dict[str, str] = {}
    joined: set[str] = set()
    beside: set[str] = set()
    entered = 0
    for index, entry in enumerate(record.entries):
        if entry.outside:
            return index, entry.outside
        for element_id in entry.entered:
            if element_id not in known:
                known[element_id] = _row_of(elements.get(element_id), flows)
            if known[element_id]:
                return index, known[element_id]
        for element_id in entry.joined:
            if element_id in joined:
                return index, "join-twice"
            joined.add(element_id)
        for act in entry.acts:
            if act.kind == "event" and _stays(elements.get(act.element)):
                if act.element in beside:
                    return index, "boundary-twice"
                beside.add(act.element)
        entered += len(entry.entered)
        if entered > MOST_ACTS:
            return index, "too-many-tasks"
    return len(record.entries), ""


def _row_of(element: etree._Element | None, flows: Flows) -> str:
    """The row that an element falls under once it is entered; empty for none."""
    if element is None:
        return ""
    rows = (row for row in ROWS if row.element is not None and row.element(element, flows))
    return next((row.id for row in rows), "")


def _stays(element: etree._Element | None) -> bool:
    return element is not None and element.get("cancelActivity") in ("false", "0")
