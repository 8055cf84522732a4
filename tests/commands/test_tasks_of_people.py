"""Release, transfer, drafts, search fields, taking an application back."""

from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.errors import (
    CaseHasEnded,
    FormInvalid,
    NotACandidate,
    NotPermitted,
    NotTheApplicant,
    NotTheAssignee,
    NotWithdrawable,
    ReasonRequired,
    StartNotPossible,
    TaskHasNoOtherCandidate,
    TaskNotClaimed,
    UnknownPerson,
)
from engine.runtime import events as e
from tests.dsl.office import AREA, Office
from tests.dsl.process import process

START = """{"id": "start", "title": {"zh": "申请", "en": "Application"}, "schema": {
  "type": "object", "required": ["name"], "properties": {
   "name": {"type": "string", "x-search": true, "x-label": {"zh": "名称", "en": "Name"}},
   "total": {"type": "string", "format": "decimal", "x-search": true,
             "x-label": {"zh": "金额", "en": "Total"}},
   "day": {"type": "string", "format": "date", "x-search": true,
           "x-label": {"zh": "日期", "en": "Day"}}}}}"""


def review():
    return process("p").start().user_task("review", group="hrss_bureau.reviewer").end()


def test_should_free_a_task_for_its_candidates_again(office: Office):
    # given
    case = office.start(review())
    case.release_task("review", by="li", expect=TaskNotClaimed)
    case.claim_task("review", by="li")
    case.release_task("review", by="wang", expect=NotTheAssignee)
    # when
    case.release_task("review", by="li")
    # then
    case.claim_task("review", by="wang")


def test_should_hand_a_task_to_another_candidate_with_a_reason(office: Office):
    # given
    case = office.start(review())
    case.claim_task("review", by="li")
    # when
    case.transfer_task("review", by="li", to="zhao", expect=NotACandidate)
    case.transfer_task("review", by="li", to="nobody", expect=UnknownPerson)
    case.transfer_task("review", by="li", to="wang", reason=" ", expect=ReasonRequired)
    case.transfer_task("review", by="li", to="wang")
    # then
    [moved] = case.log.of(e.TaskTransferred)
    assert (moved.from_user, moved.to_user, moved.reason) == ("li", "wang", "出差")
    case.complete_task("review", by="wang")


def test_should_keep_a_task_that_is_for_one_person_alone(office: Office):
    # given
    drawn = process("p").start().user_task("correct", assignee="=case.applicant").end()
    case = office.start(drawn)
    # when
    case.release_task("correct", by="chen", expect=TaskHasNoOtherCandidate)
    case.transfer_task("correct", by="chen", to="li", expect=TaskHasNoOtherCandidate)
    # then the applicant may act on what asks for the applicant
    case.complete_task("correct", by="chen")
    assert case.state.ended


def test_should_keep_a_draft_until_the_task_is_done(office: Office):
    # given
    case = office.start(review())
    task = case.task("review")
    case.handle(SaveDraft(case.id, task, {"fields": {"x": 1}}), "zhao", expect=NotACandidate)
    # when
    case.handle(SaveDraft(case.id, task, {"fields": {"x": 1}}), "li")
    done = case.handle(SaveDraft(case.id, task, {"fields": {"x": 2.5}}), "li")
    # then
    assert done.entry == 1, "a draft is no part of the journal"
    assert office.sql("select person, document from engine.draft") == [
        ("li", {"fields": {"x": {"n": "2.5"}}})
    ]
    case.complete_task("review", by="li")
    assert office.sql("select person from engine.draft") == []


def test_should_fill_the_search_table_with_typed_values(office: Office):
    # given
    drawn = review().with_file("forms/start.json", START)
    # when
    values = {"name": "甲公司", "total": "1409.50", "day": "2026-03-02"}
    office.start(drawn, values=values)
    # then
    rows = office.sql(
        "select name, text_value, number_value::text, date_value::text"
        " from engine.search_field order by name"
    )
    assert rows == [
        ("day", None, None, "2026-03-02"),
        ("name", "甲公司", None, None),
        ("total", None, "1409.50", None),
    ]


def test_should_decline_a_start_that_the_form_does_not_allow(office: Office):
    # given
    office.publish(review().with_file("forms/start.json", START))
    office.publish(process("m").start(message="begin").user_task("a", users="li").end())
    # then
    for name, declined in (("p", FormInvalid), ("m", StartNotPossible)):
        try:
            office.engine.handle(StartCase(name, AREA, {}), office.actor("chen"))
        except declined:
            continue
        raise AssertionError(f"{name} was not declined")
    assert office.sql('select count(*) from engine."case"') == [(0,)]


def test_should_take_an_application_back_only_while_the_diagram_allows_it(office: Office):
    # given
    drawn = process("p").start().user_task("review", group="hrss_bureau.reviewer")
    drawn.user_task("decide", group="hrss_bureau.section_chief").end()
    drawn.boundary("withdrawn", "review", message=("withdraw_application", "case.id")).end("back")
    case = office.start(drawn)
    # when
    case.withdraw(by="li", expect=NotTheApplicant)
    case.complete_task("review", by="li")
    case.withdraw(expect=NotWithdrawable)
    case.complete_task("decide", by="sun")
    # then
    case.withdraw(expect=CaseHasEnded)


def test_should_let_only_case_operators_freeze(office: Office):
    case = office.start(review())
    case.freeze(by="li", expect=NotPermitted)
    case.freeze(reason=" ", expect=ReasonRequired)
