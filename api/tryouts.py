"""Try-outs for one request: find the sandbox, act, answer with the view of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request

from api.sandbox_documents import Documents
from api.schemas.sandboxes import (
    ActIn,
    SandboxIn,
    SandboxOut,
    SandboxViewOut,
    ScenarioIn,
    ScenarioTextOut,
)
from api.tryout_scenario import scenario_of
from engine.people.signed_in import SignedIn
from engine.people.transactions import PeopleDatabase
from engine.reads import workspaces
from engine.reads.clock import now
from engine.tryout import keeping
from engine.tryout.acts import Act
from engine.tryout.errors import SandboxMoved
from engine.tryout.keeping import Sandbox
from engine.tryout.playing import Opening, TryOuts
from engine.wiring import Engine


@dataclass(frozen=True)
class Found:
    """A sandbox with its documents, on one connection."""

    connection: Any
    sandbox: Sandbox
    documents: Documents
    reader: str

    def view(self, step: int | None = None) -> SandboxViewOut:
        return self.documents.view(self.reader, step)


class Sandboxes:
    """What the routes of try-outs ask for; each method is one transaction."""

    def __init__(self, request: Request) -> None:
        engine: Engine = request.app.state.engine
        self._database = engine.database
        self._tryouts: TryOuts = request.app.state.tryouts
        self._people: PeopleDatabase = request.app.state.people

    def open(self, person: SignedIn, given: SandboxIn) -> SandboxViewOut:
        with self._database.begin() as connection:
            key, files = "", None
            if given.workspace is not None:
                workspace = UUID(given.workspace)
                key = workspaces.get_workspace(connection, workspace).key
                files = workspaces.workspace_files(connection, workspace)
            opening = Opening(
                key=key,
                files=files,
                bundle=given.bundle or "",
                workspace=given.workspace or "",
                process=given.process or "",
                area=given.area,
                title=given.title or "",
                today=given.today,
            )
            sandbox = self._tryouts.open(connection, person.id, opening, now(connection))
            return self._found(connection, person, sandbox).view()

    def list(self, person: SignedIn, key: str) -> list[SandboxOut]:
        with self._database.connect() as connection:
            found = keeping.list_sandboxes(connection, person.id, key)
        return [SandboxOut.model_validate(each) for each in found]

    @contextmanager
    def of(self, person: SignedIn, sandbox: UUID) -> Iterator[Found]:
        """To look at. Raises: SandboxNotFound."""
        with self._database.connect() as connection:
            yield self._found(connection, person, sandbox)

    def act(self, person: SignedIn, sandbox: UUID, given: ActIn) -> SandboxViewOut:
        with self._database.begin() as connection:
            found = keeping.get_sandbox(connection, sandbox, person.id, to_act=True)
            if given.position != found.position:
                raise SandboxMoved(found.position)
            if given.kind in ("wait", "timer"):
                timer = given.n if given.kind == "timer" else 0
                self._tryouts.wait(connection, found, given.by or "", timer)
            else:
                self._tryouts.act(connection, found, _act(given))
            return self._found(connection, person, sandbox).view()

    def stand_at(self, person: SignedIn, sandbox: UUID, step: int) -> SandboxViewOut:
        with self._database.begin() as connection:
            found = keeping.get_sandbox(connection, sandbox, person.id, to_act=True)
            keeping.stand_at(connection, found, step)
            return self._found(connection, person, sandbox).view()

    def share(self, person: SignedIn, sandbox: UUID, shared: bool) -> SandboxOut:
        with self._database.begin() as connection:
            found = keeping.get_sandbox(connection, sandbox, person.id, to_act=True)
            keeping.share(connection, found, shared)
            return SandboxOut.model_validate(keeping.get_sandbox(connection, sandbox, person.id))

    def remove(self, person: SignedIn, sandbox: UUID) -> None:
        with self._database.begin() as connection:
            found = keeping.get_sandbox(connection, sandbox, person.id, to_act=True)
            keeping.remove(connection, found)

    def scenario(self, person: SignedIn, sandbox: UUID, given: ScenarioIn) -> ScenarioTextOut:
        with self._database.connect() as connection:
            found = self._found(connection, person, sandbox)
            position = found.sandbox.position
            line = keeping.line_to(keeping.steps_of(connection, sandbox), position)
            snapshots = [keeping.snapshot_of(connection, sandbox, each.step) for each in line]
            events = [
                event
                for each in line
                for event in keeping.events_of(connection, sandbox, each.step)
            ]
            view = found.view()
        entered = [(e["process"], e["node"]) for e in events if e["type"] == "ElementEntered"]
        cast = {name: told["zh"] for name, told in view.names.items()}
        told = scenario_of(
            given, found.sandbox, line, snapshots, entered, found.documents.resolved, cast
        )
        return ScenarioTextOut(
            path=f"scenarios/{given.id}.yaml", text=told.text, left_out=told.left_out
        )

    def _found(self, connection: Any, person: SignedIn, sandbox: UUID) -> Found:
        found = keeping.get_sandbox(connection, sandbox, person.id)
        documents = Documents(connection, self._tryouts, self._people, found)
        return Found(connection, found, documents, person.id)


def _act(given: ActIn) -> Act:
    return Act(
        kind=given.kind,
        n=given.n,
        person=given.person or "",
        node=given.node or "",
        outcome=given.outcome or "",
        opinion=given.opinion,
        fields=given.fields,
        corrections=given.corrections,
        answer=given.answer,
        code=given.code or "",
        reason=given.reason,
        to=given.to or "",
    )
