"""How much work people have: open tasks they hold, for choosing whom to hand one to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from engine.store.tables.tasks import task


@dataclass(frozen=True, slots=True)
class Load:
    open: int
    overdue: int


def load_of(connection: Connection, people: Collection[str], now: datetime) -> dict[str, Load]:
    """Person → open tasks; whoever holds none is left out."""
    if not people:
        return {}
    rows = connection.execute(
        select(
            task.c.assignee,
            func.count(),
            func.count().filter(and_(task.c.due_at.is_not(None), task.c.due_at <= now)),
        )
        .where(task.c.state == "open", task.c.assignee.in_(sorted(people)))
        .group_by(task.c.assignee)
    )
    return {person: Load(count, overdue) for person, count, overdue in rows}
