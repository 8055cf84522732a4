"""The values of a column, cut into the fewest pieces that no cell divides.

A piece ("atom") is a single value, a stretch between two values that cells name, or "any other
text". Each cell is then a set of atoms, one integer with a bit for each, and rules can be compared
without knowing what kind of value the column holds.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.dmn.tables.cells import Cell, Constant, Interval

_OTHER_TEXTS = ("其他", "其他值", "（其他）")


@dataclass(frozen=True, slots=True)
class Domain:
    """Atoms of one column."""

    #: A value of each atom; None for "whatever it is".
    examples: tuple[Constant | None, ...]
    #: The atoms that the allowed values leave.
    possible: int
    #: Values named by the cells, ascending; empty where the atoms are single values.
    ends: tuple[Decimal, ...] = ()
    #: Atom of each single value.
    places: Mapping[Constant, int] = field(default_factory=dict)
    kind: type | None = None

    def mask(self, cell: Cell) -> int | None:
        """The atoms a cell matches; None when that cannot be said."""
        if cell.anything:
            return self.possible
        if not cell.simple or self.kind is None or cell.kind is not self.kind:
            return None
        found = 0
        for interval in cell.intervals:
            part = self._stretch(interval) if self.ends else self._point(interval)
            if part is None:
                return None
            found |= part
        return self.possible & (~found if cell.negated else found)

    def knows(self, cell: Cell) -> bool:
        """Whether all values the cell names are among the ends, so that its mask is exact."""
        if not self.ends:
            return True
        if cell.kind is not self.kind:
            return False
        return all(
            end is None or self._is_end(_number(end))
            for interval in cell.intervals
            for end in (interval.low, interval.high)
        )

    def _is_end(self, number: Decimal) -> bool:
        at = bisect_left(self.ends, number)
        return at < len(self.ends) and self.ends[at] == number

    def _point(self, interval: Interval) -> int | None:
        if interval.low is None or interval.low != interval.high:
            return None
        at = self.places.get(interval.low)
        return 0 if at is None else 1 << at

    def _stretch(self, interval: Interval) -> int:
        first, last = 0, 2 * len(self.ends)
        if interval.low is not None:
            first = 2 * bisect_left(self.ends, _number(interval.low)) + 2 - interval.low_included
        if interval.high is not None:
            last = 2 * bisect_left(self.ends, _number(interval.high)) + interval.high_included
        return 0 if last < first else (1 << (last + 1)) - (1 << first)


ANY_VALUE = Domain(examples=(None,), possible=1)


def domain_of(cells: Sequence[Cell], allowed: Cell | None) -> Domain:
    """Cut the values of a column by its cells and its allowed values."""
    simple = [cell for cell in cells if cell.simple and cell.kind is not None]
    if not simple:
        return ANY_VALUE
    kinds = [cell.kind for cell in simple]
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    assert kind is not None
    if allowed is not None and (not allowed.simple or allowed.kind is not kind):
        allowed = None
    cuts = [cell for cell in (*simple, *([allowed] if allowed else [])) if cell.kind is kind]
    if kind in (Decimal, dt.date):
        return _ordered(kind, cuts, allowed)
    if kind is bool:
        return Domain((False, True), 0b11, places={False: 0, True: 1}, kind=kind)
    if kind is str:
        return _texts(cuts, allowed)
    return ANY_VALUE


def _texts(cells: Iterable[Cell], allowed: Cell | None) -> Domain:
    listed = None if allowed is None else allowed.points
    named = dict.fromkeys(
        interval.low
        for cell in cells
        for interval in cell.intervals
        if interval.low is not None and interval.low == interval.high
    )
    examples: list[Constant | None] = list(listed if listed is not None else named)
    places = {value: at for at, value in enumerate(examples) if value is not None}
    if listed is None:
        examples.append(next((text for text in _OTHER_TEXTS if text not in named), None))
    return Domain(tuple(examples), (1 << len(examples)) - 1, places=places, kind=str)


def _ordered(kind: type, cells: Sequence[Cell], allowed: Cell | None) -> Domain:
    ends = sorted(
        {
            _number(end)
            for cell in cells
            for interval in cell.intervals
            for end in (interval.low, interval.high)
            if end is not None
        }
    )
    examples: list[Constant | None] = []
    possible = 0
    for at in range(2 * len(ends) + 1):
        value = _within(ends, at)
        whole = kind is not dt.date or value == int(value)
        if whole and (kind is not dt.date or 1 <= value <= dt.date.max.toordinal()):
            possible |= 1 << at
            examples.append(_value(kind, value))
        else:
            examples.append(None)  # no day lies between two that follow one another
    domain = Domain(tuple(examples), possible, tuple(ends), kind=kind)
    limited = None if allowed is None else domain.mask(allowed)
    if limited is None:
        return domain
    return Domain(tuple(examples), limited, tuple(ends), kind=kind)


def _within(ends: Sequence[Decimal], at: int) -> Decimal:
    """A value of the atom: atoms alternate between stretches and single values."""
    number, is_end = divmod(at, 2)
    if is_end:
        return ends[number]
    if number == 0:
        return ends[0] - 1
    if number == len(ends):
        return ends[-1] + 1
    low, high = ends[number - 1], ends[number]
    return low + 1 if high - low > 1 else (low + high) / 2


def _number(value: Constant) -> Decimal:
    if isinstance(value, dt.date):
        return Decimal(value.toordinal())
    assert isinstance(value, Decimal)
    return value


def _value(kind: type, value: Decimal) -> Constant:
    return dt.date.fromordinal(int(value)) if kind is dt.date else value
