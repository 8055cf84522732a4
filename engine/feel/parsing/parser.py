"""The parser: a whole expression, or a whole cell of unary tests."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import FeelLimits
from engine.feel.nodes import Node, Tests, TypeOf
from engine.feel.parsing.unary import UnaryParsing

#: what a Chinese keyboard gives for operators and brackets; the standard allows them in names
_FULL_WIDTH = frozenset("（）＞＜＝，：［］｛｝＋－＊／．")


class Parser(UnaryParsing):
    """All parts of the grammar together."""

    def whole_expression(self) -> Node:
        return self._to_the_end(self.expression())

    def whole_cell(self) -> Tests:
        cell = self.cell()
        self._to_the_end(cell)
        return cell

    def whole_type(self) -> TypeOf:
        type_ = self.read_type()
        self._to_the_end(type_)
        return type_

    def _to_the_end(self, node: Node) -> Node:
        if self.token.kind != "end":
            raise self._left_over()
        return node

    def _left_over(self) -> FeelSyntaxError:
        text = self.token.text[:40]
        wide = [
            char
            for token in self.tokens
            if token.kind == "word"
            for char in token.text
            if char in _FULL_WIDTH
        ]
        if wide and self.token.kind != "string":
            return self.error(
                f"表达式在此应已结束，却出现 {text}。请把全角符号 {wide[0]} 改为半角",
                f"Expected the expression to end here, not {text}. "
                f"Write {wide[0]} as the half-width character",
            )
        return self.error(
            f"表达式在此应已结束，却出现 {text}",
            f"Expected the expression to end here, not {text}",
        )


def parse_expression(source: str, names: Collection[str], limits: FeelLimits) -> Node:
    """The tree of an expression.

    Raises: FeelSyntaxError, FeelBudgetExceeded.
    """
    parser = Parser(source, names, limits)
    try:
        return parser.whole_expression()
    except RecursionError:
        raise parser.too_deep() from None


@lru_cache(maxsize=1024)
def parse_type(source: str, limits: FeelLimits) -> TypeOf:
    """The tree of a type: `list<number>`, `context<name: string>`, or the name of another.

    Raises: FeelSyntaxError, FeelBudgetExceeded.
    """
    return Parser(source, (), limits).whole_type()


def parse_unary_tests(source: str, names: Collection[str], limits: FeelLimits) -> Tests:
    """The tree of a cell of a decision table.

    Raises: FeelSyntaxError, FeelBudgetExceeded.
    """
    parser = Parser(source, names, limits)
    try:
        return parser.whole_cell()
    except RecursionError:
        raise parser.too_deep() from None
