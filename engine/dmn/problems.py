"""What the reader has to say about a decision model (决策模型检查结果)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DmnProblem:
    """One remark: a reason for refusal, or a warning of a model that is read."""

    #: Line in the document, counted from 1; 0 when the document as a whole is meant.
    line: int
    #: Id of the element, or of the nearest element around it that has one; may be empty.
    id: str
    #: Stable name of the rule, e.g. `dmn.unknown_name`.
    rule: str
    message_zh: str
    message_en: str
    #: Namespace of the document, when it is an imported one.
    document: str = ""


class DmnRefused(ValueError):
    """The decision model is not read; every problem is in the one report (决策模型未予受理)."""

    def __init__(self, problems: Iterable[DmnProblem]) -> None:
        self.problems: tuple[DmnProblem, ...] = tuple(problems)
        super().__init__("; ".join(f"line {p.line}: {p.message_en}" for p in self.problems))
