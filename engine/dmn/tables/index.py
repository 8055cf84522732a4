"""Find the rules that may match without looking at each: equality columns are hashed.

A set of rules is one integer, rule i being bit i, so that a column costs one dictionary look-up and
one `and` for the whole table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.dmn.tables.cells import Cell
from engine.feel import Value

#: Kinds whose equality in FEEL is that of the host.
_HASHED = (str, Decimal, bool)


@dataclass(frozen=True, slots=True)
class ColumnIndex:
    """Which rules a value of one column lets through."""

    #: Kind of the listed values; None when no entry only lists values.
    kind: type | None
    by_value: dict[object, int]
    #: Rules whose entry is `-`.
    anything: int
    #: Rules whose entry has to be run even for a value of the listed kind.
    run_always: int
    #: Rules whose entry is not `-`.
    constrained: int

    def look_up(self, value: Value) -> tuple[int, int]:
        """Return the rules that match for sure, and those whose entry has to be run."""
        if self.kind is not None and type(value) is self.kind:
            return self.anything | self.by_value.get(value, 0), self.run_always
        return self.anything, self.constrained


def index_column(cells: Sequence[Cell]) -> ColumnIndex:
    """Index one column, given its cells from the first rule to the last."""
    kinds = Counter(cell.kind for cell in cells if cell.kind in _HASHED and cell.points is not None)
    kind = kinds.most_common(1)[0][0] if kinds else None
    by_value: dict[object, int] = defaultdict(int)
    anything = run_always = constrained = 0
    for number, cell in enumerate(cells):
        bit = 1 << number
        if cell.anything:
            anything |= bit
            continue
        constrained |= bit
        points = cell.points
        if points is None or cell.kind is not kind:
            run_always |= bit
            continue
        for point in points:
            by_value[point] |= bit
    return ColumnIndex(kind, dict(by_value), anything, run_always, constrained)


def bits(rules: int) -> Iterator[int]:
    """Numbers of the rules in a set, ascending, counted from 0."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest
