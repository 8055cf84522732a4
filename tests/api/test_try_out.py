"""Try-outs over HTTP: the engine's own runtime, no table of cases touched (试运行)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from api.client import Refused
from engine.store.postgres import EmbeddedPostgres
from engine.tryout import keeping
from tests import database
from tests.api.office import Office

BPMN = Path(__file__).parents[2] / "bpmn"
AREA = "P7_BUREAU"
FIELDS = {
    "degree": "bachelor",
    "study_plan": "业余时间攻读本科",
    "service_since": "2024-04-01",
    "diploma_date": "2027-01-10",
    "tuition_yuan": "18000",
}
REVIEW = {
    "documents_complete": True,
    "appraisals_competent": True,
    "diploma_recognised": True,
    "diploma_higher": True,
    "refund_before": False,
}
FREE_REVIEWER = "try.1.P7_BUREAU.bureau_office.reviewer"


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    folders = [BPMN / name for name in ("shared", "appropriation", "tuition_reimbursement")]
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=folders) as opened,
    ):
        yield opened


class Player:
    """A designer at a try-out; each act answers with the view."""

    def __init__(self, office: Office, person: str = "lin.chuan") -> None:
        self.client = office.as_(person)
        bundles = self.client.get("/bundles", key="tuition_reimbursement", state="published")
        self.view: dict[str, Any] = self.client.command(
            "/sandboxes",
            {"bundle": bundles[0]["bundle"], "area": AREA, "today": "2027-03-01"},
        )
        self.id = self.view["sandbox"]["id"]

    def act(self, kind: str, **given: Any) -> dict[str, Any]:
        body = {"kind": kind, "position": self.view["sandbox"]["position"], **given}
        self.view = self.client.command(f"/sandboxes/{self.id}/acts", body)
        return self.view

    def go_to(self, step: int) -> dict[str, Any]:
        path = f"/sandboxes/{self.id}/position"
        self.view = self.client.command(path, {"step": step}, method="PUT")
        return self.view

    def choice(self, kind: str) -> dict[str, Any]:
        return next(each for each in self.view["choices"] if each["kind"] == kind)

    def start(self) -> "Player":
        self.act("start", person="jiang.nan", fields=FIELDS)
        return self

    def answer(self, text: str) -> dict[str, Any]:
        return self.act("answer", n=self.choice("call")["n"], answer=text)

    def complete(self, person: str, outcome: str, **given: Any) -> dict[str, Any]:
        n = self.choice("task")["n"]
        return self.act("complete", n=n, person=person, outcome=outcome, **given)

    def to_review(self) -> "Player":
        self.start().answer("{service_months: 35, months_since_diploma: 1}")
        return self

    def delete(self) -> None:
        self.client.request("DELETE", f"/sandboxes/{self.id}")


@pytest.fixture
def player(office: Office) -> Iterator[Player]:
    opened = Player(office)
    yield opened
    opened.delete()


def value_of(view: dict[str, Any], name: str) -> Any:
    return next(each["value"] for each in view["variables"] if each["name"] == name)


def test_should_offer_the_start_with_its_form_and_applicants(player: Player):
    # when
    start = player.choice("start")
    # then
    assert set(FIELDS) <= set(start["form"]["json_schema"]["properties"])
    assert "jiang.nan" in [actor["id"] for actor in start["actors"]]
    assert not player.view["begun"] and player.view["case_state"] == ""


def test_should_ask_for_the_answer_of_a_call_with_the_names_that_are_read(player: Player):
    # when
    player.start()
    # then
    call = player.choice("call")
    assert (call["name"], call["element"]) == ("tuition.facts", "service_record")
    assert call["answer"] == "{service_months: null, months_since_diploma: null}" or (
        "service_months: 3" in call["answer"]  # as it was answered in an earlier test
    )
    assert call["input"]["service_since"] == {"d": "2024-04-01"}


def test_should_play_to_the_refusal_by_the_real_table(player: Player):
    # given
    player.to_review()
    task = player.choice("task")
    assert task["element"] == "office_review" and task["due"] == "2027-03-08T16:00:00Z"
    # when
    view = player.complete("lan.jie", "reviewed", fields=REVIEW)
    # then: the decision ran for real and says which row
    decision = next(e["event"] for e in view["happened"] if e["event"].get("what") == "decision")
    assert decision["subject"] == "DT_10_tuition" and decision["rules"]
    assert value_of(view, "tuition_outcome") == "refuse"
    assert player.choice("task")["element"] == "office_refusal"
    changed = {each["name"]: each["change"] for each in view["variables"]}
    assert changed["tuition_outcome"] == "new" and changed["degree"] == "same"
    assert [token["element"] for token in view["tokens"]] == ["office_refusal"]
    covered = view["coverage"][0]
    assert covered["process"] == "tuition_reimbursement"
    assert covered["elements"]["office_review"] == 1
    assert 0 < len(covered["flows"]) < covered["flows_of"]


def test_should_decline_as_the_engine_does(player: Player):
    # given: whoever reviewed may not refuse
    player.to_review().complete("lan.jie", "reviewed", fields=REVIEW)
    free = "try.1.P7_BUREAU.bureau_office.bureau_head"
    # when
    with pytest.raises(Refused) as stranger:
        player.complete("jiang.nan", "refuse", opinion="x")
    with pytest.raises(Refused) as silent:
        player.complete(free, "refuse")
    view = player.complete(free, "refuse", opinion="连续工作不满3年")
    # then
    assert stranger.value.problem == "not-a-candidate"
    assert silent.value.problem == "opinion-required"
    assert view["names"][free]["zh"].endswith("分管领导（审批）")


def test_should_play_free_roles_and_follow_the_person(player: Player):
    # given
    player.to_review()
    # when
    player.complete(FREE_REVIEWER, "reviewed", fields=REVIEW)
    # then
    assert player.view["steps"][-1]["person"] == FREE_REVIEWER


def test_should_go_back_to_a_snapshot_and_branch(player: Player):
    # given
    player.to_review()
    before = player.view
    player.complete("lan.jie", "reviewed", fields=REVIEW)
    # when
    back = player.go_to(before["sandbox"]["position"])
    player.complete("lan.jie", "reviewed", fields={**REVIEW, "diploma_recognised": False})
    # then
    for name in ("variables", "tokens", "now", "case_state", "happened"):
        assert back[name] == before[name]
    parents = {each["step"]: each["parent"] for each in player.view["steps"]}
    assert parents == {0: None, 1: 0, 2: 1, 3: 2, 4: 2}
    earlier = player.client.get(f"/sandboxes/{player.id}", step=3)
    assert earlier["step"] == 3 and earlier["sandbox"]["position"] == 4


def test_should_move_the_clock_by_working_days_and_fire_timers_at_their_time(player: Player):
    # given: the applicant is asked to correct within ten working days
    player.to_review()
    player.complete("lan.jie", "reviewed", fields={**REVIEW, "documents_complete": False})
    assert player.choice("task")["element"] == "correct_claim"
    due = player.choice("timer")["due"]
    # when
    early = player.act("wait", by="9wd")
    late = player.act("wait", by="2wd")
    # then
    assert [each["element"] for each in early["tokens"]] == ["correct_claim"]
    assert early["now"] == "2027-03-12T01:00:00.000000Z"
    assert late["ended"] and late["case_state"] == "withdrawn"
    timer, wait = late["steps"][-2:]
    assert (timer["kind"], wait["kind"]) == ("timer", "wait")
    assert timer["at"].startswith(due.removesuffix("Z"))
    assert late["now"] == "2027-03-16T01:00:00.000000Z"


def test_should_give_the_same_for_the_same_acts(office: Office):
    # given
    views = []
    for _ in range(2):
        player = Player(office).to_review()
        player.complete("lan.jie", "reviewed", fields=REVIEW)
        # when
        told = player.client.get(f"/sandboxes/{player.id}")
        text = str({k: told[k] for k in ("variables", "tokens", "happened", "coverage", "now")})
        views.append(text.replace(player.id, "ID"))
        player.delete()
    # then
    assert views[0] == views[1]


def rows(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_type = 'BASE TABLE'"
            " and table_schema not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        return {
            f"{schema}.{name}": connection.execute(
                f'select count(*) from "{schema}"."{name}"'.encode()
            ).fetchone()[0]
            for schema, name in tables
        }


def test_should_touch_no_table_but_its_own(office: Office):
    # given
    office.as_("lin.chuan").get("/sandboxes")
    before = rows(office.engine.url)
    # when
    player = Player(office).to_review()
    player.complete("lan.jie", "reviewed", fields=REVIEW)
    player.complete("min.chao", "refuse", opinion="连续工作不满3年")
    player.act("fail", n=player.choice("call")["n"], reason="系统停机")
    incident = player.choice("incident")
    player.act("resolve", n=incident["n"])
    player.answer("{}")
    player.act("wait", by="30d")
    player.go_to(2)
    ended = player.client.get(f"/sandboxes/{player.id}", step=player.view["sandbox"]["last"])
    after = rows(office.engine.url)
    player.delete()
    # then
    assert ended["ended"] and ended["case_state"] == "refused"
    changed = {name for name in after if after[name] != before.get(name, 0)}
    assert changed == {"engine.sandbox", "engine.sandbox_step"}
    assert rows(office.engine.url) == before


def test_should_say_what_is_no_answer(player: Player):
    # given
    player.start()
    # when
    with pytest.raises(Refused) as unknown:
        player.answer("{service_months: soon}")
    with pytest.raises(Refused) as number:
        player.answer("3")
    # then
    assert {unknown.value.problem, number.value.problem} == {"answer-not-understood"}
    assert "soon" in str(unknown.value)


def test_should_keep_a_sandbox_to_its_owner_until_it_is_shared(office: Office, player: Player):
    # given
    other = office.as_("guo.yi")
    path = f"/sandboxes/{player.id}"
    act = {"kind": "start", "position": 0, "person": "jiang.nan", "fields": FIELDS}
    # when
    hidden = other.raw("GET", path)
    player.client.command(f"{path}/sharing", {"shared": True}, method="PUT")
    seen = other.raw("GET", path)
    acting = other.raw("POST", f"{path}/acts", json=act)
    # then
    assert hidden.status_code == 404
    assert seen.status_code == 200 and not seen.json()["mine"]
    assert acting.status_code == 403 and "sandbox-of-another" in acting.json()["type"]
    assert player.id in [each["id"] for each in other.get("/sandboxes")]


def test_should_notice_that_another_window_was_faster(player: Player):
    # given
    stale = player.view["sandbox"]["position"]
    player.start()
    # when
    with pytest.raises(Refused) as declined:
        path = f"/sandboxes/{player.id}/acts"
        player.client.command(path, {"kind": "wait", "position": stale, "by": "1wd"})
    # then
    assert declined.value.problem == "sandbox-moved"


def test_should_end_at_the_limit_of_steps(player: Player, monkeypatch: pytest.MonkeyPatch):
    # given
    monkeypatch.setattr(keeping, "MOST_STEPS", 2)
    player.to_review()
    # when
    with pytest.raises(Refused) as declined:
        player.act("wait", by="1wd")
    # then
    assert declined.value.problem == "tryout-too-long"
    assert player.client.get(f"/sandboxes/{player.id}")["sandbox"]["position"] == 2


def test_should_tell_the_run_as_a_scenario(player: Player):
    # given
    player.to_review()
    player.complete("lan.jie", "reviewed", fields=REVIEW)
    free = "try.1.P7_BUREAU.bureau_office.bureau_head"
    player.act("wait", by="1wd")
    player.complete(free, "refuse", opinion="连续工作不满3年")
    player.answer("{}")
    given = {"id": "EX-T", "title_zh": "不满三年", "title_en": "Under three years"}
    # when
    told = player.client.command(
        f"/sandboxes/{player.id}/scenario", {**given, "variables": ["tuition_outcome"]}
    )
    # then
    scenario = yaml.safe_load(told["text"])
    assert told["path"] == "scenarios/EX-T.yaml" and told["left_out"]
    assert str(scenario["today"]) == "2027-03-01" and scenario["applicant"] == "jiang.nan"
    assert [next(iter(act)) for act in scenario["acts"]] == ["task", "wait", "task"]
    assert scenario["acts"][1] == {"wait": "1wd"}
    assert scenario["people"][0]["roles"] == ["bureau_head"]
    assert scenario["expect"] == {
        "state": "refused",
        "path": ["office_review", "tuition_rule", "office_refusal", "refused"],
        "variables": {"tuition_outcome": "refuse"},
    }


def test_should_show_the_diagram_and_the_words_of_its_elements(player: Player):
    # when
    processes = player.client.get(f"/sandboxes/{player.id}/processes")
    path = f"/sandboxes/{player.id}/processes/tuition_reimbursement/diagram"
    diagram = player.client.request("GET", path)
    # then
    assert processes[0]["elements"]["office_review"]["en"] == "Review"
    assert {each["process"] for each in processes if each["called"]} >= {"appropriation"}
    assert diagram.content == (
        (BPMN / "tuition_reimbursement/tuition_reimbursement.bpmn").read_bytes()
    )
