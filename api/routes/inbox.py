"""The workbench's lists: tasks, how many there are, which columns, what changed for me."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, status

from api.auth.errors import ForeignOrigin, NoSession
from api.inbox_documents import columns_by_process, notice_out, outcome_names
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.schemas.base import Id, IsoMoment, ShortText
from api.schemas.inbox import (
    BureauCountOut,
    CountOut,
    CountsOut,
    Due,
    ListedTaskOut,
    NotificationOut,
    ProcessColumnsOut,
    ReadUntilIn,
)
from api.state import Reader, Reads
from engine.reads import inbox, inbox_counts, notices
from engine.reads.clock import now
from engine.runtime.environment import SHANGHAI

router = APIRouter(tags=["tasks"])


@router.get("/tasks", responses=problems(NoSession, BadCursor, inbox.TooManyToSort))
def list_tasks(
    reads: Reads,
    box: Annotated[
        inbox.Box, Query(description="mine, free in my groups, both, my bureaus', done by me …")
    ],
    process: Annotated[Id | None, Query()] = None,
    bureau: Annotated[Id | None, Query(description="organisation of the candidate group")] = None,
    number: Annotated[ShortText | None, Query(description="business number, whole")] = None,
    text: Annotated[
        ShortText | None,
        Query(description="number (its end will do), name, 拼音 initials, amount, credit code"),
    ] = None,
    due: Annotated[Due | None, Query(description="by local days and the database's clock")] = None,
    due_from: Annotated[IsoMoment | None, Query()] = None,
    due_before: Annotated[IsoMoment | None, Query()] = None,
    returned: Annotated[bool, Query(description="only what came back to a step done before")] = (
        False
    ),
    sort: Annotated[inbox.Sort, Query()] = inbox.Sort.DUE,
    descending: Annotated[bool, Query()] = False,
    after: After = None,
    limit: Limit = None,
) -> Page[ListedTaskOut]:
    """The task lists 待办: a page of what is mine, my groups', my bureaus', done."""
    with reads.open(after) as (connection, viewer):
        moment = now(connection)
        if due is not None:
            due_from, due_before = due_range(due, moment, midnight_of(reads, moment))
        wanted = inbox.TaskFilter(
            process or "", bureau or "", due_before, due_from, number or "", text or "", returned
        )
        page = inbox.list_tasks(
            connection,
            viewer,
            box,
            wanted,
            decode(after),
            reads.rows(limit),
            sort,
            descending=descending,
        )
        outcomes = outcome_names(connection, reads.library, page.rows)
    listing = reads.listing(moment)
    items = [listing.row(row, name) for row, name in zip(page.rows, outcomes, strict=True)]
    return Page(items=items, next=encode(page.next))


@router.get("/tasks/counts", responses=problems(NoSession))
def count_tasks(reads: Reads) -> CountsOut:
    """How many tasks the tabs hold, and how many notices are unread; one statement."""
    with reads.open() as (connection, viewer):
        moment = now(connection)
        found = inbox_counts.counts(connection, viewer, moment, midnight_of(reads, moment))
    listing = reads.listing(moment)
    return CountsOut(
        **{name: CountOut.model_validate(count) for name, count in found.tabs.items()},
        bureaus=[
            BureauCountOut(
                id=bureau,
                **listing.organisation(bureau).model_dump(),
                count=count.count,
                more=count.more,
            )
            for bureau, count in found.bureaus.items()
        ],
        unread=CountOut.model_validate(found.unread),
    )


@router.get("/tasks/columns", responses=problems(NoSession))
def list_columns(reads: Reads) -> list[ProcessColumnsOut]:
    """The business columns of each published process: its fields marked `x-search`."""
    with reads.open() as (connection, _viewer):
        return columns_by_process(connection, reads.library)


@router.get("/me/notices", responses=problems(NoSession, BadCursor))
def list_notices(reads: Reads, after: After = None, limit: Limit = None) -> Page[NotificationOut]:
    """What changed for me (通知), newest first."""
    with reads.open(after) as (connection, viewer):
        page = notices.notices(connection, viewer.user_id, decode(after), reads.rows(limit))
    return Page(items=[notice_out(row) for row in page.rows], next=encode(page.next))


@router.put(
    "/me/notices/read",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NoSession, ForeignOrigin),
)
def mark_notices_read(given: ReadUntilIn, reads: Reads) -> None:
    """I have read every notice up to this moment."""
    with reads.open() as (connection, viewer):
        notices.read_until(connection, viewer.user_id, min(given.until, now(connection)))


def midnight_of(reads: Reader, moment: datetime) -> datetime:
    """The end of the local day of the person's area."""
    calendar = reads.calendar(reads.person.area or "")
    return calendar.end_of(calendar.local_day(moment))


def due_range(
    due: Due, moment: datetime, midnight: datetime
) -> tuple[datetime | None, datetime | None]:
    """From and before, as `TaskFilter` takes them; a limit runs out at the end of a day."""
    after_today = midnight + timedelta(microseconds=1)
    local = midnight.astimezone(SHANGHAI) - timedelta(days=1)
    after_week = after_today + timedelta(days=6 - local.weekday())
    ranges: dict[Due, tuple[datetime | None, datetime | None]] = {
        "overdue": (None, moment),
        "today": (moment, after_today),
        "week": (moment, after_week),
        "later": (after_week, None),
    }
    return ranges[due]
