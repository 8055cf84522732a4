"""One value out of a list (DMN 1.5, clause 10.3.4.4, table 74).

Each takes a list, or the items as arguments: `sum([1, 2])`, `sum(1, 2)`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

from engine.feel.arithmetic import ADD, add_numbers, divide_numbers, finite
from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.decimals import ARITHMETIC
from engine.feel.errors import NullResult
from engine.feel.kinds import chinese, kind_of
from engine.feel.ordering import order
from engine.feel.runtime import Run


def _numbers(run: Run, items: list[Any]) -> list[Decimal]:
    run.charge(len(items))
    for item in items:
        if type(item) is not Decimal:
            kind = kind_of(item)
            raise NullResult(
                f"列表应只含数字，却有{chinese(kind)}",
                f"The list should hold numbers only, but holds a {kind}",
            )
    return items


def _count(run: Run, items: list[Any]) -> Decimal:
    return Decimal(len(items))


def _extreme(sign: int) -> Callable[[Run, list[Any]], Any]:
    def extreme(run: Run, items: list[Any]) -> Any:
        run.charge(len(items))
        if not items:
            raise NullResult("空列表没有最大值和最小值", "An empty list has no extremes")
        best = items[0]
        if order(best, best) is None:
            raise NullResult("列表的值没有顺序", "The values of the list have no order")
        for item in items[1:]:
            place = order(item, best)
            if place is None:
                raise NullResult("列表的值没有顺序", "The values of the list have no order")
            if place == sign:
                best = item
        return best

    return extreme


def _sum(run: Run, items: list[Any]) -> Any:
    """Sum of numbers, or of durations of one kind."""
    if not items:
        raise NullResult("空列表没有总和", "An empty list has no sum")
    if "duration" in kind_of(items[0]):
        run.charge(len(items))
        return reduce(lambda a, b: _plus(run, a, b), items)
    return reduce(lambda a, b: add_numbers(run, a, b) or Decimal(0), _numbers(run, items))


def _plus(run: Run, a: Any, b: Any) -> Any:
    if a is None or type(a) is not type(b):
        raise NullResult("列表的值不是同一种时长", "The list mixes kinds of durations")
    return ADD[(type(a), type(b))](run, a, b)


def _product(run: Run, items: list[Any]) -> Decimal | None:
    if not items:
        raise NullResult("空列表没有乘积", "An empty list has no product")
    product = Decimal(1)
    for item in _numbers(run, items):
        product = finite(run, ARITHMETIC.multiply(product, item)) or Decimal(0)
    return product


def _mean(run: Run, items: list[Any]) -> Decimal | None:
    return divide_numbers(run, _sum(run, _numbers(run, items)), Decimal(len(items)))


def _median(run: Run, items: list[Any]) -> Decimal | None:
    ordered = sorted(_numbers(run, items))
    if not ordered:
        raise NullResult("空列表没有中位数", "An empty list has no median")
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    two = add_numbers(run, ordered[middle - 1], ordered[middle]) or Decimal(0)
    return divide_numbers(run, two, Decimal(2))


def _stddev(run: Run, items: list[Any]) -> Decimal | None:
    """Deviation of a sample (divided by n - 1)."""
    numbers = _numbers(run, items)
    if len(numbers) < 2:
        raise NullResult("标准差至少需要两个数", "A deviation needs two numbers at least")
    mean = _mean(run, numbers) or Decimal(0)
    squares = Decimal(0)
    for number in numbers:
        off = ARITHMETIC.subtract(number, mean)
        squares = ARITHMETIC.fma(off, off, squares)
    variance = divide_numbers(run, finite(run, squares) or Decimal(0), Decimal(len(numbers) - 1))
    return ARITHMETIC.sqrt(variance or Decimal(0))


def _mode(run: Run, items: list[Any]) -> list[Decimal]:
    """The most frequent numbers, smallest first."""
    counts: dict[Decimal, int] = {}
    for number in _numbers(run, items):
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)


def _all(run: Run, items: list[Any]) -> bool | None:
    """Three-valued: false if one is false, true if all are true (also none), else null."""
    return _junction(run, items, decisive=False)


def _any(run: Run, items: list[Any]) -> bool | None:
    """Three-valued: true if one is true, false if all are false (also none), else null."""
    return _junction(run, items, decisive=True)


def _junction(run: Run, items: list[Any], *, decisive: bool) -> bool | None:
    run.charge(len(items))
    if any(item is decisive for item in items):
        return decisive
    if all(item is (not decisive) for item in items):
        return not decisive
    return None


def aggregate(name: str, function: Callable[[Run, list[Any]], Any]) -> Builtin:
    """A function of a list that also takes the items one by one."""

    def of_items(run: Run, *items: Any) -> Any:
        return function(run, list(items))

    def of_one(run: Run, item: Any) -> Any:
        return function(run, item if type(item) is list else [item])

    return builtin(name, ("list: list", of_one), ("*list: any", of_items))


AGGREGATES: tuple[Builtin, ...] = (
    builtin("count", ("list: list", _count)),
    aggregate("min", _extreme(-1)),
    aggregate("max", _extreme(1)),
    aggregate("sum", _sum),
    aggregate("product", _product),
    aggregate("mean", _mean),
    aggregate("median", _median),
    aggregate("stddev", _stddev),
    aggregate("mode", _mode),
    aggregate("all", _all),
    aggregate("any", _any),
)
