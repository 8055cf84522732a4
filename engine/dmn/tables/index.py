"""Find the rules that may match without looking at each: cells of literals are indexed.

A set of rules is one integer, rule i being bit i, so that a column costs one look-up and one `and`
for the whole table. Listed values are hashed; between the ends of ranges a binary search finds the
stretch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.dmn.tables.cells import Cell
from engine.dmn.tables.domains import Domain, domain_of
from engine.dmn.tables.scales import SCALES
from engine.feel import Value

#: Kinds whose equality and order in FEEL are those of the host.
_KINDS = (str, bool, *SCALES)
#: Stretches times rules of one column; beyond that only listed values are indexed.
_LARGEST = 8_000_000


@dataclass(frozen=True, slots=True)
class ColumnIndex:
    """Which rules a value of one column lets through."""

    #: Kind of the indexed values; None when no cell could be indexed.
    kind: type | None
    #: Value that some cell names → rules that match it.
    by_value: dict[object, int]
    #: Ends of ranges, ascending, and the rules that match between them; just one entry for kinds
    #: without ranges: the rules that match every value that no cell names.
    ends: tuple[object, ...]
    between: tuple[int, ...]
    #: Rules whose entry is `-`.
    anything: int
    #: Rules whose entry has to be run even for a value of the indexed kind.
    run_always: int
    #: Rules whose entry is not `-`.
    constrained: int

    def look_up(self, value: Value) -> tuple[int, int]:
        """Return the rules that match for sure, and those whose entry has to be run."""
        if self.kind is None or type(value) is not self.kind:
            return self.anything, self.constrained
        found = self.by_value.get(value)
        if found is None:
            found = self.between[bisect_left(self.ends, value)]  # type: ignore[type-var]
        return self.anything | found, self.run_always


def index_column(cells: Sequence[Cell]) -> ColumnIndex:
    """Index one column, given its cells from the first rule to the last."""
    kinds = Counter(cell.kind for cell in cells if cell.simple and cell.kind in _KINDS)
    kind = kinds.most_common(1)[0][0] if kinds else None
    domain = domain_of([cell for cell in cells if cell.kind is kind], None)
    if len(domain.examples) * len(cells) > _LARGEST:
        listed = [cell for cell in cells if cell.kind is kind and cell.points is not None]
        domain = domain_of(listed, None)
    matching = [0] * len(domain.examples)
    anything = run_always = constrained = 0
    for number, cell in enumerate(cells):
        bit = 1 << number
        if cell.anything:
            anything |= bit
            continue
        constrained |= bit
        mask = domain.mask(cell) if domain.knows(cell) else None
        if mask is None:
            run_always |= bit
            continue
        for atom in bits(mask):
            matching[atom] |= bit
    by_value, ends, between = _arranged(domain, matching)
    return ColumnIndex(domain.kind, by_value, ends, between, anything, run_always, constrained)


def _arranged(
    domain: Domain, matching: list[int]
) -> tuple[dict[object, int], tuple[object, ...], tuple[int, ...]]:
    if domain.ends:
        ends = tuple(domain.examples[1::2])
        return dict(zip(ends, matching[1::2], strict=True)), ends, tuple(matching[0::2])
    by_value: dict[object, int] = {value: matching[at] for value, at in domain.places.items()}
    unnamed = matching[len(domain.places)] if len(matching) > len(domain.places) else 0
    return by_value, (), (unnamed,)


def bits(rules: int) -> Iterator[int]:
    """Numbers of the bits in a set, ascending, counted from 0."""
    digits = digits_of(rules)
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def digits_of(rules: int) -> str:
    """The bits as characters, bit 0 first: looking one up does not depend on how many there are."""
    return bin(rules)[:1:-1]
