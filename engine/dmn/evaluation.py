"""One evaluation while it runs: budgets, the tables met, and how expressions are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from engine.dmn.errors import (
    DmnBudgetExceeded,
    ExpressionFailed,
    ValueNotAllowed,
    ValueOfWrongType,
)
from engine.dmn.limits import DmnLimits
from engine.dmn.places import Place
from engine.dmn.reasons import TableReason
from engine.dmn.types import FeelType, Misfit, convert
from engine.feel import EvaluationContext, Expression, FeelError, UnaryTests, Value
from engine.feel.errors import Note
from engine.feel.kinds import chinese, kind_of


@dataclass(slots=True)
class Evaluation:
    """State of one call of `DecisionModel.evaluate`; never shared between calls."""

    context: EvaluationContext
    limits: DmnLimits
    steps: int = 0
    depth: int = 0
    #: Tables of the decision being made, in order of evaluation.
    tables: list[TableReason] = field(default_factory=list)
    tables_left_out: int = 0

    def feel(self, expression: Expression, scope: Mapping[str, Value], place: Place) -> Value:
        """Evaluate an expression.

        Raises: ExpressionFailed, DmnBudgetExceeded.
        """
        try:
            value: Value = expression.evaluate(scope, self.context)
        except FeelError as error:
            raise _failed(error, expression.source, place) from error
        self.pay(self.context.steps_used + 1, place)
        return value

    def test(
        self, tests: UnaryTests, value: Value, scope: Mapping[str, Value], place: Place
    ) -> bool | None:
        """Run a cell against a value; None when it is neither true nor false.

        Raises: ExpressionFailed, DmnBudgetExceeded.
        """
        try:
            answer = tests.test(value, scope, self.context)
        except FeelError as error:
            raise _failed(error, tests.source, place) from error
        self.pay(self.context.steps_used + 1, place)
        return answer

    def fitted(self, value: Value, type_: FeelType | None, place: Place, what: str) -> Value:
        """Return the value as its type wants it.

        Raises: ValueNotAllowed, ValueOfWrongType.
        """
        if type_ is None or value is None:
            return value
        converted, wrong = convert(value, type_, self.context)
        if wrong is not None:
            raise misfit_error(wrong, value, place, what)
        return converted

    def fitted_or_null(
        self, value: Value, type_: FeelType | None, place: Place, what: str
    ) -> Value:
        """As `fitted`, but null and a note instead of an error."""
        if type_ is None or value is None:
            return value
        converted, wrong = convert(value, type_, self.context)
        if wrong is None:
            return converted
        error = misfit_error(wrong, value, place, what)
        self.note(place, error.message_zh, error.message_en)
        return None

    def note(self, place: Place, zh: str, en: str) -> None:
        """Say why something came out as null."""
        warnings = self.context.warnings
        if len(warnings) < self.context.limits.notes:
            warnings.append(Note(zh, en, place.line, 0))

    def keep(self, reason: TableReason) -> None:
        """Remember a table evaluation for the reason."""
        if len(self.tables) < self.limits.reasons:
            self.tables.append(reason)
        else:
            self.tables_left_out += 1

    @contextmanager
    def calling(self, place: Place) -> Iterator[None]:
        """One function of the model more on the stack.

        Raises: DmnBudgetExceeded.
        """
        if self.depth >= self.limits.call_depth:
            limit = self.limits.call_depth
            raise DmnBudgetExceeded(
                f"业务知识模型相互调用超过 {limit} 层",
                f"Functions of the model call one another more than {limit} deep",
                place,
            )
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def pay(self, steps: int, place: Place) -> None:
        """Pay for work.

        Raises: DmnBudgetExceeded when the steps of the evaluation are used up.
        """
        self.steps += steps
        if self.steps > self.limits.steps:
            raise DmnBudgetExceeded(
                f"决策的计算量超过 {self.limits.steps} 步",
                f"The decision needs more than {self.limits.steps} steps",
                place,
            )


@dataclass(frozen=True, slots=True)
class Frame:
    """The variables in reach of a boxed expression, and the evaluation it belongs to."""

    scope: Mapping[str, Value]
    run: Evaluation

    def plus(self, more: Mapping[str, Value]) -> Frame:
        """With further variables, which hide those of the same name."""
        return Frame({**self.scope, **more}, self.run)


def misfit_error(
    wrong: Misfit, value: Value, place: Place, what: str
) -> ValueNotAllowed | ValueOfWrongType:
    """Say that a value does not fit, in terms of what the designer wrote."""
    for step in wrong.path:
        what = what + step if step.startswith("[") else f"{what}.{step}"
        if not wrong.missing:
            value = _part(value, step)
    if wrong.missing:
        return ValueOfWrongType(f"缺少 {what}", f"{what} is missing", place)
    shown = shown_value(value)
    if wrong.constraint is not None:
        return ValueNotAllowed(
            f"{what} 的值 {shown} 不在允许范围内：{wrong.constraint.text}",
            f"{what} is {shown}, but allowed are: {wrong.constraint.text}",
            place,
        )
    kind = "null" if value is None else kind_of(value)
    return ValueOfWrongType(
        f"{what} 的值 {shown} 是{chinese(kind)}，应为 {wrong.type.name}",
        f"{what} is {shown}, a {kind}, but its type is {wrong.type.name}",
        place,
    )


def _part(value: Value, step: str) -> Value:
    found: Value = value
    if isinstance(value, list) and step.startswith("["):
        found = value[int(step[1:-1]) - 1]
    elif isinstance(value, Mapping):
        found = value.get(step)
    return found


def shown_value(value: Value) -> str:
    """A value as messages show it, cut to a readable length."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _failed(error: FeelError, source: str, place: Place) -> ExpressionFailed:
    shown = source if len(source) <= 120 else source[:117] + "..."
    return ExpressionFailed(
        f"表达式“{shown}”求值失败：{error.message_zh}",
        f'The expression "{shown}" failed: {error.message_en}',
        place,
    )
