"""A worked example played on a running server, up to a step of one's choice."""

import contextlib
import csv
import io
from pathlib import Path
from typing import Any

from api.scenarios.people import Cast
from api.scenarios.playing import MAIN, Play
from api.scenarios.reading import read_scenarios
from tests.api.office import Office

BPMN = Path(__file__).parents[2] / "bpmn"
EVERY_BUNDLE = tuple(sorted(each for each in BPMN.iterdir() if each.is_dir()))


def played(office: Office, scenario_id: str, acts: int | None = None) -> dict[str, Any]:
    """Play the scenario's first acts (all: None); gives the case as its start answered it."""
    file = next(BPMN.glob(f"*/scenarios/{'-'.join(scenario_id.split('-')[:2])}.yaml"))
    found = next(each for each in read_scenarios([file]) if each.scenario.id == scenario_id)
    if acts is not None:
        found.scenario.acts = found.scenario.acts[:acts]
    with contextlib.closing(Cast(office.url)) as cast:
        play = Play(found, cast, lambda: None)
        play.run()
    return play.cases[MAIN]


def import_facts(url: str, scenario_id: str) -> None:
    """Bring the scenario's facts into the registers and move the clock to its day."""
    file = next(BPMN.glob(f"*/scenarios/{'-'.join(scenario_id.split('-')[:2])}.yaml"))
    found = next(each for each in read_scenarios([file]) if each.scenario.id == scenario_id)
    with contextlib.closing(Cast(url)) as cast:
        Play(found, cast, lambda: None).prepare()


def roster_csv(scenario_id: str) -> str:
    """The scenario's roster as a table of texts."""
    file = next(BPMN.glob(f"*/scenarios/{'-'.join(scenario_id.split('-')[:2])}.yaml"))
    found = next(each for each in read_scenarios([file]) if each.scenario.id == scenario_id)
    rows = found.scenario.roster
    assert isinstance(rows, list)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
