"""The pure step: load, decide, apply, dump; after 80 returns, 300 signers, 10,000 rounds of a loop.

No database. A 1 KB case on a diagram of 25 elements (correction loop, parallel checks, limits with
timers); every user task of a round is completed, each time from saved text to saved text. Budgets:
60 µs a step on average; after 80 returns ÷ after none 1.2; one of 300 signatures ÷ one of 3: 1.5;
in a loop of 10,000 rounds the last 1,000 ÷ the first 1,000 about 1.
Run: `./dev bench step`. `--profile` says where the time of a step goes.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import mean
from time import process_time
from typing import Any

import msgspec

from bench._measure import arguments, percentile, row
from bench._models import VALUES, bundle_of, countersign, medium, round_trip
from engine.people.holidays import china
from engine.runtime import events as e
from engine.runtime.environment import CaseFacts, Environment
from engine.runtime.state import State, dump_state, load_state
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from tests.dsl.process import Process

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CALENDAR = china()
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[int, dict[str, Any]]).decode

#: What a person decides at each task; others: "ok".
RETURNS = {"decision": "return"}


class Case:
    """A case kept as text between two steps, as the tables keep it."""

    def __init__(self, drawn: Process, values: dict[str, Any]) -> None:
        bundle = bundle_of(drawn)
        facts = CaseFacts("0197-case", "321300-2026-1", drawn.id, "321300", "chen", "", NOW)
        self.environment = Environment(
            now=NOW,
            case=facts,
            models=bundle.processes,
            calendar=CALENDAR,
            calendar_hash=CALENDAR.hash,
            bureau=lambda kind, area: f"{area}.{kind}",
        )
        step = Step(State(), Variables(), self.environment)
        step.start_case(drawn.id, None, values)
        self.keep(step)

    def keep(self, step: Step) -> None:
        self.state = dump_state(step.state)
        self.variables = _encode(step.variables.rows())

    def tasks(self) -> dict[str, int]:
        """Element → number of its open task; not measured."""
        state = load_state(self.state)
        return {state.instances[n].node: n for n in state.tasks}

    def complete(self, n: int, outcome: str, user: str = "li") -> float:
        """One measured step; its seconds of processor time."""
        started = process_time()
        state = load_state(self.state)
        step = Step(state, Variables(_decode(self.variables)), self.environment)
        step.record(e.TaskClaimed(n=n, user=user))
        step.complete_task(n, user, outcome, "同意", {})
        saved = dump_state(step.state)
        seconds = process_time() - started
        self.state = saved
        self.variables = _encode(step.variables.rows())
        return seconds

    def round(self, outcomes: dict[str, str]) -> list[float]:
        """Complete what is open, once around: until the acceptance is open again, or the end."""
        seconds: list[float] = []
        while tasks := self.tasks():
            element, n = next(iter(tasks.items()))
            if element == "acceptance" and seconds:
                break
            seconds.append(self.complete(n, outcomes.get(element, "ok")))
        return seconds


def submitted() -> Case:
    case = Case(medium(), VALUES)
    case.complete(case.tasks()["submit"], "ok")
    return case


def returns(cases: int) -> tuple[list[float], list[float], int, int]:
    """Steps of a round after no return and after 80, in turn; the bytes of the state at both."""
    fresh, old = [submitted() for _ in range(cases)], [submitted() for _ in range(cases)]
    small = len(fresh[0].state)
    for case in old:
        for _ in range(80):
            case.round(RETURNS)
    first: list[float] = []
    last: list[float] = []
    for young, returned in zip(fresh, old, strict=True):
        first += young.round(RETURNS)
        last += returned.round(RETURNS)
    return first, last, small, len(old[0].state)


def signatures(signers: int) -> list[float]:
    """Steps of the signatures in a countersign of so many; the last one goes on and is left out."""
    names = [f"signer{number}" for number in range(signers)]
    case = Case(countersign(), {**VALUES, "signers": names})
    open_tasks = sorted(load_state(case.state).tasks)
    return [case.complete(n, "agree") for n in open_tasks[:-1]]


def long_loop(rounds: int) -> list[float]:
    """The seconds of each round of a loop of two tasks."""
    case = Case(round_trip(), VALUES)
    seconds = []
    for _ in range(rounds):
        spent = case.complete(case.tasks()["ask"], "ok")
        seconds.append(spent + case.complete(case.tasks()["answer"], "again"))
    return seconds


def profile(work: Callable[[], object]) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(work)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main() -> None:
    """Print one line per budget."""
    given = arguments(__doc__.splitlines()[0], profile="where the time of a step goes")
    submitted().round(RETURNS)  # warm up
    if given.profile:
        case = submitted()
        profile(lambda: [case.round(RETURNS) for _ in range(400)])
        return
    first, last, small, later = returns(100 if given.full else 20)
    early, late = percentile(first, 0.5), percentile(last, 0.5)
    row("step, 1 KB case, 25 elements: mean µs", f"{mean(first) * 1e6:.1f}", "≤ 60")
    row("  median, 95th of a hundred µs", f"{early * 1e6:.1f}, {percentile(first, 0.95) * 1e6:.1f}")
    row("after 80 returns ÷ after none (mean of the quicker half)", _ratio(last, first), "≤ 1.2")
    row("  medians µs; bytes of state", f"{late * 1e6:.1f}; {small} → {later}")
    many, few = signatures(300), [s for _ in range(100) for s in signatures(3)]
    row("one signature of 300 ÷ of 3 (mean of the quicker half)", _ratio(many, few), "≤ 1.5")
    cost = f"{percentile(many, 0.5) * 1e6:.0f}, {percentile(few, 0.5) * 1e6:.0f}"
    row("  medians µs of 300, of 3", cost)
    rounds = long_loop(10_000)
    row("10,000 rounds: last 1,000 ÷ first 1,000", _ratio(rounds[-1000:], rounds[:1000]), "about 1")


def _ratio(numerator: list[float], denominator: list[float]) -> str:
    return f"{_quicker(numerator) / _quicker(denominator):.2f}"


def _quicker(values: list[float]) -> float:
    """The mean of the quicker half: what others do on the machine makes only the rest slower."""
    return mean(sorted(values)[: max(len(values) // 2, 1)])


if __name__ == "__main__":
    main()
