"""The worked examples as tests start them: the claim of EX-01 or EX-03, filed over HTTP."""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.client import Client
from api.scenarios.reading import Scenario, read_scenarios
from api.scenarios.wire import to_json

BPMN = Path(__file__).parents[2] / "bpmn"
#: What a claim for certificates runs on.
CLAIM_BUNDLES = tuple(
    BPMN / name
    for name in (
        *("shared", "coordination_meeting", "base_countersign", "base_publicity", "appropriation"),
        *("recovery", "claim_review", "claim_pipeline", "claim_certificate", "register_import"),
    )
)
#: What the recognition of a training centre runs on.
ACCREDITATION_BUNDLES = tuple(
    BPMN / name
    for name in (
        *("shared", "coordination_meeting", "base_countersign", "base_publicity", "base_review"),
        *("expert_assessment", "dir_training", "dir_publish", "accred_enterprise_centre"),
    )
)


def scenario_of(file: str, example: str) -> Scenario:
    """The example as its file has it; `file` lies below bpmn/."""
    found = read_scenarios([BPMN / file])
    return next(each.scenario for each in found if each.scenario.id == example)


def import_facts(keeper: Client, head: Client, facts: Any, area: str = "P1_CITY") -> None:
    """Institutions and balances that an example starts from, entered as the registers are."""
    fields = {"source": "example", "facts": to_json(facts)}
    body = {"process": "register_import", "area": area, "fields": fields}
    done = keeper.command("/cases", body)
    task = open_task(head, done["case_id"], "approve_import")
    path = f"/cases/{done['case_id']}/tasks/{task['task']}"
    head.command(f"{path}/complete", {"outcome": "approve", "opinion": "", "fields": {}})
    until(lambda: head.get(f"/cases/{done['case_id']}")["ended_at"], "the end of the import")


def start_accreditation(applicant: Client, area: str = "321300", **fields: Any) -> dict[str, Any]:
    """File the application for recognition of a training centre."""
    scenario = scenario_of("accred_enterprise_centre/scenarios/recognition.yaml", "A1-recognised")
    body = {
        "process": "accred_enterprise_centre",
        "area": area,
        "fields": {**to_json(scenario.start), **fields},
    }
    done: dict[str, Any] = applicant.command("/cases", body)
    return done


def start_claim(
    applicant: Client, example: str = "EX-03", area: str = "P1_CITY", **more: Any
) -> dict[str, Any]:
    """File the example's roster as a new claim; gives the answer of the start."""
    scenario = scenario_of(f"claim_certificate/scenarios/{example}.yaml", example)
    roster = scenario.roster
    assert isinstance(roster, list)
    columns = list(dict.fromkeys(name for line in roster for name in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(roster)
    kept = applicant.upload("/rosters", text.getvalue().encode(), "text/csv", name="roster.csv")
    fields = {"benefit": "certificate", "roster": kept["id"], **more}
    done: dict[str, Any] = applicant.command(
        "/cases", {"process": "claim_certificate", "area": area, "fields": fields}
    )
    return done


def until(found: Callable[[], Any], what: str, seconds: float = 30) -> Any:
    """Ask again until there is an answer; workers and browsers need a moment."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come")


def open_task(person: Client, case_id: str, element: str) -> dict[str, Any]:
    """The open task of the case at this element, once it is there."""

    def look() -> Any:
        answer = person.raw("GET", f"/cases/{case_id}")  # not theirs to see before it gets there
        tasks = answer.json()["tasks"] if answer.status_code == 200 else []
        found = [each for each in tasks if each["element"] == element and each["state"] == "open"]
        if len(found) < 2:
            return found[0] if found else None
        me = person.get("/me")  # one of several signers or experts
        return next(
            (
                each
                for each in found
                if each["assignee"] == me["id"]
                or (not each["assignee"] and set(each["groups"]) & set(me["groups"]))
            ),
            None,
        )

    found: dict[str, Any] = until(look, f"the task {element}")
    return found
