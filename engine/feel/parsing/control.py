"""`if`, `for`, `some` and `every` (rules 46 to 48)."""

from __future__ import annotations

from engine.feel.nodes import Domain, For, If, Node, Quantified
from engine.feel.parsing.operators import OperatorParsing


class ControlParsing(OperatorParsing):
    """Expressions that start with a keyword, and the entry for any expression."""

    def expression(self) -> Node:
        return self.binary()

    def keyword(self) -> Node:
        """`if`, `for`, `some` or `every`: they reach as far to the right as they can."""
        return {
            "if": self._if,
            "for": self._for,
            "some": self._quantified,
            "every": self._quantified,
        }[self.token.text]()

    def _if(self) -> If:
        start = self.position
        branches = []
        while self.accept("if"):
            condition = self.expression()
            self.expect("then")
            branches.append((condition, self.expression()))
            self.expect("else")
        return If(start, tuple(branches), self.expression())

    def _for(self) -> For:
        start = self.next().start
        domains = self._domains("return")
        self.known.declare("partial")
        body = self.expression()
        self.known.pop()
        return For(start, domains, body)

    def _quantified(self) -> Quantified:
        word = self.next()
        domains = self._domains("satisfies")
        condition = self.expression()
        self.known.pop()
        return Quantified(word.start, word.text == "every", domains, condition)

    def _domains(self, end: str) -> tuple[Domain, ...]:
        """`x in xs, y in 1..5` up to the closing word; leaves a frame of names open."""
        domains = []
        self.known.push()
        while True:
            start = self.position
            name = self.declared_name("in")
            self.expect("in")
            source = self.expression()
            high = self.expression() if self.accept("..") else None
            self.known.declare(name)
            domains.append(Domain(start, name, source, high))
            if not self.accept(","):
                break
        self.expect(end)
        return tuple(domains)
