"""Rules as boxes: for each rule and column the set of atoms it matches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.dmn.checks.trying import tried
from engine.dmn.checks.work import Work
from engine.dmn.tables.cells import Cell, Constant
from engine.dmn.tables.domains import ANY_VALUE, Domain, domain_of
from engine.dmn.tables.index import bits
from engine.dmn.tables.table import DecisionTable


@dataclass(frozen=True, slots=True)
class Boxes:
    """A table as far as it can be judged without running it."""

    expressions: tuple[str, ...]
    domains: tuple[Domain, ...]
    #: Rule, then column: the atoms that match. A cell that is not understood matches all.
    masks: tuple[tuple[int, ...], ...]
    #: Rules with a cell that is not understood, one bit each.
    unclear: int
    #: Column, then atom: the rules that match there, one bit each.
    rules_at: tuple[tuple[int, ...], ...]

    def rules_meeting(self, column: int, mask: int) -> int:
        """Rules that share an atom of the mask in a column."""
        found = 0
        for atom in bits(mask):
            found |= self.rules_at[column][atom]
        return found

    def example(self, masks: Sequence[int]) -> str:
        """An input inside the box, as FEEL writes it; columns that do not matter are left out."""
        parts: list[str] = []
        for text, domain, mask in zip(self.expressions, self.domains, masks, strict=True):
            if mask == domain.possible:
                continue
            atoms = list(bits(mask))
            # A value that a cell names reads better than one between two of them.
            atom = next((a for a in atoms if domain.ends and a % 2), atoms[0])
            value = domain.examples[atom]
            if value is not None:
                parts.append(f"{text} = {shown(value)}")
        return ", ".join(parts) or "-"


def boxes_of(
    table: DecisionTable, allowed: Sequence[Cell | None], lists: Sequence[bool], work: Work
) -> Boxes:
    """Turn the rules of a table into boxes; `lists` are columns that hold lists.

    Of a list several cells may hold that exclude one another for a single value, so that nothing
    is said of such a column.

    Raises: WorkDone.
    """
    domains = tuple(
        ANY_VALUE
        if lists[at]
        else domain_of([rule.conditions[at].cell for rule in table.rules], values)
        for at, values in enumerate(allowed)
    )
    unclear = 0
    rows: list[tuple[int, ...]] = []
    rules_at = [[0] * len(domain.examples) for domain in domains]
    for number, rule in enumerate(table.rules):
        row: list[int] = []
        for column, (domain, condition) in enumerate(zip(domains, rule.conditions, strict=True)):
            mask = domain.mask(condition.cell)
            if mask is None and domain.listed and condition.tests is not None:
                mask = tried(condition.tests, domain, work)
            if mask is None:
                unclear |= 1 << number
                mask = domain.possible
            work.spend(1 + mask.bit_count() // 8)
            for atom in bits(mask):
                rules_at[column][atom] |= 1 << number
            row.append(mask)
        rows.append(tuple(row))
    return Boxes(
        tuple(column.expression.text for column in table.inputs),
        domains,
        tuple(rows),
        unclear,
        tuple(tuple(column) for column in rules_at),
    )


def shown(value: Constant) -> str:
    """A value as FEEL writes it."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return f'date("{value.isoformat()}")'
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return f'duration("{value}")'
