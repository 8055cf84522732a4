"""The journal of a case as auditors and applicants read it; reading it is recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.errors import CaseNotFound, NoEntryThen
from engine.reads.page import Page
from engine.reads.viewer import Viewer
from engine.reads.visibility import visible
from engine.store.tables.cases import case
from engine.store.tables.journal import journal, reading


@dataclass(frozen=True, slots=True)
class Entry:
    entry: int
    at: datetime
    command: str
    actor: str
    document: Mapping[str, Any]  #: the whole entry as it was hashed
    hash: str


def list_entries(
    connection: Connection,
    viewer: Viewer,
    case_id: UUID,
    after: int = 0,
    limit: int = 100,
) -> Page[Entry]:
    """Entries of a case, oldest first. Raises: CaseNotFound."""
    seen = select(case.c.case_id).where(case.c.case_id == case_id, visible(viewer))
    found = connection.scalar(seen)
    if found is None:
        raise CaseNotFound(case_id)
    query = (
        select(
            journal.c.entry,
            journal.c.at,
            journal.c.command,
            journal.c.actor,
            journal.c.document,
            journal.c.hash,
        )
        .where(journal.c.case_id == case_id, journal.c.entry > after)
        .order_by(journal.c.entry)
        .limit(limit + 1)
    )
    rows = connection.execute(query).all()
    entries = tuple(
        Entry(row.entry, row.at, row.command, row.actor, json.loads(row.document), row.hash.hex())
        for row in rows[:limit]
    )
    return Page(entries, (entries[-1].entry,) if len(rows) > limit else None)


@dataclass(frozen=True, slots=True)
class Stand:
    """Up to which entry a case is told, with the head of its chain there."""

    entry: int
    at: datetime
    hash: str


def stand_of(
    connection: Connection, case_id: UUID, entry: int | None = None, before: datetime | None = None
) -> Stand:
    """The last entry, or the last one up to a number, or before a moment.

    Whether the viewer may see the case is asked elsewhere. Raises: NoEntryThen.
    """
    query = select(journal.c.entry, journal.c.at, journal.c.hash).where(
        journal.c.case_id == case_id
    )
    if entry is not None:
        query = query.where(journal.c.entry <= entry)
    if before is not None:
        query = query.where(journal.c.at < before)
    row = connection.execute(query.order_by(journal.c.entry.desc()).limit(1)).first()
    if row is None:
        raise NoEntryThen(case_id)
    return Stand(row.entry, row.at, row.hash.hex())


def record_reading(
    connection: Connection, viewer: Viewer, what: str, case_id: UUID | None, detail: str = ""
) -> None:
    """Keep that the person read this (审计留痕)."""
    connection.execute(
        reading.insert().values(person=viewer.user_id, what=what, case_id=case_id, detail=detail)
    )
