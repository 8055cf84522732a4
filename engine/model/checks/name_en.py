"""What people read has an English name (`huiqian:name.en`)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.checks.read_by_people import read_by_people
from engine.model.checks.rule import Finding, Rule, at
from engine.model.nodes import ProcessModel, Severity, Text


def _find(model: ProcessModel) -> Iterator[Finding]:
    for place in read_by_people(model):
        if not place.name.en:
            yield at(
                place,
                f"“{place.id}”没有英文名称（huiqian:name.en）",
                f'"{place.id}" has no English name (huiqian:name.en)',
            )


RULE = Rule(
    "name-en",
    Severity.WARNING,
    Text("节点有英文名称", "Elements have an English name"),
    "decision 0007",
    _find,
)
