"""The parser: a whole expression, or a whole cell of unary tests."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import FeelLimits
from engine.feel.nodes import Node, Tests, TypeOf
from engine.feel.parsing.unary import UnaryParsing


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
        text = self.token.text
        if text == "&" or text == "|":
            return self.error("请使用 and 或 or", "Use and or or")
        return self.error(
            f"表达式在此应已结束,却出现 {text[:40]}",
            f"Expected the expression to end here, not {text[:40]}",
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
