"""An office for tests: an engine on a fresh database, people, and cases that check themselves.

After every command the case is read back, and rebuilt from its journal: both must be the same, the
chain must hold, and the rows of open work must be what the state says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import psycopg

from engine.commands.actor import Actor, system_actor
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.deciding_again import decide_again
from engine.commands.deliver_message import DeliverMessage
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.done import Done
from engine.commands.freeze_case import FreezeCase
from engine.commands.people import FixedPeople
from engine.commands.publish_bundle import PublishBundle
from engine.commands.release_task import ReleaseTask
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.start_case import StartCase
from engine.commands.transfer_task import TransferTask
from engine.commands.unfreeze_case import UnfreezeCase
from engine.commands.withdraw_application import WithdrawApplication
from engine.errors import Declined
from engine.jobs.settings import JobSettings
from engine.jobs.worker import Worker
from engine.journal.reading import entries
from engine.journal.replay import replay
from engine.journal.verify import verify
from engine.people.holidays import china
from engine.people.organisations import Area, Organisation, Organisations
from engine.runtime import events as e
from engine.runtime.state import State, dump_state
from engine.store.clock import move_clock, read_clock
from engine.store.loading import load
from engine.wiring import HANDLERS, Engine
from tests.dsl.process import Process

AREA = "A1"
#: Workers of tests try again at once.
QUICK = JobSettings(first_pause=timedelta(0), first_message_pause=timedelta(seconds=1), threads=2)
KINDS = ("hrss_bureau", "finance_bureau", "education_bureau", "enterprise", "platform")
#: id → groups, inside the area
PEOPLE = {
    "chen": ("enterprise.applicant",),
    "zhao": ("hrss_bureau.window_clerk",),
    "li": ("hrss_bureau.reviewer",),
    "wang": ("hrss_bureau.reviewer", "hrss_bureau.section_chief"),
    "sun": ("hrss_bureau.section_chief",),
    "head": ("hrss_bureau.bureau_head",),
    "fang": ("finance_bureau.finance_officer",),
    "feng": ("finance_bureau.finance_officer", "finance_bureau.finance_approver"),
    "olga": ("platform.case_operator",),
    "dora": ("platform.process_designer",),
}
E = TypeVar("E", bound=e.Event)
D = TypeVar("D", bound=Declined)
ByName = {kind.__name__: (kind, handler) for kind, handler in HANDLERS.items()}


def people() -> FixedPeople:
    organisations = Organisations.of(
        [Area(AREA, None, "甲市", "City A")],
        [Organisation(f"{AREA}.{kind}", kind, AREA, kind, kind) for kind in KINDS],
    )
    groups = {
        person: frozenset(f"{AREA}.{group}" for group in held) for person, held in PEOPLE.items()
    }
    return FixedPeople(organisations, china(), groups, {"chen": f"{AREA}.enterprise"})


class Office:
    """`office.start(process(...), by="chen")`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.people = people()
        self.engine = Engine(url, self.people, connections=8)
        self.handlers: dict[str, Any] = {}

    def close(self) -> None:
        self.engine.close()

    def actor(self, person: str) -> Actor:
        groups = self.people.groups_of(person) or frozenset()
        return Actor(person, groups, self.people.organisation_of(person))

    def publish(self, drawn: Process, **options: Any) -> str:
        """Deploy and publish; the content hash."""
        done = self.engine.handle(DeployBundle(drawn.id, drawn.files()), self.actor("dora"))
        self.engine.handle(PublishBundle(done.bundle, **options), self.actor("dora"))
        return done.bundle

    def start(
        self,
        drawn: Process | str,
        by: str = "chen",
        values: Mapping[str, Any] | None = None,
        key: str | None = None,
        **options: Any,
    ) -> Case:
        """Publish the process when it is given as such, and start a case of it."""
        if isinstance(drawn, Process):
            self.publish(drawn)
        name = drawn.id if isinstance(drawn, Process) else drawn
        command = StartCase(name, AREA, values or {}, **options)
        done = self.engine.handle(command, self.actor(by), idempotency_key=key)
        case = Case(self, done.case_id)
        case.check()
        return case

    def work(self, **handlers: Any) -> int:
        """Let a worker do everything that is due; how many jobs it did."""
        named = {name.replace("_", "."): handler for name, handler in handlers.items()}
        worker = Worker(self.engine, {**self.handlers, **named}, settings=QUICK)
        try:
            return worker.work_until_idle(300)
        finally:
            worker.stop()

    def move_clock(self, **ahead: float) -> None:
        """`move_clock(days=20)`: time passes at once."""
        with self.engine.pool.connection() as connection:
            now = read_clock(connection).now
            move_clock(connection, now + timedelta(**ahead), "olga")

    def sql(self, statement: str, *parameters: Any) -> list[Any]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), parameters)
            return cursor.fetchall() if cursor.description is not None else []


class Log:
    """The events of a case, asked instead of its tables; printed in short columns."""

    def __init__(self, events: list[tuple[int, e.Event]]) -> None:
        self.events = events

    def of(self, kind: type[E]) -> list[E]:
        return [event for _entry, event in self.events if isinstance(event, kind)]

    def path(self) -> list[str]:
        """Ids of the elements entered, without the process itself."""
        return [event.node for event in self.of(e.ElementEntered) if event.node != event.process]

    def __repr__(self) -> str:
        return "\n".join(
            f"{entry:>4} {type(event).__name__:<18} "
            + json.dumps({k: getattr(event, k) for k in event.__struct_fields__}, default=str)[:140]
            for entry, event in self.events
        )


class Case:
    """A case, acted on by people."""

    def __init__(self, office: Office, case_id: UUID) -> None:
        self.office = office
        self.id = case_id

    # --- acting -----------------------------------------------------------------------------------

    def handle(
        self, command: Any, by: str | Actor, expect: type[D] | None = None, **options: Any
    ) -> Any:
        """The answer, or with `expect` the decline that came."""
        actor = self.office.actor(by) if isinstance(by, str) else by
        try:
            done = self.office.engine.handle(command, actor, **options)
        except Declined as declined:
            self.check()
            if expect is None or not isinstance(declined, expect):
                raise
            return declined
        assert expect is None, f"expected {expect}, got {done}"
        self.check()
        return done

    def claim_task(self, element: str, by: str, **options: Any) -> Any:
        return self.handle(ClaimTask(self.id, self.task(element)), by, **options)

    def release_task(self, element: str, by: str, **options: Any) -> Any:
        return self.handle(ReleaseTask(self.id, self.task(element)), by, **options)

    def transfer_task(
        self, element: str, by: str, to: str, reason: str = "出差", **options: Any
    ) -> Any:
        return self.handle(TransferTask(self.id, self.task(element), to, reason), by, **options)

    def complete_task(
        self,
        element: str,
        by: str,
        outcome: str = "",
        opinion: str = "",
        values: Mapping[str, Any] | None = None,
        corrections: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Any:
        task = self.task(element, by)
        command = CompleteTask(self.id, task, outcome, opinion, values or {}, corrections or {})
        return self.handle(command, by, **options)

    def deliver(
        self, name: str, payload: Mapping[str, Any] | None = None, key: str = "", **options: Any
    ) -> Any:
        command = DeliverMessage(self.id, name, key, payload or {})
        return self.handle(command, system_actor("message"), **options)

    def withdraw(self, by: str = "chen", **options: Any) -> Any:
        return self.handle(WithdrawApplication(self.id, "材料有误"), by, **options)

    def freeze(self, reason: str = "审计", by: str = "olga", **options: Any) -> Any:
        return self.handle(FreezeCase(self.id, reason), by, **options)

    def unfreeze(self, reason: str = "审计结束", by: str = "olga", **options: Any) -> Any:
        return self.handle(UnfreezeCase(self.id, reason), by, **options)

    def resolve(
        self, values: Mapping[str, Any] | None = None, by: str = "olga", **options: Any
    ) -> Any:
        state = self.state
        n = next(n for n, each in state.instances.items() if each.incident)
        return self.handle(ResolveIncident(self.id, n, "已更正", values or {}), by, **options)

    # --- asking -----------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        with self.office.engine.pool.connection() as connection:
            loaded = load(connection, self.id)
        assert loaded is not None
        return loaded.state

    @property
    def variables(self) -> dict[str, Any]:
        """Of the case itself, tagged."""
        with self.office.engine.pool.connection() as connection:
            loaded = load(connection, self.id)
        assert loaded is not None
        return dict(loaded.variables.of(1))

    @property
    def log(self) -> Log:
        with self.office.engine.pool.connection() as connection:
            return Log(
                [
                    (each.entry, event)
                    for each in entries(connection, self.id)
                    for event in each.document().events
                ]
            )

    def task(self, element: str, by: str = "") -> int:
        """Number of the open task at the element (the one for `by`, of several), else of the
        last one there ever was."""
        state = self.state
        found = [n for n in state.tasks if state.instances[n].node == element]
        if found:
            return next((n for n in found if by in state.tasks[n].users), found[0])
        opened = [event.n for event in self.log.of(e.TaskOpened) if event.node == element]
        assert opened, f"no task {element} in\n{self.log!r}"
        return opened[-1]

    @property
    def open_tasks(self) -> list[str]:
        state = self.state
        return sorted(state.instances[n].node for n in state.tasks)

    # --- checking ---------------------------------------------------------------------------------

    def check(self) -> None:
        """What the tables hold is what the journal says, and deciding again gives the same."""
        engine = self.office.engine
        with engine.pool.connection() as connection:
            loaded = load(connection, self.id)
            assert loaded is not None
            state, variables = replay(connection, self.id)
            assert dump_state(state) == dump_state(loaded.state)
            assert variables.rows() == loaded.variables.rows()
            verified = verify(connection, self.id)
            assert verified.sound, (verified.changed, verified.missing)
            again = decide_again(connection, self.id, engine.catalogue, engine.people, ByName)
            assert not again.differences, again.differences
            self._check_rows(connection, state)

    def _check_rows(self, connection: psycopg.Connection[Any], state: State) -> None:
        def rows(statement: str) -> list[Any]:
            return connection.execute(statement.encode(), (self.id,)).fetchall()

        tasks = rows("select n, assignee from engine.task where case_id = %s and state = 'open'")
        assert dict(tasks) == {n: task.assignee for n, task in state.tasks.items()}
        candidates = {
            (n, candidate)
            for n, task in state.tasks.items()
            if not task.assignee
            for candidate in [
                *(f"g:{group}" for group in task.groups),
                *(f"u:{user}" for user in task.users),
            ]
        }
        found = rows("select n, candidate from engine.task_candidate where case_id = %s")
        assert set(found) == candidates
        waits = rows("select n, trigger, name, key from engine.wait where case_id = %s")
        assert {each[0]: each[1:] for each in waits} == {
            n: (wait.trigger, wait.name, wait.key) for n, wait in state.waits.items()
        }
        jobs = rows("select kind, n from engine.job where case_id = %s")
        wanted = {("service", n) for n in state.jobs}
        wanted |= {("timer", n) for n, wait in state.waits.items() if wait.trigger == "timer"}
        assert {each for each in jobs if each[0] in ("service", "timer")} == wanted
        incidents = rows("select n from engine.incident where case_id = %s and resolved_at is null")
        assert {n for (n,) in incidents} == {
            n for n, each in state.instances.items() if each.incident
        }


def last(done: Done, kind: type[E]) -> E:
    """The last event of a kind in an answer."""
    return next(event for event in reversed(done.events) if isinstance(event, kind))
