"""Run scenarios one after the other and say how each went."""

import contextlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from api.chores.failure import ChoreFailed
from api.client import Refused
from api.scenarios.expecting import check, journal
from api.scenarios.opinion import SecondOpinion
from api.scenarios.people import Cast
from api.scenarios.playing import MAIN, ActFailed, Play
from api.scenarios.reading import Found
from api.scenarios.server import GivenServer, OwnServers, Server
from api.scenarios.table import Report
from api.scenarios.tally import Tally


def run(
    scenarios: Iterable[Found],
    servers: OwnServers | GivenServer,
    *,
    kill_midway: bool = False,
    opinion: SecondOpinion | None = None,
) -> Iterator[Report]:
    """Each scenario's report as soon as it is there."""
    for found in scenarios:
        yield _run(found, servers, kill_midway=kill_midway, opinion=opinion)


def run_side_by_side(
    scenarios: Iterable[Found], servers: OwnServers, *, opinion: SecondOpinion, at_once: int
) -> Iterator[Report]:
    """The same reports in the same order, so many played at a time, each on its own server."""
    with ThreadPoolExecutor(at_once, thread_name_prefix="scenario") as pool:
        yield from pool.map(lambda found: _run(found, servers, opinion=opinion), scenarios)


def _run(
    found: Found,
    servers: OwnServers | GivenServer,
    *,
    kill_midway: bool = False,
    opinion: SecondOpinion | None = None,
) -> Report:
    report = Report(found.scenario.id, f"{found.scenario.title.zh} {found.scenario.title.en}")
    started = time.monotonic()
    try:
        with _server(servers, found) as server, _with_faults(server):
            _play(found, server, report, kill_midway=kill_midway, opinion=opinion)
    except (ActFailed, ChoreFailed, Refused) as failed:
        report.failure = str(failed)
    report.seconds = time.monotonic() - started
    return report


@contextlib.contextmanager
def _server(servers: OwnServers | GivenServer, found: Found) -> Iterator[Server]:
    if isinstance(servers, GivenServer):
        yield servers
    else:
        with servers.server(found.scenario.id, found.scenario.today) as server:
            yield server


def _play(
    found: Found,
    server: Server,
    report: Report,
    *,
    kill_midway: bool,
    opinion: SecondOpinion | None,
) -> None:
    with contextlib.closing(Cast(server.url, server.admit)) as cast:
        halfway = server.kill_and_restart if kill_midway else _nothing
        play = Play(found, cast, halfway)
        play.run()
        expected = found.scenario.expect
        check(report, expected, cast.auditor, play.cases[MAIN]["case_id"])
        for name, other in expected.cases.items():
            if name not in play.cases:
                report.check(f"case {name}", "started", "never started", ok=False)
                continue
            check(report, other, cast.auditor, play.cases[name]["case_id"], f"{name}: ")
        for case in {each["case_id"] for each in play.cases.values()}:
            documents = [entry["document"] for entry in journal(cast.auditor, case)]
            report.reached.add_journal(documents)
        if opinion is not None:
            report.opinion = Tally()
            for case in {each["case_id"] for each in play.cases.values()}:
                report.opinion.add(opinion.ask(cast.auditor, case))
            said = report.opinion.differences
            report.check("second opinion", "no difference", said or "none", not said)


@contextlib.contextmanager
def _with_faults(server: Server) -> Iterator[None]:
    """A failure says what the server's log holds about it."""
    try:
        yield
    except (ActFailed, ChoreFailed, Refused) as failed:
        faults = server.faults()
        if not faults:
            raise
        raise ActFailed(f"{failed}\nthe server's log:\n{faults}") from failed


def _nothing() -> None:
    """No crash half-way."""
