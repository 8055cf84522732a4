"""Second pass, first half: flow nodes and flows of one process, with references resolved.

A draft is a node that is still being filled in. What refers to nothing, to another scope or to the
wrong kind of thing is a problem; what refers to something refused is not a second one.

Source: BPMN 2.0.2, clauses 8.4.13 (sequence flow connections), 10.5.4 (boundary events), 10.3.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.drafts import Draft, FlowDraft, why_not_connected
from engine.model.elements import FLOW_NODES
from engine.model.extensions import ACTIVITIES
from engine.model.items import Item
from engine.model.limits import ModelLimits
from engine.model.links import pair_links
from engine.model.nodes import NONE, Kind
from engine.model.problems import ProblemLog
from engine.model.values import read_boolean


class Drafts:
    """All drafts of one process."""

    def __init__(
        self, process: Item, log: ProblemLog, refused_ids: set[str], limits: ModelLimits
    ) -> None:
        self.process = process
        self._log = log
        self._refused = refused_ids
        self.nodes: list[Draft] = []
        self.flows: list[FlowDraft] = []
        self.by_id: dict[str, int] = {}
        self.flow_by_id: dict[str, int] = {}
        #: something was left out, so what follows from the whole graph cannot be said
        self.broken = False
        flow_items = self._collect(limits)
        for item, parent in flow_items:
            self._connect(item, parent)
        self._resolve_nodes()
        self._compare_flow_references()

    def top(self) -> Iterator[Draft]:
        """The nodes that stand directly in the process."""
        return (draft for draft in self.nodes if draft.parent == NONE)

    def _collect(self, limits: ModelLimits) -> list[tuple[Item, int]]:
        """Walk the process in document order; give back its flows with the scope they stand in."""
        flows: list[tuple[Item, int]] = []
        waiting = [(child, NONE, 1) for child in reversed(self.process.children)]
        while waiting:
            item, parent, depth = waiting.pop()
            if item.tag == "sequenceFlow":
                flows.append((item, parent))
            if item.tag not in FLOW_NODES:
                continue
            draft = self._draft(item, parent)
            if item.tag == "subProcess":
                if depth > limits.sub_process_depth:
                    self._error(
                        "too-deep",
                        item,
                        f"子流程嵌套超过 {limits.sub_process_depth} 层",
                        f"Sub-processes are nested deeper than {limits.sub_process_depth}",
                    )
                    continue
                waiting.extend((child, draft.index, depth + 1) for child in reversed(item.children))
        return flows

    def _draft(self, item: Item, parent: int) -> Draft:
        kind = Kind(item.tag)
        if item.tag == "subProcess" and read_boolean(item, "triggeredByEvent", False, self._log):
            kind = Kind.EVENT_SUB_PROCESS
        draft = Draft(len(self.nodes), item, kind, parent)
        self.nodes.append(draft)
        if parent != NONE:
            self.nodes[parent].inside.append(draft.index)
        if item.id:
            self.by_id[item.id] = draft.index
        else:
            self._error("missing-id", item, f"{item.tag} 没有 id", f"This {item.tag} has no id")
        return draft

    def _connect(self, item: Item, parent: int) -> None:
        ends: list[int] = []
        for attribute in ("sourceRef", "targetRef"):
            reference = item.get(attribute)
            index = self.by_id.get(reference)
            if index is None:
                self.broken = True
                if reference not in self._refused:
                    self._error(
                        "unknown-reference",
                        item,
                        f"顺序流的 {attribute}“{reference}”不是本流程的节点",
                        f'{attribute} "{reference}" of this flow is no node of the process',
                    )
                continue
            if self.nodes[index].parent != parent:
                self.broken = True
                self._error(
                    "flow-leaves-scope",
                    item,
                    f"顺序流不能越过子流程的边界（{attribute}“{reference}”）",
                    f'A sequence flow must stay in its sub-process ({attribute} "{reference}")',
                )
                continue
            ends.append(index)
        if not item.id:
            self._error("missing-id", item, "顺序流没有 id", "This sequence flow has no id")
        if len(ends) == 2 and self._may_connect(item, self.nodes[ends[0]], self.nodes[ends[1]]):
            index = len(self.flows)
            self.flows.append(FlowDraft(item, ends[0], ends[1]))
            self.nodes[ends[0]].outgoing.append(index)
            self.nodes[ends[1]].incoming.append(index)
            if item.id:
                self.flow_by_id[item.id] = index

    def _may_connect(self, flow: Item, source: Draft, target: Draft) -> bool:
        wrong = why_not_connected(source, target)
        if wrong is None:
            return True
        self.broken = True
        self._error("flow-not-allowed", flow, *wrong)
        return False

    def _resolve_nodes(self) -> None:
        for draft in self.nodes:
            if draft.kind is Kind.BOUNDARY_EVENT:
                self._attach(draft)
            default = draft.item.get("default")
            if default:
                self._default(draft, default)
        if not pair_links(self.nodes, self._log):
            self.broken = True

    def _attach(self, draft: Draft) -> None:
        reference = draft.item.get("attachedToRef")
        index = self.by_id.get(reference)
        host = None if index is None else self.nodes[index]
        if host is None:
            self.broken = True
            if reference not in self._refused:
                self._error(
                    "unknown-reference",
                    draft.item,
                    f"边界事件所附的“{reference}”不是本流程的节点",
                    f'attachedToRef "{reference}" is no node of the process',
                )
            return
        fits = host.item.tag in ACTIVITIES and host.kind is not Kind.EVENT_SUB_PROCESS
        if not fits or host.parent != draft.parent:
            self.broken = True
            self._error(
                "boundary-host",
                draft.item,
                f"边界事件只能附在同一层的活动上，“{reference}”不是",
                f'A boundary event is attached to an activity on its level; "{reference}" is none',
            )
            return
        draft.attached_to = host.index
        host.boundary.append(draft.index)

    def _default(self, draft: Draft, reference: str) -> None:
        index = self.flow_by_id.get(reference)
        if index is None or self.flows[index].source != draft.index:
            if self.broken:
                return  # its flow may be among those left out
            self._error(
                "default-flow",
                draft.item,
                f"默认流“{reference}”不是从本节点流出的顺序流",
                f'The default flow "{reference}" does not leave this node',
            )
            return
        draft.default_flow = index

    def _compare_flow_references(self) -> None:
        """`incoming` and `outgoing` repeat the flows; where they differ, the flows count."""
        for draft in self.nodes:
            for tag, flows in (("incoming", draft.incoming), ("outgoing", draft.outgoing)):
                known = {self.flows[f].item.id for f in flows}
                for repeated in draft.item.all(tag):
                    name = repeated.text
                    if name in known or name.rpartition(":")[2] in known or self.broken:
                        continue
                    self._log.warning(
                        "flow-reference",
                        repeated.line,
                        draft.item.id,
                        f"{tag}“{name}”与顺序流的两端不符，以顺序流为准",
                        f'{tag} "{name}" does not fit the ends of the flows; the flows count',
                    )

    def _error(self, rule: str, item: Item, zh: str, en: str) -> None:
        self._log.error(rule, item.line, item.place, zh, en)
