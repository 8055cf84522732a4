"""Collect problems and warnings of all documents into one report."""

from lxml import etree

from engine.dmn.places import Place
from engine.dmn.problems import DmnProblem, DmnRefused
from engine.xml import line_of


class ReportFull(Exception):
    """More problems than one report lists; reading stops."""


class Report:
    """The remarks of one reading."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.problems: list[DmnProblem] = []
        self.warnings: list[DmnProblem] = []
        #: Namespace of the imported document being read; empty for the first one.
        self.document = ""

    def problem(self, at: etree._Element | Place, rule: str, zh: str, en: str) -> None:
        """Add a reason for refusal.

        Raises: ReportFull.
        """
        self.problems.append(self._remark(at, rule, zh, en))
        if len(self.problems) >= self._limit:
            raise ReportFull

    def warning(self, at: etree._Element | Place, rule: str, zh: str, en: str) -> None:
        """Add a remark that does not stop the model; those beyond the limit are counted only."""
        if len(self.warnings) < self._limit:
            self.warnings.append(self._remark(at, rule, zh, en))

    def refuse_if_any(self) -> None:
        """Raises: DmnRefused when there is a problem."""
        if self.problems:
            raise DmnRefused(sorted(set(self.problems)))

    def place(self, element: etree._Element) -> Place:
        """Line and nearest id of an element."""
        return Place(line_of(element), nearest_id(element), self.document)

    def _remark(self, at: etree._Element | Place, rule: str, zh: str, en: str) -> DmnProblem:
        place = at if isinstance(at, Place) else self.place(at)
        return DmnProblem(place.line, place.id, rule, zh, en, place.document)


def nearest_id(element: etree._Element) -> str:
    """Id of the element or of the nearest one around it; empty when none has any."""
    current: etree._Element | None = element
    while current is not None:
        identifier = current.get("id")
        if identifier:
            return str(identifier)
        current = current.getparent()
    return ""
