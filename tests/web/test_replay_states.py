"""The player's own module, run over whole journals: what the server says, at every entry."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.scenarios.reading import read_scenarios
from api.scenarios.running import run
from api.scenarios.server import GivenServer
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
