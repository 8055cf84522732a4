"""A try-out becomes a scenario of a workspace; scenarios are played on a throw-away database."""

import time
from typing import Any

import yaml

from tests.api.office import Office
from tests.api.test_try_out import BPMN, REVIEW, Player, office

__all__ = ["office"]


def played(office: Office, workspace: str) -> dict[str, Any]:
    """Play the scenarios and wait for the end."""
    client = office.as_("lin.chuan")
    run = client.command("/scenario-runs", {"workspace": workspace})
    while run["state"] == "running":
        time.sleep(0.2)
        run = client.get(f"/scenario-runs/{run['id']}")
    assert client.get("/scenario-runs", workspace=workspace)["id"] == run["id"]
    return run


def test_should_play_what_was_tried_out_and_say_expected_against_found(office: Office):
    # given: a run told as a scenario, and the same with a wrong expectation
    player = Player(office).to_review()
    player.complete("lan.jie", "reviewed", fields=REVIEW)
    player.act("wait", by="1wd")
    free = "try.1.P7_BUREAU.bureau_office.bureau_head"
    player.complete(free, "refuse", opinion="连续工作不满3年")
    player.answer("{}")
    given = {"id": "T-1", "title_zh": "不满三年", "title_en": "Under three years"}
    told = player.client.command(
        f"/sandboxes/{player.id}/scenario", {**given, "variables": ["tuition_outcome"]}
    )
    player.delete()
    wrong = yaml.safe_load(told["text"])
    wrong |= {"id": "T-2"}
    wrong["expect"]["state"] = "paid"
    client = office.as_("lin.chuan")
    bundles = client.get("/bundles", key="tuition_reimbursement", state="published")
    workspace = client.command("/workspaces", {"bundle": bundles[0]["bundle"]})["id"]
    for file in (BPMN / "tuition_reimbursement/scenarios").iterdir():
        path = f"/workspaces/{workspace}/files/scenarios/{file.name}"
        client.request(
            "DELETE", path, headers={"If-Match": client.request("GET", path).headers["etag"]}
        )
    for path, text in (
        (told["path"], told["text"]),
        ("scenarios/T-2.yaml", yaml.safe_dump(wrong, allow_unicode=True)),
    ):
        client.request("PUT", f"/workspaces/{workspace}/files/{path}", content=text.encode())
    # when
    run = played(office, workspace)
    # then
    assert run["state"] == "done", run["failure"]
    assert (run["done"], run["total"]) == (2, 2)
    good, bad = run["results"]
    assert good["ok"] and not good["failure"], good
    assert "0 differences" in good["opinion"]
    assert not bad["ok"]
    [state] = [check for check in bad["checks"] if check["what"] == "state"]
    assert state == {"what": "state", "expected": "paid", "found": "refused", "ok": False}
    # and what the one that holds reached is told, with what it did not
    found = client.get("/scenario-coverage", workspace=workspace)
    [process] = found["processes"]
    [table] = found["tables"]
    counts = {each["id"]: each["count"] for each in process["elements"]}
    assert (counts["office_review"], counts["refused"]) == (1, 1), counts
    assert "pay" in {name for name, count in counts.items() if count == 0}, counts
    missed = [each["name"]["zh"] for each in process["flows"] if each["count"] == 0]
    assert any("→" in each for each in missed)
    assert (table["file"], sum(each["count"] for each in table["rows"])) == ("", 1)
