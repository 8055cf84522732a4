"""The applicant's view: what was, what is, what is expected; reasons and money; no names."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import open_task, until
from tests.api.office import Office
from tests.api.played import EVERY_BUNDLE, played


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=EVERY_BUNDLE, today=date(2027, 3, 1), with_worker=True) as opened,
    ):
        yield opened


def progress(office: Office, person: str, case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = office.as_(person).get(f"/cases/{case['case_id']}/progress")
    return found


def lines(found: dict[str, Any], *phases: str) -> list[str]:
    return [each["name"]["zh"] for each in found["places"] if each["phase"] in phases]


def test_should_tell_an_applicant_what_is_asked_and_what_is_expected(office: Office) -> None:
    # given: the advance is above the limit, so that it came back
    case = played(office, "EX-06", acts=1)
    # when
    found = progress(office, "zhang.lan", case)
    # then
    assert lines(found, "done") == ["班级与预算审核"]
    [now] = [each for each in found["places"] if each["phase"] == "now"]
    assert (now["name"]["zh"], now["mine"], now["task"] is not None) == ("更正申请", True, True)
    assert now["until"] is not None and now["limit_working_days"] == 10
    assert lines(found, "ahead")[:2] == ["班级与预算审核", "预拨审批"]
    assert "提交结业结果" in lines(found, "ahead")
    assert found["state_name"]["zh"] == "补正中"


def test_should_tell_reasons_and_payments_and_no_names(office: Office) -> None:
    # given
    case = played(office, "EX-06")
    # when
    found = progress(office, "zhang.lan", case)
    # then
    assert lines(found, "now", "ahead") == []
    assert lines(found, "done")[:3] == ["班级与预算审核", "更正申请", "班级与预算审核"]
    assert "公示" in lines(found, "done")
    assert found["decision"]["payable_yuan"] == "30600.00"
    assert found["decision"]["payable_in_capitals"] == "人民币叁万零陆佰元整"
    assert len(found["decision"]["not_paid"]) == 6
    [rule] = found["decision"]["not_paid"][0]["rules"]
    assert rule["rule"] == "R3-03" and rule["zh"] and rule["en"]
    assert [each["amount_yuan"] for each in found["payments"]] == ["18000.00", "12600.00"]
    assert {each["state_name"]["zh"] for each in found["payments"]} == {"已到账"}
    assert found["notices"]
    bureaus = {each["zh"] for place in found["places"] for each in place["with_whom"]}
    assert bureaus == {"宿迁市人力资源和社会保障局", "宿迁市财政局"}
    told = json.dumps(found, ensure_ascii=False)
    for person in ("shen.tao", "沈涛", "jiang.bin", "pan.lei", "ge.hui"):
        assert person not in told
    # and: who oversees the bureau learns what was decided, not on whom
    overseen = progress(office, "peng.yi", case)
    assert overseen["decision"]["payable_yuan"] == "30600.00"
    assert (overseen["decision"]["not_paid"], overseen["payments"]) == ([], [])
    # and: once decided, the claim with its lines is theirs to read
    claim = office.as_("zhang.lan").get(f"/cases/{case['case_id']}/claim")
    assert claim["claim"]["payable_yuan"] == "30600.00" and claim["lines"]
    assert {tuple(line["risks"]) for line in claim["lines"]} == {()}, "doubts are the reviewers'"
    # and: the totals alone for whoever needs no more
    totals = office.as_("zhang.lan").get(f"/cases/{case['case_id']}/claim", lines=False)
    assert totals["claim"] == claim["claim"] and totals["lines"] == []


def test_should_not_tell_of_amounts_that_nobody_decided_yet(office: Office) -> None:
    # given: computed by the system, the second review is open
    case = played(office, "EX-02", acts=2)
    # when
    found = progress(office, "chen.jing", case)
    # then
    assert found["decision"] is None
    assert lines(found, "now") == ["复核"]
    assert lines(found, "ahead")[:2] == ["审批", "公示"]
    assert found["may_withdraw"] is True


def test_should_tell_the_claim_by_the_part_that_one_has(office: Office) -> None:
    # given: computed, nobody decided yet
    case = played(office, "EX-02", acts=2)

    def claim(person: str) -> dict[str, Any]:
        found: dict[str, Any] = office.as_(person).get(f"/cases/{case['case_id']}/claim")
        return found

    # then: staff of the step, an inspecting auditor, a head without a part, the applicant
    assert claim("wang.fang")["lines"]
    assert claim("tian.song")["lines"]
    risky = [line for line in claim("wang.fang")["lines"] if line["risks"]]
    assert all(claim("wang.fang")["risks"][code]["zh"] for line in risky for code in line["risks"])
    head = claim("liu.yuan")
    assert (head["lines"], head["orders"], head["reasons"]) == ([], [], None)
    assert head["claim"]["claimed_yuan"]
    mine = claim("chen.jing")
    assert (mine["claim"], mine["lines"], mine["reasons"]) == (None, [], None)


def test_should_tell_what_was_granted_before_it_is_paid(office: Office) -> None:
    # given: decided, in publicity
    case = played(office, "EX-01", acts=4)
    # when
    found = progress(office, "chen.jing", case)
    # then
    assert lines(found, "now") == ["公示"]
    assert found["decision"]["payable_yuan"] == "27000.00"
    assert found["payments"] == []


def test_should_tell_of_a_refusal_what_was_claimed_and_why_nothing_is_paid(office: Office) -> None:
    # given
    case = played(office, "EX-03")
    # when
    found = progress(office, "lu.ming", case)
    # then
    decision = found["decision"]
    assert (decision["claimed_yuan"], decision["payable_yuan"]) == ("12000.00", "0.00")
    assert decision["refused_yuan"] == "12000.00"
    assert [line["rules"][0]["rule"] for line in decision["not_paid"]] == ["R1-02"] * 8


def test_should_enter_a_refusal_by_people_although_the_rules_let_it_pass(office: Office) -> None:
    # given: every line computed as payable
    case = played(office, "EX-01", acts=3)
    head = office.as_("liu.yuan")
    task = open_task(head, case["case_id"], "decision")["task"]
    body = {"outcome": "refuse", "opinion": "培训未实际开展", "fields": {}}
    # when
    head.command(f"/cases/{case['case_id']}/tasks/{task}/complete", body)
    until(lambda: progress(office, "chen.jing", case)["ended_at"], "the end")
    # then: nothing is payable any more, for nobody who reads the register
    claim = head.get(f"/cases/{case['case_id']}/claim")
    assert (claim["claim"]["state"], claim["claim"]["payable_yuan"]) == ("refused", "0.00")
    assert {(line["state"], line["payable_yuan"]) for line in claim["lines"]} == {
        ("refused", "0.00")
    }


def test_should_hide_the_case_from_others(office: Office) -> None:
    case = played(office, "EX-01", acts=0)
    answer = office.as_("lu.ming").raw("GET", f"/cases/{case['case_id']}/progress")
    assert answer.status_code == 404


def test_should_tell_before_filing_what_a_process_is(office: Office) -> None:
    # when
    found = office.as_("zhang.lan").get("/processes/catalogue")
    # then
    by_key = {each["process"]: each for each in found["entries"]}
    claim = by_key["claim_certificate"]
    assert claim["group"]["zh"] == "补贴申领"
    assert claim["description"]["zh"] and claim["description"]["en"]
    needs = {each["label"]["zh"]: (each["required"], each["kind"]) for each in claim["needs"]}
    assert needs["花名册"] == (True, "roster")
    assert [each["name"]["zh"] for each in claim["stages"]][:2] == ["受理审查", "初审"]
    assert claim["limit_working_days"] == 30
    assert claim["median_days"] is None, "a few cases say nothing"
    assert found["areas"][0]["code"] == found["area"] == "321300"
    assert "register_import" not in by_key, "it is for keepers of registers only"
    for each in found["entries"]:
        for text in (each["title"], each["description"]):
            assert text["en"] and text["en"] != text["zh"], each["process"]
