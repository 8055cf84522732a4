"""Asking the decision tables: one question per claim line, equal questions answered once."""

from collections.abc import Callable, Mapping
from typing import Any

Inputs = Mapping[str, Any]

#: Evaluates a decision by its id, e.g. "DT_05_rate", and gives the plain value.
Evaluate = Callable[[str, Inputs], Any]


class Tables:
    """The decision tables of one computation. Tables are pure, so answers are kept."""

    def __init__(self, evaluate: Evaluate) -> None:
        self._evaluate = evaluate
        self._answers: dict[tuple[Any, ...], Any] = {}

    def ask(self, decision: str, **inputs: Any) -> Any:
        key = (decision, *inputs.values())
        if key not in self._answers:
            given = {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in inputs.items()
            }
            self._answers[key] = self._evaluate(decision, given)
        return self._answers[key]

    def ask_all(self, decision: str, **inputs: Any) -> list[Any]:
        """The hits of a COLLECT table; no hit is an empty list."""
        found = self.ask(decision, **inputs)
        if found is None:
            return []
        return list(found) if isinstance(found, list | tuple) else [found]
