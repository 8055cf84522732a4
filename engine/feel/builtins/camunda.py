"""Functions of Camunda's FEEL that designers meet. Extensions: not of the standard.

Left out on purpose: `random number` and `uuid` (a replayed step must give the same value again).
"""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from typing import Any

from engine.feel.builtins.lists import same
from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.builtins.temporal import day_of
from engine.feel.dates import Day, make_day, month_length
from engine.feel.errors import FeelEvaluationError, NullResult
from engine.feel.regex import pattern_of
from engine.feel.runtime import Run
from engine.feel.times import FeelDateTime


def _is_defined(run: Run, value: Any) -> bool:
    return value is not None


def _get_or_else(run: Run, value: Any, default: Any) -> Any:
    return default if value is None else value


def _assert(run: Run, value: Any, condition: Any, cause: str | None) -> Any:
    """The value, if the condition is true; else the evaluation ends.

    Raises: FeelEvaluationError.
    """
    if condition is True:
        return value
    raise FeelEvaluationError(cause or "断言不成立", cause or "The condition of assert is not met")


def _is_blank(run: Run, string: str) -> bool:
    return not string.strip()


def _is_empty(run: Run, value: Any) -> bool:
    return not value


def _trim(run: Run, string: str) -> str:
    return string.strip()


def _base64(run: Run, value: str) -> str:
    run.charge(len(value) >> 4)
    return run.text_of(b64encode(value.encode("utf-8", "replace")).decode("ascii"))


def _extract(run: Run, string: str, pattern: str) -> list[str]:
    run.charge(10 + (len(string) >> 3))
    return run.list_of([match.group() for match in pattern_of(pattern, None).finditer(string)])


def _duplicates(run: Run, items: list[Any]) -> list[Any]:
    """Values that stand more than once, each once, in the order of first appearance."""
    results: list[Any] = []
    for item in items:
        if any(same(run, item, other) for other in results):
            continue
        if sum(1 for other in items if same(run, item, other)) > 1:
            results.append(item)
    return run.list_of(results)


def _partition(run: Run, items: list[Any], size: Decimal) -> list[Any]:
    width = int(size)
    if width < 1:
        raise NullResult("分组大小应大于 0", "The size should be greater than 0")
    run.charge(len(items))
    return run.list_of([items[at : at + width] for at in range(0, len(items), width)])


def _last_day(run: Run, value: Day | FeelDateTime) -> Day | None:
    day = day_of(value)
    return make_day(day.year, day.month, month_length(day.year, day.month))


CAMUNDA: tuple[Builtin, ...] = tuple(
    builtin(name, *ways, extension="camunda")
    for name, *ways in (
        ("is defined", ("value: any", _is_defined)),
        ("get or else", ("value: any, default: any", _get_or_else)),
        ("assert", ("value: any, condition: any, cause: string?", _assert)),
        ("is blank", ("string: string", _is_blank)),
        ("is empty", ("list: list", _is_empty)),
        ("trim", ("string: string", _trim)),
        ("to base64", ("value: string", _base64)),
        ("extract", ("string: string, pattern: string", _extract)),
        ("duplicate values", ("list: list", _duplicates)),
        ("partition", ("list: list, size: number", _partition)),
        ("last day of month", ("date: date or date and time", _last_day)),
    )
)
