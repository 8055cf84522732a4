"""Decision tables of 10, 100 and 1,000 rules: the cost of one decision by the kind of the cells.

Cells that list values or give ranges are indexed, so the cost hardly grows with the rules; cells
that compute are run one by one, and the cost may grow at most linearly.
Run: `python -m bench.dmn`. Processor time, so that a busy machine distorts less; quote ratios.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal

from engine.dmn import DecisionModel, read_dmn
from engine.feel import EvaluationContext, Value

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def model_of(rules: int, kind: str) -> tuple[DecisionModel, float]:
    """A UNIQUE table of so many rules over plan and amount, and the seconds to read it."""
    rows = []
    for number in range(rules):
        plan = f'"P{number}"' if kind == "values" else "-"
        low = number * 10
        amount = {
            "values": "-",
            "ranges": f"[{low}..{low + 10})",
            "computed": f"? - {low} &gt;= 0 and ? - {low} &lt; 10",
        }[kind]
        rows.append(
            f'<rule id="r{number}"><inputEntry><text>{plan}</text></inputEntry>'
            f"<inputEntry><text>{amount}</text></inputEntry>"
            f"<outputEntry><text>{number}</text></outputEntry></rule>"
        )
    inputs = "".join(
        f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/>'
        "</inputData>"
        for name, type_ in (("plan", "string"), ("amount", "number"))
    )
    columns = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>"
        for name in ("plan", "amount")
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>'
        for name in ("plan", "amount")
    )
    data = (
        f'<definitions xmlns="{NAMESPACE}" name="b" namespace="urn:b">{inputs}'
        f'<decision id="rate" name="rate">{needs}<decisionTable>{columns}<output/>'
        f"{''.join(rows)}</decisionTable></decision></definitions>"
    )
    started = time.process_time()
    model = read_dmn(data.encode())
    return model, time.process_time() - started


def cost(model: DecisionModel, rules: int, kind: str) -> float:
    """Microseconds of one decision, the rule that matches being the last one."""
    inputs: dict[str, Value] = {"plan": f"P{rules - 1}", "amount": Decimal(rules * 10 - 5)}
    rounds = 20 if kind == "computed" else 400
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        for _ in range(rounds):
            context = EvaluationContext(now=datetime(2026, 5, 6, tzinfo=UTC))
            result = model.evaluate("rate", inputs, context)
        best = min(best, (time.process_time() - started) / rounds)
        assert result.value == rules - 1
    return best * 1e6


def main() -> None:
    """Print one line for each kind of column and number of rules."""
    for kind in ("values", "ranges", "computed"):
        base = 0.0
        for rules in (10, 100, 1000):
            model, reading = model_of(rules, kind)
            found = cost(model, rules, kind)
            base = base or found
            print(
                f"{kind:8} {rules:5} rules: {found:8.1f} µs a decision, "
                f"{found / base:6.1f} times the cost of 10 rules, read in {reading * 1e3:.0f} ms"
            )


if __name__ == "__main__":
    main()
