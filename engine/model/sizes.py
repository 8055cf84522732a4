"""Count nodes, flows, joins and mappings of a diagram before tables are built of them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.elements import FLOW_NODES
from engine.model.items import Item
from engine.model.limits import ModelLimits
from engine.model.problems import ProblemLog


def sizes_fit(processes: Iterable[Item], log: ProblemLog, limits: ModelLimits) -> bool:
    """Whether the diagram may be built; what is too large goes into the report."""
    nodes = flows = inclusive_flows = mappings = 0
    long_names: list[Item] = []
    waiting = list(processes)
    while waiting:
        item = waiting.pop()
        if max(len(item.id), len(item.get("name"))) > limits.name_characters:
            long_names.append(item)
        holder = item.extension("ioMapping")
        mappings += 0 if holder is None else len(holder.children)
        if item.tag == "inclusiveGateway":
            inclusive_flows += sum(1 for _ in item.all("incoming"))
        for child in item.children:
            flows += child.tag == "sequenceFlow"
            nodes += child.tag in FLOW_NODES
            if child.tag == "sequenceFlow" or child.tag in FLOW_NODES:
                waiting.append(child)
    for item in long_names:
        log.error(
            "too-large",
            item.line,
            "",
            f"标识或名称超过 {limits.name_characters} 个字符",
            f"An id or name is longer than {limits.name_characters} characters",
        )
    counts = (
        (nodes, limits.nodes, "节点", "Flow nodes"),
        (flows, limits.flows, "顺序流", "Sequence flows"),
        (
            inclusive_flows,
            limits.inclusive_join_flows,
            "包容网关的流入",
            "Flows into inclusive joins",
        ),
        (mappings, limits.mappings, "变量映射", "Mappings"),
    )
    fits = not long_names
    for count, allowed, zh, en in counts:
        if count > allowed:
            fits = False
            log.error(
                "too-large",
                0,
                "",
                f"{zh}共 {count} 个，上限为 {allowed}",
                f"{en}: {count}; {allowed} are allowed",
            )
    return fits
