"""What people read has a Chinese name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.read_by_people import read_by_people
from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text


def _find(model: ProcessModel) -> Iterator[Finding]:
    for place in read_by_people(model):
        if not place.name.zh:
            yield at(place, f"“{place.id}”没有中文名称", f'"{place.id}" has no Chinese name')


RULE = Rule(
    "name-zh",
    Severity.WARNING,
    Text("节点有中文名称", "Elements have a Chinese name"),
    "decision 0007",
    _find,
)
