"""`huiqian scenario run`: play scenario files and say what was expected and found."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from api.chores.failure import ChoreFailed
from api.scenarios.opinion import SecondOpinion
from api.scenarios.reading import Found, ScenarioWrong, read_scenarios, scenario_files
from api.scenarios.running import run
from api.scenarios.server import GivenServer, OwnServers, own_servers
from api.scenarios.table import render
from api.scenarios.tally import Tally
from api.settings import Settings


def run_scenarios(
    settings: Settings,
    paths: list[Path],
    *,
    everything: bool,
    only: list[str],
    url: str,
    kill_midway: bool,
    second_opinion: bool,
    verbose: bool,
    say: Callable[[str], None],
) -> int:
    """Play them all; gives how many failed. Raises: ChoreFailed."""
    found = _scenarios(settings, paths, everything=everything, only=only)
    started = time.monotonic()
    failed = 0
    overall = Tally()
    with (
        _servers(settings, url, killable=kill_midway) as servers,
        _asked(second_opinion) as opinion,
    ):
        for report in run(found, servers, kill_midway=kill_midway, opinion=opinion):
            failed += not report.ok
            if report.opinion is not None:
                overall.add(report.opinion)
            say(render(report, verbose=verbose))
    if second_opinion:
        say(f"second opinion over all: {overall.text}")
        ended = ", ".join(sorted(overall.processes_to_the_end))
        say(f"followed to their end: {ended or 'none'}")
    seconds = time.monotonic() - started
    say(f"{len(found)} scenarios, {failed} failed, {seconds:.0f} s")
    return failed


def _scenarios(
    settings: Settings, paths: list[Path], *, everything: bool, only: list[str]
) -> list[Found]:
    if everything:
        paths = [*paths, settings.bundles]
    if not paths:
        raise ChoreFailed("which scenarios? give files or folders, or --all")
    try:
        found = read_scenarios(scenario_files(paths))
    except ScenarioWrong as wrong:
        raise ChoreFailed(str(wrong)) from wrong
    if only:
        found = [each for each in found if each.scenario.id in only]
        missing = set(only) - {each.scenario.id for each in found}
        if missing:
            raise ChoreFailed(f"no scenario with the id {', '.join(sorted(missing))}")
    return found


@contextlib.contextmanager
def _servers(settings: Settings, url: str, *, killable: bool) -> Iterator[OwnServers | GivenServer]:
    if url:
        yield GivenServer(url.rstrip("/"))
        return
    with own_servers(settings, killable=killable) as servers:
        yield servers


@contextlib.contextmanager
def _asked(wanted: bool) -> Iterator[SecondOpinion | None]:
    if not wanted:
        yield None
        return
    with contextlib.closing(SecondOpinion()) as opinion:
        yield opinion
