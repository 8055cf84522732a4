"""What expressions and decision tables cost, beside simpleeval and cel-python, all in one run.

Ten everyday expressions: microseconds of one evaluation of the compiled expression (cached), and
of reading, compiling and evaluating it (uncached), with the ratios to the other two doing the same
(greater than 1: ours is faster). They count with floats and integers, we with 34 decimal digits.
Then tables of 100 and 1,000 rules: an indexed column by value, and by range, and cells that
compute. simpleeval and cel-python know no tables: beside the table stands the cost of asking them
rule after rule, as one would write it with them.

    ./dev bench feel

Processor time, the best of several rounds: a busy machine distorts less. Exit code 1 when a budget
is broken: 5 µs for the first expression, cached; at most linear growth of the tables.
"""

from __future__ import annotations

import cProfile
import logging
import pstats
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import celpy
import simpleeval  # type: ignore[import-untyped]
from celpy.adapter import json_to_cel

from bench.dmn import cost, model_of
from engine.dmn import DecisionModel
from engine.feel import EvaluationContext, Value, compile_expression
from engine.feel.expression import _expression

BUDGET_MICROS = 5.0
NOW = datetime(2026, 5, 4, tzinfo=UTC)
SCOPE: dict[str, Any] = {
    "amount": Decimal(6200),
    "level": "senior",
    "age": Decimal(34),
    "days": Decimal(12),
    "applicant": {"name": "Li", "area": "321300"},
    "lines": [{"price": Decimal(n), "count": Decimal(2)} for n in range(20)],
}
#: the same for the others
PLAIN: dict[str, Any] = {
    "amount": 6200.0,
    "level": "senior",
    "age": 34,
    "days": 12.0,
    "applicant": {"name": "Li", "area": "321300"},
    "lines": [{"price": n, "count": 2} for n in range(20)],
}
#: FEEL; the same for simpleeval and for CEL; empty where they have no such thing
EXPRESSIONS: tuple[tuple[str, str, str], ...] = (
    (
        'amount > 5000 and level = "senior"',
        'amount > 5000 and level == "senior"',
        'amount > 5000.0 && level == "senior"',
    ),
    ("amount * 0.8 + days * 50", "amount * 0.8 + days * 50", "amount * 0.8 + days * 50.0"),
    ("if age >= 60 then 1 else 2", "1 if age >= 60 else 2", "age >= 60 ? 1 : 2"),
    ('applicant.area = "321300"', 'applicant["area"] == "321300"', 'applicant.area == "321300"'),
    ("age between 16 and 60", "16 <= age <= 60", "16 <= age && age <= 60"),
    (
        'level in ("junior", "senior")',
        'level in ["junior", "senior"]',
        'level in ["junior", "senior"]',
    ),
    ("sum(lines.price) > 100", 'sum([x["price"] for x in lines]) > 100', ""),
    (
        "count(lines[price > 10])",
        'count([x for x in lines if x["price"] > 10])',
        "lines.filter(x, x.price > 10).size()",
    ),
    ("some x in lines satisfies x.price > 18", "", "lines.exists(x, x.price > 18)"),
    (
        'date("2026-05-04") + duration("P1M")',
        "",
        'timestamp("2026-05-04T00:00:00Z") + duration("720h")',
    ),
)
_CEL = celpy.Environment()
_ACTIVATION: Any = json_to_cel(PLAIN)


def micros(work: Callable[[], object]) -> float:
    """Best of seven rounds, in microseconds of processor time."""
    rounds, spent = 1, 0.0
    while spent < 0.01:
        rounds *= 2
        spent = _spent(work, rounds)
    return min(_spent(work, rounds) for _ in range(7)) / rounds * 1e6


def _spent(work: Callable[[], object], rounds: int) -> float:
    started = time.process_time()
    for _ in range(rounds):
        work()
    return time.process_time() - started


def ours(source: str) -> tuple[float, float]:
    """Cached and uncached."""
    compiled = compile_expression(source, names=SCOPE.keys())

    def afresh() -> Any:
        _expression.cache_clear()
        one = compile_expression(source, names=SCOPE.keys())
        return one.evaluate(SCOPE, EvaluationContext(now=NOW))

    cached = micros(lambda: compiled.evaluate(SCOPE, EvaluationContext(now=NOW)))
    return cached, micros(afresh)


def of_simpleeval(source: str) -> tuple[float, float] | None:
    """Cached (its parsed form kept) and uncached."""
    if not source:
        return None
    functions = {"sum": sum, "count": len}
    evaluator = simpleeval.EvalWithCompoundTypes(names=PLAIN, functions=functions)
    parsed = evaluator.parse(source)
    cached = micros(lambda: evaluator.eval(source, previously_parsed=parsed))
    return cached, micros(lambda: evaluator.eval(source))


def of_cel(source: str) -> tuple[float, float] | None:
    """Cached (its program kept) and uncached; without its C extension, as it is installed."""
    if not source:
        return None
    program = _CEL.program(_CEL.compile(source))
    cached = micros(lambda: program.evaluate(_ACTIVATION))
    return cached, micros(lambda: _CEL.program(_CEL.compile(source)).evaluate(_ACTIVATION))


def expressions() -> float:
    """One line each; the cost of the first expression, cached."""
    head = f"{'expression':40}{'cached µs':>10}{'simpleeval':>11}{'cel':>9}"
    print(head + f"{'uncached µs':>13}{'simpleeval':>11}{'cel':>9}")
    first = 0.0
    for source, python, cel in EXPRESSIONS:
        cached, uncached = ours(source)
        first = first or cached
        one, other = of_simpleeval(python), of_cel(cel)
        print(
            f"{source:40}{cached:10.2f}{_ratio(one, 0, cached):>11}{_ratio(other, 0, cached):>9}"
            f"{uncached:13.1f}{_ratio(one, 1, uncached):>11}{_ratio(other, 1, uncached):>9}"
        )
    return first


def _ratio(theirs: tuple[float, float] | None, which: int, mine: float) -> str:
    return "-" if theirs is None else f"{theirs[which] / mine:.1f} x"


def tables() -> bool:
    """Whether the cost of a table grows at most linearly with its rules.

    Judged by the number of function calls, which no other process disturbs.
    """
    head = f"\n{'decision table':28}{'decide µs':>11}{'growth':>9}{'calls':>9}{'growth':>9}"
    print(head + f"{'read ms':>9}{'simpleeval µs':>15}")
    linear = True
    for kind in ("values", "ranges", "computed"):
        base, base_calls = 0.0, 0
        for rules in (100, 1000):
            model, reading = model_of(rules, kind)
            found, calls = cost(model, rules, kind), calls_of(model, rules)
            base, base_calls = base or found, base_calls or calls
            theirs = micros(_rule_by_rule(rules, kind))
            print(
                f"{rules:5} rules of {kind:12}{found:12.1f}{found / base:7.1f} x"
                f"{calls:9}{calls / base_calls:7.1f} x{reading * 1e3:9.0f}{theirs:15.0f}"
            )
        linear = linear and calls <= 10 * base_calls
    return linear


def calls_of(model: DecisionModel, rules: int) -> int:
    """Function calls of one decision, Python's and built-in ones."""
    inputs: dict[str, Value] = {"plan": f"P{rules - 1}", "amount": Decimal(rules * 10 - 5)}
    profile = cProfile.Profile()
    profile.runcall(model.evaluate, "rate", inputs, EvaluationContext(now=NOW))
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def _rule_by_rule(rules: int, kind: str) -> Callable[[], object]:
    evaluator = simpleeval.EvalWithCompoundTypes(
        names={"plan": f"P{rules - 1}", "amount": rules * 10 - 5.0}
    )
    texts = [
        f'plan == "P{n}"' if kind == "values" else f"{n * 10} <= amount < {n * 10 + 10}"
        for n in range(rules)
    ]
    parsed = [(text, evaluator.parse(text)) for text in texts]
    return lambda: next(
        n for n, (text, tree) in enumerate(parsed) if evaluator.eval(text, previously_parsed=tree)
    )


def main() -> None:
    """Print both tables and the verdict."""
    logging.disable(logging.CRITICAL)
    first = expressions()
    linear = tables()
    print(f"\nbudget: {EXPRESSIONS[0][0]} takes {first:.2f} µs, allowed {BUDGET_MICROS:.0f} µs")
    print("growth: 10 times the rules cost", "at most" if linear else "MORE THAN", "10 times")
    if first > BUDGET_MICROS or not linear:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
