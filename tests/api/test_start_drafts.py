"""Drafts of applications 草稿: kept as typed, one's own, never filed twice, never overwritten."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle

ADDRESS = "/start-drafts/small"


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


@pytest.fixture(autouse=True)
def _no_draft(office: Office) -> None:
    office.as_("chen.jing").raw("DELETE", ADDRESS)


def save(office: Office, fields: dict[str, Any], revision: int, **more: Any) -> httpx.Response:
    document = {"fields": fields, "revision": revision, **more}
    return office.as_("chen.jing").raw("PUT", ADDRESS, json=document)


def test_should_keep_what_is_typed_right_or_wrong(office: Office) -> None:
    # given
    typed = {"purpose": "", "phone": "不是号码", "unknown": [1.5, None, {"a": "b"}]}
    # when
    first = save(office, typed, 0, area="P1_CITY")
    second = save(office, typed | {"purpose": "培"}, first.json()["revision"], area="P1_CITY")
    # then
    assert (first.status_code, second.json()["revision"]) == (200, 2)
    kept = office.as_("chen.jing").get(ADDRESS)
    assert kept["fields"] == typed | {"purpose": "培"}
    assert (kept["area"], kept["case_id"]) == ("P1_CITY", None)
    [row] = office.as_("chen.jing").get("/start-drafts")
    assert (row["process"], row["title_zh"]) == ("small", "小流程")


def test_should_keep_rows_of_a_roster_apart(office: Office) -> None:
    # given
    chen = office.as_("chen.jing")
    sheet = {"fields": ["name"], "rows": [["王小明"], ["李"]], "name": "r.csv"}
    # when
    one = chen.raw("PUT", f"{ADDRESS}/sheets/plan", json=sheet | {"revision": 0})
    two = save(office, {"purpose": "培训"}, one.json()["revision"])
    # then
    kept = chen.get(ADDRESS)
    assert kept["sheets"] == {"plan": sheet} and kept["fields"] == {"purpose": "培训"}
    gone = chen.raw("DELETE", f"{ADDRESS}/sheets/plan", params={"revision": two.json()["revision"]})
    assert gone.status_code == 200 and chen.get(ADDRESS)["sheets"] == {}


def test_should_not_overwrite_what_another_window_saved(office: Office) -> None:
    # given
    save(office, {"purpose": "一"}, 0)
    save(office, {"purpose": "二"}, 1)
    # when
    declined = [save(office, {"purpose": "旧"}, 1), save(office, {"purpose": "新"}, 0)]
    # then
    for answer in declined:
        assert answer.status_code == 409
        assert answer.json()["facts"]["revision"] == 2
    assert office.as_("chen.jing").get(ADDRESS)["fields"] == {"purpose": "二"}


def test_should_show_a_draft_to_nobody_else(office: Office) -> None:
    save(office, {"purpose": "秘密"}, 0)
    assert office.as_("lu.ming").raw("GET", ADDRESS).status_code == 404
    assert office.as_("lu.ming").get("/start-drafts") == []


def test_should_know_that_a_draft_was_filed_although_the_answer_was_lost(office: Office) -> None:
    # given
    save(office, {"purpose": "培训"}, 0)
    chen = office.as_("chen.jing")
    draft = chen.get(ADDRESS)
    body = {"process": "small", "area": "P1_CITY", "fields": draft["fields"]}
    headers = {"Idempotency-Key": draft["key"]}
    # when
    first = chen.raw("POST", "/cases", json=body, headers=headers)
    again = chen.raw("POST", "/cases", json=body, headers=headers)
    # then
    assert first.json()["case_id"] == again.json()["case_id"] == chen.get(ADDRESS)["case_id"]
    assert again.json()["repeated"] is True
    assert chen.get("/start-drafts") == []


def test_should_file_under_the_same_key_after_a_declined_attempt(office: Office) -> None:
    # given
    save(office, {}, 0)
    chen = office.as_("chen.jing")
    headers = {"Idempotency-Key": chen.get(ADDRESS)["key"]}
    body = {"process": "small", "area": "P1_CITY", "fields": {}}
    # when
    declined = chen.raw("POST", "/cases", json=body, headers=headers)
    unfiled = chen.get(ADDRESS)["case_id"]
    filed = chen.raw("POST", "/cases", json=body | {"fields": {"purpose": "x"}}, headers=headers)
    # then
    assert (declined.status_code, unfiled, filed.status_code) == (422, None, 201)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/start-drafts/none", {"fields": {}, "revision": 0}, 404),
        (ADDRESS, {"fields": {}, "revision": 0, "area": "nowhere"}, 404),
        (ADDRESS, {"fields": {"a": "\x00"}, "revision": 0}, 422),
        (f"{ADDRESS}/sheets/none", {"fields": ["name"], "rows": [], "revision": 0}, 403),
    ],
)
def test_should_decline_what_cannot_be_a_draft(
    office: Office, path: str, body: dict[str, Any], status: int
) -> None:
    assert office.as_("chen.jing").raw("PUT", path, json=body).status_code == status
