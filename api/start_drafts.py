"""Drafts of applications for screens: only of processes that have a form of application."""

from typing import Any

from sqlalchemy import Connection

from api.library import Library
from api.starting import start_form
from engine.errors import FieldNotWritable
from engine.store.start_drafts import DraftChangedElsewhere, discard, save_fields, save_sheet

__all__ = ["DraftChangedElsewhere", "discard", "keep_fields", "keep_sheet", "save_sheet"]


def keep_fields(
    connection: Connection,
    library: Library,
    person: str,
    process: str,
    area: str | None,
    fields: dict[str, Any],
    revision: int,
) -> int:
    """The new revision. Raises: ProcessNotFound, DraftChangedElsewhere."""
    start_form(connection, library, process)
    return save_fields(connection, person, process, area or "", fields, revision)


def keep_sheet(
    connection: Connection,
    library: Library,
    person: str,
    process: str,
    field: str,
    content: dict[str, Any],
    revision: int,
) -> int:
    """The new revision. Raises: ProcessNotFound, FieldNotWritable, DraftChangedElsewhere."""
    form = start_form(connection, library, process)
    if form.not_writable([field]):
        raise FieldNotWritable((field,))
    return save_sheet(connection, person, process, field, content, revision)
