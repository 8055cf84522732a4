"""What a run found, as a table: expected beside found."""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from api.scenarios.tally import Tally
from engine.tryout.covering import Reached


@dataclass(frozen=True)
class Check:
    what: str
    expected: str
    found: str
    ok: bool


@dataclass
class Report:
    """One scenario's checks; `failure` is what stopped it before they could be made."""

    id: str
    title: str
    checks: list[Check] = field(default_factory=list)
    failure: str = ""
    opinion: Tally | None = None  #: of the second opinion, when asked for
    seconds: float = 0.0
    reached: Reached = field(default_factory=Reached)  #: steps, flows and rows; nothing on failure

    @property
    def ok(self) -> bool:
        differs = self.opinion is not None and bool(self.opinion.differences)
        return not self.failure and not differs and all(check.ok for check in self.checks)

    def check(self, what: str, expected: Any, found: Any, ok: bool) -> None:
        self.checks.append(Check(what, _text(expected), _text(found), ok))


def render(report: Report, *, verbose: bool = False) -> str:
    """One line for a scenario that holds; the table for one that does not, or when asked for."""
    mark = "ok  " if report.ok else "FAIL"
    lines = [f"{mark} {report.id}  {report.title}  ({report.seconds:.1f} s)"]
    if report.opinion:
        lines.append(f"     second opinion: {report.opinion.text}")
    if report.failure:
        lines += [f"     {line}" for line in report.failure.splitlines()]
    shown = report.checks if verbose or not report.ok else []
    if shown:
        rows = [("", "what", "expected", "found")]
        rows += [
            ("" if check.ok else "✗", check.what, check.expected, check.found) for check in shown
        ]
        widths = [max(_width(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            cells = (_padded(cell, width) for cell, width in zip(row, widths, strict=True))
            lines.append("     " + "  ".join(cells).rstrip())
    return "\n".join(lines)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 300 else text[:297] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
