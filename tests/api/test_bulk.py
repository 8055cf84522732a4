"""Many tasks at once: a preview that does nothing, a command for each, a result for each."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.test_inbox import call, searchable_bundle, start

CLERKS = "P1_CITY.hrss_bureau.window_clerk"


@pytest.fixture(scope="module")
def office(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = searchable_bundle(tmp_path_factory.mktemp("bundles"))
    diagram = folder / "small.bpmn"
    text = diagram.read_text(encoding="utf-8")
    flag = '<zeebe:property name="huiqian:bulk" value="true"/></zeebe:properties>\n'
    head, middle, rest = text.partition("</zeebe:properties>\n      </bpmn:extensionElements>")
    assert middle
    diagram.write_text(head + flag + "      </bpmn:extensionElements>" + rest, encoding="utf-8")
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as opened,
    ):
        call(opened, "admin", "PUT", "/people/zheng.hao/groups", {"groups": [CLERKS]})
        yield opened


def keys(*started: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"case_id": each["case_id"], "task": each["opened"][0]["task"]} for each in started]


def preview(office: Office, person: str, **given: Any) -> Any:
    return call(office, person, "POST", "/tasks/bulk/preview", given)


def act(office: Office, person: str, key: str = "", **given: Any) -> list[dict[str, Any]]:
    done = office.as_(person).command("/tasks/bulk", given, key=key or str(uuid4()))
    found: list[dict[str, Any]] = done["results"]
    return found


def test_should_say_what_a_bulk_act_would_do_and_do_nothing(office: Office) -> None:
    # given
    first, second, held = (
        start(office, "甲", "100.50"),
        start(office, "乙", "200"),
        start(office, "丙"),
    )
    office.as_("zheng.hao").command(
        f"/cases/{held['case_id']}/tasks/{held['opened'][0]['task']}/claim"
    )
    # when
    tasks = keys(first, second, held)
    told = preview(office, "zhao.min", verb="complete", tasks=tasks)
    # then
    assert [each["number"] for each in told["items"]] == [first["number"], second["number"]]
    assert (told["amount_yuan"], told["without_amount"]) == ("300.50", 0)
    assert [(each["id"], each["opinion"]) for each in told["outcomes"]] == [
        ("accept", "optional"),
        ("reject", "required"),
    ]
    (left,) = told["left_out"]
    assert left["number"] == held["number"]
    assert left["problem"]["type"].endswith(("task-already-claimed", "not-the-assignee"))
    assert "郑浩" in left["problem"]["details"]["zh"]
    # and nothing has changed
    again = preview(office, "zhao.min", verb="claim", tasks=tasks)
    assert len(again["items"]) == 2


def test_should_give_each_case_its_own_result_once(office: Office) -> None:
    # given
    first, second, held = start(office, "丁"), start(office, "戊"), start(office, "己")
    path = f"/cases/{held['case_id']}/tasks/{held['opened'][0]['task']}/claim"
    office.as_("zheng.hao").command(path)
    key, tasks = str(uuid4()), keys(first, held, second)
    given = {"verb": "complete", "tasks": tasks, "outcome": "accept", "opinion": "材料齐全"}
    # when
    results = act(office, "zhao.min", key, **given)
    again = act(office, "zhao.min", key, **given)
    # then
    assert [bool(each["done"]) for each in results] == [True, False, True]
    assert results[1]["problem"]["status"] == 403
    assert [each["done"]["repeated"] for each in again if each["done"]] == [True, True]
    for each in (first, second):
        journal = office.as_("tian.song").get(f"/cases/{each['case_id']}/journal")
        assert [entry["command"] for entry in journal["items"]] == ["StartCase", "CompleteTask"]


def test_should_claim_release_and_transfer_in_bulk(office: Office) -> None:
    # given
    tasks = keys(start(office, "庚"), start(office, "辛"))
    # when
    assert all(each["done"] for each in act(office, "zhao.min", verb="claim", tasks=tasks))
    told = preview(office, "zhao.min", verb="transfer", tasks=tasks)
    assert [each["id"] for each in told["candidates"]] == ["zheng.hao"]
    given = {"verb": "transfer", "tasks": tasks, "to": "zheng.hao", "reason": "外出培训"}
    assert all(each["done"] for each in act(office, "zhao.min", **given))
    results = act(office, "zhao.min", verb="release", tasks=tasks)
    # then
    assert [each["problem"]["status"] for each in results] == [403, 403]
    assert all(each["done"] for each in act(office, "zheng.hao", verb="release", tasks=tasks))


def test_should_not_reach_tasks_of_others(office: Office) -> None:
    tasks = keys(start(office, "壬"))
    told = preview(office, "li.wei", verb="claim", tasks=tasks)
    assert (told["items"], told["left_out"][0]["problem"]["status"]) == ([], 404)
    (result,) = act(office, "chen.jing", verb="claim", tasks=tasks)
    assert result["problem"]["status"] == 403


def test_should_complete_in_bulk_only_where_the_diagram_says_so(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # given: the same bundle without the property
    folder = searchable_bundle(tmp_path_factory.mktemp("bundles"))
    with database.fresh_database(postgres_server) as url, Office(url, bundles=[folder]) as plain:
        tasks = keys(start(plain, "癸"))
        # when
        told = preview(plain, "zhao.min", verb="complete", tasks=tasks)
        (result,) = act(plain, "zhao.min", verb="complete", tasks=tasks, outcome="accept")
        # then
        assert told["items"] == []
        for found in (told["left_out"][0], result):
            assert found["problem"]["type"] == "urn:huiqian:problem:not-in-bulk"
        assert len(preview(plain, "zhao.min", verb="claim", tasks=tasks)["items"]) == 1
