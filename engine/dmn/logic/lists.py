"""Boxed lists and relations."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class List:
    """Source: DMN 1.5, clause 7.3.11 (list)."""

    place: Place
    items: tuple[Boxed, ...]
    type: FeelType | None = None
    tag: str = "list"

    def evaluate(self, frame: Frame) -> Value:
        """The values of the items, in order."""
        return [value_of(item, frame) for item in self.items]


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a relation's column."""

    name: str
    type: FeelType | None


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that share columns. Source: DMN 1.5, clause 7.3.10 (relation)."""

    place: Place
    columns: tuple[Column, ...]
    #: As many cells in each row as there are columns.
    rows: tuple[tuple[Boxed, ...], ...]
    type: FeelType | None = None
    tag: str = "relation"

    def evaluate(self, frame: Frame) -> Value:
        """A list of contexts, one for each row."""
        return [self._row(row, frame) for row in self.rows]

    def _row(self, row: tuple[Boxed, ...], frame: Frame) -> dict[str, Value]:
        return {
            column.name: frame.run.fitted(
                value_of(cell, frame), column.type, cell.place, column.name
            )
            for column, cell in zip(self.columns, row, strict=True)
        }
