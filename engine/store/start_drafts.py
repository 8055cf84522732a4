"""Keep an application that is being filled in (暂存), whether it is right or not.

Nobody but the person sees it. It carries the idempotency key under which it will be filed, so that
an answer lost on the way never files it twice, even after a reload.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from engine.errors import Conflict
from engine.reads.clock import now
from engine.store.tables.start_drafts import start_draft, start_draft_sheet


class DraftChangedElsewhere(Conflict):
    """The draft was changed in another window (草稿已在其他窗口更改)."""

    def __init__(self, process: str, revision: int) -> None:
        super().__init__(
            "草稿已在其他窗口更改；这里输入的内容仍保留在本页。",
            "The draft was changed in another window; what you typed here is still on this page.",
            process=process,
            revision=revision,
        )


def save_fields(
    connection: Connection,
    person: str,
    process: str,
    area: str,
    fields: Mapping[str, Any],
    revision: int,
) -> int:
    """Keep the fields; `revision` is the one the person has seen, 0 for a new draft.

    Gives the new revision. Raises: DraftChangedElsewhere.
    """
    if revision == 0 and _begin(connection, person, process, area, fields):
        return 1
    return _advance(connection, person, process, revision, area=area, fields=dict(fields))


def save_sheet(
    connection: Connection,
    person: str,
    process: str,
    field: str,
    content: Mapping[str, Any] | None,
    revision: int,
) -> int:
    """Keep the rows of a roster as typed; None takes them away. Otherwise as `save_fields`.

    Raises: DraftChangedElsewhere.
    """
    if revision == 0 and _begin(connection, person, process, "", {}):
        revision = 1
    advanced = _advance(connection, person, process, revision)
    if content is None:
        connection.execute(
            delete(start_draft_sheet).where(
                start_draft_sheet.c.person == person,
                start_draft_sheet.c.process == process,
                start_draft_sheet.c.field == field,
            )
        )
        return advanced
    row = {"person": person, "process": process, "field": field, "content": dict(content)}
    connection.execute(
        insert(start_draft_sheet)
        .values(row)
        .on_conflict_do_update(
            index_elements=["person", "process", "field"], set_={"content": row["content"]}
        )
    )
    return advanced


def discard(connection: Connection, person: str, process: str) -> None:
    """Throw the draft away; nothing happens when there is none."""
    connection.execute(delete(start_draft).where(_is(person, process)))


def _is(person: str, process: str) -> Any:
    return and_(start_draft.c.person == person, start_draft.c.process == process)


def _begin(
    connection: Connection, person: str, process: str, area: str, fields: Mapping[str, Any]
) -> bool:
    """Make a new draft; False when there is one already."""
    made = connection.scalar(
        insert(start_draft)
        .values(
            person=person,
            process=process,
            area=area,
            key=f"draft-{secrets.token_hex(16)}",
            revision=1,
            fields=dict(fields),
            saved_at=now(connection),
        )
        .on_conflict_do_nothing()
        .returning(start_draft.c.revision)
    )
    return made is not None


def _advance(
    connection: Connection, person: str, process: str, revision: int, **changed: Any
) -> int:
    """One guarded statement: nobody changed the draft since `revision`."""
    advanced = connection.scalar(
        update(start_draft)
        .where(_is(person, process), start_draft.c.revision == revision)
        .values(revision=revision + 1, saved_at=now(connection), **changed)
        .returning(start_draft.c.revision)
    )
    if advanced is None:
        there = select(start_draft.c.revision).where(_is(person, process))
        raise DraftChangedElsewhere(process, connection.scalar(there) or 0)
    return int(advanced)
