"""Texts of a diagram to compiled FEEL expressions; what is wrong goes into the report.

An expression begins with `=`. Where the dialect allows a plain text (an assignee, a time) it
becomes the expression that gives this text, so that the runtime knows only expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from engine.feel import Expression, FeelError, compile_expression
from engine.model.items import Item
from engine.model.nodes import TimerKind
from engine.model.problems import ProblemLog

#: Functions that the product itself gives to expressions in diagrams.
HOST_FUNCTIONS: Final = ("bureau",)

#: Names an expression may use without anybody setting them.
IMPLICIT_NAMES: Final = (
    "case",
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
    "outcome",
    "opinion",
    "completed_by",
)

_DURATION = r"-?P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_INSTANT = (
    r"\d{4}-\d{2}-\d{2}"
    r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?(?:\[[A-Za-z_]+/[A-Za-z_]+\])?)?"
)
_LITERALS: Final = {
    TimerKind.DATE: re.compile(_INSTANT),
    TimerKind.DURATION: re.compile(_DURATION),
    TimerKind.CYCLE: re.compile(rf"R\d*/(?:{_INSTANT}/)?{_DURATION}"),
}
_HAS_AMOUNT: Final = re.compile(r"P.*\d")

#: A variable name: words of letters, digits and `_` with single blanks, not beginning with a digit.
VARIABLE_NAME: Final = re.compile(r"[^\W\d]\w*(?: \w+)*")


def literal(text: str) -> str:
    """FEEL source of a string with this value."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"'


class Expressions:
    """Compiles the expressions of one diagram."""

    def __init__(self, log: ProblemLog, names: Iterable[str]) -> None:
        self._log = log
        self._names = tuple(sorted({*names, *IMPLICIT_NAMES}))
        #: stands in for an expression that is wrong; the diagram is refused anyway
        self.nothing = compile_expression("null")

    def required(self, text: str, item: Item, what: str) -> Expression:
        """An expression that must begin with `=`."""
        source = text.strip()
        if source.startswith("="):
            return self._compile(source, item, what)
        self._log.error(
            "not-an-expression",
            item.line,
            item.place,
            f"{what} 必须是以“=”开头的 FEEL 表达式，而不是“{source[:60]}”",
            f'{what} must be a FEEL expression that begins with "=", not "{source[:60]}"',
        )
        return self.nothing

    def optional(self, text: str, item: Item, what: str) -> Expression | None:
        """As `required`; None where the text is empty."""
        return self.required(text, item, what) if text.strip() else None

    def text_or_expression(self, text: str, item: Item, what: str) -> Expression:
        """An expression, or the text itself."""
        source = text.strip()
        return self._compile(source, item, what) if source.startswith("=") else self.constant(text)

    def names(self, text: str, item: Item, what: str) -> Expression:
        """An expression, or the list of the texts between commas."""
        source = text.strip()
        if source.startswith("="):
            return self._compile(source, item, what)
        parts = [literal(part.strip()) for part in source.split(",") if part.strip()]
        return compile_expression(f"[{', '.join(parts)}]")

    def constant(self, text: str) -> Expression:
        """The expression that gives this text."""
        return compile_expression(literal(text))

    def number(self, text: str, item: Item, what: str) -> Expression:
        """An expression, or a whole number as it is written in BPMN files."""
        source = text.strip()
        if re.fullmatch(r"\d{1,9}", source):
            return compile_expression(source)
        return self.required(source, item, what)

    def timer(self, kind: TimerKind, text: str, item: Item) -> Expression:
        """An expression, or an ISO 8601 date, duration or cycle.

        Source: BPMN 2.0.2, clause 10.5.5 (Timer); ISO 8601-1:2019, 5.5 and 5.6.
        """
        source = text.strip()
        if source.startswith("="):
            return self._compile(source, item, kind.value)
        fits = _LITERALS[kind].fullmatch(source)
        if fits and (kind is TimerKind.DATE or _HAS_AMOUNT.search(source.split("/")[-1])):
            return self.constant(source)
        self._log.error(
            "bad-timer",
            item.line,
            item.place,
            f"{kind.value} 的“{source[:60]}”既不是“=”开头的表达式，也不是 ISO 8601 时间",
            f'"{source[:60]}" of {kind.value} is neither an expression that begins with "=" '
            "nor a time of ISO 8601",
        )
        return self.nothing

    def variable(self, text: str, item: Item, what: str) -> str:
        """A variable name; empty where it is none."""
        name = text.strip()
        if VARIABLE_NAME.fullmatch(name) and name != "case":
            return name
        self._log.error(
            "bad-variable-name",
            item.line,
            item.place,
            f"{what}“{name[:60]}”不是变量名（字母、数字、下划线，不以数字开头，且不是 case）",
            f'{what} "{name[:60]}" is no variable name (letters, digits and _, not beginning '
            "with a digit, and not case)",
        )
        return ""

    def _compile(self, source: str, item: Item, what: str) -> Expression:
        try:
            return compile_expression(
                source.removeprefix("="), names=self._names, functions=HOST_FUNCTIONS
            )
        except FeelError as error:
            zh_where, en_where = _where(error)
            self._log.error(
                "feel",
                item.line,
                item.place,
                f"{what}：{error.message_zh}{zh_where}",
                f"{what}: {error.message_en}{en_where}",
            )
            return self.nothing


def _where(error: FeelError) -> tuple[str, str]:
    """The place inside the expression, counted after the `=`."""
    if not error.line:
        return "", ""
    if error.line == 1:
        return f"（表达式第 {error.column} 列）", f" (column {error.column} of the expression)"
    return (
        f"（表达式第 {error.line} 行第 {error.column} 列）",
        f" (line {error.line}, column {error.column} of the expression)",
    )
