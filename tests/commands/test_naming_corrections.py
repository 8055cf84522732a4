"""A return names what is to be corrected: what it may name, what is open then, and until when."""

import pytest

from engine.commands.complete_task import CompleteTask
from engine.commands.save_draft import SaveDraft
from engine.errors import (
    CorrectionNotOpen,
    Declined,
    FieldNotWritable,
    FormInvalid,
    NothingToCorrect,
    UnusableText,
    ValuesTooLarge,
)
from engine.runtime import events as e
from tests.dsl.office import Case, Office
from tests.dsl.process import Process, process

ACCEPTANCE = """{"id": "acceptance", "title": {"zh": "受理审查", "en": "Acceptance"},
 "outcomes": [
   {"id": "accept", "label": {"zh": "受理", "en": "Accept"}},
   {"id": "return", "label": {"zh": "退回补正", "en": "Return"}, "opinion": "required"}],
 "schema": {"type": "object", "properties": {
   "address": {"type": "string", "x-label": {"zh": "地址", "en": "Address"}},
   "account": {"type": "string", "x-label": {"zh": "账户", "en": "Account"}}}},
 "rights": {"address": "read", "account": "hidden"}}"""
CORRECTION = """{"id": "correction", "title": {"zh": "补正材料", "en": "Correct"},
 "outcomes": [{"id": "sent", "label": {"zh": "提交", "en": "Send"}, "opinion": "none",
               "requires": ["teachers"]}],
 "schema": {"type": "object", "required": ["address", "rooms"], "properties": {
   "reason": {"type": "string", "x-label": {"zh": "补正要求", "en": "What to correct"}},
   "address": {"type": "string", "minLength": 1, "x-label": {"zh": "地址", "en": "Address"}},
   "rooms": {"type": "integer", "x-label": {"zh": "教室", "en": "Rooms"}},
   "teachers": {"type": "array", "items": {"type": "string"},
                "x-label": {"zh": "师资", "en": "Teachers"}},
   "account": {"type": "string", "x-label": {"zh": "账户", "en": "Account"}}}RULES},
 "rights": {"reason": "read"}}"""
RULES = ', "allOf": [{"required": ["teachers", "account"]}, {"required": ["address"]}]'
WHOLE = {"address": "宿迁", "rooms": 4, "teachers": ["李"], "account": "6222"}


def returning() -> Process:
    """Acceptance, a return to the applicant for correction, and back to acceptance."""
    return (
        process("p")
        .start()
        .exclusive("again")
        .user_task("acceptance", group="hrss_bureau.window_clerk", form="acceptance")
        .exclusive("which")
        .when('outcome = "return"')
        .user_task("correction", assignee="=case.applicant", form="correction", corrects=True)
        .connect_to("again")
        .move_to("which")
        .otherwise()
        .end("done")
        .with_file("forms/acceptance.json", ACCEPTANCE)
        .with_file("forms/correction.json", CORRECTION.replace("RULES", RULES))
    )


def returned(office: Office, corrections: dict[str, str]) -> Case:
    case = office.start(returning())
    case.complete_task(
        "acceptance", by="zhao", outcome="return", opinion="请补正", corrections=corrections
    )
    return case


def test_should_open_only_the_named_fields(office: Office):
    # given
    case = returned(office, {"teachers": " 缺证书 ", "address": ""})
    # then
    named = case.log.of(e.CorrectionsNamed)
    asked = case.log.of(e.TaskOpened)[0].n
    assert [(each.n, each.task) for each in named] == [(case.task("correction"), asked)]
    assert named[0].fields == {"address": "", "teachers": "缺证书"}
    # when
    declined = case.complete_task(
        "correction", by="chen", outcome="sent", values=WHOLE, expect=FieldNotWritable
    )
    # then
    assert declined.names == ("account", "rooms")
    assert case.open_tasks == ["correction"]


def test_should_ask_nothing_of_closed_fields(office: Office):
    # given: rooms are required by the form, teachers by the outcome, account by a rule over both
    case = returned(office, {"address": "门牌不全"})
    # when
    case.complete_task("correction", by="chen", outcome="sent", values={}, expect=FormInvalid)
    case.complete_task("correction", by="chen", outcome="sent", values={"address": "宿迁 1 号"})
    # then
    assert case.open_tasks == ["acceptance"]
    assert case.variables["address"] == "宿迁 1 号"


def test_should_open_all_of_the_form_when_nothing_is_named(office: Office):
    # given
    case = returned(office, {})
    # when
    case.complete_task("correction", by="chen", outcome="sent", values=WHOLE)
    # then
    assert case.log.of(e.CorrectionsNamed) == []
    assert case.variables["account"] == "6222"


def test_should_name_anew_in_each_round(office: Office):
    # given
    case = returned(office, {"address": "门牌不全"})
    case.complete_task("correction", by="chen", outcome="sent", values={"address": "宿迁 1 号"})
    # when
    case.complete_task(
        "acceptance", by="zhao", outcome="return", opinion="再补", corrections={"rooms": "几间"}
    )
    # then
    case.complete_task(
        "correction", by="chen", outcome="sent", values={"address": "x"}, expect=FieldNotWritable
    )
    case.complete_task("correction", by="chen", outcome="sent", values={"rooms": 5})
    assert all(not task.corrections for task in case.state.tasks.values())


@pytest.mark.parametrize(
    ("outcome", "corrections", "declined"),
    [
        ("return", {"reason": "x"}, CorrectionNotOpen),  # may only be read there
        ("return", {"account": "x"}, CorrectionNotOpen),  # hidden from whoever returns
        ("return", {"address": "", "nonsense": ""}, CorrectionNotOpen),
        ("accept", {"address": "x"}, NothingToCorrect),
        ("return", {"address": "\x00"}, UnusableText),
        ("return", {"address": "长" * 1001}, ValuesTooLarge),
        ("return", {f"f{n}": "长" * 1000 for n in range(21)}, ValuesTooLarge),
    ],
)
def test_should_decline_names_that_nothing_opens(
    office: Office, outcome: str, corrections: dict[str, str], declined: type[Declined]
):
    # given
    case = office.start(returning())
    # when
    found = case.complete_task(
        "acceptance",
        by="zhao",
        outcome=outcome,
        opinion="请补正",
        corrections=corrections,
        expect=declined,
    )
    # then
    assert found.message_zh and found.message_en
    assert case.open_tasks == ["acceptance"]


def test_should_say_what_may_be_named(office: Office):
    case = office.start(returning())
    declined = case.complete_task(
        "acceptance",
        by="zhao",
        outcome="return",
        opinion="请补正",
        corrections={"account": "x"},
        expect=CorrectionNotOpen,
    )
    assert declined.names == ("account",)
    assert declined.allowed == ("address", "rooms", "teachers")


def test_should_decline_naming_behind_a_service(office: Office):
    """What opens only after the world has answered cannot be promised now."""
    drawn = (
        process("p")
        .start()
        .user_task("acceptance", group="hrss_bureau.window_clerk", form="acceptance")
        .service_task("check", "some.check")
        .user_task("correction", assignee="=case.applicant", form="correction", corrects=True)
        .end()
        .with_file("forms/acceptance.json", ACCEPTANCE)
        .with_file("forms/correction.json", CORRECTION.replace("RULES", ""))
    )
    case = office.start(drawn)
    case.complete_task(
        "acceptance",
        by="zhao",
        outcome="return",
        opinion="请补正",
        corrections={"address": ""},
        expect=NothingToCorrect,
    )
    case.complete_task("acceptance", by="zhao", outcome="return", opinion="请补正")


def test_should_give_each_of_two_correction_steps_what_it_can_open(office: Office):
    # given a return that opens one step for the applicant and one for a bureau
    rooms = CORRECTION.replace('"id": "correction"', '"id": "rooms"').replace(
        '"reason": "read"', '"reason": "read", "address": "read", "teachers": "read"'
    )
    drawn = (
        process("p")
        .start()
        .user_task("acceptance", group="hrss_bureau.window_clerk", form="acceptance")
        .parallel("both")
        .user_task("correction", assignee="=case.applicant", form="correction", corrects=True)
        .parallel("join")
        .end()
        .move_to("both")
        .user_task("rooms", group="hrss_bureau.reviewer", form="rooms", corrects=True)
        .connect_to("join")
        .with_file("forms/acceptance.json", ACCEPTANCE)
        .with_file("forms/correction.json", CORRECTION.replace("RULES", ""))
        .with_file("forms/rooms.json", rooms.replace("RULES", ""))
    )
    case = office.start(drawn)
    # when
    case.complete_task(
        "acceptance",
        by="zhao",
        outcome="return",
        opinion="请补正",
        corrections={"address": "门牌", "rooms": "几间"},
    )
    # then
    named = {each.n: each.fields for each in case.log.of(e.CorrectionsNamed)}
    assert named[case.task("correction")] == {"address": "门牌", "rooms": "几间"}
    assert named[case.task("rooms", "li")] == {"rooms": "几间"}
    # and one that ends takes nothing from the other
    case.complete_task("rooms", by="li", outcome="sent", values={"rooms": 3})
    left = case.state.tasks[case.task("correction")]
    assert left.corrections == {"address": "门牌", "rooms": "几间"}


def test_should_hold_drafts_to_the_named_fields(office: Office):
    # given
    case = returned(office, {"address": "门牌不全"})
    task = case.task("correction")
    # when
    case.handle(SaveDraft(case.id, task, {"fields": {"address": "宿"}}), "chen")
    declined = case.handle(
        SaveDraft(case.id, task, {"fields": {"address": "宿", "rooms": 9}}),
        "chen",
        expect=FieldNotWritable,
    )
    # then
    assert declined.names == ("rooms",)


def test_should_take_the_same_return_once(office: Office):
    # given
    case = office.start(returning())
    command = CompleteTask(
        case.id, case.task("acceptance"), "return", "请补正", {}, {"rooms": "", "address": "门牌"}
    )
    # when
    first = office.engine.handle(command, office.actor("zhao"), idempotency_key="k")
    again = office.engine.handle(command, office.actor("zhao"), idempotency_key="k")
    # then
    assert first.entry == again.entry
    case.check()
