"""Operators by precedence, and what follows a value: `.member`, `[filter]`, `(arguments)`.

From loosest to tightest: or, and, comparison, + -, * /, **, minus sign, instance of (rule 2).
"""

from __future__ import annotations

from decimal import Decimal

from engine.feel.errors import FeelBudgetExceeded, place
from engine.feel.nodes import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Junction,
    Literal,
    Negation,
    Node,
    Path,
)
from engine.feel.parsing.names import can_continue, spelled
from engine.feel.parsing.primary import PrimaryParsing

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _POWER = range(1, 7)
_PRECEDENCE: dict[str, int] = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys((*_COMPARISONS, "between", "in"), _COMPARISON),
    **dict.fromkeys(("+", "-"), _SUM),
    **dict.fromkeys(("*", "/"), _PRODUCT),
    "**": _POWER,
}


class OperatorParsing(PrimaryParsing):
    """Expressions made of operators, by precedence climbing: few frames for each bracket."""

    def binary(self, weakest: int = _OR) -> Node:
        """Operands joined by operators that bind no weaker than this."""
        start = self.position
        left = self._signed()
        chain = 0
        while True:
            token = self.token
            level = 0 if token.kind == "string" else _PRECEDENCE.get(token.text, 0)
            if level < weakest or not level:
                return left
            if level >= _SUM:
                left = self._arithmetic(left, level)
            elif level == _COMPARISON:
                left = self._comparison(left)
                chain = self.deeper(chain)
            else:
                left = self._junction(left, level, start)

    def additive(self) -> Node:
        return self.binary(_SUM)

    def _arithmetic(self, first: Node, level: int) -> Arithmetic:
        rest = []
        while self.token.kind == "symbol" and _PRECEDENCE.get(self.token.text) == level:
            token = self.next()
            rest.append((token.text, self.binary(level + 1), token.start))
        return Arithmetic(first.position, first, tuple(rest))

    def _junction(self, first: Node, level: int, start: int) -> Junction:
        word = self.token.text
        operands, spans = [first], [(start, self.position)]
        while self.accept(word):
            start = self.position
            operands.append(self.binary(level + 1))
            spans.append((start, self.position))
        return Junction(first.position, word, tuple(operands), tuple(spans))

    def _comparison(self, left: Node) -> Node:
        start = self.position
        operator = self.next().text
        if operator == "between":
            low = self.additive()
            self.expect("and")
            return Between(start, left, low, self.additive())
        if operator == "in":
            return In(start, left, self._tests_after_in())
        return Comparison(start, operator, left, self.additive())

    def _tests_after_in(self) -> tuple[Node, ...]:
        """`(a, < b)` or one test; a single bracket may also open a range."""
        if self.sees("(") and self._is_test_list():
            self.next()
            with self.nested():
                tests = self.cell_tests()
            self.expect(")")
            return tests
        return (self.positive_test(),)

    def _is_test_list(self) -> bool:
        """Whether the bracket holds several tests: a comma stands in it at its own level."""
        if self.peek().text in _COMPARISONS:
            return True
        depth = 0
        for token in self.tokens[self.at :]:
            if token.kind == "symbol":
                if token.text in ("(", "{"):
                    depth += 1
                elif token.text in (")", "}"):
                    depth -= 1
                elif depth == 1 and token.text == ",":
                    return True
            if depth <= 0 or token.kind == "end":
                return False
        return False

    def _signed(self) -> Node:
        """A value with minus signs before it and `instance of` behind it."""
        start = self.position
        signs = 0
        while self.accept("-"):
            signs = self.deeper(signs)
        operand = self.postfix()
        chain = 0
        while self.sees("instance") and self.peek().text == "of":
            place = self.next().start
            self.next()
            operand = InstanceOf(place, operand, self.read_type())
            chain = self.deeper(chain)
        if not signs:
            return operand
        if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
            value = operand.value
            return Literal(start, value.copy_negate() if value and signs % 2 else value)
        for _ in range(signs):
            operand = Negation(start, operand)
        return operand

    def postfix(self) -> Node:
        """A value with its members, filters and calls."""
        value = self.primary()
        chain = 0
        while True:
            start = self.position
            if self.accept("."):
                value = Path(start, value, self.member())
            elif self.sees("[") and not self._closes_range():
                self.next()
                self.known.push(["item"])
                with self.nested():
                    condition = self.expression()
                self.known.pop()
                self.expect("]")
                value = Filter(start, value, condition)
            elif self.sees("("):
                value = self._call(value)
            else:
                return value
            chain = self.deeper(chain)

    def _closes_range(self) -> bool:
        """In `[1..5[` the last bracket closes: no value can follow it there."""
        if not self.range_end:
            return False
        follower = self.peek()
        if follower.kind in ("number", "string"):
            return False
        return follower.kind != "word" or follower.text in (
            "and",
            "or",
            "in",
            "then",
            "else",
            "return",
            "satisfies",
            "between",
            "instance",
        )

    def _call(self, function: Node) -> Call:
        self.next()
        with self.nested():
            names: list[str] = []
            arguments: list[Node] = []
            while not self.sees(")"):
                name = self._argument_name()
                if arguments and bool(names) != (name is not None):
                    raise self.error(
                        "参数要么都写名称，要么都不写",
                        "Either all arguments are named or none is",
                    )
                if name is not None:
                    names.append(name)
                arguments.append(self.expression())
                if not self.accept(","):
                    break
        self.expect(")")
        return Call(function.position, function, tuple(arguments), tuple(names) or None)

    def _argument_name(self) -> str | None:
        """The name before a colon, if the argument has one."""
        start = self.at
        if self.token.kind == "string" and self.peek().text == ":":
            raise self.error("参数名不能加引号", "Argument names are written without quotes")
        while can_continue(self.token):
            self.at += 1
        if self.at > start and self.sees(":") and self.tokens[start].kind == "word":
            name = spelled(self.tokens[start : self.at])
            self.next()
            return name
        self.at = start
        return None

    def deeper(self, chain: int) -> int:
        """Count one link of a chain that makes the tree higher.

        Raises: FeelBudgetExceeded.
        """
        if chain >= self.limits.nesting:
            line, column = place(self.source, self.position)
            raise FeelBudgetExceeded(
                "nesting",
                f"连续的访问超过 {self.limits.nesting} 次",
                f"More than {self.limits.nesting} steps follow one another",
                line,
                column,
            )
        return chain + 1
