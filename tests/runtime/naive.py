"""A second interpreter of diagrams, as plain as it can be, to check the first one against.

It shares no code with the runtime: a tree of activities that is searched afresh for everything,
joins decided by walking the flows each time, nothing numbered, nothing saved as events. It knows
the same rule of order (tokens move first in, first out; flows in document order) because that rule
is part of what a diagram means here.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from engine.dmn import DecisionModel
from engine.feel import EvaluationContext, Expression, WorkingDayCalendar
from engine.model.nodes import (
    BusinessRuleTask,
    CallActivity,
    Kind,
    MultiInstance,
    Node,
    ProcessModel,
    ScriptTask,
    StandardLoop,
    Trigger,
)

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OUTSIDE = {Trigger.MESSAGE, Trigger.TIMER, Trigger.SIGNAL}


MOST_MOVES = 2_000


class Endless(Exception):
    """One step of the diagram has more moves than a test wants to wait for."""


@dataclass(eq=False)
class Activity:
    """Something that goes on: a process, an element, a loop body or one of its rounds."""

    process: ProcessModel
    node: Node | None  #: None for a process
    parent: Activity | None
    index: int = 0
    children: list[Activity] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)
    variables: dict[str, Any] = field(default_factory=dict)
    is_body: bool = False
    total: int = 0
    results: dict[int, Any] = field(default_factory=dict)
    items: list[Any] | None = None
    begun: int = 0
    done: int = 0
    fired: set[str] = field(default_factory=set)  #: one-shot events that came already
    taken_over: bool = False  #: an interrupting event sub-process runs here
    incident: bool = False
    working: bool = False  #: it has been begun and waits or holds children
    alive: bool = True
    named: dict[str, str] = field(default_factory=dict)  #: fields that a return opened → why
    stamp: int = 0  #: when a token last ended here: scopes complete in this order

    @property
    def name(self) -> str:
        return self.node.id if self.node else self.process.id

    def ancestors(self) -> Iterator[Activity]:
        here: Activity | None = self
        while here is not None:
            yield here
            here = here.parent


@dataclass
class World:
    """What is not in the case: names and functions of the engine, decisions."""

    names: dict[str, Any] = field(default_factory=dict)
    functions: dict[str, Callable[..., Any]] = field(default_factory=dict)
    decisions: dict[str, DecisionModel] = field(default_factory=dict)
    calendar: WorkingDayCalendar | None = None

    def context(self) -> EvaluationContext:
        return EvaluationContext(now=NOW, functions=self.functions, calendar=self.calendar)

    def decide(self, decision: str, names: dict[str, Any]) -> Any:
        model = self.decisions[decision]
        inputs = {name: names.get(name) for name in model.input_names(decision)}
        return model.evaluate(decision, inputs, self.context()).value


class Naive:
    """One case."""

    def __init__(
        self,
        models: dict[str, ProcessModel],
        process: str,
        values: dict[str, Any],
        world: World | None = None,
    ) -> None:
        self.models = models
        self.world = world or World()
        self.agenda: deque[tuple[Activity, Callable[[], None]]] = deque()
        self.root = Activity(models[process], None, None, variables=values)
        self.ended = False
        self.clock = 0
        start = models[process].none_start
        assert start is not None
        self.soon(self.root, lambda: self.soon(self.root, lambda: self.enter(start, self.root)))
        self.run()

    # --- what a walker may do -----------------------------------------------------------------

    def all(self) -> list[Activity]:
        found = [self.root] if self.root.alive else []
        for activity in found:
            found.extend(activity.children)
        return found

    def open_tasks(self, kinds: set[Kind]) -> list[Activity]:
        return [
            a
            for a in self.all()
            if a.node and a.node.kind in kinds and a.working and not a.is_body and not a.incident
        ]

    def awaited(self) -> list[tuple[Activity, Node]]:
        """Everything that may come from outside: (who waits, the event)."""
        found: list[tuple[Activity, Node]] = []
        for a in self.all():
            nodes = a.process.nodes
            if a.node is not None and not a.index and a.working:
                found += [(a, nodes[index]) for index in a.node.boundary]
            if a.node is not None and a.working and not a.is_body:
                if a.node.kind in (Kind.INTERMEDIATE_CATCH_EVENT, Kind.RECEIVE_TASK):
                    found.append((a, a.node))
                if a.node.kind is Kind.EVENT_BASED_GATEWAY:
                    targets = [a.process.flows[f].target for f in a.node.outgoing]
                    found.extend((a, nodes[t]) for t in targets)
            if self.is_scope(a) and not a.taken_over:
                found += [(a, nodes[nodes[index].start]) for index in self.handlers(a)]
        return [
            (a, n)
            for a, n in found
            if n.event and n.event.trigger in OUTSIDE and n.id not in a.fired
        ]

    def complete(self, activity: Activity, values: dict[str, Any]) -> None:
        self.take_in(activity, values)
        self.soon(activity, lambda: self.outputs(activity))
        self.run()

    def name(self, activity: Activity, fields: dict[str, str]) -> None:
        """A return opened only these fields of the correction step."""
        activity.named = fields

    def fail(self, activity: Activity, code: str) -> None:
        self.soon(activity, lambda: self.throw(activity, Trigger.ERROR, code))
        self.run()

    def come(self, activity: Activity, event: Node, values: dict[str, Any]) -> None:
        """The awaited event came."""
        assert event.event
        payload = {} if event.event.trigger is Trigger.TIMER else values
        if event.kind is Kind.BOUNDARY_EVENT:
            if event.event.trigger is Trigger.TIMER and not event.interrupting:
                activity.fired.add(event.id)
            self.boundary(activity, event, payload)
        elif event.kind is Kind.START_EVENT:
            if event.event.trigger is Trigger.TIMER and not event.interrupting:
                activity.fired.add(event.id)
            self.handler(activity, event, payload)
        elif event is activity.node:
            activity.working = False
            self.take_in(activity, payload)
            self.soon(activity, lambda: self.outputs(activity))
        else:
            scope = activity.parent
            assert scope
            self.remove(activity)
            caught = self.put(event, scope)
            self.take_in(caught, payload)
            self.soon(caught, lambda: self.outputs(caught))
        self.run()

    # --- moving -------------------------------------------------------------------------------

    def soon(self, scope: Activity, do: Callable[[], None]) -> None:
        self.agenda.append((scope, do))

    def run(self) -> None:
        moves = 0
        while True:
            while self.agenda:
                moves += 1
                if moves > MOST_MOVES:
                    raise Endless
                scope, do = self.agenda.popleft()
                if scope.alive:
                    do()
            if not self.settle():
                return

    def settle(self) -> bool:
        for a in sorted(self.all(), key=lambda a: a.stamp):
            if a.children or a.waiting or a.is_body or not self.is_scope(a) or a.incident:
                continue
            if a.node is not None and not a.working:
                continue
            if a is self.root:
                self.remove(a)
                self.ended = True
            elif a.node is None:
                call = a.parent
                assert call and call.node
                self.remove(a)
                assert isinstance(call.node.work, CallActivity)
                if call.node.outputs:
                    call.variables.update(a.variables)
                elif call.node.work.propagate_all:
                    self.take_in(call, a.variables)
                self.soon(call, partial(self.outputs, call))
            else:
                a.working = False
                self.soon(a, partial(self.outputs, a))
            return True
        return self.fire_inclusive()

    def is_scope(self, a: Activity) -> bool:
        if a.node is None:
            return True
        return a.node.kind in (Kind.SUB_PROCESS, Kind.EVENT_SUB_PROCESS) and not a.is_body

    def handlers(self, scope: Activity) -> tuple[int, ...]:
        if scope.node is None:
            return scope.process.event_sub_processes
        return scope.node.event_sub_processes

    def put(self, node: Node, scope: Activity, index: int = 0) -> Activity:
        a = Activity(scope.process, node, scope, index)
        scope.children.append(a)
        return a

    def remove(self, a: Activity) -> None:
        for child in list(a.children):
            self.remove(child)
        a.alive = False
        if a.parent and a in a.parent.children:
            a.parent.children.remove(a)

    def enter(self, node: Node, scope: Activity, index: int = 0) -> None:
        self.begin(self.put(node, scope, index))

    def begin(self, a: Activity) -> None:
        node = a.node
        assert node
        if node.loop is not None and not a.index:
            self.begin_loop(a, node)
            return
        for mapping in node.inputs:
            a.variables[mapping.target] = self.value(a, mapping.source)
        self.execute(a, node)

    def execute(self, a: Activity, node: Node) -> None:
        a.working = True
        match node.kind:
            case Kind.USER_TASK | Kind.SERVICE_TASK | Kind.RECEIVE_TASK | Kind.EVENT_BASED_GATEWAY:
                return
            case Kind.INTERMEDIATE_CATCH_EVENT if node.event and node.event.trigger in OUTSIDE:
                return
            case Kind.EXCLUSIVE_GATEWAY:
                self.leave_by(a, self.exclusive(a, node))
            case Kind.PARALLEL_GATEWAY:
                self.leave_by(a, [a.process.flows[f].id for f in node.outgoing])
            case Kind.INCLUSIVE_GATEWAY:
                self.leave(a)
            case Kind.SCRIPT_TASK:
                assert isinstance(node.work, ScriptTask)
                value = self.value(a, node.work.expression)
                self.take_in(a, {node.work.result_variable: value})
                self.outputs(a)
            case Kind.BUSINESS_RULE_TASK:
                assert isinstance(node.work, BusinessRuleTask)
                decided = self.world.decide(node.work.decision_id, self.names(a))
                self.take_in(a, {node.work.result_variable: decided})
                self.outputs(a)
            case Kind.SUB_PROCESS | Kind.EVENT_SUB_PROCESS:
                start = a.process.nodes[node.start]
                self.soon(a, lambda: self.enter(start, a))
            case Kind.CALL_ACTIVITY:
                assert isinstance(node.work, CallActivity)
                called = Activity(self.models[node.work.process_id], None, a)
                called.variables.update(a.variables)
                a.children.append(called)
                start = called.process.none_start
                assert start
                self.soon(called, lambda: self.soon(called, lambda: self.enter(start, called)))
            case Kind.END_EVENT:
                self.end(a, node)
            case Kind.INTERMEDIATE_THROW_EVENT:
                if node.event and node.event.trigger is Trigger.ESCALATION:
                    self.throw(a, Trigger.ESCALATION, node.event.name)
                if a.alive:
                    self.outputs(a)
            case _:
                self.outputs(a)

    def end(self, a: Activity, node: Node) -> None:
        trigger = node.event.trigger if node.event else Trigger.NONE
        name = node.event.name if node.event else ""
        scope = a.parent
        assert scope
        if trigger is Trigger.TERMINATE:
            self.remove(a)
            self.clear(scope)
            self.token_ended(scope)
        elif trigger is Trigger.ERROR:
            self.throw(a, Trigger.ERROR, name)
        else:
            if trigger is Trigger.ESCALATION:
                self.throw(a, Trigger.ESCALATION, name)
            if a.alive:
                self.leave(a)

    def token_ended(self, scope: Activity) -> None:
        self.clock += 1
        scope.stamp = self.clock

    def clear(self, scope: Activity) -> None:
        for child in list(scope.children):
            self.remove(child)
        scope.waiting.clear()
        self.agenda = deque(item for item in self.agenda if item[0] is not scope)

    def exclusive(self, a: Activity, node: Node) -> list[str]:
        for index in node.outgoing:
            flow = a.process.flows[index]
            if index == node.default_flow:
                continue
            if flow.condition is None or self.value(a, flow.condition) is True:
                return [flow.id]
        return [a.process.flows[node.default_flow].id] if node.default_flow >= 0 else []

    def outputs(self, a: Activity) -> None:
        node = a.node
        assert node
        for mapping in node.outputs:
            value = self.value(a, mapping.source)
            assert a.parent
            self.assign(a.parent, mapping.target, value)
        if a.index:
            self.round_done(a, node)
        else:
            self.leave(a)

    def leave(self, a: Activity) -> None:
        node = a.node
        assert node
        if node.link_target >= 0:
            scope = a.parent
            assert scope
            target = a.process.nodes[node.link_target]
            self.remove(a)
            self.soon(scope, lambda: self.enter(target, scope))
            return
        flows = [a.process.flows[f] for f in node.outgoing]
        by_condition = {
            f.id
            for f in flows
            if f.condition and f.index != node.default_flow and self.value(a, f.condition) is True
        }
        chosen = [
            f.id
            for f in flows
            if f.id in by_condition
            or (f.condition is None and f.index != node.default_flow)
            or (f.index == node.default_flow and not by_condition)
        ]
        self.leave_by(a, chosen, bool(flows))

    def leave_by(self, a: Activity, flows: list[str], required: bool = True) -> None:
        scope = a.parent
        assert scope and a.node
        if not flows and required and a.node.outgoing:
            a.incident = True
            return
        self.remove(a)
        self.token_ended(scope)
        for flow in flows:
            self.soon(scope, partial(self.arrive, scope, flow))

    def arrive(self, scope: Activity, flow: str) -> None:
        process = scope.process
        node = process.nodes[process.flows[process.flow_by_id[flow]].target]
        joins = node.kind in (Kind.PARALLEL_GATEWAY, Kind.INCLUSIVE_GATEWAY)
        if not joins or len(node.incoming) < 2:
            self.enter(node, scope)
            return
        scope.waiting[flow] += 1
        self.token_ended(scope)
        if node.kind is Kind.PARALLEL_GATEWAY:
            needed = [process.flows[i].id for i in node.incoming]
            if all(scope.waiting[f] for f in needed):
                self.fire(scope, node, needed)

    def fire(self, scope: Activity, node: Node, flows: list[str]) -> None:
        scope.waiting.subtract(flows)
        scope.waiting = +scope.waiting
        self.soon(scope, lambda: self.enter(node, scope))

    # --- inclusive joins, straight from the words of clause 13.4.3 -----------------------------

    def fire_inclusive(self) -> bool:
        for scope in self.all():
            process = scope.process
            for node in process.nodes:
                if node.kind is not Kind.INCLUSIVE_GATEWAY or len(node.incoming) < 2:
                    continue
                flows = [process.flows[i].id for i in node.incoming]
                full = [f for f in flows if scope.waiting[f]]
                if full and not self.somebody_may_come(scope, node, full):
                    self.fire(scope, node, full)
                    return True
        return False

    def somebody_may_come(self, scope: Activity, gateway: Node, full: list[str]) -> bool:
        process = scope.process
        places = {child.node.index for child in scope.children if child.node}
        places |= {process.flows[process.flow_by_id[f]].target for f in scope.waiting}
        for place in places - {gateway.index}:
            reached = self.flows_reached(process, place, gateway)
            ends = {f.id for f in process.flows if f.target == gateway.index and f.index in reached}
            if (ends - set(full)) and not (ends & set(full)):
                return True
        return False

    def flows_reached(self, process: ProcessModel, place: int, gateway: Node) -> set[int]:
        """Every flow on a path from the place that does not go through the gateway."""
        reached: set[int] = set()
        nodes, seen = [place], {place}
        while nodes:
            node = process.nodes[nodes.pop()]
            onward = []
            for index in node.outgoing:
                reached.add(index)
                onward.append(process.flows[index].target)
            onward.extend(node.boundary)
            if node.link_target >= 0:
                onward.append(node.link_target)
            for target in onward:
                if target != gateway.index and target not in seen:
                    seen.add(target)
                    nodes.append(target)
        return reached

    # --- loops --------------------------------------------------------------------------------

    def begin_loop(self, body: Activity, node: Node) -> None:
        body.is_body = True
        body.working = True
        loop = node.loop
        if isinstance(loop, StandardLoop):
            if loop.maximum == 0 or (
                loop.test_before
                and loop.condition is not None
                and self.value(body, loop.condition) is not True
            ):
                self.leave(body)
            else:
                self.soon(body, lambda: self.enter(node, body, 1))
            return
        assert isinstance(loop, MultiInstance)
        if loop.collection is not None:
            body.items = self.value(body, loop.collection)
            body.total = len(body.items or [])
        else:
            assert loop.cardinality is not None
            body.total = int(self.value(body, loop.cardinality))
        if not body.total:
            self.end_loop(body, node, loop)
        else:
            for index in range(1, 2 if loop.sequential else body.total + 1):
                self.start_round(body, node, loop, index)

    def start_round(self, body: Activity, node: Node, loop: MultiInstance, index: int) -> None:
        body.begun += 1
        a = self.put(node, body, index)
        if body.items is not None and loop.element_variable:
            a.variables[loop.element_variable] = body.items[index - 1]
        self.soon(a, lambda: self.begin(a))

    def round_done(self, a: Activity, node: Node) -> None:
        body, loop = a.parent, node.loop
        assert body and loop
        if isinstance(loop, StandardLoop):
            again = loop.maximum is None or a.index < loop.maximum
            if again and loop.condition is not None:
                again = self.value(a, loop.condition) is True
            index = a.index + 1
            self.remove(a)
            if again:
                self.soon(body, lambda: self.enter(node, body, index))
            else:
                self.soon(body, lambda: self.leave(body))
            return
        if loop.output_collection:
            output = self.value(a, loop.output_element) if loop.output_element else None
            body.results[a.index] = output
        body.done += 1
        over = body.done == body.total
        if not over and loop.completion_condition is not None:
            over = self.value(a, loop.completion_condition) is True
        self.remove(a)
        if over:
            self.clear(body)
            self.end_loop(body, node, loop, later=True)
        elif loop.sequential:
            self.start_round(body, node, loop, body.begun + 1)

    def end_loop(
        self, body: Activity, node: Node, loop: MultiInstance, later: bool = False
    ) -> None:
        if loop.output_collection:
            assert body.parent
            self.assign(body.parent, loop.output_collection, self.results(body))
        if later:
            self.soon(body, lambda: self.leave(body))
        else:
            self.leave(body)

    def results(self, body: Activity) -> list[Any]:
        return [body.results.get(i) for i in range(1, body.total + 1)]

    # --- events -------------------------------------------------------------------------------

    def boundary(self, host: Activity, event: Node, values: dict[str, Any]) -> None:
        scope = host.parent
        assert scope
        if event.interrupting:
            self.remove(host)
        a = self.put(event, scope)
        self.take_in(a, values)
        self.soon(a, lambda: self.outputs(a))

    def handler(self, scope: Activity, start: Node, values: dict[str, Any]) -> None:
        node = scope.process.nodes[start.parent]
        if start.interrupting:
            self.clear(scope)
            scope.taken_over = True
        a = self.put(node, scope)
        self.take_in(a, values)
        self.soon(a, lambda: self.begin(a))

    def throw(self, thrower: Activity, trigger: Trigger, code: str) -> None:
        here = thrower
        while True:
            nodes = here.process.nodes
            if here.node is not None and not here.index:
                found = self.matching([nodes[i] for i in here.node.boundary], trigger, code)
                if found:
                    self.boundary(here, found, {})
                    return
            scope = here.parent
            in_handler = here.node is not None and here.node.kind is Kind.EVENT_SUB_PROCESS
            if scope is not None and here.node is not None and not in_handler:
                inside = () if scope.is_body else self.handlers_of(scope)
                found = self.matching([nodes[nodes[i].start] for i in inside], trigger, code)
                if found:
                    self.handler(scope, found, {})
                    return
            if scope is None:
                break
            here = scope
        if trigger is Trigger.ERROR:
            thrower.incident = True

    def handlers_of(self, scope: Activity) -> tuple[int, ...]:
        return self.handlers(scope)

    def matching(self, events: list[Node], trigger: Trigger, code: str) -> Node | None:
        fitting = [
            e
            for e in events
            if e.event and e.event.trigger is trigger and e.event.name in ("", code)
        ]
        exact = [e for e in fitting if e.event and e.event.name]
        return (exact or fitting or [None])[0]

    # --- data ---------------------------------------------------------------------------------

    def take_in(self, a: Activity, values: dict[str, Any]) -> None:
        keeps = a.index or (a.node is not None and a.node.outputs)
        for name, value in values.items():
            if keeps:
                a.variables[name] = value
            else:
                self.assign(a, name, value)

    def assign(self, a: Activity, name: str, value: Any) -> None:
        for scope in a.ancestors():
            if name in scope.variables or scope.node is None:
                scope.variables[name] = value
                return

    def value(self, a: Activity, expression: Expression) -> Any:
        return expression.evaluate(self.names(a), self.world.context())

    def names(self, a: Activity) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for scope in a.ancestors():
            for name, value in scope.variables.items():
                seen.setdefault(name, value)
            if scope.index:
                seen.setdefault("loopCounter", Decimal(scope.index))
            if scope.is_body and scope.node and "numberOfInstances" not in seen:
                seen["numberOfInstances"] = Decimal(scope.total)
                seen["numberOfCompletedInstances"] = Decimal(scope.done)
                seen["numberOfActiveInstances"] = Decimal(scope.begun - scope.done)
                loop = scope.node.loop
                if isinstance(loop, MultiInstance) and loop.output_collection:
                    seen.setdefault(loop.output_collection, self.results(scope))
            if scope.node is None:
                break
        return {**self.world.names, **seen}
