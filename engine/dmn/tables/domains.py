"""The values of a column, cut into the fewest pieces that no cell divides.

A piece ("atom") is a single value, a stretch between two values that cells name, or "any other
text". Each cell is then a set of atoms, one integer with a bit for each, and rules can be compared
without knowing what kind of value the column holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.dmn.tables.cells import Cell, Constant, Interval
from engine.dmn.tables.scales import SCALES, Scale

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

    @property
    def listed(self) -> bool:
        """Whether the column has these values and no others (null aside)."""
        return bool(self.places) and len(self.places) == len(self.examples)

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
            end is None or self._is_end(self._position(end))
            for interval in cell.intervals
            for end in (interval.low, interval.high)
        )

    def _position(self, value: Constant) -> Decimal:
        assert self.kind is not None
        return Decimal(SCALES[self.kind].position(value))

    def _is_end(self, number: Decimal) -> bool:
        at = bisect_left(self.ends, number)
        return at < len(self.ends) and self.ends[at] == number

    def _point(self, interval: Interval) -> int | None:
        if interval.low is None or interval.low != interval.high:
            return self._span(interval)
        at = self.places.get(interval.low)
        return 0 if at is None else 1 << at

    def _span(self, interval: Interval) -> int | None:
        """The single values between two ends; None when there may be others."""
        if self.kind is not str or not self.listed:
            return None
        return sum(1 << at for value, at in self.places.items() if _lies_in(str(value), interval))

    def _stretch(self, interval: Interval) -> int:
        first, last = 0, 2 * len(self.ends)
        if interval.low is not None:
            first = (
                2 * bisect_left(self.ends, self._position(interval.low)) + 2 - interval.low_included
            )
        if interval.high is not None:
            last = (
                2 * bisect_left(self.ends, self._position(interval.high)) + interval.high_included
            )
        return 0 if last < first else (1 << (last + 1)) - (1 << first)


def _lies_in(text: str, interval: Interval) -> bool:
    """Texts are ordered by the numbers of their characters, in FEEL as in the host."""
    low, high = interval.low, interval.high
    if low is not None and not (text >= str(low) if interval.low_included else text > str(low)):
        return False
    return high is None or (text <= str(high) if interval.high_included else text < str(high))


ANY_VALUE = Domain(examples=(None,), possible=1)


def domain_of(cells: Sequence[Cell], allowed: Cell | None) -> Domain:
    """Cut the values of a column by its cells and its allowed values."""
    simple = [cell for cell in cells if cell.simple and cell.kind is not None]
    if not simple:
        listed = allowed is not None and allowed.kind is str and allowed.points
        return _texts((), allowed) if listed else ANY_VALUE
    kinds = [cell.kind for cell in simple]
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    assert kind is not None
    if allowed is not None and (not allowed.simple or allowed.kind is not kind):
        allowed = None
    cuts = [cell for cell in (*simple, *([allowed] if allowed else [])) if cell.kind is kind]
    if kind in SCALES:
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
    scale = SCALES[kind]
    ends = sorted(
        {
            Decimal(scale.position(end))
            for cell in cells
            for interval in cell.intervals
            for end in (interval.low, interval.high)
            if end is not None
        }
    )
    examples: list[Constant | None] = []
    possible = 0
    for at in range(2 * len(ends) + 1):
        position = _within(scale, ends, at)
        if scale.holds(position):
            possible |= 1 << at
            examples.append(scale.value(position))
        else:
            examples.append(None)  # no day lies between two that follow one another
    domain = Domain(tuple(examples), possible, tuple(ends), kind=kind)
    limited = None if allowed is None else domain.mask(allowed)
    if limited is None:
        return domain
    return Domain(tuple(examples), limited, tuple(ends), kind=kind)


def _within(scale: Scale, ends: Sequence[Decimal], at: int) -> Decimal:
    """A position in the atom: atoms alternate between stretches and single values."""
    number, is_end = divmod(at, 2)
    if is_end:
        return ends[number]
    if number == 0:
        return ends[0] - scale.steps[0]
    if number == len(ends):
        return ends[-1] + scale.steps[0]
    return scale.between(ends[number - 1], ends[number])
