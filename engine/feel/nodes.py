"""The syntax tree: one immutable node per construct of the grammar (DMN 1.5, clause 10.3.1.2).

`position` is the offset in the source where messages point. Chains of the same kind (`a + b + c`,
`a and b and c`, `else if`) are one flat node, so that long ones are not deep ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """Number, string, boolean, null or `@` literal: the value itself."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.member` (rule 45)."""

    source: Node
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[condition]` (rule 52)."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`first + a - b …`: operators of one precedence, from left to right (rule 4)."""

    first: Node
    #: operator, operand, position of the operator
    rest: tuple[tuple[str, Node, int], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`=`, `!=`, `<`, `<=`, `>`, `>=` (rule 51a)."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high` (rule 51b)."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in (test, …)` (rules 51c, 51d)."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """`a and b and …` or `a or b or …` (rules 49, 50)."""

    operator: str
    operands: tuple[Node, ...]
    #: where each operand starts and ends in the source
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if … then … else if … then … else …` (rule 47)."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Domain(Node):
    """`name in source` or `name in low..high` of a `for`, `some` or `every` (rule 46)."""

    name: str
    source: Node
    #: end of an iteration over `low..high`; None for a list or range value
    high: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    domains: tuple[Domain, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` (every=False) or `every` (rule 48)."""

    every: bool
    domains: tuple[Domain, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{key: value, …}`, later entries seeing earlier ones (rule 57)."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """`[low..high)` and the like, also the one-sided `(< 10)` (rule 8)."""

    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool
    negated: bool = False
    #: written with an operator
    unary: bool = False


@dataclass(frozen=True, slots=True)
class Test(Node):
    """One positive unary test: an operator with its end, or an expression (rule 7)."""

    operator: str  #: `<`, `<=`, `>`, `>=`, `=`, `!=`, or empty for an expression
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """A whole cell: positive tests, negated or not; no tests for `-` (rules 14 to 17)."""

    tests: tuple[Node, ...]
    negated: bool
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function call; `names` is None for positional arguments (rules 38 to 44)."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class TypeOf(Node):
    """A type as text: `number`, `list<string>`, `context<a: number>` (rule 54)."""

    name: str
    #: element types: of a list or range, of the result and then the parameters of a function
    inner: tuple[TypeOf, ...] = ()
    #: member names of a context type, beside `inner`
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type` (rule 53)."""

    value: Node
    type: TypeOf


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """`function(a, b: number) body` (rule 55)."""

    parameters: tuple[str, ...]
    types: tuple[TypeOf | None, ...]
    body: Node
