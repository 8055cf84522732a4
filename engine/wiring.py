"""Who handles what: the facade `Engine` and the table command → handler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

from sqlalchemy import Engine as Database

from engine.commands.actor import Actor
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage, PublishMessage
from engine.commands.deploy_bundle import DeployBundle
from engine.commands.done import BundleDone, Done
from engine.commands.freeze_case import FreezeCase
from engine.commands.people import People
from engine.commands.publish_bundle import PublishBundle
from engine.commands.release_task import ReleaseTask
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.retire_bundle import RetireBundle
from engine.commands.retry_job import RetryJob
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.commands.transfer_task import TransferTask
from engine.commands.unfreeze_case import UnfreezeCase
from engine.commands.withdraw_application import WithdrawApplication

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
    | ResolveIncident
    | RetryJob
    | FreezeCase
    | UnfreezeCase
)
BundleCommand = DeployBundle | PublishBundle | RetireBundle


class Engine:
    """Commands in, events out; safe to share between threads."""

    database: Database  #: for `engine.reads` and registers; never for writing case tables

    def __init__(
        self, url: str, people: People, *, handlers: Mapping[str, Any] | None = None
    ) -> None:
        """`url` is a PostgreSQL URL (`postgresql://…`); migrations have run."""
        raise NotImplementedError

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
        same command gives the first answer (`repeated`). Raises: Declined.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Give all connections back."""
        raise NotImplementedError
