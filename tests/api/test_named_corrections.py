"""A return names fields, over the API: who may name what, who writes, who sees what became."""

import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.client import Client, Refused
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import ACCREDITATION_BUNDLES, BPMN, open_task, start_accreditation
from tests.api.office import Office
from tests.printing.reading import pages_of

PAPERS, PLACE = "safety_papers", "premises"


@pytest.fixture(scope="module")
def office(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Its first reviewers do not read the application, unlike those of the shipped review."""
    closed = tmp_path_factory.mktemp("bundles") / "base_review"
    shutil.copytree(BPMN / "base_review", closed)
    form = closed / "forms" / "first_review.json"
    text = form.read_text(encoding="utf-8")
    form.write_text(
        text.replace('"shows_application": true', '"shows_application": false'), "utf-8"
    )
    folders = [closed if each.name == "base_review" else each for each in ACCREDITATION_BUNDLES]
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=folders, today=date(2027, 3, 1), with_worker=True) as opened,
    ):
        yield opened


@pytest.fixture
def case_id(office: Office) -> str:
    return str(start_accreditation(office.as_("zhang.lan"))["case_id"])


def at(person: Client, case_id: str, element: str) -> str:
    return f"/cases/{case_id}/tasks/{open_task(person, case_id, element)['task']}"


def give_back(clerk: Client, case_id: str, corrections: list[dict[str, str]]) -> Any:
    body = {"outcome": "correct", "opinion": "请补正", "corrections": corrections}
    return clerk.command(f"{at(clerk, case_id, 'acceptance')}/complete", body)


def verb(person: Client, path: str, outcome: str) -> dict[str, Any]:
    verbs: list[dict[str, Any]] = person.get(f"{path}/verbs")["verbs"]
    return next(each for each in verbs if each["outcome"] == outcome)


def test_should_offer_what_the_correction_step_can_open(office: Office, case_id: str) -> None:
    # given
    clerk = office.as_("han.mei")
    path = at(clerk, case_id, "acceptance")
    # when
    back, accept = verb(clerk, path, "correct"), verb(clerk, path, "accept")
    # then
    names = {each["field"]: each["label"] for each in back["may_name"]}
    assert names[PAPERS] == {"zh": "安全与消防材料", "en": "Safety and fire papers"}
    assert "return_reason" not in names, "it may only be read there"
    assert accept["may_name"] == []


def test_should_open_only_what_was_named(office: Office, case_id: str) -> None:
    # given
    applicant = office.as_("zhang.lan")
    named = [{"field": PAPERS, "note": "缺消防验收意见书"}, {"field": PLACE}]
    give_back(office.as_("han.mei"), case_id, named)
    path = at(applicant, case_id, "correct")
    # when
    view = applicant.get(path)
    # then
    assert [(each["field"], each["note"]) for each in view["corrections"]] == [
        (PLACE, ""),
        (PAPERS, "缺消防验收意见书"),
    ]
    rights = view["form"]["rights"]
    assert {name for name, right in rights.items() if right == "write"} == {PAPERS, PLACE}
    assert rights["employees"] == "read" and view["values"]["employees"] is not None
    # when
    for send in (
        lambda fields: applicant.command(
            f"{path}/complete", {"outcome": "resubmit", "fields": fields}
        ),
        lambda fields: applicant.command(
            f"{path}/draft", {"outcome": None, "fields": fields}, method="PUT"
        ),
    ):
        with pytest.raises(Refused) as refused:
            send({PAPERS: "已补", "employees": 9})
        # then
        assert refused.value.problem == "field-not-writable"
        assert "employees" in str(refused.value) and PAPERS not in str(refused.value)
    # when
    fields = {PAPERS: "已补", PLACE: "300 平方米"}
    applicant.command(f"{path}/complete", {"outcome": "resubmit", "fields": fields})
    # then
    assert open_task(office.as_("han.mei"), case_id, "acceptance")


def test_should_tell_the_reviewer_what_became_of_it(office: Office, case_id: str) -> None:
    # given
    clerk, applicant = office.as_("han.mei"), office.as_("zhang.lan")
    give_back(clerk, case_id, [{"field": PAPERS, "note": "过期"}, {"field": PLACE, "note": "面积"}])
    path = at(applicant, case_id, "correct")
    before = applicant.get(path)["values"]
    fields = {PAPERS: "2027 年新证", PLACE: before[PLACE]}
    applicant.command(f"{path}/complete", {"outcome": "resubmit", "fields": fields})
    # when
    found = clerk.get(f"{at(clerk, case_id, 'acceptance')}/changes")["correction"]
    # then
    told = {each["field"]: each for each in found["fields"]}
    assert told[PAPERS]["old"] == before[PAPERS] and told[PAPERS]["new"] == "2027 年新证"
    assert told[PAPERS]["changed"] and told[PAPERS]["note"] == "过期"
    assert not told[PLACE]["changed"] and told[PLACE]["old"] == told[PLACE]["new"]
    assert found["by_applicant"] and found["asked_by"]["zh"] == "韩梅"
    # and the history says it in words, to the applicant too what concerns them
    steps = clerk.get(f"/cases/{case_id}/history")["steps"]
    asked = next(each for each in steps if each["corrections"])
    assert [each["note"] for each in asked["corrections"]] == ["面积", "过期"]
    sent = next(each for each in steps if each["corrected"])
    assert [each["changed"] for each in sent["corrected"]] == [False, True]
    own = applicant.get(f"/cases/{case_id}/history")["steps"]
    assert [bool(each["corrections"]) for each in own].count(True) == 0
    assert [bool(each["corrected"]) for each in own].count(True) == 1


def test_should_show_values_only_to_the_bureau_that_asked(office: Office, case_id: str) -> None:
    # given a correction asked for at the window; the reviewer's form has none of its fields
    clerk, applicant = office.as_("han.mei"), office.as_("zhang.lan")
    give_back(clerk, case_id, [{"field": PAPERS, "note": "过期"}])
    path = at(applicant, case_id, "correct")
    applicant.command(f"{path}/complete", {"outcome": "resubmit", "fields": {PAPERS: "新证"}})
    body = {"outcome": "accept", "opinion": "", "fields": {}}
    clerk.command(f"{at(clerk, case_id, 'acceptance')}/complete", body)
    reviewer = office.as_("shen.tao")
    # when
    found = reviewer.get(f"{at(reviewer, case_id, 'first_review')}/changes")["correction"]
    # then
    (told,) = found["fields"]
    assert told["changed"] and told["label"]["zh"] == "安全与消防材料"
    assert (told["shown"], told["old"], told["new"]) == (False, None, None)


@pytest.mark.parametrize(
    ("outcome", "corrections", "problem"),
    [
        ("correct", [{"field": "nonsense", "note": ""}], "correction-not-open"),
        ("correct", [{"field": "return_reason", "note": ""}], "correction-not-open"),
        ("accept", [{"field": PAPERS, "note": ""}], "nothing-to-correct"),
        ("not_accept", [{"field": PAPERS, "note": ""}], "nothing-to-correct"),
    ],
)
def test_should_decline_names_that_open_nothing(
    office: Office, case_id: str, outcome: str, corrections: list[dict[str, str]], problem: str
) -> None:
    # given
    clerk = office.as_("han.mei")
    path = at(clerk, case_id, "acceptance")
    # when
    with pytest.raises(Refused) as refused:
        body = {"outcome": outcome, "opinion": "请补正", "corrections": corrections}
        clerk.command(f"{path}/complete", body)
    # then
    assert refused.value.problem == problem
    assert clerk.get(path)["state"] == "open"


def test_should_take_each_field_once(office: Office, case_id: str) -> None:
    with pytest.raises(Refused) as refused:
        give_back(office.as_("han.mei"), case_id, [{"field": PAPERS}, {"field": PAPERS}])
    assert refused.value.status == 422


def test_should_let_nobody_without_the_task_name_anything(office: Office, case_id: str) -> None:
    # given
    path = at(office.as_("han.mei"), case_id, "acceptance")
    body = {"outcome": "correct", "opinion": "x", "corrections": [{"field": PAPERS}]}
    # when
    for person in ("zhang.lan", "tian.song"):
        with pytest.raises(Refused) as refused:
            office.as_(person).command(f"{path}/complete", body)
        # then
        assert refused.value.problem == "not-a-candidate"


def test_should_keep_names_in_the_draft_and_tell_what_they_do(office: Office, case_id: str) -> None:
    # given
    clerk = office.as_("han.mei")
    path = at(clerk, case_id, "acceptance")
    draft = {
        "outcome": "correct",
        "opinion": "",
        "fields": {},
        "corrections": [{"field": PAPERS, "note": "缺验收"}],
    }
    # when
    clerk.command(f"{path}/draft", draft, method="PUT")
    # then
    assert clerk.get(path)["draft"]["corrections"] == draft["corrections"]
    told = [each for each in verb(clerk, path, "correct")["effects"] if each["kind"] == "names"]
    assert "安全与消防材料" in told[0]["zh"] and "Safety and fire papers" in told[0]["en"]
    # and a name that does not fit any more bars nothing
    draft["corrections"] = [{"field": "gone", "note": ""}]
    clerk.command(f"{path}/draft", draft, method="PUT")
    assert verb(clerk, path, "correct")["allowed"]


def test_should_offer_reasons_for_fields_and_opinions_apart(office: Office, case_id: str) -> None:
    # given a return whose opinion only repeats the reasons, as the page writes it
    clerk = office.as_("han.mei")
    body = {
        "outcome": "correct",
        "opinion": "“安全与消防材料”：印章不清",
        "corrections": [{"field": PAPERS, "note": "印章不清"}],
    }
    clerk.command(f"{at(clerk, case_id, 'acceptance')}/complete", body)
    other = start_accreditation(office.as_("zhang.lan"))["case_id"]
    path = at(clerk, other, "acceptance")
    # when
    notes = clerk.get(f"{path}/phrases", outcome="correct", notes=True)
    opinions = clerk.get(f"{path}/phrases", outcome="correct")
    # then
    assert notes[0]["text"] == "印章不清"
    assert not any("印章不清" in each["text"] for each in opinions)


def test_should_say_it_in_the_journal_and_on_the_approval_sheet(
    office: Office, case_id: str
) -> None:
    # given
    give_back(office.as_("han.mei"), case_id, [{"field": PAPERS, "note": "盖章页缺失"}])
    auditor = office.as_("tian.song")
    # when
    table = auditor.raw("GET", f"/cases/{case_id}/journal.csv", params={"language": "zh"}).text
    sheet = auditor.raw("GET", f"/cases/{case_id}/approval-sheet.pdf").content
    # then
    assert "指明补正：安全与消防材料（盖章页缺失）" in table
    assert "盖章页缺失" in "".join(pages_of(sheet))
