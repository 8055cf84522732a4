"""Drafts of applications 草稿: one's own only; whether one has been filed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, func, select

from engine.errors import NotFound
from engine.store.tables.bundles import bundle
from engine.store.tables.cases import case, start_key
from engine.store.tables.start_drafts import start_draft, start_draft_sheet


class DraftNotFound(NotFound):
    """No draft of this process (没有该流程的草稿)."""

    def __init__(self, process: str) -> None:
        super().__init__(
            "您没有该流程的草稿。", "Expected a draft of this process.", process=process
        )


@dataclass(frozen=True, slots=True)
class DraftRow:
    process: str
    title_zh: str
    title_en: str
    area: str
    revision: int
    saved_at: datetime
    case_id: UUID | None  #: the case it has become; None: not filed yet
    number: str


@dataclass(frozen=True, slots=True)
class DraftView:
    row: DraftRow
    key: str  #: file it under this idempotency key
    fields: Mapping[str, Any]
    sheets: Mapping[str, Any]  #: field → rows of a roster


_COLUMNS = (
    start_draft.c.process,
    func.coalesce(bundle.c.title_zh, start_draft.c.process).label("title_zh"),
    func.coalesce(bundle.c.title_en, start_draft.c.process).label("title_en"),
    start_draft.c.area,
    start_draft.c.revision,
    start_draft.c.saved_at,
    case.c.case_id,
    func.coalesce(case.c.number, "").label("number"),
)


def _of(person: str, *more: Any) -> Select[Any]:
    filed = and_(start_key.c.person == start_draft.c.person, start_key.c.key == start_draft.c.key)
    published = and_(bundle.c.key == start_draft.c.process, bundle.c.state == "published")
    return (
        select(*_COLUMNS, *more)
        .select_from(start_draft)
        .outerjoin(bundle, published)
        .outerjoin(start_key, filed)
        .outerjoin(case, case.c.case_id == start_key.c.case_id)
        .where(start_draft.c.person == person)
    )


def list_drafts(connection: Connection, person: str) -> list[DraftRow]:
    """The person's drafts that are not filed yet, newest first; at most one per process."""
    query = _of(person).where(case.c.case_id.is_(None)).order_by(start_draft.c.saved_at.desc())
    return [DraftRow(*row) for row in connection.execute(query)]


def get_draft(connection: Connection, person: str, process: str) -> DraftView:
    """Raises: DraftNotFound."""
    query = _of(person, start_draft.c.key, start_draft.c.fields)
    row = connection.execute(query.where(start_draft.c.process == process)).one_or_none()
    if row is None:
        raise DraftNotFound(process)
    sheets = connection.execute(
        select(start_draft_sheet.c.field, start_draft_sheet.c.content).where(
            start_draft_sheet.c.person == person, start_draft_sheet.c.process == process
        )
    )
    return DraftView(
        DraftRow(*row[:-2]), row.key, row.fields, {row.field: row.content for row in sheets}
    )
