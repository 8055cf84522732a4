"""Cases 办件: lists for applicants, staff and auditors, one case with its open work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.reads.inbox import TaskRow
from engine.reads.page import Page
from engine.reads.viewer import Viewer


@dataclass(frozen=True, slots=True)
class CaseFilter:
    process: str = ""
    area: str = ""
    state: str = ""  #: business state
    applicant: str = ""
    number: str = ""  #: business number, whole
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    case_id: UUID
    number: str
    process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    organisation: str
    state: str  #: business state
    frozen: str
    started_at: datetime
    ended_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task as the person who may see it gets it."""

    row: TaskRow
    form: str  #: form id; empty: outcome and opinion only
    bundle: str  #: hash of the bundle that holds diagram and form
    version: int  #: of the case
    may_claim: bool
    may_complete: bool
    values: Mapping[str, Any]  #: tagged JSON of every variable the task sees; rights not applied
    draft: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case. What of `variables` may be shown is for the forms' rights to say."""

    row: CaseRow
    bundles: Mapping[str, str]  #: bundle key → content hash the case runs on
    tasks: tuple[TaskRow, ...]  #: open ones, then closed ones, newest first, at most 200
    variables: Mapping[str, Any]  #: of the root scope, tagged JSON
    may_withdraw: bool
    waits: tuple[Mapping[str, Any], ...]  #: {n, element, trigger, name, key, due}
    incidents: int  #: how many are open


def list_cases(
    connection: Connection,
    viewer: Viewer,
    filtered: CaseFilter = CaseFilter(),
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[CaseRow]:
    """One page, newest first."""
    raise NotImplementedError


def get_case(connection: Connection, viewer: Viewer, case_id: UUID) -> CaseView:
    """Raises: CaseNotFound, also when the viewer may not see it."""
    raise NotImplementedError


def get_task(connection: Connection, viewer: Viewer, case_id: UUID, task: int) -> TaskView:
    """Raises: TaskNotFound, also when the viewer may not see it."""
    raise NotImplementedError
