"""Types after `instance of` and of parameters (rule 54)."""

from __future__ import annotations

from engine.feel.nodes import TypeOf
from engine.feel.parsing.control import ControlParsing
from engine.feel.parsing.names import can_continue, spelled
from engine.feel.scanner import KEYWORDS

SIMPLE_TYPES = frozenset(
    {
        "Any",
        "Null",
        "boolean",
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "day-time duration",
        "year-month duration",
        "dayTimeDuration",
        "yearMonthDuration",
        "dateTime",
        "list",
        "context",
        "function",
        "range",
    }
)


class TypeParsing(ControlParsing):
    """Type names, with their arguments in angle brackets."""

    def read_type(self) -> TypeOf:
        with self.nested():
            return self._type()

    def _type(self) -> TypeOf:
        start = self.position
        name = self._type_name()
        if name in ("list", "range") and self.accept("<"):
            inner = self.read_type()
            self.expect(">")
            return TypeOf(start, name, (inner,))
        if name == "context" and self.accept("<"):
            return self._context_type(start)
        if name == "function" and self.accept("<"):
            return self._function_type(start)
        return TypeOf(start, name)

    def _context_type(self, start: int) -> TypeOf:
        names, types = [], []
        while not self.sees(">"):
            names.append(self.declared_name(":"))
            self.expect(":")
            types.append(self.read_type())
            if not self.accept(","):
                break
        self.expect(">")
        return TypeOf(start, "context", tuple(types), tuple(names))

    def _function_type(self, start: int) -> TypeOf:
        types = []
        while not self.sees(">"):
            types.append(self.read_type())
            if not self.accept(","):
                break
        self.expect(">")
        self.expect("->")
        return TypeOf(start, "function", (self.read_type(), *types))

    def _type_name(self) -> str:
        """The longest built-in type name, or the words of a type of the model."""
        start = self.at
        if self.token.kind != "word":
            raise self.unexpected("此处应为类型", "Expected a type")
        best = 0
        for size in range(1, 6):
            if not can_continue(self.peek(size - 1)):
                break
            if spelled(self.tokens[start : start + size]) in SIMPLE_TYPES:
                best = size
        if not best:
            best = 1
            while can_continue(self.tokens[start + best]) and (
                self.tokens[start + best].text not in KEYWORDS
            ):
                if self.tokens[start + best].text in ("-", "+", "*", "/", "**"):
                    break
                best += 1
        self.at = start + best
        return spelled(self.tokens[start : self.at])
