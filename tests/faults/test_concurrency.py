"""Many at once on one case: one wins, the others are told; nothing is lost, nothing done twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.done import Done
from engine.commands.start_case import StartCase
from engine.errors import (
    Declined,
    NotTheAssignee,
    TaskAlreadyClaimed,
    TaskAlreadyClosed,
)
from engine.runtime.events import CaseEnded, TaskClaimed, TaskCompleted
from tests.dsl.office import AREA, Case, Office
from tests.dsl.process import process

R = TypeVar("R")
AT_ONCE = 8


def at_once(works: Sequence[Callable[[], R]]) -> list[R | Declined]:
    """Do all of it at the same moment, each in a thread; declines are answers too."""
    barrier = threading.Barrier(len(works))

    def one(work: Callable[[], R]) -> R | Declined:
        barrier.wait()
        try:
            return work()
        except Declined as declined:
            return declined

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def review():
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer")
    return drawn.user_task("decision", group="hrss_bureau.section_chief").end()


def test_should_do_a_submit_once_however_often_it_comes_with_one_key(office: Office):
    # given
    case = office.start(review())
    command = CompleteTask(case.id, case.task("review"), "ok")
    # when
    answers = at_once(
        [
            lambda: office.engine.handle(command, office.actor("li"), idempotency_key="key-1")
            for _ in range(AT_ONCE)
        ]
    )
    # then
    assert all(isinstance(answer, Done) for answer in answers), answers
    assert sorted(answer.repeated for answer in answers) == [False, *[True] * (AT_ONCE - 1)]
    assert {answer.entry for answer in answers} == {2}
    assert len(case.log.of(TaskCompleted)) == 1
    case.check()


def test_should_begin_one_case_however_often_it_is_filed_with_one_key(office: Office):
    # given
    office.publish(review())
    command = StartCase("p", AREA)
    # when
    answers = at_once(
        [
            lambda: office.engine.handle(command, office.actor("chen"), idempotency_key="key-1")
            for _ in range(AT_ONCE)
        ]
    )
    # then
    assert len({answer.case_id for answer in answers}) == 1, answers
    assert office.sql('select count(*) from engine."case"') == [(1,)]
    Case(office, answers[0].case_id).check()


@pytest.mark.parametrize("held", [False, True])
def test_should_let_one_of_two_people_complete_a_task(office: Office, held: bool):
    # given
    office.publish(review())
    for number in range(10):
        case = office.start("p")
        task = case.task("review")
        if held:
            case.claim_task("review", by="li")
        # when
        answers = at_once(
            [
                partial(
                    office.engine.handle, CompleteTask(case.id, task, outcome), office.actor(who)
                )
                for who, outcome in (("li", "ok"), ("wang", "no"))
            ]
        )
        # then
        won = [answer for answer in answers if isinstance(answer, Done)]
        declined = [answer for answer in answers if isinstance(answer, Declined)]
        assert len(won) == len(declined) == 1, (number, answers)
        assert isinstance(declined[0], TaskAlreadyClosed | NotTheAssignee)
        assert declined[0].message_zh and declined[0].message_en
        assert len(case.log.of(TaskCompleted)) == 1
        case.check()


def test_should_give_a_free_task_to_one_of_many_who_claim_it(office: Office):
    # given
    case = office.start(review())
    task = case.task("review")
    # when
    answers = at_once(
        [
            lambda who=who: office.engine.handle(ClaimTask(case.id, task), office.actor(who))
            for who in ("li", "wang") * (AT_ONCE // 2)
        ]
    )
    # then
    [claimed] = case.log.of(TaskClaimed)
    told = [answer for answer in answers if isinstance(answer, TaskAlreadyClaimed)]
    assert len(told) == AT_ONCE // 2 and {each.assignee for each in told} == {claimed.user}
    case.check()


def test_should_count_every_signature_of_a_countersign_given_at_once(office: Office):
    # given
    signers = ["li", "wang", "sun", "head", "fang", "feng", "olga", "dora"]
    drawn = process("signing").start().script("invite", json.dumps(signers), "signers")
    drawn.user_task("sign", users="=[member]", each="signers")
    case = office.start(drawn.end())
    tasks = dict(office.sql("select users[1], n from engine.task where case_id = %s", case.id))
    # when
    answers = at_once(
        [
            lambda who=who: office.engine.handle(
                CompleteTask(case.id, tasks[who], who), office.actor(who)
            )
            for who in signers
        ]
    )
    # then
    assert all(isinstance(answer, Done) for answer in answers), answers
    assert case.variables["results"] == signers
    assert len(case.log.of(TaskCompleted)) == len(signers) and len(case.log.of(CaseEnded)) == 1
    case.check()
