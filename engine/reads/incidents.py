"""Incidents and jobs, for case operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.reads.page import Page
from engine.reads.viewer import Viewer


@dataclass(frozen=True, slots=True)
class IncidentRow:
    case_id: UUID
    instance: int
    number: str
    process: str
    area: str
    element: str
    stage: str
    rule: str
    zh: str
    en: str
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str


@dataclass(frozen=True, slots=True)
class JobRow:
    case_id: UUID
    job: int
    number: str
    kind: str  #: timer, service, message, broadcast, signal, start
    name: str  #: handler, message or signal name
    due_at: datetime
    attempts: int
    dead: bool
    held: bool  #: the case is frozen
    error_zh: str
    error_en: str
    done: int | None  #: progress
    total: int | None


def list_incidents(
    connection: Connection,
    viewer: Viewer,
    *,
    case_id: UUID | None = None,
    open_only: bool = True,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[IncidentRow]:
    """Newest first; of cases the viewer sees, or of all for a case operator."""
    raise NotImplementedError


def list_jobs(
    connection: Connection,
    viewer: Viewer,
    *,
    case_id: UUID | None = None,
    dead_only: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[JobRow]:
    """By due time."""
    raise NotImplementedError
