"""Second pass, second half: drafts to the immutable node table of one process."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.drafts import Draft
from engine.model.events import Events
from engine.model.expressions import Expressions
from engine.model.expressions_used import expressions_used
from engine.model.graph import upstream
from engine.model.items import Item
from engine.model.lanes import read_lanes
from engine.model.limits import ModelLimits
from engine.model.loops import read_loop
from engine.model.nodes import (
    NONE,
    BusinessRuleTask,
    CallActivity,
    EventDefinition,
    Flow,
    InputOutput,
    Kind,
    MultiInstance,
    Node,
    ProcessModel,
    StandardLoop,
    Text,
    UserTask,
)
from engine.model.problems import ProblemLog
from engine.model.references import Drafts
from engine.model.values import read_boolean
from engine.model.work import WorkReader

_EVENT_KINDS = frozenset(
    {
        Kind.START_EVENT,
        Kind.END_EVENT,
        Kind.INTERMEDIATE_CATCH_EVENT,
        Kind.INTERMEDIATE_THROW_EVENT,
        Kind.BOUNDARY_EVENT,
    }
)
_SCOPES = frozenset({Kind.SUB_PROCESS, Kind.EVENT_SUB_PROCESS})


class Compiler:
    """Makes the table of one process."""

    def __init__(
        self,
        drafts: Drafts,
        log: ProblemLog,
        events: Events,
        expressions: Expressions,
        limits: ModelLimits,
    ) -> None:
        self._drafts = drafts
        self._log = log
        self._events = events
        self._expressions = expressions
        self._work = WorkReader(log, expressions, limits)
        self._forms: set[str] = set()

    def compile(self) -> ProcessModel:
        """The node table, complete as far as the diagram is right."""
        process, drafts = self._drafts.process, self._drafts
        lanes = read_lanes(drafts)  # before the nodes, which take their lane over
        nodes = tuple(self._node(draft) for draft in drafts.nodes)
        flows = tuple(self._flows())
        return ProcessModel(
            id=process.id,
            name=_name(process),
            line=process.line,
            nodes=nodes,
            flows=flows,
            lanes=lanes,
            starts=tuple(d.index for d in drafts.top() if d.kind is Kind.START_EVENT),
            event_sub_processes=tuple(
                d.index for d in drafts.top() if d.kind is Kind.EVENT_SUB_PROCESS
            ),
            by_id=dict(drafts.by_id),
            flow_by_id=dict(drafts.flow_by_id),
            upstream=upstream(nodes, flows),
            names_read=frozenset(
                name for used in expressions_used(nodes, flows) for name in used.free_names
            ),
            called_processes=frozenset(
                node.work.process_id for node in nodes if isinstance(node.work, CallActivity)
            )
            - {""},
            called_decisions=frozenset(
                node.work.decision_id for node in nodes if isinstance(node.work, BusinessRuleTask)
            )
            - {""},
            forms=frozenset(self._forms) - {""},
            documentation=_documentation(process),
        )

    def _node(self, draft: Draft) -> Node:
        item = draft.item
        work = self._work.of(item)
        if isinstance(work, UserTask):
            self._forms.add(work.form_id)
        form_id = self._work.start_form(item)
        self._forms.add(form_id)
        event = self._event(draft)
        if event is not None and work is not None:
            self._two_effects(item)
        return Node(
            index=draft.index,
            id=item.id,
            kind=draft.kind,
            name=_name(item),
            line=item.line,
            parent=draft.parent,
            incoming=tuple(draft.incoming),
            outgoing=tuple(draft.outgoing),
            default_flow=draft.default_flow,
            event=event,
            attached_to=draft.attached_to,
            interrupting=self._is_interrupting(draft),
            boundary=tuple(draft.boundary),
            start=self._start(draft),
            event_sub_processes=tuple(
                i for i in draft.inside if self._drafts.nodes[i].kind is Kind.EVENT_SUB_PROCESS
            ),
            inputs=self._mappings(item, "input"),
            outputs=self._mappings(item, "output"),
            loop=self._loop(draft),
            work=work,
            link_target=draft.link_target,
            case_state=item.property("state"),
            documentation=_documentation(item),
            lane=draft.lane,
            form_id=form_id,
        )

    def _event(self, draft: Draft) -> EventDefinition | None:
        item = draft.item
        if draft.kind in (Kind.SEND_TASK, Kind.RECEIVE_TASK):
            event = self._events.message(item)
            if event is None and (draft.kind is Kind.RECEIVE_TASK or not _has_handler(item)):
                self._error(
                    "missing-reference",
                    item,
                    f"{item.tag} 没有 messageRef",
                    f"{item.tag} has no messageRef",
                )
            return event
        if draft.kind not in _EVENT_KINDS:
            return None
        return self._events.of(item, self._place(draft))

    def _place(self, draft: Draft) -> str:
        if draft.kind is not Kind.START_EVENT:
            return draft.item.tag
        if draft.parent == NONE:
            return "startEvent of a process"
        if self._drafts.nodes[draft.parent].kind is Kind.EVENT_SUB_PROCESS:
            return "startEvent of an event sub-process"
        return "startEvent of a sub-process"

    def _two_effects(self, item: Item) -> None:
        self._error(
            "two-effects",
            item,
            "同时给出了消息和 zeebe:taskDefinition，只能用一个",
            "Give a message or zeebe:taskDefinition, not both",
        )

    def _is_interrupting(self, draft: Draft) -> bool:
        if draft.kind is Kind.BOUNDARY_EVENT:
            return read_boolean(draft.item, "cancelActivity", True, self._log)
        if draft.kind is Kind.START_EVENT:
            return read_boolean(draft.item, "isInterrupting", True, self._log)
        return True

    def _start(self, draft: Draft) -> int:
        if draft.kind not in _SCOPES:
            return NONE
        starts = [i for i in draft.inside if self._drafts.nodes[i].kind is Kind.START_EVENT]
        if len(starts) != 1:
            self._error(
                "sub-process-start",
                draft.item,
                f"子流程必须恰好有一个启动事件，现有 {len(starts)} 个",
                f"A sub-process has exactly one start event; this one has {len(starts)}",
            )
        return starts[0] if starts else NONE

    def _loop(self, draft: Draft) -> MultiInstance | StandardLoop | None:
        loop = read_loop(draft.item, self._expressions, self._log)
        if loop is not None and draft.kind is Kind.EVENT_SUB_PROCESS:
            self._error(
                "event-sub-process-loop",
                draft.item,
                "事件子流程不能循环",
                "An event sub-process has no loop",
            )
        return loop

    def _mappings(self, item: Item, tag: str) -> tuple[InputOutput, ...]:
        holder = item.extension("ioMapping")
        if holder is None:
            return ()
        return tuple(
            InputOutput(
                self._expressions.text_or_expression(entry.get("source"), entry, "source"),
                self._expressions.variable(entry.get("target"), entry, "target"),
                entry.line,
            )
            for entry in holder.all("zeebe:" + tag)
        )

    def _flows(self) -> Iterator[Flow]:
        for index, draft in enumerate(self._drafts.flows):
            item = draft.item
            condition = item.first("conditionExpression")
            yield Flow(
                index=index,
                id=item.id,
                name=_name(item),
                source=draft.source,
                target=draft.target,
                condition=(
                    None
                    if condition is None
                    else self._expressions.required(condition.text, condition, "condition")
                ),
                line=item.line,
            )

    def _error(self, rule: str, item: Item, zh: str, en: str) -> None:
        self._log.error(rule, item.line, item.place, zh, en)


def _has_handler(item: Item) -> bool:
    return item.extension("taskDefinition") is not None


def _documentation(item: Item) -> Text:
    return Text(item.text_of("documentation"), item.property("documentation.en"))


def _name(item: Item) -> Text:
    return Text(item.get("name"), item.property("name.en"))
