"""Ask to publish a bundle: one designer asks with a reason, another one signs (发布申请)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from engine.commands.actor import Actor
from engine.commands.deploying import check_designer, locked_bundle
from engine.commands.done import PublicationDone
from engine.commands.operating import reason_of
from engine.errors import PublishRequestOpen
from engine.store.case_ids import new_case_id


@dataclass(frozen=True, slots=True)
class RequestPublication:
    bundle: str  #: content hash of a draft
    reason: str
    area: str = ""  #: of cases that timers and signals start
    evidence: Mapping[str, Any] = field(default_factory=dict)  #: what was on the page, counted


def request_publication(
    command: RequestPublication,
    actor: Actor,
    connection: psycopg.Connection[Any],
    now: datetime,
) -> PublicationDone:
    """Keep the request until somebody else decides.

    Raises: NotPermitted, ReasonRequired, BundleNotFound, BundleStateConflict,
        PublishRequestOpen.
    """
    check_designer(actor, "ask to publish bundles")
    reason = reason_of(command.reason)
    found = locked_bundle(connection, command.bundle, "draft")
    base = connection.execute(
        "select hash from engine.bundle where key = %s and state = 'published'", (found.key,)
    ).fetchone()
    request = new_case_id()
    row = connection.execute(
        "insert into engine.publish_request (id, bundle, key, base, area, reason, evidence,"
        " requested_by, requested_at) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " on conflict (key) where state = 'open' do nothing returning id",
        (
            request,
            found.bundle,
            found.key,
            base[0] if base else "",
            command.area,
            reason,
            Jsonb(dict(command.evidence)),
            actor.user_id,
            now,
        ),
    ).fetchone()
    if row is None:
        raise PublishRequestOpen(found.key, str(_open(connection, found.key)))
    return PublicationDone(request, found.bundle, found.key, found.version, "open")


def _open(connection: psycopg.Connection[Any], key: str) -> UUID | str:
    row = connection.execute(
        "select id from engine.publish_request where key = %s and state = 'open'", (key,)
    ).fetchone()
    return row[0] if row else ""
