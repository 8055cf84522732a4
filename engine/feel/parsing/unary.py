"""Unary tests: the cells of a decision table, and what stands after `in` (rules 7, 14 to 17)."""

from __future__ import annotations

from engine.feel.nodes import Node, Test, Tests
from engine.feel.parsing.types import TypeParsing

_OPERATORS = ("<", "<=", ">", ">=", "=", "!=")


class UnaryParsing(TypeParsing):
    """Positive tests one by one, and whole cells."""

    def positive_test(self) -> Node:
        """The one test after `in`."""
        start = self.position
        if self.sees(*_OPERATORS):
            operator = self.next().text
            return Test(start, operator, self.additive())
        # A comparison would swallow what follows `in`: only arithmetic binds tighter.
        return Test(start, "", self.additive())

    def cell(self) -> Tests:
        """A whole cell, to the end of the text."""
        start = self.position
        if self.sees("-") and self.peek().kind == "end":
            self.next()
            return Tests(start, (), False, anything=True)
        if self.sees("not") and self.peek().text == "(" and self._not_spans_all():
            self.next()
            self.next()
            with self.nested():
                tests = self.cell_tests()
            self.expect(")")
            return Tests(start, tests, True)
        return Tests(start, self.cell_tests(), False)

    def cell_tests(self) -> tuple[Node, ...]:
        tests = [self._cell_test()]
        while self.accept(","):
            tests.append(self._cell_test())
        return tuple(tests)

    def _cell_test(self) -> Node:
        start = self.position
        if self.sees(*_OPERATORS):
            operator = self.next().text
            return Test(start, operator, self.additive())
        return Test(start, "", self.expression())

    def _not_spans_all(self) -> bool:
        """Whether the bracket after `not` closes at the very end."""
        depth = 0
        for index in range(self.at + 1, len(self.tokens)):
            token = self.tokens[index]
            if token.kind == "symbol" and token.text in "([{":
                depth += 1
            elif token.kind == "symbol" and token.text in ")]}":
                depth -= 1
            if not depth:
                return self.tokens[index + 1].kind == "end"
        return False
