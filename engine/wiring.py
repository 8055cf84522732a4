"""Who handles what: the facade `Engine` and the table command → handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, overload
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine as Database

from engine.commands.actor import Actor
from engine.commands.addressing import receiver_of
from engine.commands.claim_task import ClaimTask, claim_task
from engine.commands.complete_job import CompleteJob, complete_job
from engine.commands.complete_task import CompleteTask, complete_task
from engine.commands.deliver_message import DeliverMessage, PublishMessage, deliver_message
from engine.commands.deliver_signal import DeliverSignal, deliver_signal
from engine.commands.deploy_bundle import DeployBundle, deploy_bundle
from engine.commands.done import BundleDone, Done, PublicationDone
from engine.commands.execution import Execution, Handler, repeated
from engine.commands.fail_job import FailJob, ThrowJobError, fail_job, throw_job_error
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.commands.freeze_case import FreezeCase, freeze_case
from engine.commands.people import People
from engine.commands.publish_bundle import PublishBundle, publish_bundle
from engine.commands.release_task import ReleaseTask, release_task
from engine.commands.request_publication import RequestPublication, request_publication
from engine.commands.resolve_incident import ResolveIncident, resolve_incident
from engine.commands.retire_bundle import RetireBundle, retire_bundle
from engine.commands.retry_job import RetryJob, retry_job
from engine.commands.save_draft import SaveDraft, save_draft
from engine.commands.sign_publication import (
    RefusePublication,
    SignPublication,
    WithdrawPublication,
    bundle_of_request,
    refuse_publication,
    sign_publication,
    withdraw_publication,
)
from engine.commands.start_case import StartCase, start_case
from engine.commands.transfer_task import TransferTask, transfer_task
from engine.commands.unfreeze_case import UnfreezeCase, unfreeze_case
from engine.commands.values import clean_json, clean_tagged, usable_text
from engine.commands.weighing import Weighing, weighing
from engine.commands.withdraw_application import WithdrawApplication, withdraw_application
from engine.store.catalogue import Catalogue
from engine.store.connections import command_pool, sqlalchemy_engine
from engine.store.herald import Herald, designing_text
from engine.store.loading import load
from engine.store.starting import case_id_for_key, database_now, known_case_for_key

HANDLERS: Final[Mapping[type[Any], Handler]] = {
    StartCase: start_case,
    ClaimTask: claim_task,
    ReleaseTask: release_task,
    TransferTask: transfer_task,
    CompleteTask: complete_task,
    SaveDraft: save_draft,
    WithdrawApplication: withdraw_application,
    DeliverMessage: deliver_message,
    DeliverSignal: deliver_signal,
    FireTimer: fire_timer,
    CompleteJob: complete_job,
    FailJob: fail_job,
    ThrowJobError: throw_job_error,
    ResolveIncident: resolve_incident,
    RetryJob: retry_job,
    FreezeCase: freeze_case,
    UnfreezeCase: unfreeze_case,
}

CaseCommand = (
    StartCase
    | ClaimTask
    | ReleaseTask
    | TransferTask
    | CompleteTask
    | SaveDraft
    | WithdrawApplication
    | DeliverMessage
    | PublishMessage
    | DeliverSignal
    | FireTimer
    | CompleteJob
    | FailJob
    | ThrowJobError
    | ResolveIncident
    | RetryJob
    | FreezeCase
    | UnfreezeCase
)
BundleCommand = DeployBundle | PublishBundle | RetireBundle
PublicationCommand = RequestPublication | SignPublication | RefusePublication | WithdrawPublication

LONGEST_KEY: Final = 200
#: A pool may hold several connections to a database that is gone; each is found out by its use.
RECONNECTS: Final = 20


class Engine:
    """Commands in, events out; safe to share between threads."""

    def __init__(
        self, url: str, people: People, *, connections: int = 16, four_eyes: bool = False
    ) -> None:
        """`url` is a PostgreSQL URL (`postgresql://…`) on which the migrations have run."""
        self.url = url
        self.people = people
        #: whether a person may publish only what another person signs
        self.four_eyes = four_eyes
        self.catalogue = Catalogue()
        self.herald = Herald(url)
        self.execution = Execution(self.catalogue, people, HANDLERS, self.herald)
        self.pool: ConnectionPool[psycopg.Connection[Any]] = command_pool(url, connections)
        #: for `engine.reads` and registers; never for writing tables of cases
        self.database: Database = sqlalchemy_engine(url)

    @overload
    def handle(
        self,
        command: BundleCommand,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
    ) -> BundleDone: ...
    @overload
    def handle(
        self,
        command: CaseCommand,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
    ) -> Done: ...
    def handle(
        self,
        command: CaseCommand | BundleCommand,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
    ) -> Done | BundleDone:
        """Decide and carry out the command in one transaction.

        `idempotency_key` is unique per case (per person for a start); giving it again with the
        same command gives the first answer (`repeated`). `expected_version` declines the command
        when the case has moved on. Raises: Declined.
        """
        if idempotency_key is not None:
            usable_text(idempotency_key[:LONGEST_KEY], "idempotency key")
            idempotency_key = idempotency_key[:LONGEST_KEY]
        for _attempt in range(RECONNECTS):
            try:
                return self._once(command, actor, idempotency_key, expected_version)
            except psycopg.OperationalError:
                # The database went away, perhaps after it had written: only with a key is it safe
                # to ask again.
                if idempotency_key is None or isinstance(command, BundleCommand):
                    raise
        return self._once(command, actor, idempotency_key, expected_version)

    def _once(
        self,
        command: CaseCommand | BundleCommand,
        actor: Actor,
        key: str | None,
        expected_version: int | None,
    ) -> Done | BundleDone:
        with self.pool.connection() as connection:
            if isinstance(command, BundleCommand):
                return self._bundle(connection, command, actor)
            return self.handle_on(
                connection,
                command,
                actor,
                idempotency_key=key,
                expected_version=expected_version,
            )

    def handle_on(
        self,
        connection: psycopg.Connection[Any],
        command: CaseCommand,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
    ) -> Done:
        """The same on a connection that is given: what it did before is committed together."""
        command = cleaned(command)
        if isinstance(command, PublishMessage):
            answer = self._answered(connection, command, actor, idempotency_key)
            if answer is not None:
                return answer
            command = self._addressed(connection, command, actor)
            if idempotency_key is not None and isinstance(command, DeliverMessage):
                case_id = case_id_for_key(
                    connection, actor.user_id, idempotency_key, command.case_id
                )
                command = replace(command, case_id=case_id)
        if isinstance(command, StartCase):
            if idempotency_key is not None and command.case_id is None:
                case_id = case_id_for_key(connection, actor.user_id, idempotency_key)
                command = replace(command, case_id=case_id)
            return self.execution.start(connection, command, actor, idempotency_key)
        return self.execution.run(connection, command, actor, idempotency_key, expected_version)

    def weighing(
        self, connection: psycopg.Connection[Any], case_id: UUID, actor: Actor
    ) -> Weighing:
        """What commands of this person would do to the case; nothing is written.

        Raises: CaseNotFound.
        """
        return weighing(self.execution, connection, case_id, actor)

    def _addressed(
        self, connection: psycopg.Connection[Any], command: PublishMessage, actor: Actor
    ) -> DeliverMessage | StartCase:
        return receiver_of(
            connection,
            command.name,
            command.key,
            command.payload,
            area=command.area,
            applicant=actor.user_id,
            organisation=actor.organisation or "",
        )

    def _answered(
        self,
        connection: psycopg.Connection[Any],
        command: PublishMessage,
        actor: Actor,
        key: str | None,
    ) -> Done | None:
        """The answer that the same message got before; None when it is new.

        Nobody may wait any more when a client sends it again, so the receiver is kept by its key.
        Raises: IdempotencyKeyReused.
        """
        case_id = known_case_for_key(connection, actor.user_id, key) if key else None
        loaded = load(connection, case_id, key) if case_id is not None else None
        if loaded is None or loaded.repeats is None:
            return None
        same = DeliverMessage(loaded.case_id, command.name, command.key, command.payload)
        if loaded.repeats == 1:  # it began the case
            return repeated(connection, loaded, None, actor, key)
        return repeated(connection, loaded, same, actor, key)

    def decide(self, command: PublicationCommand, actor: Actor) -> PublicationDone:
        """Ask to publish, sign, refuse or withdraw, in one transaction. Raises: Declined.

        Other designers hear of it once it is committed.
        """
        done = self._decide(command, actor)
        text = designing_text(actor.user_id, done.state, id=str(done.request), key=done.key)
        self.herald.say(text)
        return done

    def _decide(self, command: PublicationCommand, actor: Actor) -> PublicationDone:
        with self.pool.connection() as connection, connection.transaction():
            now = database_now(connection)
            if isinstance(command, RequestPublication):
                return request_publication(command, actor, connection, now)
            if isinstance(command, RefusePublication):
                return refuse_publication(command, actor, connection, now)
            if isinstance(command, WithdrawPublication):
                return withdraw_publication(command, actor, connection, now)
            asked = bundle_of_request(connection, command.request)
            bundle = self.catalogue.bundle(connection, asked)
            return sign_publication(command, actor, connection, now, bundle)

    def _bundle(
        self, connection: psycopg.Connection[Any], command: BundleCommand, actor: Actor
    ) -> BundleDone:
        with connection.transaction():
            now = database_now(connection)
            if isinstance(command, DeployBundle):
                return deploy_bundle(command, actor, connection, now)
            if isinstance(command, RetireBundle):
                return retire_bundle(command, actor, connection, now)
            bundle = self.catalogue.bundle(connection, command.bundle)
            return publish_bundle(command, actor, connection, now, bundle, four_eyes=self.four_eyes)

    def close(self) -> None:
        """Give all connections back."""
        self.herald.close()
        self.pool.close()
        self.database.dispose()


def cleaned(command: Any) -> Any:
    """The command with values that can be kept. Raises: UnusableText, ValuesTooLarge, NotJson."""
    if isinstance(command, CompleteTask | SaveDraft):
        return replace(command, values=clean_json(command.values, "values"))
    if isinstance(command, StartCase):
        clean = clean_tagged if command.start_node else clean_json
        return replace(command, values=clean(command.values, "values"))
    if isinstance(command, DeliverMessage | PublishMessage):
        return replace(command, payload=clean_tagged(command.payload, "payload"))
    if isinstance(command, ResolveIncident):
        return replace(command, values=clean_tagged(command.values, "values"))
    return command
