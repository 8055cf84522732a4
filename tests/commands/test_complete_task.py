"""Completing a task: forms, outcomes, opinions, duties, double submits, versions."""

import threading
from decimal import Decimal

import pytest

from engine.commands.complete_task import CompleteTask
from engine.commands.start_case import StartCase
from engine.errors import (
    CaseIsFrozen,
    Declined,
    FieldNotWritable,
    FormInvalid,
    IdempotencyKeyReused,
    NotACandidate,
    NotTheAssignee,
    OpinionRequired,
    SeparationOfDuties,
    TaskAlreadyClosed,
    UnknownOutcome,
    UnusableText,
    VersionMismatch,
)
from engine.runtime import events as e
from tests.dsl.office import AREA, Office
from tests.dsl.process import Process, process

FORM = """{"id": "acceptance", "title": {"zh": "受理审查", "en": "Acceptance"},
 "outcomes": [
   {"id": "accept", "label": {"zh": "受理", "en": "Accept"}, "opinion": "optional"},
   {"id": "return", "label": {"zh": "退回", "en": "Return"}, "opinion": "required"}],
 "schema": {"type": "object", "required": ["amount"], "properties": {
   "amount": {"type": "string", "format": "decimal", "x-label": {"zh": "金额", "en": "Amount"}},
   "day": {"type": "string", "format": "date", "x-label": {"zh": "日期", "en": "Day"}},
   "secret": {"type": "string", "x-label": {"zh": "密", "en": "Secret"}}}},
 "rights": {"secret": "read"}}"""


def acceptance() -> Process:
    return (
        process("p")
        .start()
        .user_task("acceptance", group="hrss_bureau.window_clerk", form="acceptance")
        .exclusive("which")
        .when('outcome = "accept"')
        .user_task("review", group="hrss_bureau.reviewer", separate_from="acceptance")
        .end("done")
        .move_to("which")
        .otherwise()
        .end("returned")
        .with_file("forms/acceptance.json", FORM)
    )


def test_should_turn_fields_into_variables(office: Office):
    # given
    case = office.start(acceptance())
    # when
    case.complete_task(
        "acceptance", by="zhao", outcome="accept", values={"amount": "1409.50", "day": "2026-03-02"}
    )
    # then
    assert case.variables["amount"] == {"n": "1409.50"}
    assert case.variables["day"] == {"d": "2026-03-02"}
    assert case.variables["completed_by"] == "zhao"
    assert case.open_tasks == ["review"]


@pytest.mark.parametrize(
    ("outcome", "opinion", "values", "declined"),
    [
        ("accept", "", {}, FormInvalid),
        ("accept", "", {"amount": "x"}, FormInvalid),
        ("accept", "", {"amount": "1", "secret": "s"}, FieldNotWritable),
        ("accept", "", {"amount": "1", "unknown": 1}, FieldNotWritable),
        ("refuse", "", {"amount": "1"}, UnknownOutcome),
        ("return", " ", {"amount": "1"}, OpinionRequired),
        ("return", "\x00", {"amount": "1"}, UnusableText),
        ("accept", "", {"amount": "\ud800"}, UnusableText),
    ],
)
def test_should_decline_and_change_nothing(
    office: Office, outcome: str, opinion: str, values: dict[str, object], declined: type[Declined]
):
    # given
    case = office.start(acceptance())
    # when
    found = case.complete_task(
        "acceptance", by="zhao", outcome=outcome, opinion=opinion, values=values, expect=declined
    )
    # then
    assert found.message_zh and found.message_en
    assert case.open_tasks == ["acceptance"] and len(case.log.of(e.TaskClaimed)) == 0


def test_should_claim_a_free_task_in_the_same_entry(office: Office):
    # given
    case = office.start(acceptance())
    # when
    done = case.complete_task("acceptance", by="zhao", outcome="accept", values={"amount": "1"})
    # then
    assert [type(event) for event in done.events[:2]] == [e.TaskClaimed, e.TaskCompleted]
    assert done.entry == 2


def test_should_decline_whoever_does_not_hold_it(office: Office):
    # given
    case = office.start(process("p").start().user_task("a", group="hrss_bureau.reviewer").end())
    # when
    case.complete_task("a", by="zhao", expect=NotACandidate)
    case.claim_task("a", by="li")
    declined = case.complete_task("a", by="wang", expect=NotTheAssignee)
    # then
    assert declined.assignee == "li"


def test_should_keep_duties_apart_through_a_transfer(office: Office):
    # given
    drawn = process("p").start().user_task("first", group="hrss_bureau.reviewer")
    drawn.user_task("second", group="hrss_bureau.reviewer", separate_from="first").end()
    case = office.start(drawn)
    case.complete_task("first", by="wang")
    case.claim_task("second", by="li")
    # when
    case.transfer_task("second", by="li", to="wang", expect=SeparationOfDuties)
    case.complete_task("second", by="li")
    # then
    assert case.state.ended


def test_should_answer_a_double_submit_with_the_first_answer(office: Office):
    # given
    case = office.start(acceptance())
    command = CompleteTask(case.id, case.task("acceptance"), "accept", "", {"amount": Decimal("2")})
    command = CompleteTask(case.id, command.task, "accept", "", {"amount": "2"})
    first = case.handle(command, "zhao", idempotency_key="k1")
    # when
    second = case.handle(command, "zhao", idempotency_key="k1")
    # then
    assert second.repeated and (second.entry, second.events) == (first.entry, first.events)
    other = CompleteTask(case.id, command.task, "return", "改", {"amount": "2"})
    case.handle(other, "zhao", idempotency_key="k1", expect=IdempotencyKeyReused)
    case.handle(other, "zhao", idempotency_key="k2", expect=TaskAlreadyClosed)


def test_should_start_one_case_for_one_key(office: Office):
    # given
    office.publish(acceptance())
    # when
    first, second = (office.start("p", key="k"), office.start("p", key="k"))
    # then
    assert first.id == second.id
    assert office.sql('select count(*) from engine."case"') == [(1,)]


def test_should_decline_an_outdated_version(office: Office):
    # given
    case = office.start(acceptance())
    # when
    declined = case.claim_task("acceptance", by="zhao", expected_version=7, expect=VersionMismatch)
    # then
    assert (declined.expected, declined.actual) == (7, 1)


def test_should_decline_every_act_on_a_frozen_case(office: Office):
    # given
    drawn = acceptance()
    drawn.boundary("late", "review", duration="P5D", interrupting=False).end("reminded")
    case = office.start(drawn)
    case.complete_task("acceptance", by="zhao", outcome="accept", values={"amount": "1"})
    # when
    case.freeze("审计")
    # then
    for act in (case.claim_task, case.complete_task):
        declined = act("review", by="li", expect=CaseIsFrozen)
        assert declined.reason == "审计"
    office.move_clock(days=6)
    assert office.work() == 0
    # and its timers are later by the time it was frozen
    case.unfreeze()
    assert office.work() == 0
    office.move_clock(days=5, minutes=1)
    assert office.work() == 1
    case.check()


def test_should_lose_nothing_when_many_act_at_once(office: Office):
    # given: forty signers of one case, at once
    signers = [f"s{n}" for n in range(40)]
    drawn = (
        process("p")
        .start()
        .script("who", "[" + ",".join(f'"{each}"' for each in signers) + "]", "signers")
        .user_task("sign", users="=[member]", each="signers")
        .user_task("after", users="li")
        .end()
    )
    case = office.start(drawn)
    state = case.state
    tasks = {next(iter(task.users)): n for n, task in state.tasks.items()}
    failed: list[Exception] = []

    def sign(person: str) -> None:
        try:
            command = CompleteTask(case.id, tasks[person], "agree")
            office.engine.handle(command, office.actor(person))
        except Exception as error:  # noqa: BLE001 (told below, by the main thread)
            failed.append(error)

    # when
    threads = [threading.Thread(target=sign, args=(each,)) for each in signers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # then
    assert not failed
    case.check()
    assert len(case.log.of(e.TaskCompleted)) == 40
    assert case.open_tasks == ["after"]


def test_should_number_cases_of_a_year_without_gaps(office: Office):
    # given
    office.publish(acceptance())
    # when
    for _ in range(3):
        office.engine.handle(StartCase("p", AREA), office.actor("chen"))
    # then
    numbers = office.sql('select right(number, 6) from engine."case" order by 1')
    assert numbers == [("000001",), ("000002",), ("000003",)]
