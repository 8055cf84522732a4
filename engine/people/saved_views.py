"""Saved views 视图 of task lists: the owner's, and those shared with a bureau."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from engine.errors import Conflict, NotAllowed, NotFound
from engine.store.case_ids import new_case_id
from engine.store.tables.workbench import saved_view

MOST_VIEWS: Final = 50


class ViewNotFound(NotFound):
    """View not found (视图不存在)."""

    zh = "没有这个视图，或它不是您的。"
    en = "Expected a view of yours."


class ViewNameTaken(Conflict):
    """You have a view of this name already (视图名称重复)."""

    zh = "您已有同名视图，请换一个名称。"
    en = "You already have a view of this name; give it another."


class TooManyViews(Conflict):
    """No more views can be kept (视图数量已达上限)."""

    zh = f"最多保存 {MOST_VIEWS} 个视图，请先删除不用的。"
    en = f"At most {MOST_VIEWS} views are kept; delete one first."


class NotOfThatBureau(NotAllowed):
    """Only members share with a bureau (只能共享给本人所在机构)."""

    zh = "视图只能共享给您所在的机构。"
    en = "A view can only be shared with an organisation you belong to."


@dataclass(frozen=True, slots=True)
class SavedView:
    id: UUID
    owner: str
    name: str
    bureau: str  #: organisation it is shared with; empty: private
    document: Mapping[str, Any]


_COLUMNS = (
    saved_view.c.id,
    saved_view.c.owner,
    saved_view.c.name,
    saved_view.c.bureau,
    saved_view.c.document,
)


def views_of(connection: Connection, person: str, bureaus: Collection[str]) -> list[SavedView]:
    """The person's own views and those shared with their bureaus, by name."""
    shared = saved_view.c.bureau.in_(sorted(bureaus)) if bureaus else saved_view.c.owner == person
    rows = connection.execute(
        select(*_COLUMNS)
        .where(or_(saved_view.c.owner == person, shared))
        .order_by(saved_view.c.owner != person, saved_view.c.name)
        .limit(500)
    )
    return [SavedView(*row) for row in rows]


def add_view(
    connection: Connection,
    person: str,
    bureaus: Collection[str],
    name: str,
    bureau: str,
    document: Mapping[str, Any],
) -> SavedView:
    """Raises: NotOfThatBureau, TooManyViews, ViewNameTaken."""
    _may_share(bureau, bureaus)
    there = connection.scalar(
        select(func.count()).select_from(saved_view).where(saved_view.c.owner == person)
    )
    if (there or 0) >= MOST_VIEWS:
        raise TooManyViews
    view = SavedView(new_case_id(), person, name, bureau, document)
    _written(
        connection,
        insert(saved_view).values(
            id=view.id, owner=person, name=name, bureau=bureau, document=dict(document)
        ),
    )
    return view


def change_view(
    connection: Connection,
    person: str,
    bureaus: Collection[str],
    view_id: UUID,
    name: str,
    bureau: str,
    document: Mapping[str, Any],
) -> SavedView:
    """Only the owner changes a view. Raises: ViewNotFound, NotOfThatBureau, ViewNameTaken."""
    _may_share(bureau, bureaus)
    found = _written(
        connection,
        update(saved_view)
        .where(saved_view.c.id == view_id, saved_view.c.owner == person)
        .values(name=name, bureau=bureau, document=dict(document), saved_at=func.now()),
    )
    if not found:
        raise ViewNotFound
    return SavedView(view_id, person, name, bureau, document)


def delete_view(connection: Connection, person: str, view_id: UUID) -> None:
    """Raises: ViewNotFound."""
    mine = (saved_view.c.id == view_id) & (saved_view.c.owner == person)
    if not connection.execute(delete(saved_view).where(mine)).rowcount:
        raise ViewNotFound


def _may_share(bureau: str, bureaus: Collection[str]) -> None:
    if bureau and bureau not in bureaus:
        raise NotOfThatBureau


def _written(connection: Connection, statement: Any) -> int:
    try:
        with connection.begin_nested():
            return int(connection.execute(statement).rowcount)
    except IntegrityError:
        raise ViewNameTaken from None
