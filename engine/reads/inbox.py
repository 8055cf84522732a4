"""The task lists 待办: mine, my groups', done; filtered and paged in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.reads.page import Page
from engine.reads.viewer import Viewer


class Box(StrEnum):
    MINE = "mine"  #: assigned to me
    GROUPS = "groups"  #: free, and I or one of my groups may take it
    DONE = "done"  #: completed by me, newest first


@dataclass(frozen=True, slots=True)
class TaskFilter:
    process: str = ""
    bureau: str = ""  #: organisation id of the candidate group
    due_before: datetime | None = None
    due_from: datetime | None = None
    number: str = ""  #: business number of the case, whole


@dataclass(frozen=True, slots=True)
class TaskRow:
    case_id: UUID
    task: int
    number: str
    process: str  #: process key of the case
    element: str  #: element id of the task
    element_process: str  #: the process that the element belongs to
    title_zh: str
    title_en: str
    area: str
    applicant: str
    groups: tuple[str, ...]
    users: tuple[str, ...]
    assignee: str
    opened_at: datetime
    due_at: datetime | None
    limit_id: str
    closed_at: datetime | None
    outcome: str
    completed_by: str
    state: str  #: open, completed, cancelled
    frozen: str  #: the reason while the case is frozen


def list_tasks(
    connection: Connection,
    viewer: Viewer,
    box: Box,
    filtered: TaskFilter = TaskFilter(),
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[TaskRow]:
    """One page: open tasks by due time (those without one last), done ones newest first."""
    raise NotImplementedError
