"""How large a decision model may be and how much work one decision may cause."""

from dataclasses import dataclass, field

from engine.feel import FeelLimits
from engine.xml import XmlLimits


@dataclass(frozen=True, slots=True)
class DmnLimits:
    """Budgets of reading and evaluating; a value equal to the bound is still accepted.

    Budgets of a single expression at evaluation are those of the `EvaluationContext`.
    """

    #: Size of each document.
    xml: XmlLimits = field(default_factory=XmlLimits)
    #: Source text of each expression.
    feel: FeelLimits = field(default_factory=FeelLimits)
    #: Documents that import one another, the first included.
    documents: int = 20
    #: Inputs, decisions, knowledge models and services of all documents.
    nodes: int = 2_000
    #: Boxed expressions inside one another.
    nesting: int = 16
    #: Rules of one decision table.
    rules: int = 10_000
    #: Input, output and annotation columns of one decision table.
    columns: int = 200
    #: Cells of one decision table.
    cells: int = 200_000
    #: Business knowledge models, services and boxed functions that call one another.
    call_depth: int = 16
    #: FEEL steps of one evaluation, all expressions together.
    steps: int = 10_000_000
    #: Passes of one boxed iteration, and items of its result.
    iterations: int = 100_000
    #: Table evaluations kept in one reason; the reason says how many were left out.
    reasons: int = 200
    #: Pairs of rules compared by the check for overlaps, and boxes split by the check for gaps.
    check_work: int = 200_000
    #: Problems, and warnings, in one report.
    problems: int = 200


DEFAULT_LIMITS = DmnLimits()
