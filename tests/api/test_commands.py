"""Commands over HTTP: idempotency, versions, field rights, clear refusals, paging, the clock."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from api.client import Refused
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle


@pytest.fixture(scope="module")
def office(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as opened,
    ):
        yield opened


def start(office: Office, key: str = "", purpose: str = "培训") -> dict[str, Any]:
    body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": purpose}}
    done: dict[str, Any] = office.as_("chen.jing").command("/cases", body, key=key)
    return done


def task_path(done: dict[str, Any]) -> str:
    return f"/cases/{done['case_id']}/tasks/{done['opened'][0]['task']}"


def refusal(office: Office, person: str, path: str, body: Any = None, **headers: str) -> Refused:
    with pytest.raises(Refused) as refused:
        office.as_(person).command(path, body, **headers)
    return refused.value


def test_should_start_once_for_one_key(office: Office) -> None:
    # given
    key = str(uuid4())
    # when
    first, again = start(office, key), start(office, key)
    # then
    assert first["case_id"] == again["case_id"]
    assert (first["repeated"], again["repeated"]) == (False, True)


def test_should_need_a_key(office: Office) -> None:
    body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "x"}}
    answer = office.as_("chen.jing").raw("POST", "/cases", json=body)
    assert answer.status_code == 422
    assert "idempotency-key" in answer.text.lower()


def test_should_complete_once_for_one_key(office: Office) -> None:
    # given
    path = task_path(start(office))
    clerk = office.as_("zhao.min")
    clerk.command(f"{path}/claim")
    # when
    done = [
        clerk.command(f"{path}/complete", {"outcome": "accept"}, key="the-same") for _ in range(2)
    ]
    # then
    assert [each["repeated"] for each in done] == [False, True]
    assert done[0]["version"] == done[1]["version"]
    assert done[0]["ended"] is True


def test_should_decline_an_old_version(office: Office) -> None:
    # given
    done = start(office)
    path = task_path(done)
    office.as_("zhao.min").command(f"{path}/claim")
    # when
    refused = refusal(office, "zhao.min", f"{path}/release", **{"If-Match": str(done["version"])})
    # then
    assert (refused.status, refused.problem) == (412, "version-mismatch")


def test_should_decline_what_a_person_may_not_do(office: Office) -> None:
    # given
    path = task_path(start(office))
    # then
    assert refusal(office, "chen.jing", f"{path}/claim").problem == "not-a-candidate"
    assert refusal(office, "li.wei", f"{path}/claim").problem == "not-a-candidate"
    office.as_("zhao.min").command(f"{path}/claim")
    wrong = refusal(office, "zhao.min", f"{path}/complete", {"outcome": "maybe"})
    assert (wrong.status, wrong.problem) == (422, "unknown-outcome")
    silent = refusal(office, "zhao.min", f"{path}/complete", {"outcome": "reject"})
    assert silent.problem == "opinion-required"
    body = {"outcome": "accept", "fields": {"purpose": "changed"}}
    assert refusal(office, "zhao.min", f"{path}/complete", body).problem in (
        "field-not-writable",
        "form-invalid",
    )


def test_should_tell_what_is_wrong_with_a_form(office: Office) -> None:
    refused = refusal(
        office, "chen.jing", "/cases", {"process": "small", "area": "P1_CITY", "fields": {}}
    )
    assert refused.status == 422
    assert [each["rule"] for each in refused.document["problems"]] == ["required"]
    assert all(each["zh"] and each["en"] for each in refused.document["problems"])


def test_should_name_what_is_unknown(office: Office) -> None:
    area = refusal(office, "chen.jing", "/cases", {"process": "small", "area": "nowhere"})
    process = refusal(office, "chen.jing", "/cases", {"process": "none", "area": "P1_CITY"})
    assert (area.problem, process.problem) == ("area-not-found", "process-not-found")


def test_should_show_the_fields_the_form_lets_one_see(office: Office) -> None:
    # given
    path = task_path(start(office, purpose="岗前培训"))
    # when
    task = office.as_("zhao.min").get(path)
    # then
    assert task["values"] == {"purpose": "岗前培训"}
    assert task["form"]["rights"] == {"purpose": "read", "remark": "write"}
    assert task["may_claim"]


def test_should_keep_a_draft_for_its_author(office: Office) -> None:
    # given
    path = task_path(start(office))
    clerk = office.as_("zhao.min")
    clerk.command(f"{path}/claim")
    # when
    clerk.command(f"{path}/draft", {"fields": {"remark": "half"}}, method="PUT")
    # then
    assert clerk.get(path)["draft"]["fields"] == {"remark": "half"}
    assert office.as_("tian.song").get(path)["draft"] is None


def test_should_replay_any_entry_for_auditors(office: Office) -> None:
    # given
    done = start(office)
    path = task_path(done)
    office.as_("zhao.min").command(f"{path}/claim")
    auditor = office.as_("tian.song")
    # when
    states = [
        auditor.get(f"/cases/{done['case_id']}/state", entry=entry)["state"] for entry in (1, 2)
    ]
    # then
    task = path.rpartition("/")[2]
    assert "assignee" not in states[0]["tasks"][task]
    assert states[1]["tasks"][task]["assignee"] == "zhao.min"


def test_should_page_by_key(office: Office) -> None:
    # given
    made = {start(office)["case_id"] for _ in range(5)}
    client = office.as_("chen.jing")
    # when
    seen: list[str] = []
    after: str | None = None
    while True:
        page = client.get("/cases", limit=2, after=after)
        seen += [case["case_id"] for case in page["items"]]
        after = page["next"]
        if after is None:
            break
    # then
    assert made <= set(seen)
    assert len(seen) == len(set(seen))
    assert client.raw("GET", "/cases", params={"after": "bm9uc2Vuc2U"}).status_code == 422


def test_should_not_take_internal_messages_from_people(office: Office) -> None:
    body = {"name": "withdraw_application", "key": str(uuid4())}
    assert refusal(office, "zhou.ping", "/messages", body).problem == "message-is-internal"


def test_should_move_a_trial_clock_forward_only(office: Office) -> None:
    operator = office.as_("xia.qing")
    before = operator.get("/clock")
    assert before["trial"]
    after = operator.command("/clock/advance", {"by": "1wd", "area": "P1_CITY"})
    assert after["now"] > before["now"]
    backwards = refusal(office, "xia.qing", "/clock/advance", {"by": "2020-01-01"})
    assert backwards.problem == "clock-moves-forward-only"
    nonsense = refusal(office, "xia.qing", "/clock/advance", {"by": "soon"})
    assert nonsense.problem == "step-not-understood"
