"""How many tasks each tab of the workbench holds, up to a limit: nobody works off ten thousand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, func, literal, select

from engine.reads.inbox import Box, TaskFilter, keys_by_due
from engine.reads.viewer import Viewer
from engine.store.tables.base import Moment
from engine.store.tables.workbench import notice, notice_read

#: Counted no further; screens show "1,000+".
MOST_COUNTED: Final = 1_000
MOST_BUREAUS: Final = 20
MOST_UNREAD: Final = 99


@dataclass(frozen=True, slots=True)
class Count:
    count: int
    more: bool  #: there are more than `count`


@dataclass(frozen=True, slots=True)
class Counts:
    tabs: dict[str, Count]  #: mine, groups, open, bureau, today, overdue, returned, drafts
    bureaus: dict[str, Count]  #: organisation id → free tasks of the viewer's groups there
    unread: Count  #: notices


def today_of(now: datetime, midnight: datetime) -> TaskFilter:
    """What is due before the local day ends; `midnight` is its end, at which limits run out."""
    return TaskFilter(due_from=now, due_before=midnight + timedelta(microseconds=1))


def counts(connection: Connection, viewer: Viewer, now: datetime, midnight: datetime) -> Counts:
    """All counts in one statement; each reads at most `MOST_COUNTED` rows of an index per group."""
    tabs: dict[str, tuple[Box, TaskFilter]] = {
        "mine": (Box.MINE, TaskFilter()),
        "groups": (Box.GROUPS, TaskFilter()),
        "open": (Box.OPEN, TaskFilter()),
        "bureau": (Box.BUREAU, TaskFilter()),
        "today": (Box.OPEN, today_of(now, midnight)),
        "overdue": (Box.OPEN, TaskFilter(due_before=now)),
        "returned": (Box.RETURNED, TaskFilter()),
        "drafts": (Box.DRAFTS, TaskFilter()),
    }
    bureaus = sorted({group.rpartition(".")[0] for group in viewer.groups})[:MOST_BUREAUS]
    wanted = [_count(viewer, box, filtered) for box, filtered in tabs.values()]
    wanted += [_count(viewer, Box.GROUPS, TaskFilter(bureau=bureau)) for bureau in bureaus]
    found = connection.execute(select(*wanted, _unread(viewer))).one()
    numbers = [Count(min(n, MOST_COUNTED), n > MOST_COUNTED) for n in found[:-1]]
    return Counts(
        dict(zip(tabs, numbers, strict=False)),
        dict(zip(bureaus, numbers[len(tabs) :], strict=True)),
        Count(min(found[-1], MOST_UNREAD), found[-1] > MOST_UNREAD),
    )


def _count(viewer: Viewer, box: Box, filtered: TaskFilter) -> Any:
    keys = keys_by_due(viewer, box, filtered, MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(keys).scalar_subquery()


def _unread(viewer: Viewer) -> Any:
    until = select(notice_read.c.until).where(notice_read.c.person == viewer.user_id)
    few = (
        select(notice.c.n)
        .where(
            notice.c.person == viewer.user_id,
            notice.c.at > func.coalesce(until.scalar_subquery(), literal("-infinity", Moment)),
        )
        .limit(MOST_UNREAD + 1)
        .subquery()
    )
    return select(func.count()).select_from(few).scalar_subquery()
