"""Play scenarios in a process of their own: asked on stdin, one JSON line per report on stdout.

The designers' page starts it; it works on a throw-away database and may be killed at any time.
"""

import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from api.chores.failure import ChoreFailed
from api.scenarios.opinion import SecondOpinion
from api.scenarios.reading import ScenarioWrong, read_scenarios, scenario_files
from api.scenarios.running import run_side_by_side
from api.scenarios.server import OwnServers
from api.scenarios.table import Report
from api.settings import Settings

#: While one waits for its database, another one computes.
AT_ONCE = 2


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    try:
        play(asked["database"], Path(asked["bundles"]), Path(asked["scenarios"]))
    except (ChoreFailed, ScenarioWrong) as failed:
        say({"failure": str(failed)})


def play(database: str, bundles: Path, scenarios: Path) -> None:
    """Every scenario below the folder. Raises: ChoreFailed, ScenarioWrong."""
    found = read_scenarios(scenario_files([scenarios]))
    say({"total": len(found)})
    settings = Settings(database_url=database, bundles=bundles)
    # The process of the second opinion starts while the database is made.
    with (
        closing(SecondOpinion()) as opinion,
        tempfile.TemporaryDirectory(prefix="huiqian-scenarios-") as folder,
        closing(OwnServers(database, Path(folder), settings, killable=False)) as servers,
    ):
        servers.prepare()
        for report in run_side_by_side(found, servers, opinion=opinion, at_once=AT_ONCE):
            say({"report": document(report)})


def document(report: Report) -> dict[str, Any]:
    """A report as JSON."""
    return {
        "id": report.id,
        "ok": report.ok,
        "failure": report.failure,
        "seconds": round(report.seconds, 1),
        "opinion": report.opinion.text if report.opinion else "",
        "differences": list(report.opinion.differences) if report.opinion else [],
        "reached": report.reached.document(),
        "checks": [
            {"what": c.what, "expected": c.expected, "found": c.found, "ok": c.ok}
            for c in report.checks
        ],
    }


def say(line: dict[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
