"""One evaluation while it runs: its budgets, its clock, its notes, and the names in reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from engine.feel.errors import FeelBudgetExceeded, Note
from engine.feel.limits import DEFAULT_LIMITS, FeelLimits
from engine.feel.values import from_host

#: Python frames that functions calling one another may stack up
_FRAMES = 500


class WorkingDayCalendar(Protocol):
    """Working days of an area (工作日历), handed in by the host."""

    def is_working_day(self, day: date, /) -> bool:
        """Whether offices are open."""

    def add(self, day: date, n: int, /) -> date:
        """The n-th working day after `day`, which itself does not count; before it if n < 0."""

    def between(self, a: date, b: date, /) -> int:
        """Number of working days after `a` up to and including `b`."""


@dataclass(slots=True)
class EvaluationContext:
    """Everything an evaluation may know besides its variables. One context per evaluation."""

    #: the moment of the evaluation, aware; the only clock there is
    now: datetime
    #: zone of local times and of `today()`
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    calendar: WorkingDayCalendar | None = None
    #: functions of the host, called with positional arguments
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    limits: FeelLimits = DEFAULT_LIMITS
    #: why parts of the expression gave null, in the order met
    warnings: list[Note] = field(default_factory=list)
    #: steps of the last evaluation
    steps_used: int = 0


class Run:
    """Budgets and notes of one evaluation."""

    __slots__ = ("calls", "context", "converted", "frames", "limits", "place", "steps")

    def __init__(self, context: EvaluationContext, place: Callable[[int], tuple[int, int]]) -> None:
        self.context = context
        self.limits = context.limits
        self.steps = context.limits.steps
        self.calls = 0
        self.frames = 0
        self.place = place
        #: values of the host already converted, by identity (the original keeps the id taken)
        self.converted: dict[int, tuple[Any, Any]] = {}

    def entered(self, raw: Any) -> Any:
        """A value of the scope as FEEL computes with it, converted once in an evaluation."""
        known = self.converted.get(id(raw))
        if known is None:
            known = (raw, from_host(raw, self.limits.value_depth))
            self.converted[id(raw)] = known
        return known[1]

    def charge(self, steps: int) -> None:
        """Pay for work before it is done.

        Raises: FeelBudgetExceeded when fewer steps are left.
        """
        left = self.steps - steps
        if left < 0:
            raise FeelBudgetExceeded(
                "steps",
                f"表达式计算量超过上限 {self.limits.steps} 步",
                f"The expression needs more than {self.limits.steps} steps",
            )
        self.steps = left

    def note(self, position: int, message_zh: str, message_en: str) -> None:
        """Record why a null came about."""
        warnings = self.context.warnings
        if len(warnings) < self.limits.notes:
            line, column = self.place(position)
            warnings.append(Note(message_zh, message_en, line, column))

    def enter(self, frames: int) -> None:
        """One function more on the stack, `frames` Python frames deep.

        Raises: FeelBudgetExceeded.
        """
        self.calls += 1
        self.frames += frames
        if self.calls > self.limits.call_depth or self.frames > _FRAMES:
            raise FeelBudgetExceeded(
                "call_depth",
                "函数相互调用的层数过多",
                "Functions call one another too deeply",
            )

    def leave(self, frames: int) -> None:
        self.calls -= 1
        self.frames -= frames

    def list_of(self, items: list[Any]) -> list[Any]:
        """A new list, paid for and within its limit."""
        size = len(items)
        self.charge(size)
        if size > self.limits.list_length:
            limit = self.limits.list_length
            raise FeelBudgetExceeded(
                "list_length",
                f"列表超过 {limit} 项",
                f"The list has more than {limit} items",
            )
        return items

    def text_of(self, text: str) -> str:
        """A new string, paid for and within its limit."""
        self.charge(1 + (len(text) >> 4))
        if len(text) > self.limits.string_length:
            limit = self.limits.string_length
            raise FeelBudgetExceeded(
                "string_length",
                f"字符串超过 {limit} 个字符",
                f"The string has more than {limit} characters",
            )
        return text


class Env:
    """Names in reach at one place: a frame of local values, the frame around it, the scope."""

    __slots__ = ("parent", "run", "scope", "values")

    def __init__(
        self, values: dict[str, Any], parent: Env | None, scope: Mapping[str, Any], run: Run
    ) -> None:
        self.values = values
        self.parent = parent
        self.scope = scope
        self.run = run

    def inner(self, values: dict[str, Any]) -> Env:
        """A frame inside this one."""
        return Env(values, self, self.scope, self.run)


#: a compiled expression
Code = Callable[[Env], Any]
