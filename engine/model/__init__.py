"""Reading diagrams: BPMN bytes in, an immutable node table or a full report of problems out."""

from engine.model.cache import diagram_cache
from engine.model.limits import ModelLimits
from engine.model.nodes import Diagram, ModelProblem, ProcessModel, Severity, Text
from engine.model.problems import DiagramRefused
from engine.model.reader import read_diagram

__all__ = [
    "Diagram",
    "DiagramRefused",
    "ModelLimits",
    "ModelProblem",
    "ProcessModel",
    "Severity",
    "Text",
    "diagram_cache",
    "read_diagram",
]
