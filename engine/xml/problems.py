"""What is wrong with a document, said to the person who uploaded it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class XmlProblem:
    """One reason for which a document is refused."""

    #: Line in the document, counted from 1; 0 when the document as a whole is meant.
    line: int
    #: Stable name of the rule, e.g. `xml.doctype`.
    rule_id: str
    message_zh: str
    message_en: str


class XmlRefused(ValueError):
    """The document is not read (文件未予受理)."""

    def __init__(self, problems: Iterable[XmlProblem]) -> None:
        self.problems: tuple[XmlProblem, ...] = tuple(problems)
        super().__init__("; ".join(f"line {p.line}: {p.message_en}" for p in self.problems))
