"""Rules that never decide anything (永远不起作用的规则)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.checks.boxes import Boxes, Work
from engine.dmn.tables.index import bits


def impossible(boxes: Boxes) -> Iterator[int]:
    """Rules, numbered from 1, with a cell that no possible value matches."""
    for number, row in enumerate(boxes.masks, 1):
        if not all(row):
            yield number


def hidden(boxes: Boxes, work: Work) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Under FIRST: rules whose every input an earlier rule takes, with those rules.

    Raises: WorkDone.
    """
    for number, row in enumerate(boxes.masks):
        earlier = ((1 << number) - 1) & ~boxes.unclear
        if number and all(row) and _covered(boxes, row, earlier, work):
            yield number + 1, tuple(other + 1 for other in bits(_takers(boxes, row, earlier)))


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
