"""Why a decision came out as it did: what a person reads and the journal keeps (决策理由)."""

from dataclasses import dataclass, field
from typing import Any

from engine.dmn.tagging import tagged
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class InputReading:
    """One input of a table or expression and the value it had."""

    #: Text of the input expression, or name of the variable.
    expression: str
    value: Value
    #: Heading of the column; empty when there is none.
    label: str = ""

    def to_json(self) -> dict[str, Any]:
        """JSON with tagged values."""
        found: dict[str, Any] = {"expression": self.expression, "value": tagged(self.value)}
        if self.label:
            found["label"] = self.label
        return found


@dataclass(frozen=True, slots=True)
class MatchedRule:
    """A rule that matched."""

    #: Position in the table, counted from 1.
    number: int
    id: str
    description: str
    #: Heading of the annotation column → text.
    annotations: tuple[tuple[str, str], ...]
    #: Texts of the input entries, in the order of the columns; `-` where anything matches.
    conditions: tuple[str, ...]
    output: Value

    def to_json(self) -> dict[str, Any]:
        """JSON with tagged values."""
        return {
            "number": self.number,
            "id": self.id,
            "description": self.description,
            "annotations": [{"name": name, "text": text} for name, text in self.annotations],
            "conditions": list(self.conditions),
            "output": tagged(self.output),
        }


@dataclass(frozen=True, slots=True)
class TableReason:
    """One evaluation of a decision table."""

    table_id: str
    hit_policy: str
    inputs: tuple[InputReading, ...]
    #: Rules that matched, in the order of the result.
    rules: tuple[MatchedRule, ...]
    #: No rule matched and the default output was taken.
    default: bool = False
    #: Numbers of rules whose test gave null, neither true nor false, and so did not match.
    undecided: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON with tagged values."""
        return {
            "table_id": self.table_id,
            "hit_policy": self.hit_policy,
            "inputs": [reading.to_json() for reading in self.inputs],
            "rules": [rule.to_json() for rule in self.rules],
            "default": self.default,
            "undecided": list(self.undecided),
        }


@dataclass(frozen=True, slots=True)
class DecisionReason:
    """Why one decision has its value.

    A decision that several others need is listed once: the reason of the decision that was asked
    for holds all sub-decisions in the order they were made, and `requires` names the direct ones.
    """

    decision_id: str
    decision_name: str
    #: Name of the boxed expression, e.g. `decisionTable` or `literalExpression`.
    logic: str
    value: Value
    #: Table of the decision itself; None when its logic is something else.
    table: TableReason | None = None
    #: Text of the literal expression; empty when the logic is something else.
    expression: str = ""
    #: Variables that the logic could see, except for functions and the inputs of its table.
    variables: tuple[InputReading, ...] = ()
    #: Tables inside a context, a function or a business knowledge model, in order of evaluation.
    inner_tables: tuple[TableReason, ...] = ()
    inner_tables_left_out: int = 0
    #: Ids of the decisions that this one needs directly.
    requires: tuple[str, ...] = ()
    sub_decisions: tuple["DecisionReason", ...] = field(default=())

    @property
    def table_id(self) -> str | None:
        """Id of the decision's own table."""
        return self.table.table_id if self.table else None

    @property
    def inputs(self) -> tuple[InputReading, ...]:
        """Input expressions of the table with their values, or the variables used."""
        return self.table.inputs if self.table else self.variables

    @property
    def rules(self) -> tuple[MatchedRule, ...]:
        """Rules of the decision's own table that matched."""
        return self.table.rules if self.table else ()

    def to_json(self) -> dict[str, Any]:
        """JSON for the journal and the screens; values are tagged as everywhere."""
        return {
            "decision_id": self.decision_id,
            "decision_name": self.decision_name,
            "logic": self.logic,
            "value": tagged(self.value),
            "expression": self.expression,
            "variables": [reading.to_json() for reading in self.variables],
            "table": self.table.to_json() if self.table else None,
            "inner_tables": [table.to_json() for table in self.inner_tables],
            "inner_tables_left_out": self.inner_tables_left_out,
            "requires": list(self.requires),
            "sub_decisions": [reason.to_json() for reason in self.sub_decisions],
        }


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """The value of a decision and why (决策结果)."""

    value: Value
    reason: DecisionReason
