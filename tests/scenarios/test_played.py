"""Every shipped scenario goes as it says, over HTTP, and the second opinion agrees with its run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.scenarios.opinion import SecondOpinion
from api.scenarios.reading import Found, read_scenarios, scenario_files
from api.scenarios.running import run
from api.scenarios.server import OwnServers
from api.scenarios.table import render
from api.settings import Settings
from engine.store.postgres import EmbeddedPostgres

BUNDLES = Path(__file__).parents[2] / "bpmn"


@pytest.fixture(scope="module")
def servers(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OwnServers]:
    """A server per scenario, each over a copy of one prepared database."""
    folder = tmp_path_factory.mktemp("scenarios")
    own = OwnServers(
        postgres_server.url("postgres"), folder, Settings(bundles=BUNDLES), killable=False
    )
    own.prepare()
    yield own
    own.close()


@pytest.fixture(scope="module")
def opinion() -> Iterator[SecondOpinion]:
    asked = SecondOpinion()
    yield asked
    asked.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "found", read_scenarios(scenario_files([BUNDLES])), ids=lambda found: found.scenario.id
)
def test_should_go_as_it_says(found: Found, servers: OwnServers, opinion: SecondOpinion) -> None:
    [report] = run([found], servers, opinion=opinion)

    assert report.ok, render(report, verbose=True)
    assert report.opinion is not None
    assert report.opinion.differences == []
