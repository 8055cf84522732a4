"""Collect everything that is wrong with a diagram, so that one report names it all."""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.nodes import ModelProblem, Severity, Text

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.CARRIED: 2}


class DiagramRefused(ValueError):
    """The diagram cannot be deployed (流程图未予受理); `problems` is the whole import report."""

    def __init__(self, problems: Iterable[ModelProblem]) -> None:
        self.problems: tuple[ModelProblem, ...] = tuple(problems)
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        super().__init__("; ".join(f"line {p.line}: {p.message.en}" for p in errors))

    @property
    def errors(self) -> tuple[ModelProblem, ...]:
        """Only what stands in the way of deploying."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


class ProblemLog:
    """Problems of one reading. What is carried is counted by kind and told once per kind."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._found: list[ModelProblem] = []
        self._carried: dict[tuple[Severity, str, Text], _Carried] = {}
        self._dropped = 0
        self.errors = 0

    def error(self, rule: str, line: int, element: str, zh: str, en: str) -> None:
        """Note what stands in the way of deploying."""
        self.errors += 1
        self._add(ModelProblem(Severity.ERROR, rule, line, element, Text(zh, en)))

    def warning(self, rule: str, line: int, element: str, zh: str, en: str) -> None:
        """Note what the designer should know; the diagram can be deployed."""
        self._add(ModelProblem(Severity.WARNING, rule, line, element, Text(zh, en)))

    def add(self, problem: ModelProblem) -> None:
        """Take a finished problem over, e.g. of a check."""
        if problem.severity is Severity.ERROR:
            self.errors += 1
        self._add(problem)

    def carried(self, severity: Severity, rule: str, what: Text, line: int, element: str) -> None:
        """Count one more thing that is kept but has no effect."""
        if len(self._carried) >= self._limit:
            what = Text("其余仅保留的内容", "More that is only kept")
        entry = self._carried.get((severity, rule, what))
        if entry is None:
            self._carried[severity, rule, what] = _Carried(line, element)
        else:
            entry.count += 1

    def report(self) -> tuple[ModelProblem, ...]:
        """Errors, then warnings, then what is carried; each in the order of lines."""
        found = self._found + [
            ModelProblem(severity, rule, entry.line, entry.element, entry.text(what))
            for (severity, rule, what), entry in self._carried.items()
        ]
        found.sort(key=lambda p: (_ORDER[p.severity], p.line))
        del found[self._limit :]
        if self._dropped:
            zh, en = (
                f"另有 {self._dropped} 个问题未列出",
                f"{self._dropped} more problems not listed",
            )
            found.append(ModelProblem(Severity.ERROR, "too-many-problems", 0, "", Text(zh, en)))
        return tuple(found)

    def _add(self, problem: ModelProblem) -> None:
        if len(self._found) < self._limit:
            self._found.append(problem)
        elif problem.severity is Severity.ERROR:
            self._dropped += 1


class _Carried:
    __slots__ = ("count", "element", "line")

    def __init__(self, line: int, element: str) -> None:
        self.line = line
        self.element = element
        self.count = 1

    def text(self, what: Text) -> Text:
        if self.count == 1:
            return what
        return Text(f"{what.zh}（共 {self.count} 处）", f"{what.en} ({self.count} times)")
