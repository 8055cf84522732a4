"""Operators by precedence, and what follows a value: `.member`, `[filter]`, `(arguments)`.

From loosest to tightest: or, and, comparison, + -, * /, **, minus sign, instance of (rule 2).
"""

from __future__ import annotations

from collections.abc import Callable
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


class OperatorParsing(PrimaryParsing):
    """Expressions made of operators."""

    def disjunction(self) -> Node:
        return self._junction("or", self.conjunction)

    def conjunction(self) -> Node:
        return self._junction("and", self.comparison)

    def _junction(self, word: str, operand: Callable[[], Node]) -> Node:
        first = operand()
        if not self.sees(word):
            return first
        operands = [first]
        while self.accept(word):
            operands.append(operand())
        return Junction(first.position, word, tuple(operands))

    def comparison(self) -> Node:
        left = self.additive()
        chain = 0
        while True:
            start = self.position
            if self.sees(*_COMPARISONS):
                left = Comparison(start, self.next().text, left, self.additive())
            elif self.accept("between"):
                low = self.additive()
                self.expect("and")
                left = Between(start, left, low, self.additive())
            elif self.accept("in"):
                left = In(start, left, self._tests_after_in())
            else:
                return left
            chain = self.deeper(chain)

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

    def additive(self) -> Node:
        return self._arithmetic(("+", "-"), self._multiplicative)

    def _multiplicative(self) -> Node:
        return self._arithmetic(("*", "/"), self._power)

    def _power(self) -> Node:
        return self._arithmetic(("**",), self._signed)

    def _arithmetic(self, operators: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        first = operand()
        if not self.sees(*operators):
            return first
        rest = []
        while self.sees(*operators):
            token = self.next()
            rest.append((token.text, operand(), token.start))
        return Arithmetic(first.position, first, tuple(rest))

    def _signed(self) -> Node:
        start = self.position
        signs = 0
        while self.accept("-"):
            signs = self.deeper(signs)
        operand = self._instance()
        if not signs:
            return operand
        if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
            value = operand.value
            return Literal(start, value.copy_negate() if value and signs % 2 else value)
        for _ in range(signs):
            operand = Negation(start, operand)
        return operand

    def _instance(self) -> Node:
        value = self.postfix()
        chain = 0
        while self.sees("instance") and self.peek().text == "of":
            start = self.next().start
            self.next()
            value = InstanceOf(start, value, self.read_type())
            chain = self.deeper(chain)
        return value

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
                        "参数要么都写名称,要么都不写",
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
