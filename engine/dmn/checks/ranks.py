"""The priority of rules whose outputs are written down as literals (clause 8.2.10)."""

from __future__ import annotations

from engine.dmn.tables.parts import OutputColumn, Rule
from engine.dmn.tables.table import DecisionTable

Rank = tuple[int, ...]


def ranks_of(table: DecisionTable) -> list[Rank | None]:
    """For each rule its priority, the smaller the higher; None where it is not known beforehand."""
    return [_rank(table.outputs, rule) for rule in table.rules]


def _rank(columns: tuple[OutputColumn, ...], rule: Rule) -> Rank | None:
    found: list[int] = []
    for column, value in zip(columns, rule.constants, strict=True):
        if column.allowed is None:
            continue
        points = column.allowed.cell.points
        if points is None or value is None or value not in points:
            return None
        found.append(points.index(value))
    return tuple(found)
