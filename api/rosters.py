"""Rosters 花名册 for screens: checked row by row, kept when nothing is wrong, shown again."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from api.masking import mask_record
from engine.errors import Invalid, NotFound
from engine.reads.clock import now
from workflows.claims.lines import ClaimLine
from workflows.claims.vocabulary_in_english import ENGLISH
from workflows.registers.roster_columns import BY_FIELD, BY_HEADING, COLUMNS, Column
from workflows.registers.roster_files import FileWrong
from workflows.registers.roster_sheets import SheetRows, rows_of_file, text_of
from workflows.registers.rosters import (
    Roster,
    RosterRefused,
    RowError,
    load_roster,
    parse_roster,
    roster,
    roster_of_rows,
    save_roster,
)


class RosterInvalid(Invalid):
    """The roster is not taken (花名册未予接收)."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        findings = [
            {
                "where": f"{each.row}" + (f"/{each.column}" if each.column else ""),
                "rule": each.code,
                "zh": each.zh,
                "en": each.en,
            }
            for each in errors
        ]
        super().__init__(
            f"花名册有 {len(findings)} 处错误。",
            f"Expected a roster without errors, but found {len(findings)}.",
            findings,
        )


class RosterNotFound(NotFound):
    """Roster not found (花名册不存在)."""

    def __init__(self, roster_id: str) -> None:
        super().__init__(
            "花名册不存在，或您无权查看。",
            "Expected the roster to exist and to be open to you.",
            roster=roster_id,
        )


class UnknownColumn(Invalid):
    """No such column of a roster (花名册没有此列)."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"花名册没有“{field}”列。", f"Expected a column of rosters, not {field!r}.", field=field
        )


def store_file(connection: Connection, name: str, content: bytes, person: str) -> tuple[str, int]:
    """Check and keep the roster in a file; its id and number of rows. Raises: RosterInvalid."""
    try:
        parsed = parse_roster(name, content)
    except RosterRefused as refused:
        raise RosterInvalid(refused.errors) from refused
    return _keep(connection, parsed, person)


def store_rows(
    connection: Connection,
    name: str,
    fields: Sequence[str],
    rows: Iterable[Sequence[str]],
    person: str,
) -> tuple[str, int]:
    """The same for rows filled in on the screen. Raises: RosterInvalid, UnknownColumn."""
    check_fields(fields)
    try:
        parsed = roster_of_rows(name, fields, rows)
    except RosterRefused as refused:
        raise RosterInvalid(refused.errors) from refused
    return _keep(connection, parsed, person)


def _keep(connection: Connection, parsed: Roster, person: str) -> tuple[str, int]:
    return save_roster(connection, parsed, person, now(connection)), len(parsed.lines)


def read_file(name: str, content: bytes) -> SheetRows:
    """The rows of a file, right or wrong. Raises: RosterInvalid when it cannot be read at all."""
    try:
        return rows_of_file(name, content)
    except FileWrong as wrong:
        raise RosterInvalid([RowError(0, None, wrong.code, wrong.zh, wrong.en)]) from wrong


def check_fields(fields: Sequence[str]) -> None:
    """Raises: UnknownColumn, also for one that stands there twice."""
    for position, field in enumerate(fields):
        if field not in BY_FIELD or field in fields[:position]:
            raise UnknownColumn(field)


def column_documents() -> list[dict[str, Any]]:
    """Every column with its names, kind and choices in both languages."""
    return [
        {
            "field": column.field,
            "zh": column.zh,
            "en": column.en,
            "kind": column.kind.value,
            "required": column.required,
            "choices": [
                {"value": key, "zh": zh, "en": ENGLISH[key]} for key, zh in column.choices.items()
            ],
        }
        for column in COLUMNS
    ]


def error_document(error: RowError) -> dict[str, Any]:
    column = BY_HEADING.get(error.column or "")
    return {
        "row": error.row,
        "field": column.field if column else None,
        "rule": error.code,
        "zh": error.zh,
        "en": error.en,
    }


def stored_rows(connection: Connection, roster_id: str, *, masked: bool) -> SheetRows:
    """A kept roster as rows of texts, below the columns that hold anything.

    Raises: RosterNotFound.
    """
    lines = load_roster(connection, roster_id)
    if lines is None:
        raise RosterNotFound(roster_id)
    documents = [mask_record(line.to_json()) if masked else line.to_json() for line in lines]
    used = [
        column
        for column in COLUMNS
        if column.required or any(_says(column, document) for document in documents)
    ]
    rows = tuple(tuple(_shown(column, document) for column in used) for document in documents)
    return SheetRows(tuple(column.field for column in used), rows, ())


def uploader_of(connection: Connection, roster_id: str) -> str | None:
    """Who first gave the roster; None when there is none."""
    found: str | None = connection.scalar(
        select(roster.c.uploaded_by).where(roster.c.id == roster_id)
    )
    return found


_UNSET = {each: ClaimLine.__dataclass_fields__[each].default for each in BY_FIELD}


def _says(column: Column, document: dict[str, Any]) -> bool:
    value = document.get(column.field)
    return value not in (None, "", []) and value != _UNSET[column.field]


def _shown(column: Column, document: dict[str, Any]) -> str:
    if not _says(column, document):
        return ""
    value = document[column.field]
    if isinstance(value, list):
        return "、".join(column.choices.get(each, each) for each in value)
    return column.choices.get(value) or text_of(value, column.kind)
