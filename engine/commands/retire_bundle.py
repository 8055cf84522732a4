"""Retire a bundle: no new cases start on it, running ones go on (停用)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from engine.commands.actor import Actor
from engine.commands.deploying import check_designer, locked_bundle
from engine.commands.done import BundleDone
from engine.store.start_timers import disarm_start_timers


@dataclass(frozen=True, slots=True)
class RetireBundle:
    bundle: str  #: content hash


def retire_bundle(
    command: RetireBundle, actor: Actor, connection: psycopg.Connection[Any], now: datetime
) -> BundleDone:
    """Start no new cases on it. Retiring what has retired changes nothing.

    Raises: NotPermitted, BundleNotFound.
    """
    check_designer(actor, "retire bundles")
    found = locked_bundle(connection, command.bundle, "draft", "published", "retired")
    if found.state == "retired":
        return found
    connection.execute(
        "update engine.bundle set state = 'retired', retired_by = %s, retired_at = %s"
        " where hash = %s",
        (actor.user_id, now, command.bundle),
    )
    disarm_start_timers(connection, command.bundle)
    return BundleDone(found.bundle, found.key, found.version, "retired")
