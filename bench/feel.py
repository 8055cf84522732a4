"""What an evaluation of everyday expressions costs, beside simpleeval: `python bench/feel.py`.

Prints microseconds for one evaluation of a compiled expression, for compiling it, and the ratio to
simpleeval (when installed) doing the same on floats with its parsed form kept. All of it is taken
in one run, so that the ratios hold on any machine. The budget: 5 µs for the first line, cached.
"""

from __future__ import annotations

import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from engine.feel import EvaluationContext, compile_expression
from engine.feel.expression import _expression

NOW = datetime(2026, 5, 4, tzinfo=UTC)
SCOPE: dict[str, Any] = {
    "amount": Decimal(6200),
    "level": "senior",
    "age": Decimal(34),
    "days": Decimal(12),
    "applicant": {"name": "Li", "area": "321300"},
    "lines": [{"price": Decimal(n), "count": Decimal(2)} for n in range(20)],
}
#: FEEL, and the same in Python for simpleeval (None where it has no such thing)
EXPRESSIONS: list[tuple[str, str | None]] = [
    ('amount > 5000 and level = "senior"', 'amount > 5000 and level == "senior"'),
    ("amount * 0.8 + days * 50", "amount * 0.8 + days * 50"),
    ("if age >= 60 then 1 else 2", "1 if age >= 60 else 2"),
    ('applicant.area = "321300"', 'applicant["area"] == "321300"'),
    ("age between 16 and 60", "16 <= age <= 60"),
    ('level in ("junior", "senior")', 'level in ["junior", "senior"]'),
    ("sum(lines.price) > 100", None),
    ("count(lines[price > 10])", None),
    ("some x in lines satisfies x.price > 18", None),
    ('date("2026-05-04") + duration("P1M")', None),
]


def _micros(work: Callable[[], object]) -> float:
    """Best of five rounds, in microseconds."""
    timer = timeit.Timer(work)
    count, _ = timer.autorange()
    return min(timer.repeat(5, max(count // 5, 1))) / max(count // 5, 1) * 1e6


def _simpleeval(source: str) -> Callable[[], object] | None:
    try:
        simpleeval = import_module("simpleeval")
    except ImportError:
        return None
    names = {"amount": 6200.0, "level": "senior", "age": 34.0, "days": 12.0}
    evaluator = simpleeval.EvalWithCompoundTypes(names={**names, "applicant": SCOPE["applicant"]})
    parsed = evaluator.parse(source)
    return lambda: evaluator.eval(source, previously_parsed=parsed)


def _compile_afresh(source: str) -> None:
    _expression.cache_clear()
    compile_expression(source, names=SCOPE.keys())


def main() -> None:
    """Print one line per expression."""
    print(f"{'expression':42} {'cached µs':>10} {'compile µs':>11} {'simpleeval ÷ ours':>18}")
    for source, python in EXPRESSIONS:
        compiled = compile_expression(source, names=SCOPE.keys())
        cost = _micros(lambda: compiled.evaluate(SCOPE, EvaluationContext(now=NOW)))  # noqa: B023
        making = _micros(lambda: _compile_afresh(source))  # noqa: B023
        other = _simpleeval(python) if python else None
        ratio = f"{_micros(other) / cost:18.1f}" if other else f"{'-':>18}"
        print(f"{source:42} {cost:10.2f} {making:11.1f} {ratio}")


if __name__ == "__main__":
    main()
