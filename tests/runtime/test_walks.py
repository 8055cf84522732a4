"""Random walks: the runtime and the naive interpreter never differ, planted faults are found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from engine.model.nodes import ProcessModel
from engine.model.reader import read_diagram
from engine.runtime import events as e
from engine.runtime import joining, stages, terminating, waiting
from tests.runtime.generator import Generator
from tests.runtime.walking import walk

MODELS = 2_000
WALKS = 20
CHUNK = 100


@cache
def models(seed: int, spoil: bool = False) -> Mapping[str, ProcessModel]:
    return read_diagram(Generator(seed, spoil=spoil).diagram()).processes


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_should_agree_with_the_naive_interpreter(first: int) -> None:
    for seed in range(first, first + CHUNK):
        for number in range(WALKS):
            walk(models(seed), number)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 300, 50))
def test_should_agree_on_diagrams_that_are_no_blocks(first: int) -> None:
    for seed in range(first, first + 50):
        for number in range(10):
            walk(models(seed, spoil=True), number)


# --- faults on purpose: each must be noticed ----------------------------------------------------


def differs() -> bool:
    for seed in range(150):
        for number in range(10):
            try:
                walk(models(seed), number)
            except AssertionError:
                return True
    return False


def test_should_notice_a_join_that_fires_early_in_round_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fired: set[str] = set()

    def early(step: Any, model: Any, node: Any, scope: int) -> None:
        arrivals = step.state.instances[scope].arrivals
        flows = [model.flows[index].id for index in node.incoming]
        if all(flow in arrivals for flow in flows):
            fired.add(node.id)
            joining._fire(step, model, node, scope, flows)
        elif node.id in fired:
            joining._fire(step, model, node, scope, [f for f in flows if f in arrivals])

    monkeypatch.setattr(joining, "_fire_parallel", early)
    assert differs()


def test_should_notice_a_default_flow_that_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    original = stages.chosen_flows

    def without_default(step: Any, n: int, node: Any, flows: Any) -> Any:
        chosen = original(step, n, node, flows)
        return [flow for flow in chosen if flow.index != node.default_flow] or chosen[:0]

    monkeypatch.setattr(stages, "chosen_flows", without_default)
    assert differs()


def test_should_notice_a_token_left_by_an_interrupting_boundary_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(terminating, "terminate", lambda step, n: None)
    assert differs()


def test_should_notice_a_timer_that_fires_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def stays_open(step: Any, n: int, payload: Any, *, stays: bool) -> None:
        step.record(e.WaitTriggered(n=n, payload=dict(payload), stays=True))

    monkeypatch.setattr(waiting, "triggered", stays_open)
    assert differs()


def test_should_notice_an_inclusive_join_that_does_not_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(joining, "_must_wait", lambda *_: False)
    assert differs()
