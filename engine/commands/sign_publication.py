"""Decide on a request to publish: another person signs or refuses, the asker may withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from engine.commands.actor import Actor
from engine.commands.deploying import check_designer, locked_bundle
from engine.commands.done import PublicationDone
from engine.commands.operating import reason_of
from engine.commands.publish_bundle import let_start
from engine.commands.values import usable_text
from engine.errors import (
    NotPermitted,
    PublishBaseChanged,
    PublishRequestClosed,
    PublishRequestNotFound,
    SamePersonSigns,
)
from engine.model.bundle import Bundle


@dataclass(frozen=True, slots=True)
class SignPublication:
    """The second person agrees: the bundle is published in the same transaction."""

    request: UUID
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class RefusePublication:
    """The second person does not agree, and says why."""

    request: UUID
    opinion: str


@dataclass(frozen=True, slots=True)
class WithdrawPublication:
    """Whoever asked takes it back."""

    request: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, locked until the transaction ends."""

    id: UUID
    bundle: str
    key: str
    base: str
    area: str
    requested_by: str


def sign_publication(
    command: SignPublication,
    actor: Actor,
    connection: psycopg.Connection[Any],
    now: datetime,
    bundle: Bundle,
) -> PublicationDone:
    """Publish what was asked for; never by the person who asked.

    Raises: NotPermitted, PublishRequestNotFound, PublishRequestClosed, SamePersonSigns,
        PublishBaseChanged, BundleStateConflict.
    """
    asked = _asked_of_another(connection, command.request, actor)
    found = locked_bundle(connection, asked.bundle, "draft")
    base = connection.execute(
        "select hash from engine.bundle where key = %s and state = 'published'", (asked.key,)
    ).fetchone()
    if (base[0] if base else "") != asked.base:
        raise PublishBaseChanged(asked.key)
    let_start(connection, found, actor, now, asked.area, bundle)
    opinion = usable_text(command.opinion, "opinion").strip()
    _close(connection, asked, "published", actor, now, opinion)
    return PublicationDone(asked.id, asked.bundle, asked.key, found.version, "published")


def refuse_publication(
    command: RefusePublication, actor: Actor, connection: psycopg.Connection[Any], now: datetime
) -> PublicationDone:
    """Send it back with a reason; the draft stays.

    Raises: NotPermitted, PublishRequestNotFound, PublishRequestClosed, SamePersonSigns,
        ReasonRequired.
    """
    asked = _asked_of_another(connection, command.request, actor)
    _close(connection, asked, "refused", actor, now, reason_of(command.opinion))
    return PublicationDone(asked.id, asked.bundle, asked.key, 0, "refused")


def withdraw_publication(
    command: WithdrawPublication, actor: Actor, connection: psycopg.Connection[Any], now: datetime
) -> PublicationDone:
    """Take one's own request back. Raises: NotPermitted, PublishRequestNotFound,
    PublishRequestClosed."""
    check_designer(actor, "withdraw requests to publish")
    asked = _locked(connection, command.request)
    if asked.requested_by != actor.user_id:
        raise NotPermitted(actor.user_id, "withdraw somebody else's request")
    _close(connection, asked, "withdrawn", actor, now, "")
    return PublicationDone(asked.id, asked.bundle, asked.key, 0, "withdrawn")


def bundle_of_request(connection: psycopg.Connection[Any], request: UUID) -> str:
    """The bundle that is asked for. Raises: PublishRequestNotFound."""
    row = connection.execute(
        "select bundle from engine.publish_request where id = %s", (request,)
    ).fetchone()
    if row is None:
        raise PublishRequestNotFound(str(request))
    found: str = row[0]
    return found


def _asked_of_another(connection: psycopg.Connection[Any], request: UUID, actor: Actor) -> Asked:
    check_designer(actor, "sign requests to publish")
    asked = _locked(connection, request)
    # The person counts, not the seat: nobody signs in another's place what they asked for.
    if asked.requested_by in (actor.user_id, actor.on_behalf_of):
        raise SamePersonSigns(asked.requested_by)
    if actor.system:
        raise NotPermitted(actor.user_id, "sign requests to publish")
    return asked


def _locked(connection: psycopg.Connection[Any], request: UUID) -> Asked:
    row = connection.execute(
        "select id, bundle, key, base, area, requested_by, state, decided_by"
        " from engine.publish_request where id = %s for update",
        (request,),
    ).fetchone()
    if row is None:
        raise PublishRequestNotFound(str(request))
    if row[6] != "open":
        raise PublishRequestClosed(str(request), row[6], row[7])
    return Asked(*row[:6])


def _close(
    connection: psycopg.Connection[Any],
    asked: Asked,
    state: str,
    actor: Actor,
    now: datetime,
    opinion: str,
) -> None:
    connection.execute(
        "update engine.publish_request set state = %s, decided_by = %s, decided_at = %s,"
        " opinion = %s where id = %s",
        (state, actor.user_id, now, opinion, asked.id),
    )
