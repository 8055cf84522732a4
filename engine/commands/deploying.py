"""Who may deploy, and what commands on bundles share."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from engine.commands.actor import Actor
from engine.commands.done import BundleDone
from engine.errors import BundleNotFound, BundleStateConflict, NotPermitted

PROCESS_DESIGNER: Final = "process_designer"


def check_designer(actor: Actor, what: str) -> None:
    """Raises: NotPermitted for anybody who is not a process designer."""
    if not actor.system and not actor.has_role(PROCESS_DESIGNER):
        raise NotPermitted(actor.user_id, what)


def locked_bundle(
    connection: psycopg.Connection[Any], content_hash: str, *allowed: str
) -> BundleDone:
    """The bundle, locked until the transaction ends.

    Raises: BundleNotFound, BundleStateConflict when its state is not one of `allowed`.
    """
    row = connection.execute(
        "select hash, key, version, state from engine.bundle where hash = %s for update",
        (content_hash,),
    ).fetchone()
    if row is None:
        raise BundleNotFound(content_hash)
    if row[3] not in allowed:
        raise BundleStateConflict(content_hash, row[3], " / ".join(allowed))
    return BundleDone(*row)
