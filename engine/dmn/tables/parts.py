"""The parts of a decision table: columns and rules."""

from dataclasses import dataclass

from engine.dmn.logic.literal import Literal
from engine.dmn.places import Place
from engine.dmn.tables.cells import Cell, Constant
from engine.dmn.types import Constraint, FeelType
from engine.feel import UnaryTests


@dataclass(frozen=True, slots=True)
class InputColumn:
    """One input clause."""

    place: Place
    label: str
    expression: Literal
    #: Values of the column when the clause lists them.
    allowed: Constraint | None


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """One output clause."""

    place: Place
    #: Empty for the only column of a table.
    name: str
    label: str
    type: FeelType | None
    #: Values of the column when the clause or its type lists them; their order is the priority.
    allowed: Constraint | None
    default: Literal | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One input entry."""

    text: str
    #: None where anything matches, or where the text could not be compiled (see `faulty`).
    tests: UnaryTests | None
    cell: Cell
    #: The text could not be compiled and the reading was not strict: the rule never matches.
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One row."""

    place: Place
    #: Counted from 1.
    number: int
    id: str
    description: str
    #: Heading and text.
    annotations: tuple[tuple[str, str], ...]
    conditions: tuple[Condition, ...]
    outputs: tuple[Literal, ...]
    #: For each output its value where the text is a literal, else None.
    constants: tuple[Constant | None, ...] = ()
