"""The player's own module, run over whole journals: what the server says, at every entry."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.scenarios.reading import read_scenarios
from api.scenarios.running import run
from api.scenarios.server import GivenServer
from engine.journal.refinding import refind_all
from engine.store.connections import plain_url
from tests.web.browser import NODE, ROOT
from tests.web.served import Served

pytestmark = pytest.mark.browser  # it needs what the browser tests need: Node.js

SCRIPT = ROOT / "tests" / "web" / "replay_states.mjs"
GOLDEN = ROOT / "tests" / "replay" / "golden"
#: A claim with five processes inside one another, one with an advance, countersigns, a return.
PLAYED = ("EX-01", "EX-06", "A2-qualified", "B1-returned")
FILES = (
    "claim_certificate/scenarios/EX-01.yaml",
    "project_settlement/scenarios/EX-06.yaml",
    "accred_training_institution/scenarios/qualification.yaml",
    "dir_trade/scenarios/trade.yaml",
)
INSPECTOR = "tian.song"
DRAWN = re.compile(
    r'(?:<zeebe:(?:in|out)put [^>]*target|resultVariable|inputElement|outputCollection)="(\w+)"'
)
VOCABULARY = ROOT / "web/src/features/audit/replay/vocabulary.ts"


def replayed(journal: bytes) -> dict[str, Any]:
    done = subprocess.run([str(NODE), str(SCRIPT)], input=journal, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def played(served: Served) -> Iterator[list[dict[str, Any]]]:
    """The cases of several scenarios, as far as they go beside one another in one database."""
    paths = [ROOT / "bpmn" / each for each in FILES]
    wanted = [each for each in read_scenarios(paths) if each.scenario.id in PLAYED]
    assert len(wanted) == len(PLAYED)
    list(run(wanted, GivenServer(served.url)))
    yield served.api(INSPECTOR).get("/cases", limit=200)["items"]


def test_should_stand_where_the_server_says_after_every_entry(
    served: Served, played: list[dict[str, Any]]
) -> None:
    inspector = served.api(INSPECTOR)
    entries = 0
    for case in played:
        # when
        address = f"/cases/{case['case_id']}"
        told = replayed(inspector.raw("GET", f"{address}/journal.jsonl").content)
        # then
        assert told["isStable"], "moving back gave another state than moving forth"
        assert told["findings"] == [] and told["agrees"], case["number"]
        for entry, state in enumerate(told["states"], 1):
            said = inspector.get(f"{address}/state", entry=entry)
            assert state["state"] == said["state"], f"{case['number']} entry {entry}"
            assert state["variables"] == said["variables"], f"{case['number']} entry {entry}"
        entries += len(told["states"])
    assert len(played) >= 4 and entries >= 60


def test_should_have_words_for_every_variable_of_the_flows(
    served: Served, played: list[dict[str, Any]]
) -> None:
    # given what the player knows besides the labels of forms
    text = VOCABULARY.read_text(encoding="utf-8").partition("\n  en: {")
    known = [set(re.findall(r"'var\.(\w+)'", half)) for half in (text[0], text[2])]
    assert known[0] == known[1]
    inspector = served.api(INSPECTOR)
    nameless = drawn_names() - labelled() - known[0]
    for case in played:
        address = f"/cases/{case['case_id']}"
        lines = inspector.raw("GET", f"{address}/journal.jsonl").content.splitlines()
        # when: whatever is set, read or written in the journal of the case
        names = {name for line in lines for name in variables_in(json.loads(line))}
        names = {name.partition("[")[0] for name in names}
        # then
        assert names
        fields = inspector.get(f"{address}/replay")["fields"]
        nameless |= names - fields.keys() - known[0]
    assert not nameless, " ".join(sorted(nameless))


def drawn_names() -> set[str]:
    """Every variable that a shipped diagram sets, whether or not a scenario comes that way."""
    found: set[str] = set()
    for file in (ROOT / "bpmn").glob("*/*.bpmn"):
        found |= set(DRAWN.findall(file.read_text(encoding="utf-8")))
    return found


def labelled() -> set[str]:
    forms = (ROOT / "bpmn").rglob("*.json")
    documents = [json.loads(each.read_text(encoding="utf-8")) for each in forms]
    fields = [each["schema"]["properties"] for each in documents if "schema" in each]
    return {name for each in fields for name, field in each.items() if field.get("x-label")}


def variables_in(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        if found.get("type") == "VariablesSet":
            yield from found["values"]
        if found.get("type") == "Reasoned" and found["what"] != "decision":
            yield from (name for name in found.get("read", {}) if name.isidentifier())
        for each in found.values():
            yield from variables_in(each)
    elif isinstance(found, list):
        for each in found:
            yield from variables_in(each)
    elif isinstance(found, str) and found.startswith("{"):
        yield from variables_in(json.loads(found))


def test_should_find_cases_by_the_rows_that_decided_them(
    served: Served, played: list[dict[str, Any]]
) -> None:
    # given the rows that the journals name
    inspector, rows = served.api(INSPECTOR), dict[tuple[str, int], set[str]]()
    for case in played:
        decisions = inspector.get(f"/cases/{case['case_id']}/decisions")
        for each in decisions:
            for rule in each["rows"]:
                rows.setdefault((each["decision"], rule["number"]), set()).add(case["case_id"])

    def found(**wanted: Any) -> set[str]:
        answer = inspector.get("/audit/cases", limit=200, **wanted)["items"]
        return {each["case_id"] for each in answer}

    # then
    assert len({decision for decision, _row in rows}) >= 2
    for (decision, row), cases in rows.items():
        assert found(decision=decision, decision_row=row) >= cases, (decision, row)
        assert found(decision=decision) >= cases
    assert found(decision="DT-09", decision_row=99) == found(decision="DT") == set()
    # when what the cases are found by is lost and made anew
    engine = served.office.engine
    url = plain_url(engine.url)
    with psycopg.connect(url) as connection:
        written = kept_words(connection)
        list(refind_all(connection, engine.catalogue, engine.people))
        before = kept_words(connection)
        # An organisation entered a moment before its case began was not known by name then.
        assert written[0] <= before[0] and written[1] == before[1]
        assert {source for _case, source, _word in before[0]} >= {"number", "applicant"}
        connection.execute("delete from engine.search_word")
        connection.execute("update engine.search_field set text_value = 'wrong'")
        connection.commit()
        told = list(refind_all(connection, engine.catalogue, engine.people, batch=3))
        # then: as it was, batch by batch, and again without a change
        assert len(told) >= 2 and told[-1][0] == told[-1][1]
        after = kept_words(connection)
        assert [now ^ then for now, then in zip(after, before, strict=True)] == [set(), set()]
        last = told[0][2]
        assert list(refind_all(connection, engine.catalogue, engine.people, after=last))
        assert kept_words(connection) == before


def kept_words(connection: psycopg.Connection[Any]) -> tuple[set[Any], set[Any]]:
    words = connection.execute("select case_id, source, word from engine.search_word").fetchall()
    fields = connection.execute("select * from engine.search_field").fetchall()
    connection.commit()
    return set(words), set(fields)


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.jsonl")), ids=lambda file: file.stem)
def test_should_read_golden_journals_of_every_format(file: Path) -> None:
    """Whatever an event was called in any release, the player still knows it."""
    # given
    lines = file.read_bytes().splitlines(keepends=True)
    kept = json.loads(file.with_suffix(".state.json").read_text(encoding="utf-8"))
    cases: dict[str, list[bytes]] = {}
    for line in lines:
        cases.setdefault(json.loads(line)["case"], []).append(line)
    # when
    for case, own in cases.items():
        told = replayed(b"".join(own))
        # then
        assert told["findings"] == [] and told["agrees"] and told["isStable"]
        state = kept.get(case, kept)
        assert told["states"][-1]["state"] == state["state"]
        assert told["states"][-1]["variables"] == state["variables"]
