"""One step of a case: decide what follows from a command, as events.

A `Step` is made for one command, holds the case's state and variables as they are, and is thrown
away with them. Whatever happens goes through `record`, which applies the event at once, so that
later decisions of the same step see it; what is queued is done in order, nothing recurses.

Source: BPMN 2.0.2, clause 13 (execution semantics); decisions 0003 and 0004.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from engine.model.nodes import Flow, Kind, Node, ProcessModel, Trigger
from engine.runtime import (
    boundary_event,
    elements,
    event_based_gateway,
    event_sub_process,
    incidents,
    intermediate_catch_event,
    joining,
    looping,
    settling,
    stages,
    throwing,
)
from engine.runtime import events as e
from engine.runtime.apply import apply
from engine.runtime.environment import Environment
from engine.runtime.failures import StageFailed
from engine.runtime.state import ROOT, Instance, State, Tagged
from engine.runtime.variables import Variables


class Move(NamedTuple):
    """Something still to be done inside the scope instance `scope`; void once that is gone."""

    scope: int
    do: Callable[..., None]
    arguments: tuple[Any, ...]


class Step:
    """The working context of one command.

    `events` is what happened so far, in order, already applied to `state` and `variables`.
    """

    __slots__ = ("environment", "events", "moves", "queue", "state", "touched", "variables")

    def __init__(self, state: State, variables: Variables, environment: Environment) -> None:
        self.state = state
        self.variables = variables
        self.environment = environment
        self.events: list[e.Event] = []
        self.queue: deque[Move] = deque()
        #: scopes in which a token ended, in order: they may be complete now
        self.touched: dict[int, None] = {}
        self.moves = 0  #: elements entered

    # --- what elements use ------------------------------------------------------------------------

    def record(self, event: e.Event) -> None:
        """Let it have happened."""
        self.events.append(event)
        apply(self.state, self.variables, event)

    def later(self, scope: int, do: Callable[..., None], *arguments: Any) -> None:
        """Do it after what is queued already, unless the scope is gone by then."""
        self.queue.append(Move(scope, do, arguments))

    def touch(self, scope: int) -> None:
        """A token ended in this scope; scopes complete in the order of their last one."""
        self.touched.pop(scope, None)
        self.touched[scope] = None

    def send(self, flow: Flow, scope: int, process: str) -> None:
        """Send a token along a flow inside the scope instance `scope`."""
        self.record(e.FlowTaken(flow=flow.id, scope=scope))
        self.later(scope, joining.arrive, flow, scope, process)

    def execute(self, n: int, node: Node) -> str | None:
        """Do what the element does. Raises: StageFailed, FeelError."""
        return elements.EXECUTE[node.kind](self, n, node)

    def start_loop(self, n: int, node: Node) -> str | None:
        """Make instance `n` the body of its loop. Raises: StageFailed, FeelError."""
        return looping.start(self, n, node)

    def collect(self, n: int, instance: Instance, node: Node) -> None:
        """Go on with the loop that instance `n` is a round of. Raises: StageFailed, FeelError."""
        looping.collect(self, n, instance, node)

    def drop_moves(self, scopes: set[int]) -> None:
        """Forget tokens that are on their way inside these scopes."""
        self.queue = deque(move for move in self.queue if move.scope not in scopes)

    def next_number(self) -> int:
        """The number that the next instance or wait gets; recording it uses it up."""
        return self.state.last + 1

    def model_of(self, instance: Instance) -> ProcessModel:
        """The process that the instance's element belongs to."""
        return self.environment.models[instance.process]

    def node_of(self, instance: Instance) -> Node:
        """The element of an instance that is not a process instance. Raises: KeyError."""
        return self.environment.models[instance.process].node(instance.node)

    def is_process(self, instance: Instance) -> bool:
        """Whether it is a process instance, the root's or a called one's."""
        return instance.node == instance.process

    def scope_chain(self, n: int) -> tuple[int, ...]:
        """The scopes that instance `n` sees, from inside out, up to its process instance."""
        chain = [n]
        instance = self.state.instances[n]
        while instance.node != instance.process:
            chain.append(instance.parent)
            instance = self.state.instances[instance.parent]
        return tuple(chain)

    # --- commands ---------------------------------------------------------------------------------

    def start_case(
        self, process_id: str, start_node_id: str | None, values: Mapping[str, Tagged]
    ) -> None:
        """Begin the case at the given start event, or at the process's none start.

        Raises: KeyError when the process or the start event does not exist.
        """
        model = self.environment.models[process_id]
        start = model.node(start_node_id) if start_node_id else model.none_start
        if start is None:
            raise KeyError(f"{process_id} has no none start event")
        self.record(e.ElementEntered(n=ROOT, node=process_id, process=process_id))
        if values:
            self.record(e.VariablesSet(scope=ROOT, values=dict(values)))
        self.later(ROOT, stages.open_process, ROOT, start)
        self._run()

    def complete_task(
        self, n: int, user: str, outcome: str, opinion: str, values: Mapping[str, Tagged]
    ) -> None:
        """A person did the task. Raises: KeyError when it is not open."""
        self.record(
            e.TaskCompleted(n=n, user=user, outcome=outcome, opinion=opinion, values=dict(values))
        )
        results = {
            **values,
            "outcome": outcome or None,
            "opinion": opinion or None,
            "completed_by": user,
        }
        self._finish(n, results)

    def name_corrections(self, n: int, task: int, fields: Mapping[str, str]) -> None:
        """The completion of `task` opens only these fields of the correction step `n`.

        Raises: KeyError when `n` is not open.
        """
        self.record(e.CorrectionsNamed(n=n, task=task, fields=dict(fields)))

    def complete_job(self, n: int, output: Mapping[str, Tagged]) -> None:
        """A handler answered. Raises: KeyError when no job is open there."""
        self.record(e.JobCompleted(n=n, output=dict(output)))
        self._finish(n, output)

    def fail_job(self, n: int, rule: str, zh: str, en: str) -> None:
        """A handler gave up: the case waits for a case operator."""
        self.record(e.JobCancelled(n=n))
        incidents.raise_incident(self, n, stages.EXECUTE, StageFailed(rule, zh, en))

    def throw_error(self, n: int, code: str, message: str) -> None:
        """A handler answered with a BPMN error."""
        self.record(e.JobCancelled(n=n))
        self.later(n, throwing.throw_error_from_job, n, code, message)
        self._run()

    def trigger_wait(self, n: int, payload: Mapping[str, Tagged]) -> None:
        """What the wait `n` waits for came; a timer brings no payload.

        Raises: KeyError when it is not open.
        """
        wait = self.state.waits[n]
        if wait.trigger == Trigger.TIMER:
            payload = {}
        instance = self.state.instances[wait.instance]
        node = self.environment.models[instance.process].node(wait.node)
        if node.kind is Kind.BOUNDARY_EVENT:
            boundary_event.triggered(self, n, node, payload)
        elif node.kind is Kind.START_EVENT:
            event_sub_process.triggered(self, n, node, payload)
        elif wait.node == instance.node:
            intermediate_catch_event.triggered(self, n, payload)
        else:
            event_based_gateway.triggered(self, n, node, payload)
        self._run()

    def resolve_incident(
        self, n: int, by: str, reason: str, values: Mapping[str, Tagged] | None = None
    ) -> None:
        """A case operator repaired the data: try the failed stage again.

        `values` overwrite variables where the instance sees them. Raises: KeyError when there is no
        instance `n` or it has no incident.
        """
        stage = self.state.instances[n].incident
        if not stage:
            raise KeyError(n)
        self.record(e.IncidentResolved(n=n, by=by, reason=reason))
        if values:
            stages.propagate(self, n, values)
        self.later(n, stages.retry, n, stage)
        self._run()

    def freeze(self, reason: str) -> None:
        """Stop the case where it is (冻结)."""
        self.record(e.CaseFrozen(reason=reason))

    def unfreeze(self, reason: str) -> None:
        """Let it go on (解冻)."""
        self.record(e.CaseUnfrozen(reason=reason))

    # --- the loop ---------------------------------------------------------------------------------

    def _finish(self, n: int, results: Mapping[str, Tagged]) -> None:
        stages.accept(self, n, results)
        self.later(n, stages.run_stage, n, stages.OUTPUTS)
        self._run()

    def _run(self) -> None:
        while True:
            while self.queue:
                move = self.queue.popleft()
                if move.scope in self.state.instances:
                    move.do(self, *move.arguments)
            if not settling.settle(self):
                return
