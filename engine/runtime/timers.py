"""When a timer is due: date, duration or cycle, as text or as a FEEL value (clause 10.5.5).

Times are UTC texts, `2026-03-09T16:00:00Z`, with microseconds only where there are any, so that
texts of one length compare as times do.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from engine.feel import (
    DaysTimeDuration,
    Expression,
    FeelDateTime,
    FeelError,
    Value,
    YearsMonthsDuration,
    compile_expression,
)
from engine.model.nodes import TimerDefinition, TimerKind
from engine.runtime.evaluating import evaluate_reasoned
from engine.runtime.failures import StageFailed
from engine.runtime.state import Wait

if TYPE_CHECKING:
    from engine.runtime.environment import Environment
    from engine.runtime.step import Step

_REPEATING = re.compile(r"R(?P<times>\d*)/(?:(?P<start>[^/P][^/]*)/)?(?P<interval>P.+)", re.ASCII)
_plus = compile_expression("at + span", names=("at", "span"))
_parsed_date = compile_expression("date and time(text)", names=("text",))
_parsed_duration = compile_expression("duration(text)", names=("text",))


class Armed(NamedTuple):
    """A timer's next due time (UTC text), how often it fires after that (-1: without end), and the
    ISO 8601 duration in between."""

    due: str
    repeats: int = 0
    every: str = ""


def utc_text(moment: datetime) -> str:
    """The moment as kept in states, events and jobs."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def arm(step: Step, n: int, subject: str, timer: TimerDefinition) -> Armed:
    """The first due time of the timer. Raises: FeelError; StageFailed for a value of no use."""
    value = evaluate_reasoned(step, n, timer.when, "timer", subject)
    return first_due(step.environment, timer.kind, value, subject)


def first_due(environment: Environment, kind: TimerKind, value: Value, subject: str) -> Armed:
    """The first due time counted from now. Raises: StageFailed."""
    if kind is TimerKind.CYCLE:
        return _cycle(environment, value, subject)
    if kind is TimerKind.DURATION:
        return Armed(_after(environment, environment.now, value, subject))
    return Armed(_moment(environment, value, subject))


def rearm(environment: Environment, wait: Wait) -> Armed:
    """The next firing of a cycle: one interval after the last due time, not after now."""
    due = datetime.fromisoformat(wait.due)
    following = _after(environment, due, wait.every, wait.node)
    return Armed(following, wait.repeats - 1 if wait.repeats > 0 else wait.repeats, wait.every)


def _cycle(environment: Environment, value: Value, subject: str) -> Armed:
    match = _matched(value, subject)
    times = int(match["times"]) if match["times"] else 0
    if match["times"] and not times:
        raise _unusable(subject, value)
    repeats = times - 1 if times else -1
    if match["start"]:
        start = _moment(environment, match["start"], subject)
    else:
        start = _after(environment, environment.now, match["interval"], subject)
    return Armed(start, repeats, match["interval"])


def _matched(value: Value, subject: str) -> re.Match[str]:
    match = _REPEATING.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise _unusable(subject, value)
    return match


def _after(environment: Environment, start: datetime, span: Value, subject: str) -> str:
    if isinstance(span, str):
        span = _evaluated(environment, _parsed_duration, {"text": span})
    if not isinstance(span, DaysTimeDuration | YearsMonthsDuration):
        raise _unusable(subject, span)
    moment = _evaluated(
        environment, _plus, {"at": start.astimezone(environment.zone), "span": span}
    )
    if not isinstance(moment, FeelDateTime):
        raise _unusable(subject, span)
    return _local(environment, moment, subject)


def _moment(environment: Environment, value: Value, subject: str) -> str:
    if isinstance(value, str):
        value = _evaluated(environment, _parsed_date, {"text": value.strip()})
    if isinstance(value, FeelDateTime):
        return _local(environment, value, subject)
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return utc_text(datetime.combine(value, time(), environment.zone))
    raise _unusable(subject, value)


def _local(environment: Environment, value: FeelDateTime, subject: str) -> str:
    try:
        return utc_text(value.to_datetime(environment.zone))
    except OverflowError as error:
        raise _unusable(subject, value) from error


def _evaluated(environment: Environment, expression: Expression, scope: dict[str, Value]) -> Value:
    try:
        value: Value = expression.evaluate(scope, environment.feel())
    except FeelError:
        return None
    return value


def _unusable(subject: str, value: Value) -> StageFailed:
    return StageFailed(
        "timer",
        f"“{subject}”的定时应为日期、时长或 R3/P1D 形式的循环，却得到 {value!r}",
        f"Expected a date, duration or cycle like R3/P1D for the timer {subject}, found {value!r}",
    )


def end_of_day(day: date, environment: Environment) -> datetime:
    """24:00 local time of the day: when a limit counted in working days runs out."""
    return datetime.combine(day + timedelta(days=1), time(), environment.zone)
