"""Flow nodes and flows on their way into the node table, and which of them may be connected."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.model.items import Item
from engine.model.nodes import NONE, Kind


@dataclass(slots=True, eq=False)
class Draft:
    """A flow node on its way into the table."""

    index: int
    item: Item
    kind: Kind
    parent: int
    incoming: list[int] = field(default_factory=list)
    outgoing: list[int] = field(default_factory=list)
    default_flow: int = NONE
    attached_to: int = NONE
    boundary: list[int] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)  #: sub-processes: their direct nodes
    link_target: int = NONE
    lane: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it is a link event."""
        return self.item.first("linkEventDefinition") is not None

    @property
    def link_name(self) -> str:
        """The name of its link; empty when it has none."""
        definition = self.item.first("linkEventDefinition")
        own = "" if definition is None else definition.get("name")
        return own or self.item.get("name")


@dataclass(slots=True)
class FlowDraft:
    """A sequence flow whose both ends are known."""

    item: Item
    source: int
    target: int


def why_not_connected(source: Draft, target: Draft) -> tuple[str, str] | None:
    """Why no flow may lead from one to the other, in both languages; None when it may.

    Source: BPMN 2.0.2, clause 8.4.13 (table 8.4, sequence flow connections).
    """
    if source.kind is Kind.END_EVENT:
        return "结束事件不能有流出", "An end event has no outgoing flow"
    if Kind.EVENT_SUB_PROCESS in (source.kind, target.kind):
        return "事件子流程不能有顺序流", "An event sub-process has no sequence flows"
    if target.kind is Kind.START_EVENT:
        return "启动事件不能有流入", "A start event has no incoming flow"
    if target.kind is Kind.BOUNDARY_EVENT:
        return "边界事件不能有流入", "A boundary event has no incoming flow"
    if source.is_link and source.kind is Kind.INTERMEDIATE_THROW_EVENT:
        return "抛出链接事件不能有流出", "A throwing link event has no outgoing flow"
    if target.is_link and target.kind is Kind.INTERMEDIATE_CATCH_EVENT:
        return "捕获链接事件不能有流入", "A catching link event has no incoming flow"
    return None
