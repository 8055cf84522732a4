"""Play a scenario: facts, the application, then act after act, each by the acting person."""

import csv
import io
import time
from collections.abc import Callable
from typing import Any

from api.chores.failure import ChoreFailed
from api.client import Refused
from api.scenarios.people import Cast
from api.scenarios.reading import Act, Found, Scenario
from api.scenarios.wire import to_json, to_tagged_json

PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.05
MAIN = ""  #: the case of the scenario itself


class ActFailed(Exception):
    """An act could not be played; the text says which and why."""


class Play:
    """One scenario on one server; `cases` are the ids of the cases started, by name."""

    def __init__(self, found: Found, cast: Cast, halfway: Callable[[], None]) -> None:
        self._scenario: Scenario = found.scenario
        self._folder = found.file.parent
        self._cast = cast
        self._halfway = halfway
        self.cases: dict[str, dict[str, Any]] = {}

    def run(self) -> None:
        """Raises: ActFailed, ChoreFailed, Refused."""
        scenario = self._scenario
        self.prepare()
        fields = to_json(scenario.start)
        if scenario.roster is not None:
            fields[scenario.roster_field] = self._upload_roster(scenario.roster)
        self.cases[MAIN] = self._start(scenario.process, scenario.area, scenario.applicant, fields)
        for number, act in enumerate(scenario.acts):
            if number == len(scenario.acts) // 2:
                self._halfway()
            try:
                self._play(act)
            except Refused as refused:
                raise ActFailed(f"act {number + 1}, {_named(act)}: {refused}") from refused
            except ActFailed as failed:
                raise ActFailed(f"act {number + 1}, {_named(act)}: {failed}") from failed
        self.settle()

    def prepare(self) -> None:
        """The day, the people and the facts, before anything is filed."""
        self._move_to_day()
        self._cast.add(self._scenario)
        if self._scenario.facts:
            self._import_facts()

    # --- the acts ---------------------------------------------------------------------------------

    def _play(self, act: Act) -> None:
        match act.kind:
            case "task":
                self._complete(act)
            case "decline":
                self._be_declined(act)
            case "wait":
                self.settle()
                self.move_clock(str(act.wait))
            case "message":
                self._send_message(act)
            case "start":
                self._start_another(act)
            case "withdraw":
                self.settle()
                path = f"/cases/{self._case(act)['case_id']}/withdraw"
                self._cast.as_(str(act.by)).command(path, {"reason": act.withdraw})
            case "claim" | "release" | "transfer":
                self._move_task(act)

    def _complete(self, act: Act) -> None:
        client = self._cast.as_(str(act.by))
        task = self._task_of(act, str(act.task))
        path = f"/cases/{task['case_id']}/tasks/{task['task']}"
        if task["assignee"] != act.by:
            client.command(f"{path}/claim")
        body = _completion(act)
        if act.roster is not None:
            body["fields"][self._scenario.roster_field] = self._upload_roster(act.roster)
        client.command(f"{path}/complete", body)

    def _be_declined(self, act: Act) -> None:
        """The act must be declined, at claiming or at completing, with the problem named."""
        client = self._cast.as_(str(act.by))
        task = self._open_task(act, str(act.decline))
        path = f"/cases/{task['case_id']}/tasks/{task['task']}"
        try:
            if task["assignee"] != act.by:
                client.command(f"{path}/claim")
            client.command(f"{path}/complete", _completion(act))
        except Refused as refused:
            if act.problem is not None and refused.problem != act.problem:
                raise ActFailed(f"declined with {refused.problem}, not {act.problem}") from refused
            return
        raise ActFailed("was accepted, but should have been declined")

    def _move_task(self, act: Act) -> None:
        task = self._task_of(act, act.what)
        path = f"/cases/{task['case_id']}/tasks/{task['task']}/{act.kind}"
        body = {"to": act.to, "reason": act.reason or ""} if act.kind == "transfer" else {}
        self._cast.as_(str(act.by)).command(path, body)

    def _send_message(self, act: Act) -> None:
        body = {
            "name": act.message,
            "key": act.key if act.key is not None else self._case(act)["number"],
            "payload": to_tagged_json(act.fields),
            "area": act.area,
        }
        client = self._cast.as_(str(act.by))
        refused: Refused | None = None
        for _ in _patiently():
            try:
                client.command("/messages", body)
                return
            except Refused as answer:
                if answer.problem != "nobody-waits-for-message":
                    raise
                refused = answer
        assert refused is not None
        raise ActFailed(f"{refused}\n{self.describe(act.case or MAIN)}")

    def _start_another(self, act: Act) -> None:
        given = dict(act.start or {})
        unknown = given.keys() - {"process", "applicant", "fields", "as", "area", "roster"}
        if unknown:
            raise ActFailed(f"start: unknown {', '.join(sorted(unknown))}")
        fields = to_json(given.get("fields", {}))
        if "roster" in given:
            fields[self._scenario.roster_field] = self._upload_roster(given["roster"])
        name = str(given.get("as", given["process"]))
        self.cases[name] = self._start(
            given["process"],
            given.get("area", self._scenario.area),
            given.get("applicant", self._scenario.applicant),
            fields,
        )

    # --- what acts need ---------------------------------------------------------------------------

    def _start(
        self, process: str, area: str, applicant: str, fields: dict[str, Any]
    ) -> dict[str, Any]:
        body = {"process": process, "area": area, "fields": fields}
        try:
            done: dict[str, Any] = self._cast.as_(applicant).command("/cases", body)
        except Refused as refused:
            raise ActFailed(f"start of {process} by {applicant}: {refused}") from refused
        return done

    def _case(self, act: Act) -> dict[str, Any]:
        """Raises: ActFailed when no earlier start had that name."""
        name = act.case or MAIN
        if name in self.cases:
            return self.cases[name]
        return self._case_by_process(name)

    def _case_by_process(self, process: str) -> dict[str, Any]:
        """A case that a message or the engine started: the newest one of the process."""
        for _ in _patiently():
            page = self._cast.auditor.get("/cases", process=process, limit=1)
            if page["items"]:
                self.cases[process] = page["items"][0]
                return self.cases[process]
        raise ActFailed(f"there is no case {process!r}, neither by name nor by process")

    def _task_of(self, act: Act, element: str) -> dict[str, Any]:
        """The open task in the person's own lists, waited for. Raises: ActFailed."""
        case = self._case(act)
        client = self._cast.as_(str(act.by))
        for _ in _patiently():
            for box in ("mine", "groups"):
                page = client.get("/tasks", box=box, number=case["number"], limit=200)
                for task in page["items"]:
                    if task["element"] == element:
                        return dict(task)
        raise ActFailed(
            f"the task {element} did not come to {act.by}\n{self.describe(act.case or MAIN)}"
        )

    def _open_task(self, act: Act, element: str) -> dict[str, Any]:
        """The open task as the auditor sees it, waited for. Raises: ActFailed."""
        case = self._case(act)
        for _ in _patiently():
            view = self._cast.auditor.get(f"/cases/{case['case_id']}")
            for task in view["tasks"]:
                if task["element"] == element and task["state"] == "open":
                    return dict(task)
        raise ActFailed(f"the task {element} was not opened\n{self.describe(act.case or MAIN)}")

    def describe(self, name: str) -> str:
        """Where the case stands, for messages."""
        case_id = self.cases[name]["case_id"]
        view = self._cast.auditor.get(f"/cases/{case_id}")
        lines = [f"the case is {view['state']}, entry {view['version']}"]
        for task in view["tasks"]:
            if task["state"] == "open":
                held = task["assignee"] or ", ".join(task["groups"] + task["users"])
                lines.append(f"open: {task['element']} for {held}")
        lines += [
            f"waits at {wait['element']} for {wait['trigger']} {wait['name']} {wait['due']}"
            for wait in view["waits"]
        ]
        incidents = self._cast.operator.get("/incidents", case_id=case_id)["items"]
        lines += [
            f"incident at {each['element']}: {each['zh']} | {each['en']}" for each in incidents
        ]
        jobs = self._cast.operator.get("/jobs", case_id=case_id)["items"]
        lines += [
            f"job {each['kind']} {each['name']}: {each['error_en']}"
            for each in jobs
            if each["error_en"]
        ]
        return "\n".join(lines)

    def settle(self) -> None:
        """Wait until no job is due any more. Raises: ActFailed."""
        quiet = 0
        for _ in _patiently(60):
            present = self._cast.operator.get("/clock")["now"]
            due = [
                job
                for job in self._cast.operator.get("/jobs", limit=200)["items"]
                if not job["dead"] and not job["held"] and job["due_at"] <= present
            ]
            quiet = 0 if due else quiet + 1
            if quiet >= 2:
                return
        raise ActFailed("jobs are still due after a minute: " + str(due[:3]))

    # --- before the application -------------------------------------------------------------------

    def _move_to_day(self) -> None:
        day = self._scenario.today
        if day is None:
            return
        clock = self._cast.operator.get("/clock")
        if clock["now"][:10] < day.isoformat():
            self.move_clock(day.isoformat())

    def move_clock(self, step: str) -> None:
        body = {"by": step, "area": self._scenario.area}
        self._cast.operator.command("/clock/advance", body)
        self.settle()

    def _import_facts(self) -> None:
        """Through the process `register_import`: the keeper files, the head approves."""
        scenario = self._scenario
        keeper = self._cast.holder("hrss_bureau", "register_keeper", scenario.area)
        head = self._cast.holder("hrss_bureau", "bureau_head", scenario.area)
        fields = {"source": f"scenario {scenario.id}", "facts": to_json(scenario.facts)}
        self.cases["facts"] = self._start("register_import", scenario.area, keeper, fields)
        approval = Act(task="approve_import", by=head, case="facts", outcome="approve")
        try:
            self._complete(approval)
        except Refused as refused:
            raise ActFailed(f"approval of the facts by {head}: {refused}") from refused
        self.settle()
        view = self._cast.auditor.get(f"/cases/{self.cases['facts']['case_id']}")
        if view["ended_at"] is None:
            raise ActFailed(f"the facts were not imported\n{self.describe('facts')}")

    def _upload_roster(self, roster: list[dict[str, Any]] | str) -> str:
        client = self._cast.as_(self._scenario.applicant)
        if isinstance(roster, str):
            path = self._folder / roster
            if not path.is_file():
                raise ChoreFailed(f"the roster {path} does not exist")
            name, content = path.name, path.read_bytes()
        else:
            name, content = "roster.csv", _csv(to_json(roster))
        try:
            stored = client.upload("/rosters", content, "application/octet-stream", name=name)
        except Refused as refused:
            raise ActFailed(f"roster: {refused}") from refused
        return str(stored["id"])


def _completion(act: Act) -> dict[str, Any]:
    named = [{"field": name, "note": note} for name, note in act.corrections.items()]
    return {
        "outcome": act.outcome,
        "opinion": act.opinion,
        "fields": to_json(act.fields),
        "corrections": named,
    }


def _csv(rows: list[dict[str, Any]]) -> bytes:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else _cell(row[name]) for name in headings])
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(str(each) for each in value)
    return str(value)


def _named(act: Act) -> str:
    return f"{act.kind} {act.what} by {act.by}" if act.by else f"{act.kind} {act.what}"


def _patiently(seconds: float = PATIENCE_SECONDS) -> Any:
    """Tries until the time is up, with growing pauses between."""
    until = time.monotonic() + seconds
    pause = PAUSE_SECONDS
    while True:
        yield None
        if time.monotonic() >= until:
            return
        time.sleep(pause)
        pause = min(pause * 1.3, 0.5)
