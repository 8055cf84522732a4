"""Random runs of the runtime, with the events of each step as the journal would hold them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from engine.feel import to_tagged
from engine.model import ProcessModel
from engine.runtime.environment import Environment
from engine.runtime.state import State
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from tests.runtime.walking import environment

#: A diagram that is no block can multiply tokens; a run stops there.
MOST_INSTANCES = 60

#: Gives the values of one act, and the outcome of a task.
Values = Callable[[random.Random], Mapping[str, Any]]


class Run:
    """One case; `steps` are the events of each entry."""

    def __init__(self, world: Environment, process: str, values: Mapping[str, Any]) -> None:
        self._world = world
        self._state, self._variables = State(), Variables()
        self.steps: list[list[dict[str, Any]]] = []
        self._do(lambda step: step.start_case(process, None, tagged(values)))

    def _do(self, act: Callable[[Step], None]) -> None:
        step = Step(self._state, self._variables, self._world)
        act(step)
        self._state, self._variables = step.state, step.variables
        self.steps.append([msgspec.to_builtins(event) for event in step.events])

    def choices(self) -> list[tuple[str, int]]:
        """What may be done next."""
        stuck = {n for n, instance in self._state.instances.items() if instance.incident}
        if len(self._state.instances) > MOST_INSTANCES:
            return []
        return [
            *(("task", n) for n in self._state.tasks),
            *(("job", n) for n in self._state.jobs if n not in stuck),
            *(("wait", n) for n in self._state.waits),
        ]

    def act(self, what: str, n: int, values: Mapping[str, Any], error: str) -> None:
        """Complete, trigger or answer; `error` is thrown by a handler instead of an answer."""
        given = tagged({name: value for name, value in values.items() if name != "outcome"})
        outcome = str(values.get("outcome", "done"))
        if what == "task":
            self._do(lambda step: step.complete_task(n, "li.wei", outcome, "", given))
        elif what == "wait":
            self._do(lambda step: step.trigger_wait(n, given))
        elif error:
            self._do(lambda step: step.throw_error(n, error, ""))
        else:
            self._do(lambda step: step.complete_job(n, given))


def tagged(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_tagged(value) for name, value in values.items()}


def random_run(
    world: Environment,
    process: str,
    seed: int,
    *,
    steps: int,
    start: Mapping[str, Any],
    values: Values,
    errors: tuple[str, ...] = (),
) -> list[tuple[int, list[dict[str, Any]]]]:
    """Number and events of each entry of one run."""
    chance = random.Random(seed)
    run = Run(world, process, start)
    for _ in range(steps):
        choices = run.choices()
        if not choices:
            break
        what, n = chance.choice(choices)
        error = chance.choice(errors) if errors and chance.random() < 0.3 else ""
        run.act(what, n, values(chance), error)
    return list(enumerate(run.steps, start=1))


def generated_run(
    models: Mapping[str, ProcessModel], seed: int
) -> list[tuple[int, list[dict[str, Any]]]]:
    """A run of a diagram of `tests.runtime.generator`."""
    return random_run(
        environment(models),
        "p",
        seed,
        steps=30,
        start={"v": Decimal(0)},
        values=lambda chance: {"v": Decimal(chance.randint(0, 3))},
        errors=("A", "B"),
    )
