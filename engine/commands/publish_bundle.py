"""Publish a bundle: new cases start on it; the one published before retires (发布)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from engine.commands.actor import Actor
from engine.commands.deploying import check_designer, locked_bundle
from engine.commands.done import BundleDone
from engine.errors import FourEyesNeeded
from engine.model.bundle import Bundle
from engine.store.start_timers import arm_start_timers, disarm_start_timers


@dataclass(frozen=True, slots=True)
class PublishBundle:
    bundle: str  #: content hash
    area: str = ""  #: of cases that timers and signals start


def publish_bundle(
    command: PublishBundle,
    actor: Actor,
    connection: psycopg.Connection[Any],
    now: datetime,
    bundle: Bundle,
    *,
    four_eyes: bool = False,
) -> BundleDone:
    """Let new cases start on it. Publishing what is published changes nothing.

    With `four_eyes` a person has to ask (`RequestPublication`); only the system publishes alone,
    for a new installation.

    Raises: NotPermitted, BundleNotFound, BundleStateConflict for a bundle that has retired,
        FourEyesNeeded.
    """
    check_designer(actor, "publish bundles")
    found = locked_bundle(connection, command.bundle, "draft", "published")
    if found.state == "published":
        return found
    if four_eyes and not actor.system:
        raise FourEyesNeeded
    let_start(connection, found, actor, now, command.area, bundle)
    return BundleDone(found.bundle, found.key, found.version, "published")


def let_start(
    connection: psycopg.Connection[Any],
    found: BundleDone,
    actor: Actor,
    now: datetime,
    area: str,
    bundle: Bundle,
) -> None:
    """New cases start on the draft from now on; running ones keep the version they have."""
    retired = connection.execute(
        "update engine.bundle set state = 'retired', retired_by = %s, retired_at = %s"
        " where key = %s and state = 'published' returning hash",
        (actor.user_id, now, found.key),
    ).fetchall()
    for (content_hash,) in retired:
        disarm_start_timers(connection, content_hash)
    connection.execute(
        "update engine.bundle set state = 'published', published_by = %s, published_at = %s,"
        " area = %s where hash = %s",
        (actor.user_id, now, area, found.bundle),
    )
    arm_start_timers(connection, bundle, now)
