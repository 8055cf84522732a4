"""SpiffWorkflow agrees with the runtime over random runs, and planted faults are noticed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from engine.model import read_diagram
from engine.model.nodes import NONE
from engine.model.spiff import Child, Opinion, Verdict, records_of, second_opinion
from engine.runtime import events as e
from engine.runtime import exclusive_gateway, joining, stages, terminating
from tests.model.spiff.runs import generated_run
from tests.runtime.generator import Generator

DIAGRAMS = 250
WALKS = 2


def opinions(child: Child, diagrams: range, walks: int = WALKS) -> list[tuple[str, Opinion]]:
    found: list[tuple[str, Opinion]] = []
    for seed in diagrams:
        source = Generator(seed).diagram()
        models = read_diagram(source).processes
        for number in range(walks):
            for record in records_of(generated_run(models, number), models):
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
