"""The try-out decides what the engine decides: random walks of both, command by command."""

import random
from typing import Any

import msgspec
import pytest

from engine.commands.actor import Actor, system_actor
from engine.commands.complete_job import CompleteJob
from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.deliver_signal import DeliverSignal
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.fail_job import FailJob, ThrowJobError
from engine.commands.fire_timer import FireTimer
from engine.commands.people import FixedPeople
from engine.commands.publish_bundle import PublishBundle
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.start_case import StartCase
from engine.errors import Declined
from engine.journal.canonical import canonical
from engine.journal.entry import moment_text
from engine.model.bundle import read_bundle
from engine.people.holidays import china
from engine.people.organisations import Area, Organisation, Organisations
from engine.runtime.state import State, dump_state
from engine.store.case_ids import new_case_id
from engine.store.loading import load
from engine.store.resolved import Resolved
from engine.tryout.snapshot import Snapshot, dump, restore
from engine.tryout.trying import try_command
from engine.wiring import Engine
from tests.runtime.generator import Generator

PEOPLE = FixedPeople(
    Organisations.of(
        [Area("A", None, "甲", "A")], [Organisation("A.office", "office", "A", "室", "Office")]
    ),
    china(),
)
APPLICANT = Actor("chen", frozenset({"A.office.applicant"}), "A.office")
CLERK = Actor("li", frozenset({"A.office.clerk"}))
OPERATOR = Actor("olga", frozenset({"A.platform.case_operator"}))
DESIGNER = system_actor("deploy")
STEPS = 25


def choices(state: State, rng: random.Random, case_id: Any) -> list[tuple[Any, Actor]]:
    """Every command that can be given now."""
    value = {"v": rng.randint(0, 3)}
    found: list[tuple[Any, Actor]] = [
        (CompleteTask(case_id, n, rng.choice(["", "done"])), CLERK) for n in state.tasks
    ]
    for n in state.jobs:
        found.append((CompleteJob(case_id, n, value), system_actor("service")))
        found.append((ThrowJobError(case_id, n, rng.choice("AB")), system_actor("service")))
        found.append((FailJob(case_id, n, "x", "坏", "bad"), system_actor("service")))
    for n, wait in state.waits.items():
        if wait.trigger == "timer":
            found.append((FireTimer(case_id, n), system_actor("timer")))
        elif wait.trigger == "message":
            command = DeliverMessage(case_id, wait.name, "", value)
            found.append((command, system_actor("message")))
        else:
            found.append((DeliverSignal(case_id, wait.name, value), system_actor("signal")))
    found += [
        (ResolveIncident(case_id, n, "已更正", value), OPERATOR)
        for n, instance in state.instances.items()
        if instance.incident
    ]
    return found


def comparable(events: Any, number: str) -> str:
    """Canonical JSON of the events; a try-out's case has a number of its own."""
    return canonical(list(events)).decode().replace(number, "NUMBER")


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_should_give_the_events_of_the_engine(database_url: str, first: int) -> None:
    # given
    engine = Engine(database_url, PEOPLE, connections=2)
    steps = 0
    try:
        for seed in range(first, first + 10):
            rng = random.Random(seed)
            files = {"p.bpmn": Generator(seed).diagram()}
            done = engine.handle(DeployBundle("p", files), DESIGNER)
            engine.handle(PublishBundle(done.bundle), DESIGNER)
            resolved = Resolved((read_bundle(files, key="p"),))
            case_id = new_case_id()
            command: Any = StartCase("p", "A", case_id=case_id)
            actor = APPLICANT
            snapshot = Snapshot(now="2026-03-02T01:00:00.000000Z")
            number = ""
            for _ in range(STEPS):
                # when
                real = engine.handle(command, actor)
                number = number or real.number
                snapshot.now = moment_text(real.at)
                kept = dump(snapshot)
                tried = try_command(
                    snapshot, command, actor, case_id=case_id, resolved=resolved, people=PEOPLE
                )
                # then
                assert comparable(tried.events, tried.snapshot.facts.number) == comparable(
                    real.events, number
                ), (seed, command)
                assert dump(snapshot) == kept  # what was before is as it was
                snapshot = restore(dump(tried.snapshot))
                with engine.pool.connection() as connection:
                    loaded = load(connection, case_id)
                assert loaded is not None
                assert same_state(snapshot.state, loaded.state, snapshot.facts.number, number)
                assert set(snapshot.performers) == loaded.performers
                steps += 1
                possible = choices(loaded.state, rng, case_id)
                if not possible or len(loaded.state.instances) > 60:
                    break
                command, actor = rng.choice(possible)
    finally:
        engine.close()
    assert steps > 30


def same_state(tried: State, real: State, tried_number: str, number: str) -> bool:
    left = dump_state(tried).decode().replace(tried_number, "NUMBER")
    right = dump_state(real).decode().replace(number, "NUMBER")
    return msgspec.json.decode(left) == msgspec.json.decode(right)


def test_should_decline_what_the_engine_declines() -> None:
    # given
    files = {"p.bpmn": Generator(3).diagram()}
    resolved = Resolved((read_bundle(files, key="p"),))
    case_id = new_case_id()
    start = StartCase("p", "A", {"unknown": 1}, case_id)
    # when / then
    with pytest.raises(Declined) as declined:
        try_command(
            Snapshot(now="2026-03-02T01:00:00Z"),
            start,
            CLERK,
            case_id=case_id,
            resolved=resolved,
            people=PEOPLE,
        )
    assert declined.value.problem() == "field-not-writable"
