"""Rosters 花名册: up to 5,000 rows, refused with every wrong row named.

They come as a CSV or XLSX file, or as rows that a person fills in on the screen.

A roster is stored by the SHA-256 of its content; a case holds only that id.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy import Column as SqlColumn
from sqlalchemy import Connection, DateTime, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from workflows.claims.lines import ClaimLine
from workflows.claims.vocabulary import WITHOUT_PERSON
from workflows.registers import metadata
from workflows.registers.roster_columns import BY_HEADING, COLUMNS, CellWrong, Column
from workflows.registers.roster_files import FileWrong, read_cells

MOST_ROWS = 5_000
MOST_ERRORS = 500

roster = Table(
    "roster",
    metadata,
    SqlColumn("id", Text, primary_key=True),  #: SHA-256 of the rows
    SqlColumn("file_name", Text, nullable=False),
    SqlColumn("rows", Integer, nullable=False),
    SqlColumn("content", JSONB, nullable=False),
    SqlColumn("uploaded_by", Text, nullable=False),
    SqlColumn("recorded_at", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True, slots=True)
class RowError:
    row: int  #: in a file its line, the heading being 1; of rows as such from 1; 0: the whole
    column: str | None  #: Chinese heading
    code: str
    zh: str
    en: str


class RosterRefused(ValueError):
    """The file cannot become a roster; `errors` names every wrong row (at most 500)."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"row {each.row}: {each.en}" for each in self.errors[:5]))


@dataclass(frozen=True, slots=True)
class Roster:
    file_name: str
    lines: tuple[ClaimLine, ...]

    def to_json(self) -> list[dict[str, Any]]:
        return [line.to_json() for line in self.lines]

    @property
    def id(self) -> str:
        return hashlib.sha256(rfc8785.dumps(self.to_json())).hexdigest()


def parse_roster(name: str, data: bytes) -> Roster:
    """The roster in a CSV or XLSX file.

    Raises: RosterRefused with every row that is wrong, and what the file lacks as a whole.
    """
    try:
        return _roster(name, read_cells(name, data))
    except FileWrong as wrong:
        raise RosterRefused([RowError(0, None, wrong.code, wrong.zh, wrong.en)]) from wrong


def roster_of(name: str, records: Iterable[Mapping[str, Any]]) -> Roster:
    """The same checks for rows that come as records (heading → cell)."""
    rows = list(records)
    headings = list(dict.fromkeys(key for row in rows for key in row))
    cells = ([row.get(heading) for heading in headings] for row in rows)
    return _roster(name, iter([headings, *cells]))


def roster_of_rows(name: str, fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> Roster:
    """The same checks for rows of cells below known columns; rows count from 1.

    Raises: RosterRefused.
    """
    cells = ([_cell(each) for each in row] for row in rows)
    return _roster(name, iter([list(fields), *cells]), first=1)


def errors_of_rows(fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[RowError, ...]:
    """What stands in the way of taking the rows as a roster; nothing: they are fine."""
    try:
        roster_of_rows("", fields, rows)
    except RosterRefused as refused:
        return refused.errors
    return ()


def _cell(given: Any) -> Any:
    return None if isinstance(given, str) and not given.strip() else given


def _roster(name: str, rows: Iterator[list[Any]], first: int = 2) -> Roster:
    errors: list[RowError] = []
    columns = _columns(next(rows, []), errors)
    if errors:
        raise RosterRefused(errors)
    lines: list[ClaimLine] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row, cells in enumerate(rows, start=first):
        if all(cell is None for cell in cells):
            continue
        if len(lines) >= MOST_ROWS:
            many = RowError(
                row, None, "too_many_rows", f"超过{MOST_ROWS}人", "more than 5,000 rows"
            )
            raise RosterRefused([*errors, many])
        line = _line(row, len(lines) + 1, columns, cells, errors)
        if line is not None:
            lines.append(line)
            _check_twice(row, line, seen, errors)
        if len(errors) >= MOST_ERRORS:
            break
    if not lines and not errors:
        errors.append(RowError(0, None, "empty", "花名册没有人员", "the roster has no rows"))
    if errors:
        raise RosterRefused(errors)
    return Roster(name, tuple(lines))


def _columns(heading: list[Any], errors: list[RowError]) -> list[Column | None]:
    columns = [BY_HEADING.get(str(cell).strip()) if cell else None for cell in heading]
    for cell, column in zip(heading, columns, strict=True):
        if cell and column is None:
            errors.append(
                RowError(
                    1, str(cell)[:50], "heading", f"不认识的列：{cell}", f"unknown column: {cell}"
                )
            )
    present = [column.field for column in columns if column]
    for column in COLUMNS:
        if column.required and column.field not in present:
            errors.append(
                RowError(
                    1, column.zh, "heading", f"缺少列：{column.zh}", f"no column {column.field}"
                )
            )
        if present.count(column.field) > 1:
            errors.append(
                RowError(
                    1, column.zh, "heading", f"重复的列：{column.zh}", f"twice: {column.field}"
                )
            )
    return columns


def _line(
    row: int, number: int, columns: list[Column | None], cells: list[Any], errors: list[RowError]
) -> ClaimLine | None:
    values: dict[str, Any] = {}
    before = len(errors)
    filled = {
        column.field
        for column, cell in zip(columns, cells, strict=False)
        if column is not None and cell is not None
    }
    for column, cell in zip(columns, cells, strict=False):
        if column is None or cell is None:
            continue
        try:
            values[column.field] = column.read(cell)
        except CellWrong as wrong:
            errors.append(RowError(row, column.zh, wrong.code, wrong.zh, wrong.en))
    errors.extend(
        RowError(row, column.zh, "missing", f"缺少{column.zh}", f"no {column.field}")
        for column in COLUMNS
        if column.required and column.field not in filled
    )
    benefit = values.setdefault("benefit", "")
    if "id_number" not in filled and benefit not in WITHOUT_PERSON:
        errors.append(RowError(row, "身份证号", "missing", "缺少身份证号", "no ID number"))
    start, end = values.get("course_start"), values.get("course_end")
    if start and end and end < start:
        errors.append(
            RowError(
                row, "结业日期", "date", "结业日期早于开班日期", "the course ends before it starts"
            )
        )
    return ClaimLine(number=number, **values) if len(errors) == before else None


def _check_twice(
    row: int, line: ClaimLine, seen: dict[tuple[Any, ...], int], errors: list[RowError]
) -> None:
    key = (
        line.id_number or line.name,
        line.benefit,
        line.occupation,
        line.level,
        line.certificate_kind,
        line.certificate_no,
        line.project_id,
    )
    if key in seen:
        errors.append(
            RowError(row, None, "duplicate", f"与第{seen[key]}行重复", f"repeats row {seen[key]}")
        )
    seen.setdefault(key, row)


def save_roster(connection: Connection, parsed: Roster, uploaded_by: str, at: datetime) -> str:
    """Store the roster and give its id; the same content is stored once."""
    connection.execute(
        insert(roster)
        .values(
            id=parsed.id,
            file_name=parsed.file_name,
            rows=len(parsed.lines),
            content=parsed.to_json(),
            uploaded_by=uploaded_by,
            recorded_at=at,
        )
        .on_conflict_do_nothing(index_elements=["id"])
    )
    return parsed.id


def load_roster(connection: Connection, roster_id: str) -> tuple[ClaimLine, ...] | None:
    """The lines of a stored roster; None when there is none with that id."""
    content = connection.scalar(select(roster.c.content).where(roster.c.id == roster_id))
    if content is None:
        return None
    return tuple(ClaimLine.from_json(each) for each in content)
