"""The journal of a case as auditors and applicants read it; reading it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.reads.page import Page
from engine.reads.viewer import Viewer


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
    raise NotImplementedError


def record_reading(
    connection: Connection, viewer: Viewer, what: str, case_id: UUID | None, detail: str = ""
) -> None:
    """Keep that the person read this (审计留痕)."""
    raise NotImplementedError
