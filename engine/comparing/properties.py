"""The properties of a step or flow that decide how it runs, each as text with a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.comparing.changes import Property, plain
from engine.comparing.words import KINDS, NO, TRIGGERS, YES, named
from engine.feel import Expression
from engine.model.nodes import (
    NONE,
    Assignment,
    BusinessRuleTask,
    CallActivity,
    Flow,
    Loop,
    MultiInstance,
    Node,
    ProcessModel,
    ScriptTask,
    ServiceTask,
    Text,
    UserTask,
)

WORKING_DAYS = Text("个工作日", "working days")
_ONE_BY_ONE, _AT_ONCE = Text("依次", "one by one"), Text("并行", "at once")
_FIRST, _LAST = Text("先判断", "tested first"), Text("后判断", "tested last")


def of_node(node: Node, model: ProcessModel) -> dict[str, Property]:
    """Every property of the node that is set, by id."""
    return {each.id: each for each in _node(node, model) if each.value.zh}


def of_flow(flow: Flow, model: ProcessModel) -> dict[str, Property]:
    """Every property of the flow that is set, by id."""
    found = (
        _p("name.zh", "名称", "Chinese name", flow.name.zh),
        _p("name.en", "英文名称", "English name", flow.name.en),
        _p("source", "起点", "source", _called(model.nodes[flow.source])),
        _p("target", "终点", "target", _called(model.nodes[flow.target])),
        _feel("condition", "条件", "condition", flow.condition),
    )
    return {each.id: each for each in found if each.value.zh}


def _node(node: Node, model: ProcessModel) -> Iterator[Property]:
    yield _p("name.zh", "名称", "Chinese name", node.name.zh)
    yield _p("name.en", "英文名称", "English name", node.name.en)
    yield _p("kind", "类型", "type", KINDS[node.kind])
    yield _p("state", "办件状态", "state of the case", node.case_state)
    yield _p("lane", "泳道", "lane", _lane(node, model))
    yield _p("form", "申请表单", "form of the application", node.form_id)
    if node.default_flow != NONE:
        target = model.nodes[model.flows[node.default_flow].target]
        yield _p("default", "默认流向", "default flow", _called(target))
    if node.attached_to != NONE:
        host = model.nodes[node.attached_to]
        yield _p("host", "所附活动", "host activity", _called(host))
        yield _p("interrupting", "中断", "interrupting", YES if node.interrupting else NO)
    yield from _event(node)
    for mapping in node.inputs:
        yield _p(
            f"input {mapping.target}",
            f"输入“{mapping.target}”",
            f"input {mapping.target}",
            mapping.source.source,
        )
    for mapping in node.outputs:
        yield _p(
            f"output {mapping.target}",
            f"输出“{mapping.target}”",
            f"output {mapping.target}",
            mapping.source.source,
        )
    yield from _loop(node.loop)
    yield from _work(node)
    yield _p("documentation.zh", "说明", "documentation", node.documentation.zh)
    yield _p("documentation.en", "英文说明", "English documentation", node.documentation.en)


def _event(node: Node) -> Iterator[Property]:
    event = node.event
    if event is None:
        return
    yield _p("trigger", "触发", "trigger", TRIGGERS[event.trigger])
    yield _p("event.name", "消息、信号或代码", "message, signal or code", event.name)
    if event.timer is not None:
        kind = event.timer.kind.value
        yield _p("timer", "定时", "timer", f"{kind} {event.timer.when.source}")
    yield _feel("correlation", "关联键", "correlation key", event.correlation_key)


def _loop(loop: Loop | None) -> Iterator[Property]:
    if loop is None:
        return
    if isinstance(loop, MultiInstance):
        yield _p("loop", "多实例", "instances", _ONE_BY_ONE if loop.sequential else _AT_ONCE)
        yield _feel("collection", "会签人员集合", "collection", loop.collection)
        yield _p("element", "集合变量", "element variable", loop.element_variable)
        yield _feel("cardinality", "实例数", "number of instances", loop.cardinality)
        yield _feel("completion", "完成条件", "completion condition", loop.completion_condition)
        yield _p("output.collection", "结果集合", "output collection", loop.output_collection)
        yield _feel("output.element", "结果", "output element", loop.output_element)
        return
    yield _p("loop", "循环", "loop", _FIRST if loop.test_before else _LAST)
    yield _feel("loop.condition", "循环条件", "loop condition", loop.condition)
    yield _p("loop.maximum", "最多次数", "maximum", str(loop.maximum or ""))


def _work(node: Node) -> Iterator[Property]:
    work = node.work
    if isinstance(work, UserTask):
        yield from _assignment(work.assignment)
        yield _p("form", "表单", "form", work.form_id)
        if work.limit_working_days is not None:
            days = str(work.limit_working_days)
            yield Property("limit", Text("期限", "the limit"), plain(days), WORKING_DAYS)
        yield _p("limit.id", "期限编号", "id of the limit", work.limit_id)
        yield _feel("due", "到期时间", "due date", work.due_date)
        yield _p("separate", "职责分离", "separation of duties", ", ".join(work.separate_from))
        yield _p("bulk", "批量办理", "bulk completion", YES if work.bulk else NO)
    elif isinstance(work, ServiceTask):
        yield _p("handler", "处理程序", "handler", work.type)
        yield _p("retries", "重试次数", "retries", str(work.retries))
    elif isinstance(work, ScriptTask):
        yield _feel("script", "脚本", "script", work.expression)
        yield _p("result", "结果变量", "result variable", work.result_variable)
    elif isinstance(work, BusinessRuleTask):
        yield _p("decision", "决策", "decision", work.decision_id)
        yield _p("result", "结果变量", "result variable", work.result_variable)
    elif isinstance(work, CallActivity):
        yield _p("called", "被调用流程", "called process", work.process_id)
        all_back = YES if work.propagate_all else NO
        yield _p("propagate", "全部带回变量", "all variables come back", all_back)


def _assignment(assignment: Assignment) -> Iterable[Property]:
    yield _feel("assignee", "办理人", "assignee", assignment.assignee)
    yield _feel("users", "候选人员", "candidate users", assignment.candidate_users)
    yield _feel("groups", "候选岗位表达式", "candidate groups", assignment.candidate_groups)
    yield _p("static_groups", "候选岗位", "candidate groups", ", ".join(assignment.static_groups))


def _p(id: str, zh: str, en: str, value: str | Text) -> Property:
    return Property(id, Text(zh, en), value if isinstance(value, Text) else plain(value))


def _feel(id: str, zh: str, en: str, expression: Expression | None) -> Property:
    return _p(id, zh, en, "" if expression is None else expression.source)


def _lane(node: Node, model: ProcessModel) -> Text:
    lane = next((each for each in model.lanes if each.id == node.lane), None)
    return plain("") if lane is None else named(lane.name, lane.id)


def _called(node: Node) -> Text:
    return named(node.name, node.id)
