"""What is proved before it is published: a workspace's files as they are, or a deployed bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import Connection

from api.library import Library
from engine.comparing.changes import Comparison, Group
from engine.comparing.compare import compare
from engine.errors import BundleNotFound
from engine.model.bundle import SHARED, Bundle
from engine.model.bundle_parts import kind_of
from engine.model.nodes import ProcessModel, Severity, Trigger
from engine.people.lookup import DatabasePeople
from engine.reads import bundles, workspaces
from engine.reads.bundles import BundleRow
from engine.reads.clock import now
from engine.reads.impact import Impact, impact_of
from engine.tryout.playing import TryOuts
from engine.wiring import Engine
from engine.workspaces.checking import Checker, Problem

#: The process by which scenarios bring in what the registers know beforehand.
FACTS = "register_import"


@dataclass(frozen=True)
class Subject:
    """What is to be proved, read and checked."""

    bundle: Bundle
    row: BundleRow | None  #: None: files of a workspace that are not deployed
    workspace: UUID | None = None
    title: str = ""

    @property
    def files(self) -> Mapping[str, bytes]:
        return self.bundle.files


class Proving:
    """Reads and checks subjects over one request's connection."""

    def __init__(self, request: Request) -> None:
        state = request.app.state
        self.engine: Engine = state.engine
        self._library: Library = state.library
        self._tryouts: TryOuts = state.tryouts
        self._people: DatabasePeople = state.lookup
        self._checks: Checker = state.checks

    def subject(
        self, connection: Connection, bundle: str | None, workspace: UUID | None
    ) -> Subject:
        """Raises: BundleNotFound, WorkspaceNotFound, BundleRefused with every error."""
        if workspace is not None:
            found = workspaces.get_workspace(connection, workspace)
            files = workspaces.workspace_files(connection, workspace)
            read = self._tryouts.at_hand(files, found.key)
            return Subject(read, None, workspace, found.title)
        if bundle is None:
            raise BundleNotFound("")
        row = bundles.get_bundle(connection, bundle)
        return Subject(self._library.bundle(connection, bundle), row)

    def published(self, connection: Connection, key: str) -> Subject | None:
        """The published version of the key."""
        rows = bundles.list_bundles(connection, key=key, state="published")
        return self.subject(connection, rows[0].bundle, None) if rows else None

    def base(self, connection: Connection, after: Subject, against: str | None) -> Subject | None:
        """What it is compared with: the version named, else the published one of the same key."""
        if against:
            return self.subject(connection, against, None)
        return self.published(connection, after.bundle.key)

    def beside(self, connection: Connection, subject: Subject) -> dict[str, Mapping[str, bytes]]:
        """Published bundles that playing the subject's scenarios may need, by key.

        What it calls, what its scenarios name, what messages and signals start, the import of
        facts; and what these call.
        """
        published = {
            row.key: self._library.bundle(connection, row.bundle)
            for row in bundles.list_bundles(connection, state="published")
            if row.key != subject.bundle.key
        }
        owners = {name: key for key, each in published.items() for name in each.processes}
        texts = b"\n".join(c for path, c in subject.files.items() if kind_of(path) == "scenario")
        waiting = [
            key
            for key, each in published.items()
            if key in (SHARED, FACTS) or key.encode() in texts or _starts_by_itself(each)
        ]
        waiting += [owners[name] for name in subject.bundle.called_processes if name in owners]
        found: dict[str, Mapping[str, bytes]] = {}
        while waiting:
            key = waiting.pop()
            if key not in found:
                found[key] = published[key].files
                called = published[key].called_processes
                waiting += [owners[name] for name in called if name in owners]
        return found

    def remarks(self, connection: Connection, subject: Subject) -> list[Problem]:
        """Errors and warnings beside what is published now. Raises: ChecksBusy."""
        others = {
            row.bundle: self._library.bundle(connection, row.bundle)
            for row in bundles.list_bundles(connection, state="published")
        }
        found = self._checks.check(subject.bundle.key, subject.files, others)
        return [each for each in found.problems if each.severity is not Severity.CARRIED]

    def compare(self, before: Subject | None, after: Subject) -> Comparison:
        return compare(before.bundle if before else None, after.bundle)

    def impact(
        self, connection: Connection, before: Subject | None, after: Subject, found: Comparison
    ) -> Impact:
        """Computed from the open cases of now."""
        return impact_of(
            connection,
            before.bundle if before else None,
            after.bundle,
            found,
            self._users(connection, after.bundle.key, found),
            self._people.calendar(""),
            now(connection),
        )

    def _users(
        self, connection: Connection, key: str, found: Comparison
    ) -> dict[str, ProcessModel]:
        """Processes of other bundles that a change of shared tables and forms reaches."""
        if key != SHARED or all(c.group not in (Group.TABLE, Group.FORM) for c in found.changes):
            return {}
        models: dict[str, ProcessModel] = {}
        for row in bundles.list_bundles(connection, state="published"):
            if row.key != SHARED:
                models |= self._library.bundle(connection, row.bundle).processes
        return models


def _starts_by_itself(bundle: Bundle) -> bool:
    """Whether a message or signal of another case may start it."""
    model = bundle.main
    if model is None:
        return False
    events = [model.nodes[index].event for index in model.starts]
    return any(each and each.trigger in (Trigger.MESSAGE, Trigger.SIGNAL) for each in events)


def version_document(subject: Subject | None) -> dict[str, Any] | None:
    """Which version it is, for screens."""
    if subject is None:
        return None
    row, bundle = subject.row, subject.bundle
    main = bundle.main
    return {
        "bundle": bundle.sha256,
        "key": bundle.key,
        "version": row.version if row else None,
        "state": row.state if row else "workspace",
        "workspace": str(subject.workspace) if subject.workspace else None,
        "title_zh": row.title_zh if row else (main.name.zh if main else subject.title),
        "title_en": row.title_en if row else (main.name.en if main else subject.title),
        "files": sorted(bundle.files),
    }
