"""What can go wrong with an expression, as a tree.

    FeelError                    anything below
    ├─ FeelSyntaxError           the text is no FEEL (表达式语法错误)
    ├─ FeelBudgetExceeded        a limit of `FeelLimits` is used up (超出限额)
    └─ FeelEvaluationError       an assertion failed, or a value has no canonical form (求值错误)

A value of the wrong type is not an error: the standard answers null, and the evaluation context
receives a `Note` that says why (DMN 1.5, clause 10.3.2).
"""

from __future__ import annotations

from dataclasses import dataclass


class FeelError(Exception):
    """An expression that cannot be used, with the place and a sentence in both languages."""

    def __init__(self, message_zh: str, message_en: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message_zh, message_en, line, column)
        #: sentence for people, Simplified Chinese
        self.message_zh = message_zh
        #: the same sentence in English
        self.message_en = message_en
        #: counted from 1; 0 when no place is known
        self.line = line
        #: counted from 1, in characters; 0 when no place is known
        self.column = column

    def __str__(self) -> str:
        if not self.line:
            return self.message_en
        return f"line {self.line}, column {self.column}: {self.message_en}"


class FeelSyntaxError(FeelError):
    """The text is not a FEEL expression, or calls a function nobody knows."""


class FeelBudgetExceeded(FeelError):
    """A limit of `FeelLimits` is used up; `limit` names it."""

    def __init__(
        self, limit: str, message_zh: str, message_en: str, line: int = 0, column: int = 0
    ) -> None:
        super().__init__(message_zh, message_en, line, column)
        #: name of the exhausted field of `FeelLimits`
        self.limit = limit


class FeelEvaluationError(FeelError):
    """The expression itself demanded to stop, or a value cannot be written down."""


class NullResult(Exception):
    """Raised inside built-ins: the answer is null, and this is why. Never leaves `engine.feel`."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en


@dataclass(frozen=True, slots=True)
class Note:
    """Why a part of an expression gave null (求值提示)."""

    message_zh: str
    message_en: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message_en}"


def place(source: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) of a character offset."""
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
