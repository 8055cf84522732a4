"""`sort(list, precedes)` (DMN 1.5, clause 10.3.4.9)."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.calls import invoke
from engine.feel.errors import NullResult
from engine.feel.ordering import order
from engine.feel.runtime import Run
from engine.feel.values import FeelFunction


def _sort(run: Run, items: list[Any], precedes: FeelFunction) -> list[Any]:
    """Ordered by a function that says whether one item comes before another."""
    run.charge(len(items))

    def compare(a: Any, b: Any) -> int:
        if invoke(run, precedes, [a, b]) is True:
            return -1
        return 1 if invoke(run, precedes, [b, a]) is True else 0

    return sorted(items, key=cmp_to_key(compare))


def _sort_naturally(run: Run, items: list[Any]) -> list[Any]:
    """Smallest first (extension: the standard wants the second argument)."""

    def compare(a: Any, b: Any) -> int:
        run.charge(1)
        place = order(a, b)
        if place is None:
            raise NullResult("列表的值没有顺序", "The values of the list have no order")
        return place

    return sorted(items, key=cmp_to_key(compare))


SORTING: tuple[Builtin, ...] = (
    builtin(
        "sort",
        ("list: list, precedes: function", _sort),
        ("list: list", _sort_naturally),
    ),
)
