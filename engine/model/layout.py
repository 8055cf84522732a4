"""Where the elements of a diagram are drawn (BPMN DI): for telling layout from meaning."""

from __future__ import annotations

from collections.abc import Mapping

from engine.xml import XmlRefused, read_xml

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
NUMBERS = ("x", "y", "width", "height")


def places(source: bytes) -> Mapping[str, tuple[str, ...]]:
    """Element id → its bounds or way points as texts; empty for a file that cannot be read."""
    try:
        root = read_xml(source)
    except XmlRefused:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for drawn in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        element = drawn.get("bpmnElement", "")
        if not element:
            continue
        points = [
            ",".join(f"{name}={_number(each.get(name, ''))}" for name in NUMBERS)
            for each in drawn
            if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in ("Bounds", "waypoint")
        ]
        found[element] = (drawn.get("isExpanded", ""), *points)
    return found


def _number(text: str) -> str:
    """80, 80.0 and 80.00 are one place."""
    return text.rstrip("0").rstrip(".") if "." in text else text
