"""Comparison, impact, scenarios and requests as documents; each method is one transaction."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import Connection

from api.auth.viewer import actor_of
from api.proving import Proving, Subject, version_document
from api.scenario_runs import ScenarioRuns
from api.scenarios.reading import ScenarioWrong, read_scenarios
from api.schemas.proving import (
    ComparisonOut,
    CoverageOut,
    ImpactOut,
    PersonOut,
    PublicationDoneOut,
    PublishRequestIn,
    PublishRequestOut,
    RemarkOut,
    ScenarioOut,
    ScenarioRunIn,
    ScenarioRunOut,
    WordsOut,
)
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.request_publication import RequestPublication
from engine.commands.sign_publication import (
    RefusePublication,
    SignPublication,
    WithdrawPublication,
)
from engine.comparing.changes import Comparison
from engine.model.bundle import SHARED, Bundle
from engine.model.bundle_parts import kind_of
from engine.model.nodes import Text
from engine.people.holders import names_of
from engine.people.roles import group_name
from engine.people.signed_in import SignedIn
from engine.people.transactions import PeopleDatabase
from engine.reads import publishing
from engine.reads.impact import Impact
from engine.reads.publishing import PublishRequest
from engine.reads.scenario_runs import begin_run, get_run, latest_run
from engine.store.case_ids import new_case_id
from engine.tryout.covering import Reached, coverage_of
from engine.tryout.errors import NoScenarios

Names = Mapping[str, tuple[str, str]]
_QUOTED = re.compile(r'([“"])([A-Za-z_][\w.-]*)([”"])')


class Pages:
    """What the routes of proving ask for."""

    def __init__(self, request: Request) -> None:
        self._proving = Proving(request)
        self._engine = self._proving.engine
        self._people: PeopleDatabase = request.app.state.people
        self._runs: ScenarioRuns = request.app.state.scenario_runs

    # --- differences ------------------------------------------------------------------------------

    def comparison(
        self, bundle: str | None, workspace: UUID | None, against: str | None
    ) -> ComparisonOut:
        with self._engine.database.connect() as connection:
            after = self._proving.subject(connection, bundle, workspace)
            before = self._proving.base(connection, after, against)
            found = self._proving.compare(before, after)
        return ComparisonOut.model_validate(
            {
                "before": version_document(before),
                "after": version_document(after),
                "counts": found.counts,
                "changes": [_change(each) for each in found.changes],
            }
        )

    def impact(self, bundle: str | None, workspace: UUID | None, against: str | None) -> ImpactOut:
        with self._engine.database.connect() as connection:
            after = self._proving.subject(connection, bundle, workspace)
            before = self._proving.base(connection, after, against)
            found = self._proving.compare(before, after)
            impact = self._proving.impact(connection, before, after, found)
        names = self._names(person for step in impact.steps for person in step.people)
        document = asdict(impact)
        for step in document["steps"]:
            step["people"] = [_person(each, names) for each in step["people"]]
            step["groups"] = [self._group(each) for each in step["groups"]]
        return ImpactOut.model_validate(document)

    def remarks(self, bundle: str | None, workspace: UUID | None) -> list[RemarkOut]:
        with self._engine.database.connect() as connection:
            subject = self._proving.subject(connection, bundle, workspace)
            found = self._proving.remarks(connection, subject)
        names = _names_of(subject.bundle)
        return [
            RemarkOut(
                file=each.file,
                severity=each.severity.value,
                rule=each.rule,
                element=each.element,
                line=each.line,
                message=WordsOut(**_in_words(each.message, names)),
            )
            for each in found
        ]

    # --- scenarios --------------------------------------------------------------------------------

    def scenarios(self, bundle: str | None, workspace: UUID | None) -> list[ScenarioOut]:
        with self._engine.database.connect() as connection:
            subject = self._proving.subject(connection, bundle, workspace)
        return [each for path in _paths(subject) for each in _scenarios(subject, path)]

    def play(self, person: str, given: ScenarioRunIn) -> ScenarioRunOut:
        id = new_case_id()
        with self._engine.database.begin() as connection:
            subject = self._proving.subject(connection, given.bundle, _uuid(given.workspace))
            key = subject.bundle.key
            if not _paths(subject):
                raise NoScenarios(key)
            others = self._proving.beside(connection, subject)
            begin_run(connection, id, key, subject.bundle.sha256, person)
            begun = get_run(connection, id)
        self._runs.start(id, key, {**others, key: subject.files})
        return ScenarioRunOut.model_validate(begun)

    def latest_run(self, bundle: str | None, workspace: UUID | None) -> ScenarioRunOut | None:
        with self._engine.database.begin() as connection:
            subject = self._proving.subject(connection, bundle, workspace)
            found = latest_run(connection, subject.bundle.sha256)
        return None if found is None else ScenarioRunOut.model_validate(found)

    def coverage(self, bundle: str | None, workspace: UUID | None) -> CoverageOut | None:
        with self._engine.database.begin() as connection:
            subject = self._proving.subject(connection, bundle, workspace)
            run = latest_run(connection, subject.bundle.sha256)
            shared = self._proving.published(connection, SHARED)
        if run is None or run.state != "done":
            return None
        reached = Reached()
        for each in run.results:
            if each["ok"]:  # what does not hold proves nothing
                reached.add(each.get("reached", {}))
        found = coverage_of(subject.bundle, reached, shared.bundle if shared else None)
        return CoverageOut.model_validate({"run": run.id, "scenarios": run.total, **asdict(found)})

    def run(self, run: UUID) -> ScenarioRunOut:
        with self._engine.database.begin() as connection:
            return ScenarioRunOut.model_validate(get_run(connection, run))

    # --- requests ---------------------------------------------------------------------------------

    def requests(self, reader: str, state: str, key: str) -> list[PublishRequestOut]:
        with self._engine.database.connect() as connection:
            found = publishing.list_requests(connection, state=state, key=key)
        return self._requests(found, reader)

    def requests_for(self, reader: str) -> list[PublishRequestOut]:
        with self._engine.database.connect() as connection:
            found = publishing.requests_for(connection, reader)
        return self._requests(found, reader)

    def request(self, reader: str, id: UUID) -> PublishRequestOut:
        with self._engine.database.connect() as connection:
            found = publishing.get_request(connection, id)
        return _request(found, reader, self._names([found.requested_by, found.decided_by]))

    def ask(self, person: SignedIn, given: PublishRequestIn) -> PublishRequestOut:
        actor = actor_of(person)
        with self._engine.database.connect() as connection:
            after = self._proving.subject(connection, given.bundle, _uuid(given.workspace))
            before = self._proving.published(connection, after.bundle.key)
            found = self._proving.compare(before, after)
            impact = self._proving.impact(connection, before, after, found)
            evidence = self._evidence(connection, after, found, impact)
        deployed = self._engine.handle(DeployBundle(after.bundle.key, after.files), actor)
        done = self._engine.decide(
            RequestPublication(deployed.bundle, given.reason, given.area or "", evidence), actor
        )
        return self.request(person.id, done.request)

    def sign(self, person: SignedIn, id: UUID, opinion: str) -> PublicationDoneOut:
        done = self._engine.decide(SignPublication(id, opinion), actor_of(person))
        return PublicationDoneOut.model_validate(done)

    def refuse(self, person: SignedIn, id: UUID, opinion: str) -> PublicationDoneOut:
        done = self._engine.decide(RefusePublication(id, opinion), actor_of(person))
        return PublicationDoneOut.model_validate(done)

    def withdraw(self, person: SignedIn, id: UUID) -> PublicationDoneOut:
        done = self._engine.decide(WithdrawPublication(id), actor_of(person))
        return PublicationDoneOut.model_validate(done)

    def _evidence(
        self, connection: Connection, after: Subject, found: Comparison, impact: Impact
    ) -> dict[str, Any]:
        """What stood on the page, counted, as it was when it was asked."""
        run = latest_run(connection, after.bundle.sha256)
        return {
            "warnings": len(self._proving.remarks(connection, after)),
            "changes": dict(found.counts),
            "cases": impact.cases,
            "tasks": impact.tasks,
            "people": impact.people,
            "scenarios": None
            if run is None
            else {
                "run": str(run.id),
                "state": run.state,
                "total": run.total,
                "failed": sum(not each["ok"] for each in run.results),
            },
        }

    def _group(self, group: str) -> dict[str, str]:
        name = group_name(self._engine.people.organisations(), group)
        return {"id": group, "zh": name.zh, "en": name.en}

    def _requests(self, found: list[PublishRequest], reader: str) -> list[PublishRequestOut]:
        names = self._names(p for each in found for p in (each.requested_by, each.decided_by))
        return [_request(each, reader, names) for each in found]

    def _names(self, people: Iterable[str]) -> Names:
        with self._people.transaction() as session:
            return names_of(session, {each for each in people if each})


def _names_of(bundle: Bundle) -> dict[str, Text]:
    """Id → name of the elements and flows that have one."""
    found: dict[str, Text] = {}
    for model in bundle.processes.values():
        found |= {node.id: node.name for node in model.nodes if node.name.zh}
        found |= {flow.id: flow.name for flow in model.flows if flow.name.zh}
    return found


def _in_words(message: Text, names: Mapping[str, Text]) -> dict[str, str]:
    """The message with names where it quotes ids."""

    def called(language: str) -> Callable[[re.Match[str]], str]:
        def replace(quoted: re.Match[str]) -> str:
            name = names.get(quoted[2])
            text = (getattr(name, language) or name.zh) if name else quoted[2]
            return f"{quoted[1]}{text}{quoted[3]}"

        return replace

    return {
        "zh": _QUOTED.sub(called("zh"), message.zh),
        "en": _QUOTED.sub(called("en"), message.en),
    }


def _paths(subject: Subject) -> list[str]:
    return [
        path
        for path in sorted(subject.files)
        if kind_of(path) == "scenario" and PurePosixPath(path).suffix == ".yaml"
    ]


def _scenarios(subject: Subject, path: str) -> list[ScenarioOut]:
    """The scenarios of one file; a file that cannot be read is told as one with its problem."""
    with TemporaryDirectory(prefix="huiqian-scenario-") as folder:
        file = Path(folder) / PurePosixPath(path).name
        file.write_bytes(subject.files[path])
        try:
            found = read_scenarios([file])
        except ScenarioWrong as wrong:
            return [
                ScenarioOut.model_validate(
                    {
                        "id": PurePosixPath(path).stem,
                        "title": {"zh": "", "en": ""},
                        "process": "",
                        "file": path,
                        "problem": str(wrong).replace(f"{file}: ", ""),
                    }
                )
            ]
    return [
        ScenarioOut.model_validate(
            {
                "id": each.scenario.id,
                "title": {"zh": each.scenario.title.zh, "en": each.scenario.title.en},
                "process": each.scenario.process,
                "file": path,
                "problem": "",
            }
        )
        for each in found
    ]


def _change(change: Any) -> dict[str, Any]:
    document = asdict(change)
    document["details"] = [
        {"label": label, "before": before, "after": after}
        for label, before, after in document["details"]
    ]
    return document


def _person(id: str, names: Names) -> dict[str, str]:
    zh, en = names.get(id, (id, id))
    return {"id": id, "zh": zh, "en": en}


def _request(found: PublishRequest, reader: str, names: Names) -> PublishRequestOut:
    mine = found.requested_by == reader
    document = asdict(found)
    document |= {
        "requested_by": PersonOut.model_validate(_person(found.requested_by, names)),
        "decided_by": PersonOut.model_validate(_person(found.decided_by, names))
        if found.decided_by
        else None,
        "mine": mine,
        "may_sign": found.state == "open" and not mine,
        "outdated": found.state == "open" and found.published != found.base,
    }
    return PublishRequestOut.model_validate(document)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
