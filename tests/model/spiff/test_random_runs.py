"""SpiffWorkflow agrees with the runtime over random runs, and planted faults are noticed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from engine.feel import to_tagged
from engine.model import ProcessModel, read_diagram
from engine.model.nodes import NONE
from engine.model.spiff import Child, Opinion, Verdict, records_of, second_opinion
from engine.runtime import events as e
from engine.runtime import exclusive_gateway, joining, stages, terminating
from tests.runtime.generator import Generator
from tests.runtime.walking import MOST_INSTANCES, Case

DIAGRAMS = 250
WALKS = 2
STEPS = 30


class Recorded(Case):
    """A case that keeps the events of each step apart."""

    def __init__(self, models: Mapping[str, ProcessModel]) -> None:
        self.steps: list[list[dict[str, Any]]] = []
        super().__init__(models, "p")

    def do(self, act: Any) -> list[Any]:
        events = super().do(act)
        self.steps.append([msgspec.to_builtins(event) for event in events])
        return events


def walk(models: Mapping[str, ProcessModel], seed: int) -> Recorded:
    chance = random.Random(seed)
    case = Recorded(models)
    for _ in range(STEPS):
        case.shape()
        choices = case.choices()
        if not choices or len(case.state.instances) > MOST_INSTANCES:
            break
        (what, _, _), n = chance.choice(choices)
        value = {"v": to_tagged(Decimal(chance.randint(0, 3)))}
        fails, code = chance.random() < 0.3, chance.choice("AB")
        if what == "task":
            case.do(lambda s, n=n, v=value: s.complete_task(n, "li", "done", "", v))
        elif what == "wait":
            case.do(lambda s, n=n, v=value: s.trigger_wait(n, v))
        elif fails:
            case.do(lambda s, n=n, c=code: s.throw_error(n, c, ""))
        else:
            case.do(lambda s, n=n, v=value: s.complete_job(n, v))
    return case


def opinions(child: Child, diagrams: range, walks: int = WALKS) -> list[tuple[str, Opinion]]:
    found: list[tuple[str, Opinion]] = []
    for seed in diagrams:
        source = Generator(seed).diagram()
        models = read_diagram(source).processes
        for number in range(walks):
            steps = enumerate(walk(models, number).steps, start=1)
            for record in records_of(steps, models):
                opinion = second_opinion(source, record, child=child)
                found.append((f"diagram {seed}, walk {number}, {record.process}", opinion))
    return found


@pytest.mark.slow
def test_should_agree_with_every_random_run_in_its_class():
    # when
    with Child() as child:
        found = opinions(child, range(DIAGRAMS))
    # then
    differs = [f"{where}: {o.text.en}" for where, o in found if o.verdict is Verdict.DIFFERS]
    reasons = Counter(o.reason for _, o in found if o.reason)
    judged, total = sum(o.judged for _, o in found), sum(o.total for _, o in found)
    print(f"{len(found)} runs, {judged} of {total} entries judged; outside: {dict(reasons)}")
    assert differs == []
    assert len(found) >= 500 and judged > 1_000
    assert not reasons.keys() & {"unread", "no-answer"}


# --- faults on purpose: each must be noticed ------------------------------------------------------


def default_ignored(patch: pytest.MonkeyPatch) -> None:
    def execute(step: Any, n: int, node: Any) -> None:
        model = step.model_of(step.state.instances[n])
        for index in node.outgoing:
            flow = model.flows[index]
            if flow.condition is None and index == node.default_flow != NONE:
                continue
            if flow.condition is None or exclusive_gateway.holds(
                step, n, flow.condition, "condition", flow.id
            ):
                stages.take(step, n, [flow])
                return
        stages.take(step, n, [model.flows[node.outgoing[0]]])

    patch.setitem(elements().EXECUTE, "exclusiveGateway", execute)


def host_survives(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(terminating, "terminate", lambda step, n: None)


def parallel_join_does_not_wait(patch: pytest.MonkeyPatch) -> None:
    def fire(step: Any, model: Any, node: Any, scope: int) -> None:
        arrivals = step.state.instances[scope].arrivals
        here = [model.flows[i].id for i in node.incoming if model.flows[i].id in arrivals]
        step.record(e.JoinFired(flows=here, scope=scope))
        step.later(scope, stages.enter, node, scope, model.id)

    patch.setattr(joining, "_fire_parallel", fire)


def inclusive_join_does_not_wait(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(joining, "_must_wait", lambda *_: False)


def token_lost(patch: pytest.MonkeyPatch) -> None:
    real = stages.take

    def take(step: Any, n: int, flows: list[Any]) -> None:
        real(step, n, flows[:1])

    patch.setattr(stages, "take", take)


def elements() -> Any:
    from engine.runtime import elements as table

    return table


FAULTS = [
    default_ignored,
    host_survives,
    parallel_join_does_not_wait,
    inclusive_join_does_not_wait,
    token_lost,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_should_notice_a_planted_fault(fault, monkeypatch):
    # given
    fault(monkeypatch)
    # when
    with Child() as child:
        for seed in range(DIAGRAMS):
            try:
                found = opinions(child, range(seed, seed + 1))
            except (KeyError, AssertionError):  # the fault broke the runtime itself: not this time
                continue
            if any(o.verdict is Verdict.DIFFERS for _, o in found):
                return
    # then
    pytest.fail("nothing was noticed")
