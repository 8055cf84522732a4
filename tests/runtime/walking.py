"""Walk a diagram at random with both interpreters and compare all they show after every step."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.feel import from_tagged, to_tagged
from engine.model.nodes import Kind, ProcessModel
from engine.runtime.apply import apply
from engine.runtime.environment import CaseFacts, Environment, StepLimits
from engine.runtime.events import TaskOpened
from engine.runtime.state import State, dump_state, load_state
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from tests.runtime.naive import MOST_MOVES, NOW, Activity, Endless, Naive, World

#: A spoiled diagram can multiply tokens without end; a walk stops there.
MOST_INSTANCES = 60

#: What the walker may do next: (what, where, which event); `where` is a canonical path.
Choice = tuple[str, tuple[Any, ...], str]


def environment(models: Mapping[str, ProcessModel], now: datetime = NOW) -> Environment:
    """A case of nobody in particular."""
    facts = CaseFacts("case-1", "2026-0001", "p", "321300", "applicant", "", NOW)
    return Environment(
        now=now,
        case=facts,
        models=models,
        bureau=lambda kind, area: f"{area}.{kind}",
        limits=StepLimits(moves=4 * MOST_MOVES),
    )


def world_of(environment: Environment) -> World:
    """The same world for the naive interpreter."""
    return World(
        names={"case": environment.case.as_context("draft")},
        functions={"bureau": environment.bureau},
        decisions=dict(environment.decisions),
        calendar=environment.calendar,
    )


class Case:
    """The runtime's case, saved and loaded after every step and replayed beside."""

    def __init__(self, environment: Environment, process: str, values: dict[str, Any]) -> None:
        self.environment = environment
        self.state, self.variables = State(), Variables()
        self.replayed_state, self.replayed_variables = State(), Variables()
        self.events: list[Any] = []
        tagged = {name: to_tagged(value) for name, value in values.items()}
        self.do(lambda step: step.start_case(process, None, tagged))

    def do(self, act: Any) -> list[Any]:
        step = Step(self.state, self.variables, self.environment)
        act(step)
        self.events += step.events
        saved = dump_state(step.state)
        self.state = load_state(saved)
        self.variables = Variables(step.variables.rows())
        assert dump_state(self.state) == saved
        for event in step.events:
            apply(self.replayed_state, self.replayed_variables, event)
        assert dump_state(self.replayed_state) == saved
        assert self.replayed_variables.rows() == step.variables.rows()
        return step.events

    # --- what there is, without numbers ---------------------------------------------------------

    def shape(self) -> Any:
        children: dict[int, list[int]] = {}
        for n, instance in self.state.instances.items():
            children.setdefault(instance.parent, []).append(n)
        waits: dict[int, list[str]] = {}
        for wait in self.state.waits.values():
            waits.setdefault(wait.instance, []).append(wait.node)
        shapes: dict[int, Any] = {}
        for n in sorted(self.state.instances, reverse=True):
            instance = self.state.instances[n]
            shapes[n] = (
                instance.node,
                instance.index,
                tuple(sorted(shapes[child] for child in children.get(n, ()))),
                tuple(sorted(instance.arrivals.items())),
                tuple(sorted(waits.get(n, ()))),
                self.named(n),
            )
        self.shapes = shapes
        return shapes.get(1)

    def named(self, n: int) -> tuple[tuple[str, str], ...]:
        task = self.state.tasks.get(n)
        return tuple(sorted(task.corrections.items())) if task else ()

    def path(self, n: int) -> tuple[Any, ...]:
        found = []
        while n:
            found.append(self.shapes[n])
            n = self.state.instances[n].parent
        return tuple(found)

    def choices(self) -> list[tuple[Choice, int]]:
        found: list[tuple[Choice, int]] = []
        incident = {n for n, i in self.state.instances.items() if i.incident}
        found += [(("task", self.path(n), ""), n) for n in self.state.tasks]
        found += [(("job", self.path(n), ""), n) for n in self.state.jobs if n not in incident]
        for w, wait in self.state.waits.items():
            found.append((("wait", self.path(wait.instance), wait.node), w))
        return sorted(found)


class Stopped(Exception):
    """The case has an incident: a person would have to repair it before the walk goes on."""


class Twin:
    """The same case in both interpreters."""

    def __init__(
        self,
        environment: Environment,
        process: str,
        values: dict[str, Any],
        *,
        stops: bool = False,
    ) -> None:
        self.stops = stops  #: at the first incident
        self.told = 0  #: events seen when fields were named last
        self.case = Case(environment, process, values)
        self.stop_at_incident()
        self.naive = Naive(dict(environment.models), process, dict(values), world_of(environment))

    def compare(self) -> list[tuple[Choice, int]]:
        """Raise AssertionError on any difference; the choices that both offer."""
        self.shapes = NaiveShapes(self.naive)
        found = self.case.shape()
        assert found == self.shapes.root, f"runtime {found}\nnaive   {self.shapes.root}"
        assert self.case.state.ended == self.naive.ended
        choices = self.case.choices()
        there = Counter(self.shapes.choices())
        here = Counter(choice for choice, _ in choices)
        assert here == there, f"only runtime {here - there}\nonly naive {there - here}"
        assert self.root_variables() == self.naive.root.variables
        return choices

    def root_variables(self) -> dict[str, Any]:
        return {name: from_tagged(value) for name, value in self.case.variables.of(1).items()}

    def do(self, choice: Choice, n: int, values: dict[str, Any], error: str = "") -> str:
        """The same thing in both; a word about it for the failure report.

        Raises: Stopped where the walk ends at incidents and the case has one now.
        """
        what, path, node = choice
        tagged = {name: to_tagged(value) for name, value in values.items()}
        activity = self.shapes.at(choice)
        outcome = values.get("outcome", "done")
        if what == "task":
            self.case.do(lambda s: s.complete_task(n, "li", outcome, "", tagged))
            self.stop_at_incident()
            results = {"outcome": outcome, "opinion": None, "completed_by": "li"}
            self.naive.complete(activity, {**values, **results})
        elif what == "job" and error:
            self.case.do(lambda s: s.throw_error(n, error, ""))
            self.naive.fail(activity, error)
        elif what == "job":
            self.case.do(lambda s: s.complete_job(n, tagged))
            self.stop_at_incident()
            self.naive.complete(activity, values)
        else:
            self.case.do(lambda s: s.trigger_wait(n, tagged))
            self.stop_at_incident()
            self.naive.come(activity, activity.process.node(node), values)
        return f"{what} {path[0][0]} {node}{error} {values}"

    def name(self, rng: random.Random) -> None:
        """Name fields of one correction step that the last act opened, in both."""
        opened = [
            event.n
            for event in self.case.events[self.told :]
            if isinstance(event, TaskOpened) and event.n in self.case.state.tasks
        ]
        self.told = len(self.case.events)
        if not opened or rng.random() < 0.5:
            return
        n = rng.choice(opened)
        fields = {name: rng.choice(["", "看不清"]) for name in rng.sample("zyx", rng.randint(1, 2))}
        self.case.shape()
        self.shapes = NaiveShapes(self.naive)
        activity = self.shapes.at(("task", self.case.path(n), ""))
        self.case.do(lambda step: step.name_corrections(n, 1, fields))
        self.naive.name(activity, fields)

    def stop_at_incident(self) -> None:
        if self.stops and any(i.incident for i in self.case.state.instances.values()):
            raise Stopped


class NaiveShapes:
    """The naive tree in the same form; made anew after every step."""

    def __init__(self, naive: Naive) -> None:
        self.awaited = naive.awaited()
        self.waits: dict[Activity, list[str]] = {}
        for activity, event in self.awaited:
            self.waits.setdefault(activity, []).append(event.id)
        self.shapes: dict[Activity, Any] = {}
        for activity in reversed(naive.all()):
            self.shapes[activity] = (
                activity.name,
                activity.index,
                tuple(sorted(self.shapes[child] for child in activity.children)),
                tuple(sorted((+activity.waiting).items())),
                tuple(sorted(self.waits.get(activity, ()))),
                tuple(sorted(activity.named.items())),
            )
        self.root = self.shapes.get(naive.root)
        self.people = naive.open_tasks({Kind.USER_TASK})
        self.handlers = naive.open_tasks({Kind.SERVICE_TASK})

    def path(self, activity: Activity) -> tuple[Any, ...]:
        return tuple(self.shapes[a] for a in activity.ancestors())

    def choices(self) -> list[Choice]:
        found: list[Choice] = [("task", self.path(a), "") for a in self.people]
        found += [("job", self.path(a), "") for a in self.handlers]
        found += [("wait", self.path(a), event.id) for a, event in self.awaited]
        return found

    def at(self, choice: Choice) -> Activity:
        """Any of the activities that the choice means: they look alike in everything."""
        what, path, node = choice
        if what == "wait":
            candidates = [a for a, event in self.awaited if event.id == node]
        else:
            candidates = self.people + self.handlers
        return next(a for a in candidates if self.path(a) == path)


def walk(models: Mapping[str, ProcessModel], seed: int, steps: int = 40) -> int:
    """One random walk; how many steps it had. Raises: AssertionError with the way there."""
    rng, naming = random.Random(seed), random.Random(seed)
    way: list[str] = []
    try:
        twin = Twin(environment(models), "p", {"v": Decimal(0)})
        for _ in range(steps):
            choices = twin.compare()
            if not choices or len(twin.case.state.instances) > MOST_INSTANCES:
                return len(way)
            choice, n = rng.choice(choices)
            code = rng.choice("AB") if rng.random() < 0.4 else ""
            way.append(f"{choice[0]} {choice[1][0][0]} {choice[2]}")
            way[-1] = twin.do(choice, n, {"v": Decimal(rng.randint(0, 3))}, code)
            twin.name(naming)
        twin.compare()
    except Endless:
        return len(way)
    except Exception as error:
        raise AssertionError(f"seed {seed}: {'; '.join(way)}\n{error!r}") from error
    return len(way)
