"""Work and waiting per step 环节耗时: counts, working days at the median and 90th percentile.

Only user tasks are counted: that is where cases wait for people. Working days follow decision 0012:
the day of arrival is not counted, so what is done on the same day took none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.sql.selectable import FromClause

from engine.people.calendars import WorkingCalendar
from engine.store.tables.tasks import task

#: Working days are looked up in a list of this many days before the moment of asking.
LOOKS_BACK_DAYS = 4_000


@dataclass(frozen=True, slots=True)
class StepTime:
    process: str  #: of the element
    step: str  #: element id
    title_zh: str
    title_en: str
    cases: int  #: that were there; all counts are of distinct cases
    done: int
    again: int  #: how often a case came back
    waiting: int  #: open now
    overdue: int  #: open now and past due
    late: int  #: done past due
    median_days: int | None  #: working days from opening to completion
    p90_days: int | None
    waiting_days: int | None  #: working days that the oldest open task has waited


class Days:
    """Counts working days in SQL by a running count over all days until now."""

    def __init__(self, calendar: WorkingCalendar, at: datetime) -> None:
        self._calendar = calendar
        self._at = at
        self._last = calendar.local_day(at) + timedelta(days=1)
        self._first = self._last - timedelta(days=LOOKS_BACK_DAYS)

    def counts(self) -> FromClause:
        """One row with the running count; give it to the query once."""
        found, count = [], 0
        day = self._first
        while day <= self._last:
            count += self._calendar.is_working_day(day)
            found.append(count)
            day += timedelta(days=1)
        return select(cast(found, ARRAY(Integer)).label("counted")).cte("days")

    def between(self, counts: FromClause, start: Any, end: Any) -> ColumnElement[int]:
        """Working days after the day of `start` up to that of `end`."""
        return counts.c.counted[self._place(end)] - counts.c.counted[self._place(start)]

    def _place(self, moment: Any) -> ColumnElement[int]:
        local = cast(func.timezone(self._calendar.time_zone, moment), Date)
        place = local - cast(literal(self._first), Date) + 1
        return func.greatest(1, func.least(place, LOOKS_BACK_DAYS + 1))


def step_times(
    connection: Connection,
    tasks: Sequence[ColumnElement[bool]],
    calendar: WorkingCalendar,
    at: datetime,
    ids: Select[Any] | None = None,
) -> list[StepTime]:
    """Per step, of the tasks that meet the clauses; with `ids` only of those cases."""
    days = Days(calendar, at)
    counts = days.counts()
    done, is_open = task.c.state == "completed", task.c.state == "open"
    took = days.between(counts, task.c.opened_at, task.c.closed_at)
    waits = days.between(counts, task.c.opened_at, literal(at))
    cases = func.count(task.c.case_id.distinct())
    query = select(
        task.c.node_process.label("process"),
        task.c.node.label("step"),
        func.max(task.c.title_zh).label("title_zh"),
        func.max(task.c.title_en).label("title_en"),
        cases.label("cases"),
        cases.filter(done).label("done"),
        (func.count() - cases).label("again"),
        cases.filter(is_open).label("waiting"),
        cases.filter(is_open, task.c.due_at < at).label("overdue"),
        cases.filter(done, task.c.closed_at > task.c.due_at).label("late"),
        func.percentile_disc(0.5).within_group(took).filter(done).label("median_days"),
        func.percentile_disc(0.9).within_group(took).filter(done).label("p90_days"),
        func.max(waits).filter(is_open).label("waiting_days"),
    ).where(task.c.state != "cancelled", *tasks)
    if ids is not None:
        chosen = ids.subquery("ids")
        query = query.where(task.c.case_id.in_(select(chosen.c.case_id)))
    query = query.join_from(task, counts, literal(True))
    rows = connection.execute(
        query.group_by(task.c.node_process, task.c.node).order_by(func.min(task.c.n))
    )
    return [StepTime(**row._mapping) for row in rows]
