"""Searches that a person has given a name; each person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from engine.errors import Conflict, NotFound
from engine.store.tables.audits import saved_search

MOST_SAVED = 100


@dataclass(eq=False)
class SavedSearchNotFound(NotFound):
    """There is no such saved search (没有这个已存检索)."""

    name: str
    zh = "没有名为“{name}”的已存检索。"
    en = "Expected a saved search named {name!r}."


class TooManySavedSearches(Conflict):
    """There are too many saved searches (已存检索过多)."""

    zh = f"最多保存 {MOST_SAVED} 个检索，请先删除不用的。"
    en = f"At most {MOST_SAVED} searches are kept; remove one first."


@dataclass(frozen=True, slots=True)
class SavedSearch:
    name: str
    filter: Mapping[str, Any]
    saved_at: datetime


def saved_searches(connection: Connection, person: str) -> list[SavedSearch]:
    """By name."""
    table = saved_search.c
    rows = connection.execute(
        select(table.name, table.filter, table.saved_at)
        .where(table.person == person)
        .order_by(table.name)
    )
    return [SavedSearch(row.name, row.filter, row.saved_at) for row in rows]


def save_search(
    connection: Connection, person: str, name: str, filtered: Mapping[str, Any]
) -> SavedSearch:
    """Keep the filter under the name, in place of what had it. Raises: TooManySavedSearches."""
    others = select(func.count()).where(
        saved_search.c.person == person, saved_search.c.name != name
    )
    if (connection.scalar(others) or 0) >= MOST_SAVED:
        raise TooManySavedSearches
    row = connection.execute(
        insert(saved_search)
        .values(person=person, name=name, filter=dict(filtered))
        .on_conflict_do_update(
            index_elements=["person", "name"],
            set_={"filter": dict(filtered), "saved_at": func.clock_timestamp()},
        )
        .returning(saved_search.c.name, saved_search.c.filter, saved_search.c.saved_at)
    ).one()
    return SavedSearch(row.name, row.filter, row.saved_at)


def remove_search(connection: Connection, person: str, name: str) -> None:
    """Raises: SavedSearchNotFound."""
    gone = connection.execute(
        saved_search.delete().where(saved_search.c.person == person, saved_search.c.name == name)
    )
    if not gone.rowcount:
        raise SavedSearchNotFound(name)
