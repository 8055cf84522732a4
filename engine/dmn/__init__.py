"""DMN: decision tables and decision requirements graphs, read from XML and evaluated with FEEL.

    model = read_dmn(data)                                       # raises DmnRefused
    result = model.evaluate("rate", {"plan": 3}, context)        # raises DmnError
    result.value, result.reason.to_json()

Reads DMN 1.1 to 1.5. Whatever a document holds is run, carried as documentation
(`DecisionModel.carried`) or refused with line and reason. Models are immutable and may be evaluated
in any number of threads.

Not implemented: tables with rules as columns and cross-tables, imported values, external (Java,
PMML) functions, imports of other languages than DMN; all of them are refused when read.
"""

from engine.dmn.errors import (
    DecisionNotFound,
    DecisionWithoutLogic,
    DmnBudgetExceeded,
    DmnError,
    ExpressionFailed,
    RulesDisagree,
    RulesOverlap,
    ValueNotAllowed,
    ValueOfWrongType,
)
from engine.dmn.limits import DmnLimits
from engine.dmn.model import Decision, DecisionModel
from engine.dmn.places import Place
from engine.dmn.problems import DmnProblem, DmnRefused
from engine.dmn.reading.gate import Carried
from engine.dmn.reading.read import read_dmn
from engine.dmn.reasons import (
    DecisionReason,
    DecisionResult,
    InputReading,
    MatchedRule,
    TableReason,
)

__all__ = [
    "Carried",
    "Decision",
    "DecisionModel",
    "DecisionNotFound",
    "DecisionReason",
    "DecisionResult",
    "DecisionWithoutLogic",
    "DmnBudgetExceeded",
    "DmnError",
    "DmnLimits",
    "DmnProblem",
    "DmnRefused",
    "ExpressionFailed",
    "InputReading",
    "MatchedRule",
    "Place",
    "RulesDisagree",
    "RulesOverlap",
    "TableReason",
    "ValueNotAllowed",
    "ValueOfWrongType",
    "read_dmn",
]
