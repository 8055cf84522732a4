"""The compiler: turns nodes into closures, and knows which names are bound where.

A closure takes an `Env`. Frames known while compiling match the `Env`s made while running one to
one, so a local name is found by walking a fixed number of frames.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.errors import FeelBudgetExceeded, FeelSyntaxError, place
from engine.feel.limits import FeelLimits
from engine.feel.nodes import Node, TypeOf
from engine.feel.runtime import Code


@dataclass(slots=True)
class Frame:
    """Local names of one `Env`."""

    names: set[str] = field(default_factory=set)
    #: a filter: members of the item are names too, known only while running
    item: bool = False
    #: name of a list that still grows while it can be read (`partial`)
    growing: str = ""


class Compiler:
    """State of one compilation."""

    def __init__(
        self,
        source: str,
        names: Collection[str],
        functions: Collection[str],
        limits: FeelLimits,
        table: dict[type, Callable[[Compiler, Any], Code]],
        types: Mapping[str, TypeOf] | None = None,
    ) -> None:
        self.source = source
        self.names = frozenset(names)
        self.functions = frozenset(functions)
        self.limits = limits
        #: types of the model by name
        self.types = types or {}
        self.frames: list[Frame] = []
        #: nodes compiled so far
        self.size = 0
        #: names read from the scope, with the offset of the first use
        self.free: dict[str, int] = {}
        #: of these, the ones read outside filters, where they can be nothing but variables
        self.certain: dict[str, int] = {}
        #: the others: members of an item perhaps
        self.doubtful: set[str] = set()
        #: functions of the host that are called, with the offset of the first use
        self.host_functions: dict[str, int] = {}
        #: variables and members of variables that are read: `applicant`, `applicant.age`
        self.reads: dict[tuple[str, ...], None] = {}
        #: how often `?` was read
        self.input_uses = 0
        self._table = table
        self._depth = 0
        self._deepest = 0

    def compile(self, node: Node) -> Code:
        """The closure of a node.

        Raises: FeelSyntaxError, FeelBudgetExceeded.
        """
        self.size += 1
        self._depth += 1
        self._deepest = max(self._deepest, self._depth)
        if self.size > self.limits.nodes:
            limit = self.limits.nodes
            raise self._too_much("nodes", limit, node, "部分", "parts")
        if self._depth > 2 * self.limits.nesting:
            limit = 2 * self.limits.nesting
            raise self._too_much("nesting", limit, node, "层", "levels")
        code = self._table[type(node)](self, node)
        self._depth -= 1
        return code

    def measured(self, make: Callable[[], Code]) -> tuple[Code, int, int]:
        """A closure that may run often, its number of nodes and its height."""
        size, deepest = self.size, self._deepest
        self._deepest = self._depth
        code = make()
        height = self._deepest - self._depth
        self._deepest = max(deepest, self._deepest)
        return code, self.size - size + 1, height

    def in_frame(self, frame: Frame, make: Callable[[], Code]) -> Code:
        """Compile something with more local names."""
        self.frames.append(frame)
        code = make()
        self.frames.pop()
        return code

    def is_local(self, name: str) -> bool:
        return any(name in frame.names for frame in self.frames)

    def error(self, position: int, zh: str, en: str) -> FeelSyntaxError:
        line, column = place(self.source, position)
        return FeelSyntaxError(zh, en, line, column)

    def _too_much(self, limit: str, size: int, node: Node, zh: str, en: str) -> FeelBudgetExceeded:
        line, column = place(self.source, node.position)
        return FeelBudgetExceeded(
            limit,
            f"表达式超过 {size} {zh}",
            f"The expression has more than {size} {en}",
            line,
            column,
        )
