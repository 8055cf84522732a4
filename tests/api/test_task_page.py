"""What the task page asks: verbs with effects, why, history, changes, path, phrases, candidates."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.client import Client, Refused
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import CLAIM_BUNDLES, open_task, start_claim
from tests.api.office import Office
from tests.api.played import roster_csv


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=CLAIM_BUNDLES, today=date(2027, 3, 1), with_worker=True) as opened,
    ):
        yield opened


@pytest.fixture
def claim(office: Office) -> dict[str, Any]:
    """A claim of an enterprise without a centre, waiting at the window."""
    done = start_claim(office.as_("lu.ming"))
    open_task(office.as_("tian.song"), done["case_id"], "acceptance")
    return done


def path_of(person: Client, case_id: str, element: str) -> str:
    return f"/cases/{case_id}/tasks/{open_task(person, case_id, element)['task']}"


def verbs(person: Client, path: str) -> dict[str, Any]:
    found = person.get(f"{path}/verbs")["verbs"]
    return {each["outcome"] or each["verb"]: each for each in found}


def do(person: Client, case_id: str, element: str, outcome: str, opinion: str = "") -> None:
    path = path_of(person, case_id, element)
    person.command(f"{path}/complete", {"outcome": outcome, "opinion": opinion})


def effects(verb: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in verb["effects"] if each["kind"] == kind]


def test_should_name_every_verb_with_its_reason(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    path = path_of(clerk, claim["case_id"], "acceptance")
    # when
    found = verbs(clerk, path)
    # then
    assert found["accept"]["allowed"]
    assert found["claim"]["allowed"]
    assert not found["release"]["allowed"]
    assert found["release"]["reason"]["rule"] == "task-not-claimed"
    assert found["correct"]["opinion"] == "required"
    assert all(
        each["reason"]["zh"] and each["reason"]["en"]
        for each in found.values()
        if not each["allowed"]
    )


def test_should_refuse_others_with_the_handlers_reason(
    office: Office, claim: dict[str, Any]
) -> None:
    # given
    path = path_of(office.as_("tian.song"), claim["case_id"], "acceptance")
    # when
    applicant, inspector = (verbs(office.as_(each), path) for each in ("lu.ming", "tian.song"))
    # then
    assert {each["allowed"] for each in applicant.values()} == {False}
    assert applicant["claim"]["reason"]["rule"] == "not-a-candidate"
    assert "lu.ming" not in applicant["claim"]["reason"]["zh"], "no ids on screen"
    assert "陆鸣" in applicant["claim"]["reason"]["zh"] or applicant["claim"]["reason"]["zh"]
    assert {each["allowed"] for each in inspector.values()} == {False}


def test_should_tell_what_each_outcome_does(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    # when
    found = verbs(clerk, path_of(clerk, claim["case_id"], "acceptance"))
    # then
    check = effects(found["accept"], "service")[0]
    assert (check["forecast"], check["title"]["zh"]) == (False, "实名比对")
    first = effects(found["accept"], "opens")[0]
    assert (first["forecast"], first["title"]["zh"]) == (True, "初审"), "behind the service call"
    back = effects(found["correct"], "opens")[0]
    assert (back["forecast"], back["title"]["zh"]) == (False, "补正材料")
    assert [each["zh"] for each in back["who"]] != ["lu.ming"]


def test_should_tell_that_a_refusal_moves_no_money(office: Office, claim: dict[str, Any]) -> None:
    # given
    case_id = claim["case_id"]
    do(office.as_("zhao.min"), case_id, "acceptance", "accept")
    do(office.as_("li.wei"), case_id, "first_review", "pass")
    do(office.as_("wang.fang"), case_id, "second_review", "pass")
    head = office.as_("liu.yuan")
    # when
    found = verbs(head, path_of(head, case_id, "decision"))
    # then
    assert not any(each["money"] for each in found["refuse"]["effects"])
    told = [each["zh"] for each in found["refuse"]["effects"]]
    assert "向申请人发出通知" in told
    assert told.count("本件办结") == 1, "one end, whichever of those drawn"


def test_should_bar_who_did_an_earlier_step(office: Office, claim: dict[str, Any]) -> None:
    # given
    case_id = claim["case_id"]
    do(office.as_("zhao.min"), case_id, "acceptance", "accept")
    do(office.as_("li.wei"), case_id, "first_review", "pass", "核对无误")
    reviewer = office.as_("li.wei")
    # when
    found = verbs(reviewer, path_of(reviewer, case_id, "second_review"))
    # then
    assert not found["pass"]["allowed"]
    assert found["pass"]["reason"]["rule"] in ("not-a-candidate", "separation-of-duties")


def test_should_change_nothing_by_asking(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    before = clerk.get(f"/cases/{claim['case_id']}")
    # when
    verbs(clerk, path_of(clerk, claim["case_id"], "acceptance"))
    # then
    assert clerk.get(f"/cases/{claim['case_id']}") == before


def test_should_say_why_by_table_and_row(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    path = path_of(clerk, claim["case_id"], "acceptance")
    # when
    found = clerk.get(f"{path}/why")
    # then
    said = found["sentence"]
    assert "DT-09 第 1 行" in said["zh"] and "受理人员" in said["zh"] and said["zh"].endswith("。")
    assert "DT-09 row 1" in said["en"] and said["en"].endswith(".")
    rule = next(each for each in found["parts"] if each["kind"] == "rule")["reasons"][0]
    assert rule["decision"] == "DT-09"
    assert rule["rows"][0]["conditions"][0] == "1, 3, 4"
    assert rule["rows"][0]["annotations"]


def test_should_say_who_acted_before(office: Office, claim: dict[str, Any]) -> None:
    # given
    case_id = claim["case_id"]
    do(office.as_("zhao.min"), case_id, "acceptance", "accept", "材料齐全")
    reviewer = office.as_("li.wei")
    # when
    said = reviewer.get(f"{path_of(reviewer, case_id, 'first_review')}/why")["sentence"]
    # then
    assert "赵敏已办理“受理审查”（受理）" in said["zh"], said
    assert "Zhao Min finished" in said["en"]


def test_should_show_staff_the_opinions_and_applicants_an_outline(
    office: Office, claim: dict[str, Any]
) -> None:
    # given
    case_id = claim["case_id"]
    do(office.as_("zhao.min"), case_id, "acceptance", "accept", "材料齐全")
    open_task(office.as_("li.wei"), case_id, "first_review")
    # when
    staff = office.as_("li.wei").get(f"/cases/{case_id}/history")["steps"]
    applicant = office.as_("lu.ming").get(f"/cases/{case_id}/history")["steps"]
    # then
    assert staff[0]["opinion"] == "材料齐全"
    assert staff[0]["by"]["zh"] == "赵敏"
    assert staff[0]["outcome_label"]["en"] == "Accept"
    assert staff[0]["limit_working_days"] == 5
    assert applicant[0]["title"]["zh"] == "受理审查"
    assert (applicant[0]["by"], applicant[0]["opinion"]) == (None, "")


def test_should_give_the_path_from_the_journal(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    # when
    found = clerk.get(f"/cases/{claim['case_id']}/path")["processes"]
    # then
    assert found[0]["process"] == "claim_review", "where work is open comes first"
    acceptance = next(e for e in found[0]["elements"] if e["element"] == "acceptance")
    assert (acceptance["count"], acceptance["active"]) == (1, 1)
    assert {each["flow"] for each in found[0]["flows"]} >= {"open_claim_to_routing"}
    drawn = clerk.raw("GET", f"/cases/{claim['case_id']}/diagrams/claim_review")
    assert b"acceptance" in drawn.content
    with pytest.raises(Refused):
        office.as_("lu.ming").get(f"/cases/{claim['case_id']}/path")


def test_should_mark_what_the_applicant_changed(office: Office, claim: dict[str, Any]) -> None:
    # given
    case_id = claim["case_id"]
    clerk, applicant = office.as_("zhao.min"), office.as_("lu.ming")
    named = [{"field": "corrected_roster", "note": "第 2 行"}, {"field": "correction_note"}]
    asked = {"outcome": "correct", "opinion": "请补充说明", "corrections": named}
    clerk.command(f"{path_of(clerk, case_id, 'acceptance')}/complete", asked)
    path = path_of(applicant, case_id, "correction")
    present = applicant.get(path)["values"]["corrected_roster"]
    assert present is not None, "the roster as it stands is what the correction begins with"
    changed = "\n".join(roster_csv("EX-03").splitlines()[:-1])
    new = applicant.upload("/rosters", changed.encode(), "text/csv", name="new.csv")["id"]
    body = {
        "outcome": "corrected",
        "fields": {"corrected_roster": new, "correction_note": "已更换花名册"},
    }
    applicant.command(f"{path}/complete", body)
    # when
    found = clerk.get(f"{path_of(clerk, case_id, 'acceptance')}/changes")
    # then
    assert found["since"] is not None
    note = next(each for each in found["changes"] if each["field"] == "correction_note")
    assert (note["old"], note["new"], note["by_applicant"]) == (None, "已更换花名册", True)
    # and of the roster, how many rows are others
    roster = found["correction"]["fields"][0]
    assert roster["changed"] and roster["old"] == present and roster["new"] == new
    rows = roster["roster"]
    assert (rows["new_rows"], rows["differing"]) == (rows["old_rows"] - 1, 0)


def test_should_list_candidates_with_their_load(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    path = path_of(clerk, claim["case_id"], "acceptance")
    clerk.command(f"{path}/claim")
    # when
    found = clerk.get(f"{path}/candidates")
    # then
    assert all(each["open_tasks"] >= 0 and each["name"]["zh"] for each in found)
    assert clerk.get("/me")["id"] not in {each["person"] for each in found}


def test_should_put_the_last_opinions_first(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    do(clerk, claim["case_id"], "acceptance", "accept", "材料齐全，予以受理")
    clerk.command("/phrases", {"text": "情况属实"})
    clerk.command("/phrases", {"text": "同意受理", "process": "claim_certificate"})
    second = start_claim(office.as_("lu.ming"))
    path = path_of(clerk, second["case_id"], "acceptance")
    # when
    found = clerk.get(f"{path}/phrases")
    # then
    assert found[0]["text"] == "材料齐全，予以受理"
    assert found[0]["id"] is None
    assert [each["text"] for each in found if each["id"]] == ["同意受理", "情况属实"]
    # and the reason of an acceptance is not offered for a return
    other = clerk.get(f"{path}/phrases", outcome="correct")
    assert "材料齐全，予以受理" not in [each["text"] for each in other]
    assert [each["text"] for each in other if each["id"]] == ["同意受理", "情况属实"]
    assert clerk.get(f"{path}/phrases", outcome="accept")[0] == found[0]
    # and when
    clerk.request("DELETE", f"/phrases/{found[-1]['id']}")
    assert [each["text"] for each in clerk.get("/phrases")] == []
    assert office.as_("li.wei").get("/phrases") == []


def test_should_never_block_a_draft(office: Office, claim: dict[str, Any]) -> None:
    # given
    clerk = office.as_("zhao.min")
    path = path_of(clerk, claim["case_id"], "acceptance")
    # when
    draft = {"outcome": "correct", "opinion": "写了一半", "fields": {"competent_bureau": 7}}
    clerk.command(f"{path}/draft", draft, method="PUT")
    # then
    assert clerk.get(path)["draft"]["fields"] == {"competent_bureau": 7}
    found = clerk.get(f"{path}/verbs")
    assert found["draft_saved_at"]
    assert found["version"] == clerk.get(path)["version"]
    assert next(each for each in found["verbs"] if each["outcome"] == "accept")["allowed"]


def test_should_list_decisions_for_staff(office: Office, claim: dict[str, Any]) -> None:
    found = office.as_("zhao.min").get(f"/cases/{claim['case_id']}/decisions")
    assert [each["decision"] for each in found] == ["DT-09"]
    assert found[0]["inputs"][0]["label"].startswith("计划")


def test_should_show_heads_no_form_of_a_step_that_is_not_theirs(
    office: Office, claim: dict[str, Any]
) -> None:
    # given a section chief, who sees the outline of what the bureau works on
    path = path_of(office.as_("zhao.min"), claim["case_id"], "acceptance")
    # when
    found = office.as_("wang.fang").get(path)
    # then
    assert found["title_zh"] == "受理审查"
    assert (found["form"], found["values"], found["completed_by"]) == (None, {}, "")


def test_should_offer_no_people_for_a_field_that_names_none(
    office: Office, claim: dict[str, Any]
) -> None:
    clerk = office.as_("zhao.min")
    path = path_of(clerk, claim["case_id"], "acceptance")
    assert clerk.get(f"{path}/people", field="benefit") == []
    assert clerk.get(f"{path}/people", field="no_such_field") == []
