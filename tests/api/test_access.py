"""Deny by default: every route × every kind of person × own and foreign cases, by the table."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.demo.load import PASSWORD
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.access_table import (
    ABSENT_ALTHOUGH_ALLOWED,
    ENDS_SESSION,
    OPEN_ALTHOUGH_401,
    PEOPLE,
    TABLE,
)
from tests.api.office import Office
from tests.api.small_bundle import small_bundle

PERSONAL = "13812345678"


@dataclass(frozen=True)
class House:
    """An office with one case at its window clerk, and an attachment of the applicant."""

    office: Office
    case_id: str
    task: int
    attachment: str


@pytest.fixture(scope="module")
def house(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as office,
    ):
        applicant = office.as_("chen.jing")
        attachment = applicant.upload(
            "/attachments",
            b"a plan",
            "application/octet-stream",
            name="plan.txt",
            media_type="text/plain",
        )
        fields = {"purpose": "培训", "phone": PERSONAL, "plan": attachment["reference"]}
        body = {"process": "small", "area": "P1_CITY", "fields": fields}
        done = applicant.command("/cases", body)
        task = done["opened"][0]["task"]
        yield House(office, done["case_id"], task, attachment["sha256"])


def test_every_route_is_in_the_table(house: House) -> None:
    # given
    document = house.office.anonymous().get("/openapi.json")
    routes = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    # then
    assert routes - TABLE.keys() == set(), "routes nobody decided about"
    assert TABLE.keys() - routes == set(), "rows without a route"


def call(house: House, method: str, path: str, person: str) -> httpx.Response:
    row = TABLE[method, path]
    known = {"case_id": house.case_id, "task": str(house.task), "sha256": house.attachment}
    address = path.format(**known | row.path)
    user = PEOPLE[person]
    if user is None:
        client = house.office.anonymous()
    elif (method, path) in ENDS_SESSION:
        client = house.office.signed_in(user)
    else:
        client = house.office.as_(user)
    options: dict[str, Any] = {"params": row.query, "headers": {"Idempotency-Key": str(uuid4())}}
    if row.content is not None:
        options["content"] = row.content
        options["headers"]["Content-Type"] = row.media_type
    elif method in ("POST", "PUT"):
        options["json"] = row.json if row.json is not None else {}
    return client.raw(method, address, **options)


@pytest.mark.slow
@pytest.mark.parametrize("route", sorted(TABLE), ids=lambda route: " ".join(route))
def test_should_let_pass_whom_the_table_names(house: House, route: tuple[str, str]) -> None:
    method, path = route
    unexpected = []
    # The last one allowed may change the case, so whoever is refused is asked first.
    for person in sorted(PEOPLE, key=lambda each: each in TABLE[route].allowed):
        answer = call(house, method, path, person)
        allowed = person in TABLE[route].allowed
        if answer.status_code >= 500 or allowed != _passed(route, answer):
            unexpected.append(f"{person}: {answer.status_code} {answer.text[:200]}")
    assert not unexpected, "\n".join(unexpected)


def _passed(route: tuple[str, str], answer: httpx.Response) -> bool:
    if answer.status_code == 401:
        return route in OPEN_ALTHOUGH_401 and "wrong-password" in answer.text
    if answer.status_code == 404:
        return route in ABSENT_ALTHOUGH_ALLOWED
    return answer.status_code != 403


@pytest.mark.parametrize("person", sorted(set(PEOPLE) - {"nobody"}))
def test_should_list_only_what_one_may_see(house: House, person: str) -> None:
    # given
    client = house.office.as_(str(PEOPLE[person]))
    sees = TABLE["GET", "/cases/{case_id}"].allowed
    # when
    listed = [case["case_id"] for case in client.get("/cases")["items"]]
    free = [task["case_id"] for task in client.get("/tasks", box="groups")["items"]]
    held = [task["case_id"] for task in client.get("/tasks", box="mine")["items"]]
    # then
    assert listed == ([house.case_id] if person in sees else [])
    assert set(free + held) == ({house.case_id} if person == "window_clerk" else set())


def test_should_mask_personal_data_where_the_role_does_not_need_it(house: House) -> None:
    # given
    path = f"/cases/{house.case_id}"
    # when
    texts = {
        person: house.office.as_(str(PEOPLE[person])).raw("GET", path).text
        for person in ("applicant", "window_clerk", "auditor_with_letter", "inspector")
    }
    # then
    assert PERSONAL in texts["applicant"]
    assert PERSONAL in texts["inspector"]
    assert PERSONAL not in texts["window_clerk"], "the form of the task does not show it"
    assert PERSONAL not in texts["auditor_with_letter"]
    assert "138****5678" in texts["auditor_with_letter"]


def test_should_record_readings_by_those_without_a_part(house: House) -> None:
    from sqlalchemy import text

    # given
    house.office.as_("tian.song").get(f"/cases/{house.case_id}/journal")
    # when
    with house.office.engine.database.connect() as connection:
        rows = connection.execute(
            text("select person, what from engine.reading where case_id = :id"),
            {"id": house.case_id},
        ).all()
    # then
    assert ("tian.song", "journal") in [tuple(row) for row in rows]
    assert "chen.jing" not in {row[0] for row in rows}


#: An office or a letter for another city, and a post in the city of the case.
TWO_PLACES = {
    "head here, audit firm's letter elsewhere": ("pi.jun", "P1_CITY.hrss_bureau.bureau_head"),
    "clerk here, audit firm's letter elsewhere": ("pi.jun", "P1_CITY.hrss_bureau.window_clerk"),
    "head here, inspecting auditor elsewhere": ("qin.yue", "P1_CITY.hrss_bureau.bureau_head"),
    "clerk here, inspecting auditor elsewhere": ("qin.yue", "P1_CITY.hrss_bureau.window_clerk"),
}


@pytest.mark.parametrize("name", sorted(TWO_PLACES))
def test_should_not_open_here_what_an_office_opens_elsewhere(house: House, name: str) -> None:
    # given
    person, post = TWO_PLACES[name]
    admin, office = house.office.as_("admin"), house.office
    if person == "qin.yue":
        add_inspector(admin, person, "321300.hrss_bureau")
    before = admin.get(f"/people/{person}")["groups"]
    admin.request("PUT", f"/people/{person}/groups", json={"groups": [*before, post]})
    path, task = f"/cases/{house.case_id}", f"/cases/{house.case_id}/tasks/{house.task}"
    reader = office.as_(person)
    # when
    whole = ["journal", "journal.jsonl", "journal.csv", "evidence.zip", "replay", "integrity"]
    answers = {each: reader.raw("GET", f"{path}/{each}").status_code for each in [*whole, "state"]}
    case = reader.get(path)
    form = reader.get(task)
    # then
    assert set(answers.values()) == {404}, answers
    assert PERSONAL not in json.dumps([case, form], ensure_ascii=False)
    if post.endswith("window_clerk"):
        assert set(reader.get(f"{path}/variables")["values"]) == {"purpose"}
        assert form["form"] is not None
    else:
        assert reader.get(f"{path}/variables")["values"] == {}
        assert form["form"] is None
    admin.request("PUT", f"/people/{person}/groups", json={"groups": before})


def add_inspector(admin: Any, person: str, bureau: str) -> None:
    """An inspecting auditor of the bureau's area alone."""
    given = {"id": person, "name_zh": "秦越", "name_en": "Qin Yue", "organisation": bureau}
    groups = [f"{bureau}.auditor"]
    if admin.raw("GET", f"/people/{person}").status_code == 404:
        admin.request("POST", "/people", json={**given, "groups": groups, "password": PASSWORD})
