"""Inputs that no rule matches (规则缺口)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.checks.boxes import Boxes
from engine.dmn.checks.work import Work


def gaps(boxes: Boxes, work: Work) -> Iterator[tuple[int, ...]]:
    """Boxes of inputs that no rule matches, one mask for each column.

    Columns are split one after the other; what follows depends only on the rules still in play, so
    equal remainders are looked at once. A cell that is not understood counts as matching: a gap
    found is a gap, but some may be missed.

    Raises: WorkDone.
    """
    columns = len(boxes.domains)
    covered: set[tuple[int, int]] = set()
    start = (0, (1 << len(boxes.masks)) - 1, ())
    waiting: list[tuple[int, int, tuple[int, ...]]] = [start]
    while waiting:
        column, rules, path = waiting.pop()
        if not rules:
            rest = (domain.possible for domain in boxes.domains[column:])
            yield (*path, *rest)
            continue
        if column == columns or (column, rules) in covered:
            continue
        covered.add((column, rules))
        for left, atoms in _split(boxes, column, rules, work).items():
            waiting.append((column + 1, left, (*path, atoms)))


def _split(boxes: Boxes, column: int, rules: int, work: Work) -> dict[int, int]:
    """Rules still in play → atoms of the column that leave just these."""
    found: dict[int, int] = {}
    possible = boxes.domains[column].possible
    work.spend(len(boxes.rules_at[column]))
    for atom, at in enumerate(boxes.rules_at[column]):
        if possible >> atom & 1:
            left = rules & at
            found[left] = found.get(left, 0) | 1 << atom
    return found
