"""Journals of every format stay readable for ever: they replay to the state kept beside them.

`write_golden.py` in this folder made them; a sample is never edited, a new format adds a file.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.journal.canonical import canonical
from engine.journal.export import verify_export
from engine.journal.reading import KeptEntry
from engine.journal.replay import replayed
from engine.runtime.state import dump_state

SAMPLES = sorted((Path(__file__).parent / "golden").glob("*.jsonl"))


def kept(path: Path) -> list[KeptEntry]:
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document: dict[str, Any] = json.loads(line)
        if "document" in document:
            inner = document["document"]
            entries.append(
                KeptEntry(
                    document["entry"],
                    datetime.fromisoformat(inner["at"]).astimezone(UTC),
                    inner["command"]["type"],
                    inner["actor"]["user"],
                    inner["key"],
                    canonical(inner).decode(),
                    bytes.fromhex(document["hash"]),
                )
            )
    return entries


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_should_verify(path: Path):
    for found in verify_export(path.read_bytes().splitlines()):
        assert found.sound, (found.changed, found.missing)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_should_replay_to_the_state_that_was_saved(path: Path):
    # given
    entries = kept(path)
    # when
    state, variables, _count = replayed(entries)
    # then
    saved = json.loads(path.with_suffix(".state.json").read_text(encoding="utf-8"))
    assert json.loads(dump_state(state)) == saved["state"]
    assert {str(n): values for n, values in variables.rows().items()} == saved["variables"]


def test_should_have_a_sample_of_every_event():
    from engine.runtime.apply import _APPLIERS

    seen = {
        event["type"]
        for path in SAMPLES
        for line in path.read_text(encoding="utf-8").splitlines()
        for event in json.loads(line).get("document", {}).get("events", [])
    }
    assert {kind.__name__ for kind in _APPLIERS} - seen == NOT_SAMPLED_YET


#: Events that no sample holds: to be taken out as diagrams for them are added to the samples.
NOT_SAMPLED_YET = {"EscalationThrown"}
