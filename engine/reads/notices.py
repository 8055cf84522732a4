"""Notices 通知: what changed for a person, newest first, and how far it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from engine.reads.page import Page
from engine.store.tables.base import Moment
from engine.store.tables.bundles import bundle
from engine.store.tables.cases import case
from engine.store.tables.tasks import task
from engine.store.tables.workbench import notice, notice_read


@dataclass(frozen=True, slots=True)
class Notice:
    case_id: UUID
    entry: int
    kind: str  #: assigned, transferred, returned, decided
    n: int  #: task; 0: the case itself
    number: str
    process_zh: str
    process_en: str
    title_zh: str
    title_en: str
    detail: str
    open: bool
    at: datetime
    unread: bool


def notices(
    connection: Connection, person: str, after: tuple[Any, ...] | None = None, limit: int = 50
) -> Page[Notice]:
    """One page of what one is still told of: a task that went elsewhere meanwhile stays listed."""
    until = select(notice_read.c.until).where(notice_read.c.person == person).scalar_subquery()
    at = notice.c.at
    query = (
        select(
            notice.c.case_id,
            notice.c.entry,
            notice.c.kind,
            notice.c.n,
            case.c.number,
            func.coalesce(bundle.c.title_zh, case.c.process),
            func.coalesce(bundle.c.title_en, case.c.process),
            func.coalesce(task.c.title_zh, ""),
            func.coalesce(task.c.title_en, ""),
            notice.c.detail,
            func.coalesce(
                and_(task.c.state == "open", task.c.assignee.in_(["", person])), False
            ).label("open"),
            at,
            (at > func.coalesce(until, literal("-infinity", Moment))).label("unread"),
        )
        .join(case, case.c.case_id == notice.c.case_id)
        .outerjoin(bundle, bundle.c.hash == case.c.bundle)
        .outerjoin(task, and_(task.c.case_id == notice.c.case_id, task.c.n == notice.c.n))
        .where(notice.c.person == person)
    )
    place = (at, notice.c.case_id, notice.c.entry, notice.c.kind, notice.c.n)
    if after is not None:
        when, case_id, entry, kind, n = after
        there = tuple_(
            cast(str(when), Moment), UUID(str(case_id)), literal(int(entry)), str(kind), int(n)
        )
        query = query.where(tuple_(*place) < there)
    rows = connection.execute(query.order_by(*(each.desc() for each in place)).limit(limit + 1))
    found = [Notice(*tuple(row)) for row in rows]
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        tuple(found[:limit]),
        (last.at.isoformat(), str(last.case_id), last.entry, last.kind, last.n) if last else None,
    )


def read_until(connection: Connection, person: str, until: datetime) -> None:
    """The person has seen every notice up to this moment; never goes back."""
    statement = insert(notice_read).values(person=person, until=until)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[notice_read.c.person],
            set_={"until": func.greatest(notice_read.c.until, statement.excluded.until)},
        )
    )
