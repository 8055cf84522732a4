"""The decision requirements graph, compiled: inputs, decisions, knowledge models, services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from engine.dmn.logic.boxed import Boxed
from engine.dmn.logic.function import Function
from engine.dmn.places import Place
from engine.dmn.types import FeelType


class Key(NamedTuple):
    """An element among all documents."""

    namespace: str
    id: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Another element whose value, or function, a node can name."""

    key: Key
    #: Name of the import through which it is seen; empty when it is named as it stands.
    alias: str
    variable: str


@dataclass(frozen=True, slots=True)
class InputNode:
    """Input data (输入数据)."""

    key: Key
    name: str
    variable: str
    type: FeelType | None
    place: Place


@dataclass(frozen=True, slots=True)
class DecisionNode:
    """A decision (决策)."""

    key: Key
    name: str
    variable: str
    type: FeelType | None
    place: Place
    logic: Boxed | None
    requires: tuple[Requirement, ...]
    #: Names the logic uses and nobody declares, in a model that declares no input at all.
    undeclared: frozenset[str]
    description: str = ""
    question: str = ""
    allowed_answers: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeNode:
    """A business knowledge model (业务知识模型)."""

    key: Key
    name: str
    variable: str
    place: Place
    function: Function
    requires: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class ServiceNode:
    """A decision service (决策服务)."""

    key: Key
    name: str
    variable: str
    type: FeelType | None
    place: Place
    #: Parameters: input data first, then input decisions (clause 10.4).
    inputs: tuple[Key, ...]
    outputs: tuple[Key, ...]


Node: TypeAlias = InputNode | DecisionNode | KnowledgeNode | ServiceNode


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes of all documents, and in which order they are evaluated."""

    nodes: Mapping[Key, Node]
    #: For each decision and service: what has to be evaluated first, in order, itself included.
    orders: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)


def direct_needs(node: Node) -> tuple[Key, ...]:
    """What has to be evaluated before a node, one step away."""
    if isinstance(node, InputNode | ServiceNode):
        return ()  # a service evaluates its decisions when it is called
    return tuple(requirement.key for requirement in node.requires)


def needs_in_order(
    graph: Mapping[Key, Node],
    position: Mapping[Key, int],
    wanted: tuple[Key, ...],
    given: frozenset[Key] = frozenset(),
) -> tuple[Key, ...]:
    """Return the wanted nodes and all they need, in the order of evaluation, without the given."""
    found: set[Key] = set()
    waiting = [key for key in wanted if key not in given]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(need for need in direct_needs(graph[key]) if need not in given)
    return tuple(sorted(found, key=position.__getitem__))
