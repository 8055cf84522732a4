"""The task lists 待办: mine, my groups', done; filtered and paged in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Connection,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    select,
    true,
    tuple_,
)

from engine.reads.page import Page
from engine.reads.viewer import Viewer
from engine.reads.visibility import parties, row_values
from engine.store.tables.base import Moment
from engine.store.tables.cases import case
from engine.store.tables.tasks import task, task_candidate


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


#: The columns of a `TaskRow`, in its order; the last comes from the case.
TASK_COLUMNS = (
    task.c.case_id,
    task.c.n.label("task"),
    task.c.number,
    task.c.process,
    task.c.node.label("element"),
    task.c.node_process.label("element_process"),
    task.c.title_zh,
    task.c.title_en,
    task.c.area,
    task.c.applicant,
    task.c.groups,
    task.c.users,
    task.c.assignee,
    task.c.opened_at,
    task.c.due_at,
    task.c.limit_id,
    task.c.closed_at,
    task.c.outcome,
    task.c.completed_by,
    task.c.state,
    case.c.frozen,
)


def list_tasks(
    connection: Connection,
    viewer: Viewer,
    box: Box,
    filtered: TaskFilter = TaskFilter(),
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[TaskRow]:
    """One page: open tasks by due time (those without one last), done ones newest first."""
    if box is Box.GROUPS:
        keys = _free(viewer, filtered, after, limit + 1)
    else:
        keys = _own(viewer, box, filtered, after, limit + 1)
    page = keys.subquery("page")
    backwards = box is Box.DONE
    order = [page.c.sorted_by, page.c.case_id, page.c.n]
    rows = connection.execute(
        select(*TASK_COLUMNS, cast(page.c.sorted_by, Text).label("marker"))
        .select_from(page)
        .join(task, and_(task.c.case_id == page.c.case_id, task.c.n == page.c.n))
        .join(case, case.c.case_id == task.c.case_id)
        .order_by(*(column.desc() if backwards else column.asc() for column in order))
    ).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(task_row(row) for row in rows[:limit]),
        (last.marker, str(last.case_id), last.task) if last else None,
    )


def task_row(row: Any) -> TaskRow:
    """A selected row of `TASK_COLUMNS`."""
    values = row_values(row)
    values.pop("marker", None)
    return TaskRow(**values)


def _own(
    viewer: Viewer, box: Box, filtered: TaskFilter, after: tuple[Any, ...] | None, limit: int
) -> Select[Any]:
    """Keys of what the viewer holds or has done: one range of one partial index."""
    order: list[Any]
    if box is Box.MINE:
        sorted_by = task.c.due_key
        query = select(task.c.case_id, task.c.n, sorted_by.label("sorted_by")).where(
            task.c.assignee == viewer.user_id, task.c.state == "open", task.c.assignee != ""
        )
        order = [sorted_by, task.c.case_id, task.c.n]
    else:
        sorted_by = task.c.closed_at
        query = select(task.c.case_id, task.c.n, sorted_by.label("sorted_by")).where(
            task.c.completed_by == viewer.user_id, task.c.completed_by != ""
        )
        order = [sorted_by.desc(), task.c.case_id.desc(), task.c.n.desc()]
    if after is not None:
        here, there = tuple_(sorted_by, task.c.case_id, task.c.n), _marker(after)
        query = query.where(here < there if box is Box.DONE else here > there)
    return _filtered(query, filtered).order_by(*order).limit(limit)


def _free(
    viewer: Viewer, filtered: TaskFilter, after: tuple[Any, ...] | None, limit: int
) -> Select[Any]:
    """Keys of what the viewer may take: the first rows of each candidate's range, merged.

    Each candidate name is one range of an index that stops after a page, so the cost follows the
    page and the number of groups, not the number of open tasks.
    """
    wanted = cast(_names(viewer, filtered.bureau), ARRAY(Text))
    names = func.unnest(wanted).table_valued("candidate").render_derived(name="names")
    columns = task_candidate.c
    one = select(columns.case_id, columns.n, columns.due_key.label("sorted_by")).where(
        columns.candidate == names.c.candidate
    )
    if filtered.process:
        one = one.where(columns.process == filtered.process)
    if after is not None:
        one = one.where(tuple_(columns.due_key, columns.case_id, columns.n) > _marker(after))
    rest = TaskFilter("", "", filtered.due_before, filtered.due_from, filtered.number)
    if rest != TaskFilter():
        same = and_(task.c.case_id == columns.case_id, task.c.n == columns.n)
        one = _filtered(one.join(task, same), rest)
    range_ = one.order_by(columns.due_key, columns.case_id, columns.n).limit(limit).lateral("one")
    merged = (
        select(range_.c.case_id, range_.c.n, range_.c.sorted_by)
        .select_from(names)
        .join(range_, true())
    )
    return merged.distinct().order_by(range_.c.sorted_by, range_.c.case_id, range_.c.n).limit(limit)


def _names(viewer: Viewer, bureau: str) -> list[str]:
    if not bureau:
        return parties(viewer)
    return [f"g:{group}" for group in sorted(viewer.groups) if group.rpartition(".")[0] == bureau]


def _filtered(query: Select[Any], filtered: TaskFilter) -> Select[Any]:
    if filtered.process:
        query = query.where(task.c.process == filtered.process)
    if filtered.number:
        query = query.where(task.c.number == filtered.number)
    if filtered.due_from is not None:
        query = query.where(task.c.due_at >= filtered.due_from)
    if filtered.due_before is not None:
        query = query.where(task.c.due_at < filtered.due_before)
    if filtered.bureau:
        asked = func.unnest(task.c.groups).table_valued("name").render_derived(name="asked")
        query = query.where(
            exists(
                select(literal(1))
                .select_from(asked)
                .where(func.starts_with(asked.c.name, f"{filtered.bureau}."))
            )
        )
    return query


def _marker(after: tuple[Any, ...]) -> Any:
    sorted_by, case_id, n = after
    return tuple_(cast(str(sorted_by), Moment), UUID(str(case_id)), literal(int(n)))
