"""Claiming: one candidate takes a free task."""

from engine.commands.claim_task import ClaimTask
from engine.errors import (
    NotACandidate,
    SeparationOfDuties,
    TaskAlreadyClaimed,
    TaskAlreadyClosed,
    TaskNotFound,
)
from engine.runtime.events import TaskClaimed
from tests.dsl.office import Office
from tests.dsl.process import process


def review():
    return process("p").start().user_task("review", group="hrss_bureau.reviewer").end()


def test_should_decline_a_task_held_by_another(office: Office):
    # given
    case = office.start(review())
    case.claim_task("review", by="li")
    # when
    declined = case.claim_task("review", by="wang", expect=TaskAlreadyClaimed)
    # then
    assert declined.assignee == "li"
    assert [event.user for event in case.log.of(TaskClaimed)] == ["li"]


def test_should_change_nothing_when_one_claims_ones_own_task_again(office: Office):
    # given
    case = office.start(review())
    case.claim_task("review", by="li")
    # when
    done = case.claim_task("review", by="li")
    # then
    assert done.events == () and done.entry == 2


def test_should_decline_somebody_who_was_not_asked(office: Office):
    # given
    case = office.start(review())
    # when
    declined = case.claim_task("review", by="zhao", expect=NotACandidate)
    # then
    assert declined.user == "zhao"


def test_should_tell_a_closed_task_from_one_that_never_was(office: Office):
    # given
    case = office.start(review())
    task = case.task("review")
    case.complete_task("review", by="li")
    # when
    closed = case.handle(ClaimTask(case.id, task), "wang", expect=TaskAlreadyClosed)
    unknown = case.handle(ClaimTask(case.id, 999), "wang", expect=TaskNotFound)
    # then
    assert closed.task == task and unknown.task == 999


def test_should_keep_duties_apart_when_claiming(office: Office):
    # given
    drawn = process("p").start().user_task("first", group="hrss_bureau.reviewer")
    drawn.user_task("second", group="hrss_bureau.section_chief", separate_from="first").end()
    case = office.start(drawn)
    case.complete_task("first", by="wang")
    # when
    declined = case.claim_task("second", by="wang", expect=SeparationOfDuties)
    # then
    assert declined.element == "first"
    case.claim_task("second", by="sun")


def test_should_keep_the_applicant_from_their_own_case(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer").end()
    case = office.start(drawn, by="li")
    # when
    declined = case.claim_task("review", by="li", expect=SeparationOfDuties)
    # then
    assert declined.element == "applicant"
