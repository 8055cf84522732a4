"""Rules that match together where only one may, or contradict one another (规则重叠、规则矛盾)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

from engine.dmn.checks.boxes import Boxes
from engine.dmn.checks.work import Work
from engine.dmn.tables.index import bits


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules, numbered from 1, and an input that both match."""

    first: int
    second: int
    example: str


def overlaps(boxes: Boxes, work: Work) -> Iterator[Overlap]:
    """All pairs of rules that surely match together; rules not understood are left out.

    Raises: WorkDone.
    """
    met: dict[tuple[int, int], int] = {}
    everything = (1 << len(boxes.masks)) - 1
    for number, row in enumerate(boxes.masks):
        if boxes.unclear >> number & 1:
            continue
        others = everything & ~boxes.unclear & ~((2 << number) - 1)
        for column, mask in enumerate(row):
            if (column, mask) not in met:
                work.spend(1 + mask.bit_count())
                met[column, mask] = boxes.rules_meeting(column, mask)
            others &= met[column, mask]
        for other in bits(others):
            work.spend()
            shared = [a & b for a, b in zip(row, boxes.masks[other], strict=True)]
            if reduce(and_, map(bool, shared), True):
                yield Overlap(number + 1, other + 1, boxes.example(shared))
