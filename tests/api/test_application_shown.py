"""What was filed is read field by field at every step of the review, in both languages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.client import Client, Refused
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import open_task, start_accreditation, start_claim
from tests.api.office import Office
from tests.api.played import EVERY_BUNDLE
from tests.printing.reading import pages_of


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=EVERY_BUNDLE, today=date(2026, 3, 2), with_worker=True) as opened,
    ):
        yield opened


def at(person: Client, case_id: str, element: str) -> str:
    return f"/cases/{case_id}/tasks/{open_task(person, case_id, element)['task']}"


def complete(person: Client, address: str, outcome: str, **more: Any) -> None:
    person.command(f"{address}/complete", {"outcome": outcome, "opinion": "意见", **more})


def test_should_show_the_application_field_by_field_to_whoever_reviews_it(office: Office) -> None:
    # given
    clerk = office.as_("han.mei")
    case_id = start_accreditation(office.as_("zhang.lan"))["case_id"]
    # when
    task = clerk.get(at(clerk, case_id, "acceptance"))
    # then
    fields = task["form"]["json_schema"]["properties"]
    assert {"address_area", "premises", "teacher_list"} <= fields.keys()
    assert {task["form"]["rights"][name] for name in ("address_area", "premises")} == {"read"}
    assert task["values"]["address_area"] == "321302" and task["values"]["premises"]
    assert fields["premises"]["x-label"].keys() == {"zh", "en"}
    assert "application_summary" not in fields
    sheet = clerk.raw("GET", f"/cases/{case_id}/approval-sheet.pdf").content
    assert "宿城区321302" in "".join(pages_of(sheet)).replace(" ", "")


def test_should_mark_what_the_applicant_changed_in_the_application(office: Office) -> None:
    # given
    clerk, applicant = office.as_("han.mei"), office.as_("zhang.lan")
    case_id = start_accreditation(applicant)["case_id"]
    named = [{"field": "premises", "note": "须另附平面图"}]
    complete(clerk, at(clerk, case_id, "acceptance"), "correct", corrections=named)
    correction = at(applicant, case_id, "correct")
    before = applicant.get(correction)["values"]
    complete(applicant, correction, "resubmit", fields={"premises": "教室六间"})
    # when
    found = clerk.get(f"{at(clerk, case_id, 'acceptance')}/changes")["changes"]
    # then
    assert [(each["field"], each["old"], each["new"], each["by_applicant"]) for each in found] == [
        ("premises", before["premises"], "教室六间", True)
    ]
    # and whoever reviews it next reads what was asked for and what became of it
    complete(clerk, at(clerk, case_id, "acceptance"), "accept")
    reviewer = office.as_("shen.tao")
    correction = reviewer.get(f"{at(reviewer, case_id, 'first_review')}/changes")["correction"]
    (told,) = correction["fields"]
    assert (told["old"], told["new"]) == (before["premises"], "教室六间")


def test_should_not_take_an_application_that_a_reviewer_writes(office: Office) -> None:
    clerk = office.as_("han.mei")
    case_id = start_accreditation(office.as_("zhang.lan"))["case_id"]
    body = {"outcome": "accept", "opinion": "", "fields": {"premises": "礼堂"}}
    address = at(clerk, case_id, "acceptance")
    with pytest.raises(Refused) as refused:
        clerk.command(f"{address}/complete", body)
    assert refused.value.problem == "field-not-writable"


def test_should_leave_files_and_rosters_to_the_forms_that_name_them(office: Office) -> None:
    # given a claim whose review shows the roster by a field of its own
    clerk = office.as_("zhao.min")
    case_id = start_claim(office.as_("chen.jing"), project_id="PX-77")["case_id"]
    # when
    form = clerk.get(at(clerk, case_id, "acceptance"))
    # then
    names = list(form["form"]["json_schema"]["properties"])
    assert names[:4] == ["course_start", "course_end", "project_id", "class_id"]
    assert form["values"]["project_id"] == "PX-77" and names.count("roster") == 1
    assert form["values"]["class_id"] is None
