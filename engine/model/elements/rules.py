"""What the element table is made of: fates, rows, and how a row is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from engine.model.nodes import NO_TEXT, Text


class Fate(StrEnum):
    """What becomes of an element or attribute."""

    RUN = "run"
    CARRY = "carry"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Only:
    """An attribute that may only have one of these values, because nothing else runs."""

    values: frozenset[str]
    reason: Text


AttributeRule = Fate | Only


@dataclass(frozen=True, slots=True)
class ElementRule:
    """One row of the table."""

    fate: Fate
    attributes: Mapping[str, AttributeRule] = field(default_factory=dict)
    #: local names of the BPMN elements that may stand inside; None: anything, all of it carried
    children: frozenset[str] | None = frozenset()
    #: may hold character data
    text: bool = False
    #: why it is refused, or why it is only carried
    reason: Text = NO_TEXT
    clause: str = ""


RUN, CARRY, REFUSE = Fate.RUN, Fate.CARRY, Fate.REFUSE

#: Attributes of nearly everything.
ID: Final[Mapping[str, AttributeRule]] = {"id": RUN}
NAMED: Final[Mapping[str, AttributeRule]] = {"id": RUN, "name": RUN}

#: Children of everything.
BASE: Final = frozenset({"documentation", "extensionElements"})

PICTURE: Final = Text("仅作图示保留，不执行", "kept and shown, does not run")

#: Why data is only shown.
NO_DATA: Final = Text(
    "数据对象与数据关联仅作图示；传值请用 zeebe:ioMapping",
    "data objects and associations are only shown; use zeebe:ioMapping to pass values",
)


def run(
    attributes: Mapping[str, AttributeRule] = NAMED,
    children: frozenset[str] = BASE,
    *,
    text: bool = False,
    clause: str,
) -> ElementRule:
    """A row that runs."""
    return ElementRule(RUN, attributes, children, text, clause=clause)


def carry(
    attributes: Mapping[str, AttributeRule] | None = None,
    children: frozenset[str] | None = None,
    *,
    text: bool = False,
    reason: Text = PICTURE,
    clause: str = "",
) -> ElementRule:
    """A row that is carried; without children named, with whatever stands inside."""
    return ElementRule(CARRY, attributes or {}, children, text, reason, clause)


def refuse(zh: str, en: str, clause: str) -> ElementRule:
    """A row that is refused, with the reason."""
    return ElementRule(REFUSE, {}, None, True, Text(zh, en), clause)


def expression(clause: str) -> ElementRule:
    """A row for an expression: its text is FEEL."""
    attributes: Mapping[str, AttributeRule] = {
        "id": CARRY,
        "language": Only(
            frozenset(
                {
                    "feel",
                    "FEEL",
                    "https://www.omg.org/spec/DMN/20191111/FEEL/",
                    "http://www.omg.org/spec/FEEL/20140401",
                }
            ),
            Text("表达式只能用 FEEL 语言", "expressions are written in FEEL only"),
        ),
        "evaluatesToTypeRef": CARRY,
        # `xsi:type` says what every expression here is: a formal expression.
        "xsi:type": CARRY,
    }
    return ElementRule(RUN, attributes, frozenset({"documentation"}), True, clause=clause)
