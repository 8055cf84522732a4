"""Rules that never decide anything (永远不起作用的规则)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.dmn.checks.boxes import Boxes
from engine.dmn.checks.ranks import Rank
from engine.dmn.checks.work import Work
from engine.dmn.tables.index import bits


def impossible(boxes: Boxes) -> Iterator[tuple[int, int]]:
    """Rules, numbered from 1, with the column whose cell no possible value matches."""
    for number, row in enumerate(boxes.masks, 1):
        if not all(row):
            yield number, row.index(0)


def hidden(
    boxes: Boxes, stronger: Sequence[int], work: Work
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Rules whose every input stronger rules take, with those rules.

    `stronger`: for each rule the rules, one bit each, that win where both match.

    Raises: WorkDone.
    """
    for number, row in enumerate(boxes.masks):
        others = stronger[number] & ~boxes.unclear
        if others and all(row) and _covered(boxes, row, others, work):
            yield number + 1, tuple(other + 1 for other in bits(_takers(boxes, row, others)))


def earlier(rules: int) -> list[int]:
    """Under FIRST the rules before it are stronger."""
    return [(1 << number) - 1 for number in range(rules)]


def better(ranks: Sequence[Rank | None]) -> list[int]:
    """Under PRIORITY the rules of a higher priority are, and earlier ones of the same."""
    found = [0] * len(ranks)
    known = [(rank, number) for number, rank in enumerate(ranks) if rank is not None]
    before = 0
    for _, number in sorted(known):
        found[number] = before
        before |= 1 << number
    return found


def _covered(boxes: Boxes, row: tuple[int, ...], rules: int, work: Work) -> bool:
    seen: set[tuple[int, int]] = set()
    waiting = [(0, rules)]
    while waiting:
        column, left = waiting.pop()
        if not left:
            return False
        if column == len(row) or (column, left) in seen:
            continue
        seen.add((column, left))
        work.spend(1 + row[column].bit_count())
        parts = {left & boxes.rules_at[column][atom] for atom in bits(row[column])}
        waiting.extend((column + 1, part) for part in parts)
    return True


def _takers(boxes: Boxes, row: tuple[int, ...], rules: int) -> int:
    for column, mask in enumerate(row):
        rules &= boxes.rules_meeting(column, mask)
    return rules
