"""One case of a small process, driven by hand: the log is asked, not the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from engine.feel import from_tagged
from engine.model.reader import read_diagram
from engine.runtime.environment import Environment, StepLimits
from engine.runtime.state import State, dump_state, load_state
from engine.runtime.step import Step
from engine.runtime.variables import Variables
from tests.dsl.process import Process
from tests.runtime.walking import environment

Kind = TypeVar("Kind")


class Running:
    """Started at once; saved and loaded after every step."""

    def __init__(
        self,
        *processes: Process,
        values: Mapping[str, Any] | None = None,
        limits: StepLimits | None = None,
    ) -> None:
        models = {}
        for process in processes:
            models.update(read_diagram(process.bpmn()).processes)
        self.environment: Environment = environment(models)
        if limits:
            self.environment = replace(self.environment, limits=limits)
        self.state, self.variables = State(), Variables()
        self.log: list[Any] = []
        self._do(lambda s: s.start_case(processes[0].id, None, dict(values or {})))

    def complete(self, element: str, index: int = 0, **values: Any) -> list[Any]:
        """A person completes the element's task; `index` chooses among instances of a loop."""
        n = self.at(element, index)
        return self._do(lambda s: s.complete_task(n, "li", values.pop("outcome", ""), "", values))

    def answer(self, element: str, **output: Any) -> list[Any]:
        n = self.at(element)
        return self._do(lambda s: s.complete_job(n, output))

    def throw(self, element: str, code: str) -> list[Any]:
        n = self.at(element)
        return self._do(lambda s: s.throw_error(n, code, "样例"))

    def come(self, event: str, **payload: Any) -> list[Any]:
        n = next(w for w, wait in self.state.waits.items() if wait.node == event)
        return self._do(lambda s: s.trigger_wait(n, payload))

    def resolve(self, element: str, **values: Any) -> list[Any]:
        n = self.at(element)
        return self._do(lambda s: s.resolve_incident(n, "ops", "数据已修正", values))

    def at_time(self, now: datetime) -> None:
        self.environment = replace(self.environment, now=now)

    # --- questions ------------------------------------------------------------------------------

    def at(self, element: str, index: int = 0) -> int:
        return next(
            n
            for n, i in self.state.instances.items()
            if i.node == element and i.loop is None and (not index or i.index == index)
        )

    @property
    def open(self) -> list[str]:
        """The elements with an open task, job or wait of their own, in order of number."""
        waiting = {
            w.instance for w in self.state.waits.values() if w.node == self._node(w.instance)
        }
        numbers = {*self.state.tasks, *self.state.jobs, *waiting}
        return [self._node(n) for n in sorted(numbers)]

    def variable(self, name: str) -> Any:
        return from_tagged(self.variables.of(1).get(name))

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [event for event in self.log if isinstance(event, kind)]

    def _node(self, n: int) -> str:
        return self.state.instances[n].node

    def _do(self, act: Any) -> list[Any]:
        step = Step(load_state(dump_state(self.state)), self.variables, self.environment)
        act(step)
        self.state, self.variables = step.state, step.variables
        self.log += step.events
        return step.events
