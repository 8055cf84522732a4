"""Where the parser stands in the tokens, and how it complains."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from engine.feel.errors import FeelBudgetExceeded, FeelSyntaxError, place
from engine.feel.limits import FeelLimits
from engine.feel.nodes import Node, TypeOf
from engine.feel.parsing.names import KnownNames
from engine.feel.scanner import Token, scan


class Cursor:
    """Tokens, the place in them, and the names known there."""

    def __init__(self, source: str, names: Collection[str], limits: FeelLimits) -> None:
        if len(source) > limits.source_length:
            raise FeelBudgetExceeded(
                "source_length",
                f"表达式超过 {limits.source_length} 个字符",
                f"The expression has more than {limits.source_length} characters",
            )
        self.source = source
        self.limits = limits
        self.tokens = scan(source)
        self.at = 0
        self.known = KnownNames(names)
        self.nesting = 0
        #: greater 0 while the end of a range is read: there `[` may close instead of filter
        self.range_end = 0

    # what the parts of the grammar need of one another

    def expression(self) -> Node:
        raise NotImplementedError

    def keyword(self) -> Node:
        raise NotImplementedError

    def additive(self) -> Node:
        raise NotImplementedError

    def positive_test(self) -> Node:
        raise NotImplementedError

    def cell_tests(self) -> tuple[Node, ...]:
        raise NotImplementedError

    def read_type(self) -> TypeOf:
        raise NotImplementedError

    # moving

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def position(self) -> int:
        return self.tokens[self.at].start

    def peek(self, ahead: int = 1) -> Token:
        """A token further on; the end token past the end."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def next(self) -> Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Whether the next token is one of these words or symbols."""
        token = self.tokens[self.at]
        return token.text in texts and token.kind in ("word", "symbol")

    def accept(self, text: str) -> bool:
        """Step over this word or symbol if it comes next."""
        if self.sees(text):
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> Token:
        """Step over this word or symbol.

        Raises: FeelSyntaxError when something else stands there.
        """
        if not self.sees(text):
            raise self.unexpected(f"此处应为 {text}", f"Expected {text}")
        return self.next()

    # limits and complaints

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level of brackets, branches or functions deeper."""
        self.nesting += 1
        if self.nesting > self.limits.nesting:
            raise self.too_deep()
        outer, self.range_end = self.range_end, 0
        yield
        self.range_end = outer
        self.nesting -= 1

    def too_deep(self) -> FeelBudgetExceeded:
        line, column = place(self.source, self.position)
        limit = self.limits.nesting
        return FeelBudgetExceeded(
            "nesting",
            f"表达式嵌套超过 {limit} 层",
            f"The expression is nested more than {limit} levels deep",
            line,
            column,
        )

    def error(self, zh: str, en: str, position: int | None = None) -> FeelSyntaxError:
        line, column = place(self.source, self.position if position is None else position)
        return FeelSyntaxError(zh, en, line, column)

    def unexpected(self, zh: str, en: str) -> FeelSyntaxError:
        """A complaint about the next token."""
        token = self.token
        if token.kind == "end":
            return self.error(f"{zh}，但表达式已结束", f"{en}, but the expression ends here")
        return self.error(f"{zh}，而不是 {token.text[:40]}", f"{en}, not {token.text[:40]}")
