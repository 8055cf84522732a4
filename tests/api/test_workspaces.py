"""Workspaces over HTTP: saves, conflicts, restore, hostile files, checks, expressions, deploy."""

import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from api.client import Client
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import DIAGRAM, small_bundle

DESIGNER, OTHER = "lin.chuan", "qin.yue"
XXE = b"""<?xml version="1.0"?>
<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="&x;"/>
</definitions>"""
BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><definitions>&c;</definitions>"""


@pytest.fixture(scope="module")
def studio(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as office,
    ):
        admin = office.as_("admin")
        person = {"id": OTHER, "name_zh": "秦越", "name_en": "Qin Yue", "area": "P1_CITY"}
        admin.raw("POST", "/people", json=person)
        admin.raw("PUT", f"/people/{OTHER}/groups", json={"groups": _groups(office)})
        password = {"password": "huiqian-demo"}
        admin.raw("PUT", f"/people/{OTHER}/password", json=password)
        yield office


def _groups(office: Office) -> list[str]:
    found: list[str] = office.as_("admin").get(f"/people/{DESIGNER}")["groups"]
    return found


@pytest.fixture
def designer(studio: Office) -> Client:
    return studio.as_(DESIGNER)


def make(client: Client, template: str = "approval", key: str = "my_flow") -> str:
    done = client.raw("POST", "/workspaces", json={"template": template, "key": key})
    assert done.status_code == 201, done.text
    return str(done.json()["id"])


def put(client: Client, workspace: str, path: str, content: bytes, on: int | None) -> Any:
    headers = {"Content-Type": "application/octet-stream"}
    if on is not None:
        headers["If-Match"] = f'"{on}"'
    address = f"/workspaces/{workspace}/files/{path}"
    return client.raw("PUT", address, content=content, headers=headers)


def saves_of(client: Client, workspace: str, path: str) -> Any:
    address = f"/workspaces/{workspace}/saves"
    return client.raw("GET", address, params={"path": path}).json()


def test_should_make_a_workspace_of_a_published_bundle(designer: Client) -> None:
    # given
    [bundle] = [each for each in designer.get("/bundles") if each["key"] == "small"]
    # when
    made = designer.raw("POST", "/workspaces", json={"bundle": bundle["bundle"]}).json()
    # then
    view = designer.get(f"/workspaces/{made['id']}")
    assert view["based_on"] == bundle["bundle"]
    assert view["based_on_version"] == 1
    assert [each["path"] for each in view["contents"]] == [
        "forms/acceptance.json",
        "forms/start.json",
        "small.bpmn",
    ]
    assert view["created_by"]["zh"]
    assert designer.raw("GET", f"/workspaces/{made['id']}/files/small.bpmn").text == DIAGRAM


@pytest.mark.parametrize("template", ["approval", "countersign", "blank"])
def test_should_offer_templates_that_deploy_without_a_warning(
    designer: Client, template: str
) -> None:
    # given
    workspace = make(designer, template, f"from_{template}")
    # when
    found = designer.get(f"/workspaces/{workspace}/problems")
    # then
    assert [p for p in found["problems"] if p["severity"] != "carried"] == []
    done = designer.command(f"/workspaces/{workspace}/deploy", None)
    assert done["state"] == "draft"
    assert done["key"] == f"from_{template}"


def test_should_keep_what_does_not_parse_and_every_save(designer: Client) -> None:
    # given
    workspace = make(designer)
    at = designer.get(f"/workspaces/{workspace}")["contents"]
    on = next(each["number"] for each in at if each["path"] == "my_flow.bpmn")
    # when
    saved = put(designer, workspace, "my_flow.bpmn", b"<bpmn:definitions", on).json()
    again = put(designer, workspace, "my_flow.bpmn", b"<bpmn:definitions", saved["number"]).json()
    # then the same content again adds nothing
    assert again["number"] == saved["number"]
    assert designer.raw("GET", f"/workspaces/{workspace}/files/my_flow.bpmn").content == (
        b"<bpmn:definitions"
    )
    problems = designer.get(f"/workspaces/{workspace}/problems")
    assert problems["errors"] > 0
    assert problems["problems"][0]["rule"] == "xml.syntax"
    # when
    restored = designer.raw(
        "POST", f"/workspaces/{workspace}/restores", json={"number": on, "on": saved["number"]}
    ).json()
    # then restoring adds a save
    assert restored["number"] > saved["number"]
    assert (restored["act"], restored["refers_to"]) == ("restore", on)
    kept = saves_of(designer, workspace, "my_flow.bpmn")
    assert [each["number"] for each in kept] == [restored["number"], saved["number"], on]
    assert designer.get(f"/workspaces/{workspace}/problems")["errors"] == 0


def test_should_overwrite_nothing_when_two_designers_save(studio: Office) -> None:
    # given
    mine, theirs = studio.as_(DESIGNER), studio.as_(OTHER)
    workspace = make(mine)
    path = "forms/start.json"
    at = {e["path"]: e["number"] for e in mine.get(f"/workspaces/{workspace}")["contents"]}
    # when
    first = put(theirs, workspace, path, b'{"theirs": 1}', at[path])
    second = put(mine, workspace, path, b'{"mine": 1}', at[path])
    # then
    assert first.status_code == 200
    assert second.status_code == 412
    assert second.json()["facts"]["saved_by"] == OTHER
    assert second.json()["facts"]["number"] == first.json()["number"]
    held = mine.raw("GET", f"/workspaces/{workspace}/files/{path}").content
    assert held == b'{"theirs": 1}'


def test_should_let_one_of_many_savers_pass(studio: Office) -> None:
    # given
    workspace = make(studio.as_(DESIGNER))
    at = {
        e["path"]: e["number"]
        for e in studio.as_(DESIGNER).get(f"/workspaces/{workspace}")["contents"]
    }
    clients = [studio.signed_in(DESIGNER) for _ in range(6)]
    # when
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(
                lambda i: (
                    put(
                        clients[i], workspace, "forms/start.json", b"%d" % i, at["forms/start.json"]
                    ).status_code
                ),
                range(6),
            )
        )
    # then
    assert sorted(answers) == [200, 412, 412, 412, 412, 412]


def test_should_tell_who_else_is_there(studio: Office) -> None:
    # given
    workspace = make(studio.as_(DESIGNER))
    studio.as_(OTHER).raw("POST", f"/workspaces/{workspace}/visits", json={"path": "my_flow.bpmn"})
    # when
    found = studio.as_(DESIGNER).raw("POST", f"/workspaces/{workspace}/visits", json={}).json()
    # then
    assert [v["person"]["zh"] for v in found["visitors"]] == ["秦越"]
    assert found["visitors"][0]["path"] == "my_flow.bpmn"


def test_should_bring_back_files_and_workspaces_that_were_deleted(designer: Client) -> None:
    # given
    workspace = make(designer)
    # when
    gone = designer.raw("DELETE", f"/workspaces/{workspace}/files/forms/review.json").json()
    # then
    assert gone["removed"]
    missing = designer.raw("GET", f"/workspaces/{workspace}/files/forms/review.json")
    assert missing.status_code == 404
    fixes = [p["fix"] for p in designer.get(f"/workspaces/{workspace}/problems")["problems"]]
    assert {"act": "create-form", "form": "review"} in [
        {"act": fix["act"], **fix["facts"]} for fix in fixes if fix
    ]
    # when
    before = saves_of(designer, workspace, "forms/review.json")[1]["number"]
    designer.raw("POST", f"/workspaces/{workspace}/restores", json={"number": before})
    # then
    assert designer.get(f"/workspaces/{workspace}/problems")["errors"] == 0, designer.get(
        f"/workspaces/{workspace}/problems"
    )
    # when
    designer.raw("DELETE", f"/workspaces/{workspace}")
    assert designer.raw("GET", f"/workspaces/{workspace}").status_code == 404
    assert workspace in [w["id"] for w in designer.get("/workspaces", deleted=True)]
    designer.raw("POST", f"/workspaces/{workspace}/bring-back")
    # then
    assert designer.raw("GET", f"/workspaces/{workspace}").status_code == 200


def test_should_take_a_diagram_under_the_id_of_its_process(designer: Client) -> None:
    done = designer.upload(
        "/workspaces/imports", DIAGRAM.encode(), "application/octet-stream", name="draft 7.bpmn"
    )

    assert (done["key"], done["title"], done["files"]) == ("small", "小流程", 1)


def test_should_take_what_cannot_be_read_and_say_what_was_left_out(designer: Client) -> None:
    # given
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("flow.bpmn", "not xml at all")
        package.writestr("forms/start.json", "{")
        package.writestr("readme.txt", "hello")
    # when
    done = designer.upload(
        "/workspaces/imports", packed.getvalue(), "application/octet-stream", name="flow.zip"
    )
    # then
    assert done["left_out"] == ["readme.txt"]
    held = designer.raw("GET", f"/workspaces/{done['id']}/files/flow.bpmn").text
    assert held == "not xml at all"


@pytest.mark.parametrize(
    ("content", "rule"),
    [(XXE, "xml.doctype"), (BOMB, "xml.doctype"), (b"<a>" * 5_000, "xml."), (b"", "xml.")],
)
def test_should_open_no_hostile_diagram(designer: Client, content: bytes, rule: str) -> None:
    # given
    workspace = make(designer)
    # when
    saved = put(designer, workspace, "my_flow.bpmn", content, None)
    # then it is kept as text, and refused as a diagram
    assert saved.status_code == 200
    found = designer.get(f"/workspaces/{workspace}/problems")
    assert any(p["rule"].startswith(rule) for p in found["problems"])
    assert "root:" not in str(found)
    assert designer.raw("GET", f"/workspaces/{workspace}/outline").status_code == 200
    refused = designer.raw(
        "POST", f"/workspaces/{workspace}/deploy", headers={"Idempotency-Key": rule}
    )
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "path", ["../x.bpmn", "x.exe", "forms/a/b.json", "scenarios/x.sh", "a/b.bpmn", "forms/.json/x"]
)
def test_should_take_no_file_outside_a_bundle(designer: Client, path: str) -> None:
    workspace = make(designer)

    answer = put(designer, workspace, path.replace("..", "%2e%2e"), b"x", None)

    assert answer.status_code in (404, 422)


def test_should_take_no_file_beyond_the_limit(designer: Client) -> None:
    workspace = make(designer)

    answer = put(designer, workspace, "big.bpmn", b"x" * (5 * 1024 * 1024 + 1), None)

    assert answer.status_code == 413


def ask(client: Client, workspace: str, source: str, **more: Any) -> Any:
    address = f"/workspaces/{workspace}/expressions"
    answer = client.raw("POST", address, json={"source": source, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_should_value_an_expression_on_example_data(designer: Client) -> None:
    # given
    workspace = make(designer)
    values = {"amount_yuan": {"n": "1409.50"}}
    # when
    found = ask(designer, workspace, "=amount_yuan > 1000", values=values)
    # then
    assert (found["value"], found["shown"], found["type"]) == (True, "true", "boolean")
    assert found["reads"] == ["amount_yuan"]
    assert found["remarks"] == []


def test_should_point_at_what_is_wrong_in_an_expression(designer: Client) -> None:
    # given
    workspace = make(designer)
    # when
    broken = ask(designer, workspace, "amount_yuan >")
    slip = ask(designer, workspace, "amount_yaun > 5")
    unfit = ask(designer, workspace, 'amount_yuan > "5"')
    # then
    assert broken["remarks"][0]["severity"] == "error"
    assert broken["remarks"][0]["column"] > 0
    assert slip["remarks"][0]["rule"] == "unknown-variable"
    assert slip["remarks"][0]["instead"] == "amount_yuan"
    assert [r["rule"] for r in unfit["remarks"]] == ["types-never-fit"]


@pytest.mark.parametrize(
    "source",
    [
        "for a in 1..100000, b in 1..100000 return a*b",
        'string join(for i in 1..9999 return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")',
        "__import__('os').system('id')",
        "(" * 500,
        'function(x) external {java: {class: "java.lang.Runtime"}}',
    ],
)
def test_should_end_a_hostile_expression_within_its_budget(designer: Client, source: str) -> None:
    workspace = make(designer)

    found = ask(designer, workspace, source, values={})

    assert any(remark["severity"] == "error" for remark in found["remarks"])
    assert not found["has_value"]


def test_should_know_who_writes_and_reads_a_variable_even_in_a_broken_diagram(
    designer: Client,
) -> None:
    # given a diagram with an error
    workspace = make(designer)
    address = f"/workspaces/{workspace}/files/my_flow.bpmn"
    text = designer.raw("GET", address).text
    put(designer, workspace, "my_flow.bpmn", text.replace("zeebe:script", "x").encode(), None)
    broken = text.replace('sourceRef="submit"', 'sourceRef="nowhere"', 1)
    put(designer, workspace, "my_flow.bpmn", broken.encode(), None)
    assert designer.get(f"/workspaces/{workspace}/problems")["errors"] > 0
    # when
    outline = designer.get(f"/workspaces/{workspace}/outline")
    # then
    found = {each["name"]: each for each in outline["variables"]}
    assert found["amount_yuan"]["type"] == "number"
    assert found["amount_yuan"]["label"] == {"zh": "申请金额", "en": "Amount asked for"}
    assert {use["element"] for use in found["amount_yuan"]["writers"]} == {"start", "correction"}
    assert [use["element"] for use in found["decision_outcome"]["readers"]] == [
        "decided_to_approved"
    ]
    assert {each["id"] for each in outline["steps"]} >= {"acceptance", "review", "decision"}


def test_should_tell_gaps_of_a_decision_table(designer: Client) -> None:
    # given
    workspace = make(designer)
    table = TABLE.encode()
    # when
    put(designer, workspace, "level.dmn", table, 0)
    # then
    found = designer.get(f"/workspaces/{workspace}/problems")["problems"]
    told = {p["rule"]: p["message"]["en"] for p in found if p["file"] == "level.dmn"}
    assert "amount" in told["dmn.gap"]
    assert "overlap" in told["dmn.overlap"]


def test_should_list_functions_with_examples(designer: Client) -> None:
    found = {each["name"]: each for each in designer.get("/workspaces/functions")}

    assert found["end of working day"]["extension"] == "huiqian"
    assert found["substring"]["parameters"][0] == "string"
    assert "bureau" in found


TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">
  <decision id="level" name="level">
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i"><inputExpression id="e" typeRef="number"><text>amount</text></inputExpression>
      </input>
      <output id="o" name="level" typeRef="string"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 10</text></inputEntry>
        <outputEntry id="b1"><text>"low"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>[5..20]</text></inputEntry>
        <outputEntry id="b2"><text>"high"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""
