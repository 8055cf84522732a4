"""Play in a sandbox: open it over files at hand or a deployed bundle, act, move the clock."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from engine.commands.deliver_message import DeliverMessage
from engine.commands.people import People
from engine.errors import BundleRefused, Finding, JobNotFound
from engine.journal.entry import moment_text
from engine.model.bundle import SHARED, Bundle, BundleHasErrors, content_hash, read_bundle
from engine.model.nodes import Severity
from engine.people.clock_steps import MORNING, target_of
from engine.runtime.environment import SHANGHAI
from engine.store.case_ids import new_case_id
from engine.store.catalogue import Catalogue
from engine.store.resolved import Resolved
from engine.tryout import keeping
from engine.tryout.acts import Act, command_of
from engine.tryout.cast import Cast
from engine.tryout.errors import NoSuchProcessToTry, NotStartedYet
from engine.tryout.keeping import NewStep, Sandbox
from engine.tryout.moving_clock import move_clock
from engine.tryout.snapshot import Snapshot
from engine.tryout.trying import try_command

LARGEST_CACHE: Final = 50


@dataclass(frozen=True, slots=True)
class Opening:
    """What is tried out, and where the case will be."""

    key: str
    files: Mapping[str, bytes] | None  #: None: the deployed bundle of the hash
    bundle: str = ""
    workspace: str = ""
    process: str = ""  #: empty: the one the bundle is named after
    area: str = ""
    title: str = ""
    today: date | None = None


class TryOuts:
    """Sandboxes over one engine's bundles and people; safe between threads."""

    def __init__(self, catalogue: Catalogue, people: People) -> None:
        self._catalogue = catalogue
        self.cast = Cast(people)
        self._lock = threading.Lock()
        self._at_hand: OrderedDict[str, Bundle] = OrderedDict()

    # --- opening ----------------------------------------------------------------------------------

    def open(self, connection: Connection, owner: str, opening: Opening, now: datetime) -> UUID:
        """A new sandbox before its start; `now` is the time of the database's clock.

        Raises: BundleNotFound, BundleRefused, CalledProcessMissing, NoSuchProcessToTry,
            TooManySandboxes.
        """
        bundle = self._opened(connection, opening)
        resolved = self._catalogue.of_bundle(driver(connection), bundle)
        process = opening.process or (bundle.key if bundle.key != SHARED else "")
        if process not in bundle.processes:
            raise NoSuchProcessToTry(process)
        if opening.today is not None:
            now = datetime.combine(opening.today, MORNING, SHANGHAI)
        sandbox = new_case_id()
        keeping.keep_new(
            connection,
            id=sandbox,
            owner=owner,
            title=opening.title,
            key=bundle.key,
            process=process,
            area=opening.area,
            bundle=bundle.sha256,
            workspace=opening.workspace,
            pins=[each.sha256 for each in resolved.bundles[1:]],
            files=opening.files or {},
            snapshot=Snapshot(now=moment_text(now)),
        )
        return sandbox

    def _opened(self, connection: Connection, opening: Opening) -> Bundle:
        if opening.files is None:
            return self._catalogue.bundle(driver(connection), opening.bundle)
        return self.at_hand(opening.files, opening.key)

    def at_hand(self, files: Mapping[str, bytes], key: str) -> Bundle:
        """The files as a bundle, read once. Raises: BundleRefused with every error."""
        with self._lock:
            known = self._at_hand.get(content_hash(files))
        return known if known is not None and known.key == key else self._keep(read(files, key))

    def resolved(self, connection: Connection, sandbox: Sandbox) -> Resolved:
        """What the sandbox runs on, as it was when it was opened. Raises: BundleNotFound."""
        main = self._main(connection, sandbox)
        others = [self._catalogue.bundle(driver(connection), each) for each in sandbox.pins]
        return Resolved((main, *others))

    def _main(self, connection: Connection, sandbox: Sandbox) -> Bundle:
        with self._lock:
            known = self._at_hand.get(sandbox.bundle)
        if known is not None:
            return known
        files = keeping.files_of(connection, sandbox.id)
        if files:
            return self._keep(read(files, sandbox.key))
        return self._catalogue.bundle(driver(connection), sandbox.bundle)

    def _keep(self, bundle: Bundle) -> Bundle:
        with self._lock:
            self._at_hand[bundle.sha256] = bundle
            while len(self._at_hand) > LARGEST_CACHE:
                self._at_hand.popitem(last=False)
        return bundle

    # --- playing ----------------------------------------------------------------------------------

    def act(self, connection: Connection, sandbox: Sandbox, act: Act) -> int:
        """Do one thing where the sandbox stands; the number of the new step.

        Raises: Declined.
        """
        before = keeping.snapshot_of(connection, sandbox.id, sandbox.position)
        command, actor = command_of(
            act,
            before,
            self.cast,
            case_id=sandbox.id,
            process=sandbox.process,
            area=sandbox.area,
        )
        tried = try_command(
            before,
            command,
            actor,
            case_id=sandbox.id,
            resolved=self.resolved(connection, sandbox),
            people=self.cast,
        )
        after = tried.snapshot
        if act.kind == "deliver":
            del after.sent[act.n]
        kept = _kept(act)
        if isinstance(command, DeliverMessage):
            payload = dict(command.payload)
            kept |= {"message": command.name, "key": command.key, "payload": payload}
        element = _element(act, before)
        step = NewStep(act.kind, element, actor.user_id, kept, tried.events, after)
        return keeping.keep_steps(connection, sandbox, [step])

    def wait(self, connection: Connection, sandbox: Sandbox, step: str, timer: int = 0) -> int:
        """Move the clock by a step (`5wd`), or until the timer is due; timers fire on the way.

        Raises: NotStartedYet, JobNotFound, StepNotUnderstood, ClockMovesForwardOnly,
            TooManyTimers, Declined.
        """
        before = keeping.snapshot_of(connection, sandbox.id, sandbox.position)
        if not before.begun:
            raise NotStartedYet
        present = before.moment
        if timer:
            wait = before.state.waits.get(timer)
            if wait is None or not wait.due:
                raise JobNotFound(sandbox.id, timer)
            target = max(present, datetime.fromisoformat(wait.due))
        else:
            target = target_of(step, present, self.cast.calendar(sandbox.area))
        given = {"by": step, "to": moment_text(target)}
        resolved = self.resolved(connection, sandbox)
        new: list[NewStep] = []
        earlier = before
        for command, tried in move_clock(
            before, target, case_id=sandbox.id, resolved=resolved, people=self.cast
        ):
            element = earlier.state.waits[command.wait].node if command is not None else ""
            kind, actor = ("timer", "system.timer") if command is not None else ("wait", "")
            new.append(NewStep(kind, element, actor, given, tried.events, tried.snapshot))
            earlier = tried.snapshot
        if not new:
            return sandbox.position
        return keeping.keep_steps(connection, sandbox, new)


def read(files: Mapping[str, bytes], key: str) -> Bundle:
    """The files as a bundle. Raises: BundleRefused with every error."""
    try:
        return read_bundle(files, key=key)
    except BundleHasErrors as refused:
        raise BundleRefused(
            tuple(
                Finding(
                    ":".join(
                        str(part)
                        for part in (each.file, each.problem.line or "", each.problem.element)
                        if part
                    ),
                    each.problem.rule,
                    each.problem.message.zh,
                    each.problem.message.en,
                )
                for each in refused.problems
                if each.problem.severity is Severity.ERROR
            )
        ) from refused


def driver(connection: Connection) -> Any:
    """The psycopg connection beneath."""
    found = connection.connection.driver_connection
    assert found is not None
    return found


def _element(act: Act, before: Snapshot) -> str:
    """The element an act is about, for the line of time and for earlier answers."""
    if act.kind in ("message", "signal"):
        return before.state.waits[act.n].node
    if act.kind == "start":
        return act.node
    return before.nodes[act.n][1] if act.n in before.nodes else ""


def _kept(act: Act) -> dict[str, Any]:
    return {
        name: value
        for name in Act.__dataclass_fields__
        if (value := getattr(act, name)) not in ("", 0, {}) and name != "kind"
    }
