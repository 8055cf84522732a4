"""Lanes: the runtime ignores them, screens show them (BPMN 2.0.2, clause 10.8)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from engine.model.items import Item
from engine.model.nodes import Lane, Text
from engine.model.references import Drafts


def read_lanes(drafts: Drafts) -> tuple[Lane, ...]:
    """The lanes, outer ones first; each node learns the innermost lane that names it."""
    lanes: list[Lane] = []
    waiting = deque((lane, "") for lane in _lanes_of(drafts.process, "laneSet"))
    while waiting:
        item, parent = waiting.popleft()
        lanes.append(Lane(item.id, Text(item.get("name"), item.property("name.en")), parent))
        for reference in item.all("flowNodeRef"):
            index = drafts.by_id.get(reference.text)
            if index is not None:
                drafts.nodes[index].lane = item.id
        waiting.extend((child, item.id) for child in _lanes_of(item, "childLaneSet"))
    return tuple(lanes)


def _lanes_of(item: Item, tag: str) -> Iterator[Item]:
    return (lane for lane_set in item.all(tag) for lane in lane_set.all("lane"))
