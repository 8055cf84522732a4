"""A worked example played on a running server, up to a step of one's choice."""

import contextlib
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
