"""What a check on models is: one rule, its severity, its clause and how to find what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.model.nodes import Flow, ModelProblem, Node, ProcessModel, Severity, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken."""

    line: int
    element: str
    message: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `title` says what it asks for."""

    id: str
    severity: Severity
    title: Text
    #: BPMN 2.0.2 clause, or where else the rule comes from
    source: str
    find: Callable[[ProcessModel], Iterator[Finding]]
    #: says nothing as long as parts of the graph could not be read
    whole_graph: bool = False

    def problems(self, model: ProcessModel) -> Iterator[ModelProblem]:
        """Every place of the process that breaks the rule."""
        for found in self.find(model):
            yield ModelProblem(self.severity, self.id, found.line, found.element, found.message)


def at(place: Node | Flow | ProcessModel, zh: str, en: str) -> Finding:
    """A finding at a node, flow or process."""
    return Finding(place.line, place.id, Text(zh, en))
