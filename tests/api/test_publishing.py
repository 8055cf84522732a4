"""Comparison, impact and publishing with four eyes over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.chores.deploy import deploy_over_http, pack
from api.client import Refused
from engine.model.bundle_files import files_of_folder
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import until
from tests.api.office import Office

BPMN = Path(__file__).parents[2] / "bpmn"
KEY = "tuition_reimbursement"
AREA = "P7_BUREAU"
FIELDS = {
    "degree": "bachelor",
    "study_plan": "业余时间攻读本科",
    "service_since": "2024-04-01",
    "diploma_date": "2027-01-10",
    "tuition_yuan": "18000",
}


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    folders = [BPMN / name for name in ("shared", "appropriation", KEY)]
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=folders, with_worker=True) as opened,
    ):
        yield opened


def changed_files(**replaced: tuple[str, str]) -> dict[str, bytes]:
    """The files of the bundle with texts of the diagram replaced."""
    files = files_of_folder(BPMN / KEY)
    text = files[f"{KEY}.bpmn"].decode()
    for before, after in replaced.values():
        assert before in text, before
        text = text.replace(before, after, 1)
    return {**files, f"{KEY}.bpmn": text.encode()}


def with_limit(days: int) -> dict[str, bytes]:
    return changed_files(
        limit=(
            'name="huiqian:limitWorkingDays" value="5"',
            f'name="huiqian:limitWorkingDays" value="{days}"',
        )
    )


def deploy(office: Office, files: dict[str, bytes]) -> str:
    done = office.as_("lin.chuan").upload("/bundles", pack(files), "application/zip", key=KEY)
    return str(done["bundle"])


def published(office: Office) -> dict[str, Any]:
    return office.as_("lin.chuan").get("/bundles", key=KEY, state="published")[0]


def ask(office: Office, bundle: str, by: str = "lin.chuan") -> dict[str, Any]:
    body = {"bundle": bundle, "reason": "缩短审查期限"}
    asked: dict[str, Any] = office.as_(by).command("/publish-requests", body)
    return asked


def start(office: Office) -> dict[str, Any]:
    body = {"process": KEY, "area": AREA, "fields": FIELDS}
    return office.as_("jiang.nan").command("/cases", body)


def test_should_tell_the_differences_in_words(office: Office):
    # given
    bundle = deploy(office, with_limit(3))
    # when
    found = office.as_("lin.chuan").get("/comparison", bundle=bundle)
    # then
    assert found["before"]["state"] == "published" and found["after"]["state"] == "draft"
    [change] = found["changes"]
    assert change["text"]["zh"] == "“审查”的期限由5个工作日改为3个工作日"
    assert change["text"]["en"] == "Review: the limit went from 5 working days to 3 working days"
    assert (change["group"], change["element"], change["what"]) == (
        "property",
        "office_review",
        "limit",
    )
    assert found["counts"]["property"] == 1 and found["counts"]["flow"] == 0


def test_should_count_the_open_work_that_would_differ(office: Office):
    # given
    case = start(office)
    wait_for_task(office, case["number"])
    bundle = deploy(office, with_limit(3))
    # when
    found = office.as_("lin.chuan").get("/impact", bundle=bundle)
    # then
    assert found["cases"] == 1
    assert found["versions"][0]["version"] == published(office)["version"]
    [step] = found["steps"]
    assert (step["element"], step["tasks"], step["cases"], step["held"]) == (
        "office_review",
        1,
        1,
        0,
    )
    assert [each["id"] for each in step["groups"]] == ["P7_BUREAU.bureau_office.reviewer"]
    assert (step["deadline"]["before_days"], step["deadline"]["after_days"]) == (5, 3)
    assert step["deadline"]["after_due"] < step["deadline"]["before_due"]


def wait_for_task(office: Office, number: str) -> dict[str, Any]:
    clerk = office.as_("lan.jie")
    found = until(lambda: clerk.get("/tasks", box="groups", number=number)["items"], "the task")
    task: dict[str, Any] = found[0]
    return task


def test_should_publish_only_what_another_person_signs(office: Office):
    # given: a running case and a request
    case = start(office)
    task = wait_for_task(office, case["number"])
    before = published(office)
    bundle = deploy(office, with_limit(2))
    request = ask(office, bundle)
    mine, other = office.as_("lin.chuan"), office.as_("guo.yi")
    path = f"/publish-requests/{request['id']}"
    # when
    with pytest.raises(Refused) as alone:
        mine.command(f"/bundles/{bundle}/publish")
    with pytest.raises(Refused) as same:
        mine.command(f"{path}/sign", {})
    with pytest.raises(Refused) as mine_refuses:
        mine.command(f"{path}/refuse", {"opinion": "x"})
    with pytest.raises(Refused) as stranger:
        office.as_("lan.jie").command(f"{path}/sign", {})
    with pytest.raises(Refused) as twice:
        ask(office, deploy(office, with_limit(4)))
    seen = other.get("/publish-requests", state="open")
    done = other.command(f"{path}/sign", {"opinion": "同意"})
    again = other.raw("POST", f"{path}/sign", json={})
    # then
    assert alone.value.problem == "four-eyes-needed"
    assert same.value.problem == mine_refuses.value.problem == "same-person-signs"
    assert stranger.value.problem == "role-missing"
    assert twice.value.problem == "publish-request-open"
    assert [each["id"] for each in seen] == [request["id"]] and seen[0]["may_sign"]
    assert seen[0]["evidence"]["changes"]["property"] == 1
    assert done["state"] == "published" and published(office)["bundle"] == bundle
    assert published(office)["published_by"] == "guo.yi"
    assert again.status_code == 409
    kept = mine.get(path)
    assert (kept["requested_by"]["id"], kept["decided_by"]["id"]) == ("lin.chuan", "guo.yi")
    # the running case keeps its version and its deadline, a new one has the new ones
    view = office.as_("jiang.nan").get(f"/cases/{case['case_id']}")
    assert view["bundles"][KEY] == before["bundle"]
    later = wait_for_task(office, start(office)["number"])
    now = office.as_("lan.jie").get("/tasks", box="groups", number=case["number"])["items"][0]
    assert now["due_at"] == task["due_at"] and later["due_at"] < task["due_at"]


def test_should_refuse_with_a_reason_and_let_the_asker_withdraw(office: Office):
    # given
    bundle = deploy(office, with_limit(7))
    request = ask(office, bundle)
    other = office.as_("guo.yi")
    # when
    silent = other.raw("POST", f"/publish-requests/{request['id']}/refuse", json={"opinion": " "})
    other.command(f"/publish-requests/{request['id']}/refuse", {"opinion": "期限过长"})
    second = ask(office, bundle)
    foreign = other.raw("POST", f"/publish-requests/{second['id']}/withdraw")
    office.as_("lin.chuan").command(f"/publish-requests/{second['id']}/withdraw")
    # then
    assert silent.status_code == 422 and foreign.status_code == 403
    states = [
        (each["state"], each["opinion"])
        for each in other.get("/publish-requests", key=KEY)
        if each["bundle"] == bundle
    ]
    assert states == [("withdrawn", ""), ("refused", "期限过长")]
    assert published(office)["bundle"] != bundle


def test_should_not_sign_over_a_version_published_meanwhile(office: Office):
    # given: somebody published another version by the command line
    request = ask(office, deploy(office, with_limit(8)))
    from engine.commands.actor import system_actor
    from engine.commands.publish_bundle import PublishBundle

    office.engine.handle(PublishBundle(deploy(office, with_limit(9))), system_actor("deploy"))
    # when
    with pytest.raises(Refused) as declined:
        office.as_("guo.yi").command(f"/publish-requests/{request['id']}/sign", {})
    # then
    assert declined.value.problem == "publish-base-changed"
    assert office.as_("guo.yi").get(f"/publish-requests/{request['id']}")["outdated"]
    office.as_("lin.chuan").command(f"/publish-requests/{request['id']}/withdraw")


def test_should_ask_from_a_workspace_and_from_the_command_line(office: Office, tmp_path: Path):
    # given
    client = office.as_("lin.chuan")
    workspace = client.command("/workspaces", {"bundle": published(office)["bundle"]})
    path = f"/workspaces/{workspace['id']}/files/{KEY}.bpmn"
    answer = client.request("GET", path)
    changed = answer.content.replace(
        b'name="huiqian:limitId" value="DL-03"', b'name="huiqian:limitId" value="DL-04"', 1
    )
    client.request("PUT", path, content=changed, headers={"If-Match": answer.headers["etag"]})
    # when
    found = client.get("/comparison", workspace=workspace["id"])
    body = {"workspace": workspace["id"], "reason": "编号"}
    asked = client.command("/publish-requests", body)
    client.command(f"/publish-requests/{asked['id']}/withdraw")
    folder = tmp_path / KEY
    for name, content in with_limit(11).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    said: list[str] = []
    deploy_over_http(client, [folder], said.append)
    # then
    assert [each["what"] for each in found["changes"]] == ["limit.id"]
    assert found["after"]["state"] == "workspace" and asked["bundle"] == found["after"]["bundle"]
    assert "waits for another designer" in said[0]
    [waiting] = client.get("/publish-requests", state="open")
    client.command(f"/publish-requests/{waiting['id']}/withdraw")


def test_should_list_scenarios_and_say_what_is_wrong_with_one(office: Office):
    # given
    more = {"scenarios/bad.yaml": b"id: X\nacts: nonsense\n", "scenarios/roster.xlsx": b"PK"}
    bundle = deploy(office, files_of_folder(BPMN / KEY) | more)
    # when
    found = office.as_("lin.chuan").get("/scenarios", bundle=bundle)
    # then
    assert [each["id"] for each in found] == ["EX-10", "EX-10-boundary", "bad"]
    assert found[0]["problem"] == "" and "acts" in found[2]["problem"]
    # a workspace takes the rosters over that lie beside the scenarios
    made = office.as_("lin.chuan").command("/workspaces", {"bundle": bundle})
    assert "scenarios/roster.xlsx" in str(office.as_("lin.chuan").get(f"/workspaces/{made['id']}"))
