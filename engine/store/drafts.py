"""Drafts and old tasks: small statements beside the command path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from engine.feel import to_tagged
from engine.journal.canonical import canonical


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has filled in so far, kept beside the case."""

    task: int
    person: str
    document: Mapping[str, Any]


_SAVE = b"""
insert into engine.draft (case_id, n, person, document, saved_at) values (%s, %s, %s, %s, %s)
on conflict (case_id, n, person)
do update set document = excluded.document, saved_at = excluded.saved_at
"""


def save_draft_row(
    connection: psycopg.Connection[Any], case_id: UUID, draft: Draft, now: datetime
) -> None:
    """Keep the draft, replacing the person's earlier one for the task."""
    document = canonical(to_tagged(dict(draft.document))).decode()
    connection.execute(_SAVE, (case_id, draft.task, draft.person, document, now))


def was_task(connection: psycopg.Connection[Any], case_id: UUID, n: int) -> bool:
    """Whether the case ever had a task of this number."""
    found = connection.execute(
        "select from engine.task where case_id = %s and n = %s", (case_id, n)
    ).fetchone()
    return found is not None
