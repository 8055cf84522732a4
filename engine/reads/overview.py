"""What bureau heads watch 看板: work per week, where cases wait, what is overdue, by whom.

Every number counts distinct cases, so that the case search with the same conditions shows as many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from engine.people.calendars import WorkingCalendar
from engine.reads.step_times import StepTime, step_times
from engine.reads.viewer import Viewer, midnight
from engine.reads.visibility import visible
from engine.runtime.environment import SHANGHAI
from engine.store.tables.cases import case
from engine.store.tables.tasks import BUREAU, task


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at: tasks of these bureaus that were open at some time of the period."""

    bureaus: tuple[str, ...]
    first: date
    last: date
    process: str = ""  #: of the case


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    arrived: int  #: cases in which a task was opened in the week
    done: int  #: … completed


@dataclass(frozen=True, slots=True)
class Group:
    """Work by process and bureau."""

    process: str
    bureau: str
    done: int
    late: int  #: done past due, among `done`
    waiting: int
    overdue: int


def overview_clauses(
    viewer: Viewer, watched: Watched, *, only_seen: bool
) -> list[ColumnElement[bool]]:
    """`only_seen`: cases the viewer sees; not needed for the bureaus one heads."""
    clauses = [
        BUREAU.in_(watched.bureaus),
        task.c.state != "cancelled",
        or_(task.c.closed_at.is_(None), task.c.closed_at >= midnight(watched.first)),
        task.c.opened_at < midnight(watched.last + timedelta(days=1)),
    ]
    if watched.process:
        clauses.append(task.c.process == watched.process)
    if only_seen:
        clauses.append(task.c.case_id.in_(select(case.c.case_id).where(visible(viewer))))
    return clauses


def weeks(
    connection: Connection, clauses: Sequence[ColumnElement[bool]], watched: Watched
) -> list[Week]:
    """Every week of the period, those without work too; the first and last may be cut."""
    arrived = _per_week(task.c.opened_at, clauses, watched, "arrived")
    done = _per_week(task.c.closed_at, [*clauses, task.c.state == "completed"], watched, "done")
    counts: dict[tuple[date, str], int] = {
        (row.monday, row.what): row.cases for row in connection.execute(union_all(arrived, done))
    }
    found, monday = [], _monday(watched.first)
    while monday <= watched.last:
        found.append(
            Week(monday, counts.get((monday, "arrived"), 0), counts.get((monday, "done"), 0))
        )
        monday += timedelta(days=7)
    return found


def groups(
    connection: Connection, clauses: Sequence[ColumnElement[bool]], watched: Watched, at: datetime
) -> list[Group]:
    """By process, then bureau."""
    cases = func.count(task.c.case_id.distinct())
    done, is_open = _done_within(watched), task.c.state == "open"
    rows = connection.execute(
        select(
            task.c.process,
            BUREAU.label("bureau"),
            cases.filter(done).label("done"),
            cases.filter(done, task.c.closed_at > task.c.due_at).label("late"),
            cases.filter(is_open).label("waiting"),
            cases.filter(is_open, task.c.due_at < at).label("overdue"),
        )
        .where(*clauses)
        .group_by(task.c.process, literal_column("bureau"))
        .order_by(task.c.process, literal_column("bureau"))
    )
    return [Group(**row._mapping) for row in rows]


def steps(
    connection: Connection,
    clauses: Sequence[ColumnElement[bool]],
    watched: Watched,
    calendar: WorkingCalendar,
    at: datetime,
) -> list[StepTime]:
    """Per step: done within the period, waiting now."""
    within = or_(task.c.state == "open", _done_within(watched))
    return step_times(connection, [*clauses, within], calendar, at)


def _done_within(watched: Watched) -> ColumnElement[bool]:
    return and_(
        task.c.state == "completed",
        task.c.closed_at >= midnight(watched.first),
        task.c.closed_at < midnight(watched.last + timedelta(days=1)),
    )


def _per_week(
    moment: Any, clauses: Sequence[ColumnElement[bool]], watched: Watched, what: str
) -> Any:
    local = func.timezone(str(SHANGHAI), moment)
    monday = cast(func.date_trunc("week", local), Date)
    return (
        select(
            monday.label("monday"),
            literal_column(f"'{what}'").label("what"),
            func.count(task.c.case_id.distinct()).label("cases"),
        )
        .where(
            *clauses,
            moment >= midnight(watched.first),
            moment < midnight(watched.last + timedelta(days=1)),
        )
        .group_by(literal_column("monday"))
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
