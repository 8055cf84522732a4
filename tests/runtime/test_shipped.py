"""Random walks over the diagrams we ship, against the naive interpreter.

Values are guessed from the expressions that read them: the texts a name is compared with, numbers,
lists, truth values. A walk ends where the case gets an incident, because a guess was no good there.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.dmn import DecisionModel, read_dmn
from engine.feel import Expression
from engine.model.nodes import CallActivity, MultiInstance, ProcessModel, UserTask
from engine.model.reader import read_diagram
from engine.runtime.environment import Environment, StepLimits
from tests.runtime.naive import NOW, Endless
from tests.runtime.walking import Stopped, Twin, environment

BPMN = Path(__file__).parents[2] / "bpmn"
WALKS = 20
STEPS = 60


@cache
def models() -> dict[str, ProcessModel]:
    found: dict[str, ProcessModel] = {}
    for path in sorted(BPMN.glob("*/*.bpmn")):
        found.update(read_diagram(path.read_bytes()).processes)
    return found


@cache
def decisions() -> dict[str, DecisionModel]:
    found: dict[str, DecisionModel] = {}
    for path in sorted(BPMN.glob("*/*.dmn")):
        model = read_dmn(path.read_bytes())
        found.update(dict.fromkeys(model.decisions, model))
    return found


class EveryDay:
    """A calendar on which every day is a working day."""

    hash = "every-day"

    def is_working_day(self, _day: Any, /) -> bool:
        return True

    def add(self, day: Any, n: int, /) -> Any:
        return day.fromordinal(day.toordinal() + n)

    def between(self, start: Any, end: Any, /) -> int:
        return int(end.toordinal() - start.toordinal())


def shipped_world() -> Environment:
    plain = environment(models())
    return Environment(
        now=NOW,
        case=plain.case,
        models=plain.models,
        decisions=decisions(),
        calendar=EveryDay(),
        calendar_hash=EveryDay.hash,
        bureau=plain.bureau,
        limits=StepLimits(moves=2_000),
    )


def expressions(model: ProcessModel) -> Iterator[tuple[str, Expression]]:
    """(what for, expression) of everything a step may evaluate."""
    for flow in model.flows:
        if flow.condition:
            yield "condition", flow.condition
    for node in model.nodes:
        yield from (("mapping", mapping.source) for mapping in node.inputs + node.outputs)
        if isinstance(node.work, UserTask):
            given = node.work.assignment
            for expression in (given.assignee, given.candidate_users, given.candidate_groups):
                if expression:
                    yield "assignment", expression
        if isinstance(node.loop, MultiInstance) and node.loop.collection:
            yield "collection", node.loop.collection
        if node.event and node.event.correlation_key:
            yield "text", node.event.correlation_key


@cache
def guesses(process: str) -> dict[str, tuple[Any, ...]]:
    """Name → values worth trying, for the process and all it calls."""
    found: dict[str, set[Any]] = {}
    lists: set[str] = set()
    for model in reachable(process):
        for what, expression in expressions(model):
            for name in expression.free_names - {"case", "bureau"}:
                word = re.escape(name)
                options = found.setdefault(name, set())
                options.update(re.findall(rf'\b{word} !?= "(\w+)"', expression.source))
                if re.search(rf"\b{word} (<|>|<=|>=|=) \d|\b{word} \+", expression.source):
                    options.update((Decimal(0), Decimal(1), Decimal(3)))
                if re.search(rf"(count\(|in |contains\(){word}\b", expression.source) or (
                    what == "collection" and expression.source == name
                ):
                    lists.add(name)
                if re.fullmatch(
                    rf".*(^|not\(|and |or |then |if ){word}($|\)| ).*", expression.source
                ):
                    options.update((True, False))
                if what in ("assignment", "text"):
                    options.add("321300.hrss_bureau")
    values: dict[str, tuple[Any, ...]] = {}
    for name, options in found.items():
        if name in lists:
            values[name] = ([], ["321300.finance_bureau"], ["li.wei", "zhao.min", "sun.li"])
        else:
            values[name] = tuple(sorted(options, key=repr)) or ("321300.hrss_bureau",)
    return values


def reachable(process: str) -> list[ProcessModel]:
    found = [models()[process]]
    for model in found:
        for node in model.nodes:
            called = node.work.process_id if isinstance(node.work, CallActivity) else None
            if called in models() and models()[called] not in found:
                found.append(models()[called])
    return found


def walk(process: str, seed: int) -> tuple[int, str]:
    """(steps, how it ended): ended, stopped at an incident, or still open."""
    rng = random.Random(seed)
    options = guesses(process)
    way: list[str] = []
    steps = 0
    try:
        start = {name: rng.choice(values) for name, values in options.items()}
        twin = Twin(shipped_world(), process, start, stops=True)
        for steps in range(STEPS):
            choices = twin.compare()
            if not choices:
                return steps, "ended"
            choice, n = rng.choice(choices)
            names = rng.sample(sorted(options), min(len(options), 6))
            values = {name: rng.choice(options[name]) for name in names}
            texts = [v for vs in options.values() for v in vs if isinstance(v, str)]
            values["outcome"] = rng.choice(texts or ["accept"])
            way.append(f"{choice[0]} {choice[1][0][0]} {choice[2]}")
            twin.do(choice, n, values)
        twin.compare()
    except Stopped:
        return steps, "stopped"
    except Endless:
        return steps, "endless"
    except Exception as error:
        raise AssertionError(f"{process} {seed}: {'; '.join(way)}\n{error!r}") from error
    return steps, "open"


@pytest.mark.slow
@pytest.mark.parametrize("process", sorted(path.stem for path in BPMN.glob("*/*.bpmn")))
def test_should_agree_on_every_shipped_diagram(process: str) -> None:
    if models()[process].none_start is None:
        pytest.skip("begins by a message only")

    ends = Counter(walk(process, seed)[1] for seed in range(WALKS))

    assert sum(ends.values()) == WALKS


@pytest.mark.slow
def test_should_walk_far_and_to_many_ends() -> None:
    results = [
        walk(process, seed)
        for process in sorted(models())
        if models()[process].none_start is not None
        for seed in range(5)
    ]

    assert sum(steps for steps, _ in results) > 5 * len(results) / 2
    assert sum(1 for _, end in results if end in ("ended", "open")) > len(results) / 3
