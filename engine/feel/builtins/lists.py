"""Functions of lists (DMN 1.5, clause 10.3.4.4, table 74).

Positions count from 1, or from the end below 0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.calls import invoke
from engine.feel.decimals import is_integer
from engine.feel.equality import equal
from engine.feel.errors import FeelBudgetExceeded, NullResult
from engine.feel.runtime import Run
from engine.feel.values import FeelFunction


def index_of(position: Decimal, size: int) -> int:
    """The index of a position.

    Raises: NullResult outside the list.
    """
    if not position or abs(position) > size or not is_integer(position):
        raise NullResult(f"列表没有第 {position} 项", f"The list has no item {position}")
    return int(position) - 1 if position > 0 else size + int(position)


def same(run: Run, a: Any, b: Any) -> bool:
    """Equal, values of different kinds being different."""
    run.charge(2)
    return equal(run, a, b) is True


def _contains(run: Run, items: list[Any], element: Any) -> bool:
    return any(same(run, item, element) for item in items)


def _sublist(run: Run, items: list[Any], start: Decimal, length: Decimal | None) -> list[Any]:
    first = index_of(start, len(items))
    if length is None:
        return run.list_of(items[first:])
    if length < 1 or not is_integer(length) or length > len(items) - first:
        raise NullResult("子列表超出列表范围", "The part reaches beyond the list")
    return run.list_of(items[first : first + int(length)])


def _append(run: Run, items: list[Any], *more: Any) -> list[Any]:
    return run.list_of([*items, *more])


def _concatenate(run: Run, *lists: list[Any]) -> list[Any]:
    run.charge(sum(map(len, lists)))
    return run.list_of([item for items in lists for item in items])


def _insert_before(run: Run, items: list[Any], position: Decimal, new: Any) -> list[Any]:
    index = index_of(position, len(items))
    return run.list_of([*items[:index], new, *items[index:]])


def _remove(run: Run, items: list[Any], position: Decimal) -> list[Any]:
    index = index_of(position, len(items))
    return run.list_of([*items[:index], *items[index + 1 :]])


def _replace_at(run: Run, items: list[Any], position: Decimal, new: Any) -> list[Any]:
    index = index_of(position, len(items))
    return run.list_of([*items[:index], new, *items[index + 1 :]])


def _replace_matching(run: Run, items: list[Any], match: FeelFunction, new: Any) -> list[Any]:
    """Items for which `match(item, new)` is true are replaced."""
    results = []
    for item in items:
        met = invoke(run, match, [item, new])
        if type(met) is not bool:
            raise NullResult("match 应给出布尔值", "match should give a boolean")
        results.append(new if met else item)
    return run.list_of(results)


def _reverse(run: Run, items: list[Any]) -> list[Any]:
    return run.list_of(items[::-1])


def _index_of(run: Run, items: list[Any], match: Any) -> list[Any]:
    return [Decimal(at) for at, item in enumerate(items, 1) if same(run, item, match)]


def _distinct(run: Run, items: list[Any]) -> list[Any]:
    """Without repetitions, in the order of first appearance."""
    seen: set[Any] = set()
    results: list[Any] = []
    others: list[Any] = []
    for item in items:
        run.charge(1)
        if type(item) in (str, Decimal, bool, type(None)):
            key = (type(item), item)
            if key not in seen:
                seen.add(key)
                results.append(item)
        elif not any(same(run, item, other) for other in others):
            others.append(item)
            results.append(item)
    return run.list_of(results)


def _union(run: Run, *lists: list[Any]) -> list[Any]:
    return _distinct(run, _concatenate(run, *lists))


def _flatten(run: Run, items: list[Any]) -> list[Any]:
    """All items of all inner lists, in order."""
    results: list[Any] = []
    open_lists = [iter(items)]
    while open_lists:
        if len(open_lists) > run.limits.value_depth:
            raise FeelBudgetExceeded("value_depth", "列表嵌套过深", "The list is nested too deeply")
        for item in open_lists[-1]:
            run.charge(1)
            if type(item) is list:
                open_lists.append(iter(item))
                break
            results.append(item)
        else:
            open_lists.pop()
    return run.list_of(results)


LISTS: tuple[Builtin, ...] = (
    builtin("list contains", ("list: list, element: any", _contains)),
    builtin("sublist", ("list: list, start position: number, length: number?", _sublist)),
    builtin("append", ("list: list, *item: any", _append)),
    builtin("concatenate", ("*list: list", _concatenate)),
    builtin("insert before", ("list: list, position: number, newItem: any", _insert_before)),
    builtin("remove", ("list: list, position: number", _remove)),
    builtin(
        "list replace",
        ("list: list, position: number, newItem: any", _replace_at),
        ("list: list, match: function, newItem: any", _replace_matching),
    ),
    builtin("reverse", ("list: list", _reverse)),
    builtin("index of", ("list: list, match: any", _index_of)),
    builtin("union", ("*list: list", _union)),
    builtin("distinct values", ("list: list", _distinct)),
    builtin("flatten", ("list: list", _flatten)),
)
